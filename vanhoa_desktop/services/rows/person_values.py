"""What a row states of a person, and what that changes."""

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import Presence, Sex, TargetGroup
from vanhoa_desktop.domain.import_account import FieldChange
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.imports.words.presence_words import WrittenPresence
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.texts.words.names import clean_name, mask_citizen_number
from vanhoa_desktop.texts.words.terms import presence_term, sex_term, target_group_term

_CLEARABLE = (
    *("birth", "sex", "citizen_number", "household_code", "relation", "occupation"),
    *("target_group", "phone", "note"),
)
# Who is in no list of those who live in the commune.
GONE = frozenset({Presence.DECEASED, Presence.DEPARTED})
# Who somebody is: changed by nobody but who means to.
IDENTITY = ("full_name", "birth", "sex", "citizen_number")


def person_values(
    candidate: PersonCandidate, household: str | None, held: Person | None = None
) -> dict[str, Json]:
    """The fields that a row states; an empty cell states nothing, so it erases nothing."""
    values: dict[str, Json] = {"full_name": candidate.full_name}
    if candidate.birth is not None:
        values["birth"] = _birth_value(candidate.birth)
    if household is not None or candidate.relation is not None:
        values["membership"] = {
            "household": household or (held.household if held else None),
            "relation": candidate.relation or (held.relation if held else None),
        }
    if candidate.sex is not None:
        values["sex"] = candidate.sex.value
    if candidate.target_group is not None:
        values["target_group"] = candidate.target_group.value
    said = presence_value(candidate.presence, held)
    if said is not None:
        values["presence"] = said
    for name in ("citizen_number", "phone", "occupation", "note"):
        text = getattr(candidate, name)
        if text:
            values[name] = text
    return values


def stated_values(
    candidate: PersonCandidate, household: str | None, held: Person, *, is_whole: bool
) -> dict[str, Json]:
    """The fields that a row may change in a person who is held.

    A coarser birth never replaces a finer one that it agrees with. Unless the row is known to be
    this person's as a whole, it completes who he or she is and changes nothing of that: name,
    birth, sex and identity number stay where they are known.
    """
    values = person_values(candidate, household, held)
    if _is_coarser(candidate.birth, held.birth):
        values.pop("birth")
    for name in ("phone", "occupation", "note"):
        # Other spaces and line ends are no change that a spreadsheet could tell.
        if name in values and values[name] == clean_name(getattr(held, name) or ""):
            values.pop(name)
    if not is_whole:
        known = held_values(held)
        is_clean = clean_name(held.full_name) == held.full_name
        for name in IDENTITY:
            is_finer = name == "birth" and held.birth is not None and name in values
            if name == "full_name" and not is_clean:
                continue
            if known.get(name) is not None and not (is_finer and _is_finer(candidate, held)):
                values.pop(name, None)
    return values


def states_nothing_new(row: NamedRow, held: Person) -> bool:
    """Whether all that a row says of somebody is held of this person; the household not looked at.

    How the name is typed is no news.
    """
    if not isinstance(row, PersonCandidate):
        return all(
            said is None or said == known
            for said, known in ((row.sex, held.sex), (row.citizen_number, held.citizen_number))
        )
    known = held_values(held)
    stated = stated_values(row, held.household, held, is_whole=True)
    return all(known.get(name) == value for name, value in stated.items() if name != "full_name")


def kept_fields(candidate: PersonCandidate, held: Person) -> tuple[str, ...]:
    """The fields that a list from here says nothing of any more, though something is held.

    A cell may be cleared by mistake: what is held stays, and that is said.
    """
    known = held_values(held)
    known |= {"household_code": held.household, "relation": held.relation}
    # The code of a household is often written in its first row alone.
    said = {"household_code"} if candidate.household_code else set()
    return tuple(name for name in _CLEARABLE if name in candidate.empty - said and known.get(name))


def missing_values(values: dict[str, Json], known: dict[str, Json]) -> dict[str, Json]:
    """Those of the values of which nothing is known yet; household and relation each by itself."""
    missing = {name: value for name, value in values.items() if known.get(name) is None}
    said, held = values.get("membership"), known.get("membership")
    if isinstance(said, dict) and isinstance(held, dict):
        both: Json = {name: held.get(name) or value for name, value in said.items()}
        if both != held:
            missing["membership"] = both
    return missing


def held_values(person: Person) -> dict[str, Json]:
    """A person's fields as the journal holds them, None for what is unknown."""
    membership: Json = None
    if person.household is not None or person.relation is not None:
        membership = {"household": person.household, "relation": person.relation}
    return {
        "full_name": person.full_name,
        "birth": _birth_value(person.birth) if person.birth else None,
        "sex": person.sex.value if person.sex else None,
        "citizen_number": person.citizen_number,
        "membership": membership,
        "target_group": person.target_group.value if person.target_group else None,
        "phone": person.phone,
        "occupation": person.occupation,
        "note": person.note,
        "presence": {"on": person.presence_on, "value": person.presence.value},
    }


def changes_of(
    before: dict[str, Json], stated: dict[str, Json], codes: dict[str, str]
) -> tuple[FieldChange, ...]:
    """The fields that differ, as people read them; `codes` are those of households by id."""
    return tuple(
        FieldChange(name, _shown(name, before.get(name), codes), _shown(name, value, codes))
        for name, value in stated.items()
        if before.get(name) != value
    )


def _birth_value(birth: BirthDate) -> dict[str, Json]:
    return {"precision": birth.precision.value, "text": birth.text}


def presence_value(said: WrittenPresence | None, held: Person | None) -> dict[str, Json] | None:
    """The presence that a row states where it is news; None where it changes nothing.

    That somebody is registered here, or lives, is no news but of one who is held as dead or moved.
    Of a presence that is held already only the day is news, where none is known.
    """
    before = Presence.PRESENT if held is None else held.presence
    if said is None:
        return None
    if said.value is before:
        if held is None or held.presence_on is not None or said.on is None:
            return None
        return {"on": said.on.isoformat(), "value": before.value}
    if said.value is Presence.PRESENT:
        away = {Presence.WORKING_AWAY, Presence.STUDYING_AWAY}
        if before not in (GONE if said.is_loose else GONE | away):
            return None
    return {"on": said.on.isoformat() if said.on else None, "value": said.value.value}


def _is_coarser(birth: BirthDate | None, held: BirthDate | None) -> bool:
    if birth is None or held is None:
        return False
    return len(birth.text) < len(held.text) and held.text.startswith(birth.text)


def _is_finer(candidate: PersonCandidate, held: Person) -> bool:
    return _is_coarser(held.birth, candidate.birth)


def _shown(name: str, value: Json, codes: dict[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        if name == "birth":
            return "/".join(reversed(str(value["text"]).split("-")))
        if name == "presence":
            term = presence_term(Presence(str(value["value"])))
            return f"{term} từ {date_text(str(value['on']))}" if value.get("on") else term
        household = codes.get(str(value.get("household")), "")
        return ", ".join(part for part in (household, str(value.get("relation") or "")) if part)
    shown = {
        "sex": lambda text: sex_term(Sex(text)),
        "target_group": lambda text: target_group_term(TargetGroup(text)),
        "citizen_number": mask_citizen_number,
    }
    return shown[name](str(value)) if name in shown else str(value)

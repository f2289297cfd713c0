"""People entered and corrected by hand: what was typed, field by field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import ActNote, UnitOfWork
from vanhoa_desktop.domain.enums import (
    ActKind,
    DatePrecision,
    Presence,
    Sex,
    TargetGroup,
    has_value,
)
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import household_id
from vanhoa_desktop.services.office.acts import new_act_id
from vanhoa_desktop.services.office.control import control, is_begun
from vanhoa_desktop.services.office.lookup import own_or_named_unit
from vanhoa_desktop.services.office.moved_away import MovedAway, people_moved_away
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.households import put_household
from vanhoa_desktop.services.rows.row_likeness import births_agree
from vanhoa_desktop.texts.words.dates import parse_birth
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, mend_capitals, other_spellings
from vanhoa_desktop.texts.words.plain import plain_text

FULL_NAME, HOUSEHOLD, RELATION, PRESENCE_ON = "full_name", "household", "relation", "presence_on"
MAX_NAME_CHARACTERS = 120
_NOT_IN_NUMBERS = re.compile(r"[\s.\-]")
_NUMBER = re.compile(r"[0-9]{9}|[0-9]{12}")
_VOCABULARIES = {"sex": Sex, "target_group": TargetGroup, "presence": Presence}
_FREE_TEXTS = ("phone", "occupation", "note")

# Field → what was typed; an empty text clears the field. `household` is the code of a household of
# the person's unit, `presence_on` the day since when the presence is as typed.
TypedPerson = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SavedPerson:
    """A person after saving; `alike` are ids of others who may be the same person.

    `act` is the id under which it can be undone as a whole, None where nothing was written.
    `new_household`: the code of a household that was begun with it, '' for none. `moved`: those
    whom the commune gave to another unit and who may be somebody that was added, each with where.
    """

    person: Person
    is_changed: bool
    alike: tuple[str, ...] = ()
    act: str | None = None
    new_household: str = ""
    moved: tuple[MovedAway, ...] = ()


class PersonService:
    """Adds people and corrects what is said of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, typed: TypedPerson, unit_text: str | None = None) -> SavedPerson:
        """Add a person to this unit (at the commune: to the unit named).

        Raises VALUE_INVALID for a value that cannot be, NOT_ENROLLED, NOT_FOUND, AMBIGUOUS,
        ROLE_NOT_ALLOWED (a unit adds to itself alone).
        """
        unit = own_or_named_unit(self._session, unit_text)
        values = self._values_of_new(typed)
        record = self._session.new_record_id()
        with self._session.work() as work:
            begun = ""
            if HOUSEHOLD in typed or RELATION in typed:
                household, begun = _put_household(work, unit, typed.get(HOUSEHOLD, ""))
                values["membership"] = _membership(household, typed.get(RELATION, ""))
            work.put("person", record, control(unit) | values)
            act = self._note(work, ActKind.ADDITION, record)
            work.commit()
        saved = self._saved(record, act, begun)
        with self._session.database.reading() as reading:
            moved = moved_alike(self._session, reading, saved.person)
        return replace(saved, moved=tuple(moved))

    def set(self, person: Person, typed: TypedPerson) -> SavedPerson:
        """Correct some fields of a person; what is not named stays.

        Raises VALUE_INVALID, NOT_ENROLLED, ROLE_NOT_ALLOWED (a person of another unit).
        """
        check_own_person(self._session, person)
        values = self._values(typed, person)
        with self._session.work() as work:
            begun = ""
            if HOUSEHOLD in typed or RELATION in typed:
                household = person.household
                if HOUSEHOLD in typed:
                    household, begun = _put_household(work, person.home_unit, typed[HOUSEHOLD])
                relation = typed.get(RELATION, person.relation or "")
                values["membership"] = _membership(household, relation)
            is_changed = work.put_changed("person", person.id, values) is not None
            act = self._note(work, ActKind.CORRECTION, person.id) if is_changed else None
            work.commit()
        return self._saved(person.id, act, begun)

    def candidate(self, typed: TypedPerson, unit_text: str | None = None) -> Person:
        """The person whom `add` would add, not written; raises as `add` does."""
        unit = own_or_named_unit(self._session, unit_text)
        values = self._values_of_new(typed)
        birth, code = values.get("birth"), clean_name(typed.get(HOUSEHOLD, ""))
        known = birth if isinstance(birth, Mapping) else None
        sex, number, phone = (values.get(name) for name in ("sex", "citizen_number", "phone"))
        return Person(
            id="",
            full_name=str(values[FULL_NAME]),
            home_unit=unit,
            birth=BirthDate(str(known["text"]), DatePrecision(str(known["precision"])))
            if known is not None
            else None,
            sex=Sex(str(sex)) if sex else None,
            citizen_number=str(number) if number else None,
            phone=str(phone) if phone else None,
            household=household_id(unit, code) if code else None,
        )

    def _values_of_new(self, typed: TypedPerson) -> dict[str, Json]:
        values = self._values(typed, None)
        if FULL_NAME not in values:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field=FULL_NAME, value="")
        return values

    def _note(self, work: UnitOfWork, kind: ActKind, record: str) -> str:
        """Make what was written undoable as a whole; it is called after the person, by the id.

        A name would stay in the list of acts when the person is erased.
        """
        act = ActNote(new_act_id(self._session), kind, record, self._session.require_unit())
        work.note_act(act)
        return act.id

    def _values(self, typed: TypedPerson, held: Person | None) -> dict[str, Json]:
        parsers: Mapping[str, Callable[[str], Json]] = {
            FULL_NAME: typed_name,
            "birth": lambda text: typed_birth(text, self._session.this_year()),
            "citizen_number": typed_number,
            "sex": lambda text: _member("sex", text),
            "target_group": lambda text: _member("target_group", text),
            **dict.fromkeys(_FREE_TEXTS, _free_text),
        }
        values = {name: parse(typed[name]) for name, parse in parsers.items() if name in typed}
        if "presence" in typed or PRESENCE_ON in typed:
            before = Presence.PRESENT if held is None else held.presence
            presence = _member("presence", typed.get("presence", before.value))
            values["presence"] = {
                "on": typed_day(typed.get(PRESENCE_ON, "")),
                "value": presence or Presence.PRESENT.value,
            }
        return values

    def _saved(self, record: str, act: str | None, begun: str) -> SavedPerson:
        with self._session.database.reading() as reading:
            person = reading.people.people([record])[record]
            return SavedPerson(person, act is not None, alike(reading, person), act, begun)


def check_own_person(session: Session, person: Person) -> None:
    """Raise ROLE_NOT_ALLOWED for a unit that is not the person's own, NOT_ENROLLED before that."""
    own_unit = session.require_unit()
    if not session.identity.is_commune and person.home_unit != own_unit:
        raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="home unit")


def alike(reading: Reading, person: Person) -> tuple[str, ...]:
    """Ids of others with the same identity number, or the same name and a birth that agrees."""
    number = person.citizen_number
    found = reading.people.by_citizen_numbers([number]).get(number, []) if number else []
    named = reading.people.by_folded_names(other_spellings(person.full_name))
    for other in chain.from_iterable(named.values()):
        numbers_differ = number and other.citizen_number and number != other.citizen_number
        if not numbers_differ and births_agree(other.birth, person.birth):
            found.append(other)
    return tuple(sorted({other.id for other in found} - {person.id}))


def moved_alike(session: Session, reading: Reading, person: Person) -> list[MovedAway]:
    """Those who left this unit by the commune's word and may be somebody who is added now."""
    if session.identity.is_commune:
        return []
    return [
        item
        for item in people_moved_away(reading, session.require_unit())
        if _may_be_one(item.person, person)
    ]


def _may_be_one(left: Person, right: Person) -> bool:
    if left.citizen_number and right.citizen_number:
        return left.citizen_number == right.citizen_number
    is_named = name_key(left.full_name) == name_key(right.full_name)
    is_of_one_sex = None in {left.sex, right.sex} or left.sex is right.sex
    return is_named and is_of_one_sex and births_agree(left.birth, right.birth)


def typed_name(text: str) -> str:
    """A person's name, all-capitals mended; raises VALUE_INVALID for what cannot be one."""
    name = mend_capitals(clean_name(text))
    is_name = any(char.isalpha() for char in name) and not any(char.isdigit() for char in name)
    if is_name and len(name) > MAX_NAME_CHARACTERS:
        raise VanHoaError(
            ErrorCode.TEXT_NOT_ALLOWED,
            text_field=FULL_NAME,
            why="long",
            most=MAX_NAME_CHARACTERS,
            length=len(name),
        )
    if not is_name:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=FULL_NAME, value=text)
    return name


def typed_birth(text: str, this_year: int) -> Json:
    """A birth date as far as it is known, None for ''; raises VALUE_INVALID."""
    if not text.strip():
        return None
    birth: BirthDate | None = parse_birth(text, this_year)
    if birth is None:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field="birth", value=text)
    return {"precision": birth.precision.value, "text": birth.text}


def typed_day(text: str) -> str | None:
    """A whole day as ISO text, None for ''; raises VALUE_INVALID."""
    if not text.strip():
        return None
    day = parse_birth(text)
    if day is None or day.precision is not DatePrecision.DAY:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=PRESENCE_ON, value=text)
    return day.text


def typed_number(text: str) -> str | None:
    """An identity number of 12 digits (9 on old papers), None for ''; raises VALUE_INVALID."""
    digits = _NOT_IN_NUMBERS.sub("", text)
    if digits and not _NUMBER.fullmatch(digits):
        raise VanHoaError(ErrorCode.VALUE_INVALID, field="citizen_number", value=text)
    return digits or None


def _free_text(text: str) -> str | None:
    return plain_text(text) or None


def _member(name: str, text: str) -> str | None:
    if text and not has_value(_VOCABULARIES[name], text):
        raise VanHoaError(ErrorCode.VALUE_INVALID, field=name, value=text)
    return text or None


def _membership(household: str | None, relation: str) -> dict[str, Json]:
    return {"household": household, "relation": clean_name(relation) or None}


def _put_household(work: UnitOfWork, unit: str, typed: str) -> tuple[str | None, str]:
    """The household with a typed code, None for ''; and the code again where it was begun now."""
    code = clean_name(typed)
    is_new = bool(code) and not is_begun(work, household_id(unit, code))
    return put_household(work, unit, code), code if is_new else ""

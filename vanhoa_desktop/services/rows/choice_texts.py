"""How people whom a row may mean are told apart, and which of them stands first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.people import Household, Person
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.services.rows.person_values import (
    IDENTITY,
    changes_of,
    held_values,
    stated_values,
)
from vanhoa_desktop.services.rows.row_likeness import (
    births_agree,
    is_code_of,
    numbers_differ,
    sexes_differ,
)
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.names import clean_name, masks_apart
from vanhoa_desktop.texts.words.terms import field_term, inside_a_sentence


@dataclass(frozen=True, slots=True)
class Homes:
    """Where people live: households and the names of units by id.

    `are_of_many_units`: people of several units are held here, so each is named with the own one.
    """

    households: Mapping[str, Household]
    unit_names: Mapping[str, str]
    are_of_many_units: bool


def person_text(person: Person) -> str:
    """A person who is held, as a question names him or her."""
    return _named(person.full_name, birth_text(person.birth) if person.birth else "")


def row_person_text(row: NamedRow) -> str:
    """Who a row speaks of, as a question says it."""
    return _named(row.full_name, birth_text(row.birth) if row.birth else "")


def _named(name: str, birth: str) -> str:
    return f"{name}, sinh {birth}" if birth else f"{name}, chưa rõ ngày sinh"


def people_texts(
    people: Sequence[Person], homes: Homes, *, names_units: bool, is_told_more: bool
) -> dict[str, str]:
    """The texts of the people of one question, by id.

    Those of one name and birth, and all where more is to be told, come with household, relation,
    occupation and the last digits of the identity number, as far as these are known.
    """
    plain = {person.id: person_text(person) for person in people}
    counts = Counter(plain.values())
    if names_units or homes.are_of_many_units:
        units = {person.id: homes.unit_names.get(person.home_unit, "") for person in people}
        plain = {p.id: ", ".join(filter(None, (plain[p.id], units[p.id]))) for p in people}
    numbered = [person for person in people if person.citizen_number]
    masks = masks_apart([person.citizen_number or "" for person in numbered])
    mask_of = {person.id: mask for person, mask in zip(numbered, masks, strict=True)}
    return {
        person.id: _with(
            plain[person.id], _particulars(person, homes.households, mask_of.get(person.id))
        )
        if is_told_more or counts[person_text(person)] > 1
        else plain[person.id]
        for person in people
    }


def row_particulars(row: NamedRow) -> str:
    """The household, relation and occupation that a row gives; '' without any."""
    parts = [f"hộ {row.household_code}"] if row.household_code else []
    if not parts and row.head_name:
        parts = [f"chủ hộ {row.head_name}"]
    if isinstance(row, PersonCandidate):
        parts += [part for part in (row.relation, row.occupation) if part]
    return ", ".join(parts)


def best_fitting_first(row: NamedRow, people: Sequence[Person], homes: Homes) -> list[Person]:
    """The same people: first whoever has the row's household, then its relation, its occupation."""
    relation = row.relation if isinstance(row, PersonCandidate) else None
    occupation = row.occupation if isinstance(row, PersonCandidate) else None

    def differences(person: Person) -> tuple[bool, bool, bool]:
        house = homes.households.get(person.household or "")
        is_at_home = bool(row.household_code) and house is not None and is_code_of(row, house.code)
        return (
            not is_at_home,
            not _is_same(relation, person.relation),
            not _is_same(occupation, person.occupation),
        )

    return sorted(people, key=differences)


def corrections_text(row: PersonCandidate, person: Person) -> str:
    """What of who somebody is the row says otherwise than is held; '' where nothing.

    A birth that only tells more, or less, of the same day is no correction.
    """
    held = held_values(person)
    said = {
        name: value
        for name, value in stated_values(row, None, person, is_whole=True).items()
        if name in IDENTITY and held.get(name) is not None
    }
    if births_agree(row.birth, person.birth):
        said.pop("birth", None)
    return "; ".join(
        f"{inside_a_sentence(field_term(change.field))} «{change.before}» thành «{change.after}»"
        for change in changes_of(held, said, {})
    )


def differing_particulars(row: NamedRow, person: Person, homes: Homes) -> list[str]:
    """What of household, sex and identity number a row says otherwise than is held."""
    differing = {
        "hộ": _other_house(row, person, homes) is not None,
        "giới tính": sexes_differ(row, person),
        "số CCCD": numbers_differ(row, person),
    }
    return [name for name, differs in differing.items() if differs]


def moved_households(row: NamedRow, person: Person, homes: Homes) -> tuple[str, str] | None:
    """The household that is held of somebody and the other one that a row names; None without."""
    house = _other_house(row, person, homes)
    return None if house is None else (house.code, row.household_code or "")


def _other_house(row: NamedRow, person: Person, homes: Homes) -> Household | None:
    """The household of somebody, if a row names another one."""
    house = homes.households.get(person.household or "")
    return house if row.household_code and house and not is_code_of(row, house.code) else None


def _particulars(
    person: Person, households: Mapping[str, Household], mask: str | None
) -> list[str]:
    house = households.get(person.household or "")
    head = f" ({house.head_name})" if house and house.head_name else ""
    parts = (
        f"hộ {house.code}{head}" if house else None,
        person.relation,
        person.occupation,
        f"CCCD {mask}" if mask else None,
    )
    return [part for part in parts if part]


def _with(text: str, particulars: Sequence[str]) -> str:
    return ", ".join([text, *(particulars or ["không ghi gì thêm"])])


def _is_same(left: str | None, right: str | None) -> bool:
    return bool(left and right) and (
        clean_name(left or "").casefold() == clean_name(right or "").casefold()
    )

"""How people whom a row may mean are told apart, and which of them stands first."""

from collections import Counter
from collections.abc import Mapping, Sequence

from vanhoa_desktop.domain.people import Household, Person
from vanhoa_desktop.imports.named_rows import NamedRow
from vanhoa_desktop.imports.roster import PersonCandidate
from vanhoa_desktop.services.person_values import (
    IDENTITY,
    changes_of,
    held_values,
    stated_values,
)
from vanhoa_desktop.services.row_likeness import births_agree
from vanhoa_desktop.texts.dates import birth_text
from vanhoa_desktop.texts.names import clean_name, masks_apart
from vanhoa_desktop.texts.terms import field_term

Households = Mapping[str, Household]


def person_text(person: Person) -> str:
    """A person who is held, as a question names him or her."""
    return _named(person.full_name, birth_text(person.birth) if person.birth else "")


def row_person_text(row: NamedRow) -> str:
    """Who a row speaks of, as a question says it."""
    return _named(row.full_name, birth_text(row.birth) if row.birth else "")


def _named(name: str, birth: str) -> str:
    return f"{name}, sinh {birth}" if birth else f"{name}, chưa rõ ngày sinh"


def people_texts(people: Sequence[Person], households: Households) -> dict[str, str]:
    """The texts of the people of one question, by id.

    Those of one name and birth are told apart by household, relation, occupation and the last
    digits of the identity number, as far as these are known.
    """
    plain = {person.id: person_text(person) for person in people}
    counts = Counter(plain.values())
    numbered = [person for person in people if person.citizen_number]
    masks = masks_apart([person.citizen_number or "" for person in numbered])
    mask_of = {person.id: mask for person, mask in zip(numbered, masks, strict=True)}
    return {
        person.id: plain[person.id]
        if counts[plain[person.id]] == 1
        else _with(plain[person.id], _particulars(person, households, mask_of.get(person.id)))
        for person in people
    }


def row_particulars(row: NamedRow) -> str:
    """The household, relation and occupation that a row gives; '' without any."""
    parts = [f"hộ {row.household_code}"] if row.household_code else []
    if isinstance(row, PersonCandidate):
        parts += [part for part in (row.relation, row.occupation) if part]
    return ", ".join(parts)


def best_fitting_first(
    row: NamedRow, people: Sequence[Person], households: Households
) -> list[Person]:
    """The same people: first whoever has the row's household, then its relation, its occupation."""
    relation = row.relation if isinstance(row, PersonCandidate) else None
    occupation = row.occupation if isinstance(row, PersonCandidate) else None

    def differences(person: Person) -> tuple[bool, bool, bool]:
        house = households.get(person.household or "")
        return (
            not _is_same(row.household_code, house.code if house else None),
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
        f"{field_term(change.field).lower()} «{change.before}» thành «{change.after}»"
        for change in changes_of(held, said, {})
    )


def _particulars(person: Person, households: Households, mask: str | None) -> list[str]:
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

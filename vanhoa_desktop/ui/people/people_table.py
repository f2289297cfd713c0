"""The columns of the list of people."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.names import mask_citizen_number
from vanhoa_desktop.texts.words.terms import sex_term, target_group_term
from vanhoa_desktop.ui.widgets.tables import Column


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the name of the home unit."""

    person: Person
    unit_name: str


def person_rows(people: Mapping[str, Person], names: Mapping[str, str]) -> dict[str, PersonRow]:
    """Rows by person id."""
    return {
        person.id: PersonRow(person, names.get(person.home_unit, "")) for person in people.values()
    }


def _birth(row: PersonRow) -> str:
    return birth_text(row.person.birth) if row.person.birth else ""


def _sex(row: PersonRow) -> str:
    return sex_term(row.person.sex) if row.person.sex else ""


def _number(row: PersonRow) -> str:
    return mask_citizen_number(row.person.citizen_number) if row.person.citizen_number else ""


def _group(row: PersonRow) -> str:
    return target_group_term(row.person.target_group) if row.person.target_group else ""


def people_columns(*, with_unit: bool) -> tuple[Column[PersonRow], ...]:
    """Columns from the most wanted to the ones that give way first."""
    unit: tuple[Column[PersonRow], ...] = ()
    if with_unit:
        unit = (Column("Thôn, đơn vị", lambda row: row.unit_name, 18),)
    return (
        Column("Họ và tên", lambda row: row.person.full_name, 20, stretches=True),
        Column("Ngày sinh", _birth, 10),
        Column("Giới tính", _sex, 7, is_spare=True),
        *unit,
        Column("Nhóm đối tượng", _group, 29, is_spare=True),
        Column("Số CCCD", _number, 12, is_spare=True),
        Column("Nghề nghiệp", lambda row: row.person.occupation or "", 16, is_spare=True),
    )

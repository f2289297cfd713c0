"""The person that a record's state tells of, before it stands in any table."""

from collections.abc import Mapping

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import DatePrecision, Sex
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.journal.fold import RecordState


def person_of_state(state: RecordState) -> Person | None:
    """The person, as far as people are told apart by it; None for a state that tells of none."""
    values = state.values
    control, birth, membership = state.control, values.get("birth"), values.get("membership")
    if control is None or not isinstance(values.get("full_name"), str):
        return None
    household = membership.get("household") if isinstance(membership, Mapping) else None
    return Person(
        id=state.record,
        full_name=str(values["full_name"]),
        home_unit=control.unit,
        birth=BirthDate(str(birth["text"]), DatePrecision(str(birth["precision"])))
        if isinstance(birth, Mapping)
        else None,
        sex=Sex(str(values["sex"])) if values.get("sex") else None,
        citizen_number=_text(values, "citizen_number"),
        phone=_text(values, "phone"),
        household=household if isinstance(household, str) else None,
    )


def _text(values: Mapping[str, Json], name: str) -> str | None:
    value = values.get(name)
    return value if isinstance(value, str) else None

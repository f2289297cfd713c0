"""The control value of records: whose a record is, where it stands, whether it is deleted."""

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.journal.change import CONTROL

OPEN = "open"


def control(unit: str, status: str = OPEN, *, deleted: bool = False) -> dict[str, Json]:
    """The `control` field as a value to record."""
    return {CONTROL: {"deleted": deleted, "status": status, "unit": unit}}


def is_begun(work: UnitOfWork, record: str) -> bool:
    """Whether it stands whose the record is.

    One that was never written, or of which all was undone, begins anew with its control.
    """
    state = work.state(record)
    return state is not None and state.control is not None


def is_standing(work: UnitOfWork, record: str) -> bool:
    """Whether a record was begun and is not deleted, as a registration is that was withdrawn."""
    state = work.state(record)
    return is_begun(work, record) and state is not None and not state.hidden_by_delete

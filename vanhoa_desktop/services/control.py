"""The control value of records: whose a record is, where it stands, whether it is deleted."""

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import CONTROL

OPEN = "open"


def control(unit: str, status: str = OPEN, *, deleted: bool = False) -> dict[str, Json]:
    """The `control` field as a value to record."""
    return {CONTROL: {"deleted": deleted, "status": status, "unit": unit}}

"""A removed unit on which something hangs after all: the office writes it back.

Only a unit on which nothing hangs is removed. An office that went back may have let laptops in for
one that it had removed in the past that it lost, or may not know any more that they were; what it
had said comes home with the file of any unit.
"""

from collections.abc import Collection, Iterable

from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.names import place_key

_UNITS = frozenset({"unit"})


def write_units_back(
    work: UnitOfWork, commune: str, arrived: Iterable[str] = ()
) -> tuple[str, ...]:
    """Write every unit back that was removed though records or a device at work are its own.

    For the office alone. `arrived`: units of which this very unit of work brought the first word.
    What is asked only ever becomes so, but for a device that ends: in whatever order files come,
    the same units are written back. Returns their names.
    """
    units = {*work.view.states.of_kinds(_UNITS), *arrived}
    work.prefetch(units)
    removed = {
        unit: state
        for unit in units
        if (state := work.state(unit)) is not None and state.hidden_by_delete
    }
    needed = _at_work(work, removed) if removed else frozenset()
    for unit in sorted(needed):
        work.put("unit", unit, control(commune))
    return tuple(sorted((str(removed[u].values.get("name", "")) for u in needed), key=place_key))


def write_back_lost_units(session: Session) -> None:
    """Write back what a program that knew nothing of it left removed; for the office alone."""
    with session.database.reading() as reading:
        is_any_removed = bool(reading.states.deleted("unit"))
    if not session.identity.is_office or not is_any_removed:
        return
    with session.work() as work:
        if write_units_back(work, session.require_unit()):
            work.commit()


def _at_work(work: UnitOfWork, units: Collection[str]) -> frozenset[str]:
    """Those of some units that a device works for, or to which a record belongs or did once."""
    trust = work.view.trust
    devices = () if trust is None else trust.devices.values()
    found = frozenset(device.unit for device in devices if not device.is_revoked)
    found |= frozenset(unit for unit in units if work.view.states.is_concerned(unit))
    # What this unit of work brought stands in no table yet.
    for record in work.touched | work.judged_anew if set(units) - found else ():
        state = work.state(record)
        found |= frozenset() if state is None else state.units
    return found.intersection(units)

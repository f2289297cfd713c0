"""People whom the commune gave to another unit: the unit that lost them knows so much of them.

Their records are in no list here any more. An older list still names them, and so may somebody who
types: whoever comes again by name is asked about, not made a second time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.journal.change import CONTROL, Change
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.services.office.person_states import person_of_state
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.texts.words.dates import date_text


@dataclass(frozen=True, slots=True)
class MovedAway:
    """Somebody of whom a unit knows that he or she lives in another one: its name, since when."""

    person: Person
    unit_name: str
    on: str

    @property
    def told(self) -> str:
        """«đã được xã chuyển sang Thôn Đoài ngày 05/01/2026»."""
        where = f"sang {self.unit_name}" if self.unit_name else "sang đơn vị khác"
        return f"đã được xã chuyển {where} ngày {date_text(self.on)}"


def people_moved_away(reading: Reading, own_unit: str) -> list[MovedAway]:
    """Everybody who was this unit's own and is another unit's now."""
    scoped = reading.states.in_scope(own_unit, frozenset({"person"}))
    lost = [item.record for item in scoped if not item.is_current]
    names = unit_names(reading) if lost else {}
    found = []
    for items in reading.journal.of_records(lost).values():
        changes = [item.change for item in items]
        state = fold(changes, reading.authority)
        person = person_of_state(state)
        if person is None or state.hidden_by_delete or own_unit not in set(_homes(changes)):
            continue
        shown = state.fields[CONTROL].shown
        (on,) = (c.body.at[:10] for c in changes if c.id == shown and c.body is not None)
        found.append(MovedAway(person, names.get(person.home_unit, ""), on))
    return found


def _homes(changes: Iterable[Change]) -> Iterable[str]:
    for change in changes:
        said = None if change.body is None else change.body.values.get(CONTROL)
        if isinstance(said, dict):
            yield str(said["unit"])

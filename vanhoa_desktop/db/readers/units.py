"""Queries over units, cycles and settings."""

from typing import Any

from sqlalchemy import Connection, Row, select

from vanhoa_desktop.db.encoding import optional_id, record_id, record_key
from vanhoa_desktop.db.tables.projections import cycle, setting, unit
from vanhoa_desktop.domain.assessments import CriteriaReference, Cycle
from vanhoa_desktop.domain.enums import LearningModel, UnitKind, has_value
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.texts.words.names import place_key


def _unit(row: Row[Any]) -> Unit:
    return Unit(record_id(row.record), row.name, UnitKind(row.unit_kind), optional_id(row.parent))


def _cycle(row: Row[Any]) -> Cycle:
    criteria = {
        LearningModel(model): CriteriaReference(used["id"], used["version"], used["sha256"])
        for model, used in row.criteria.items()
        if has_value(LearningModel, model)
    }
    return Cycle(record_id(row.record), row.year, row.until, criteria)


class UnitReader:
    """Units, cycles and dated settings as frozen values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def units(self) -> list[Unit]:
        """All units but the commune itself, in the order of lists: Thôn 2 before Thôn 10."""
        query = select(unit).where(unit.c.unit_kind != UnitKind.COMMUNE.value)
        found = [_unit(row) for row in self._connection.execute(query)]
        return sorted(found, key=lambda item: (place_key(item.name), item.id))

    def unit(self, record: str) -> Unit | None:
        """The unit with this id, or None."""
        row = self._connection.execute(
            select(unit).where(unit.c.record == record_key(record))
        ).first()
        return _unit(row) if row else None

    def commune(self) -> Unit | None:
        """The commune's own unit, once known."""
        row = self._connection.execute(
            select(unit).where(unit.c.unit_kind == UnitKind.COMMUNE.value)
        ).first()
        return _unit(row) if row else None

    def cycles(self) -> list[Cycle]:
        """All cycles by year."""
        return [
            _cycle(row) for row in self._connection.execute(select(cycle).order_by(cycle.c.year))
        ]

    def cycle(self, year: int) -> Cycle | None:
        """The cycle of a year, or None."""
        row = self._connection.execute(select(cycle).where(cycle.c.year == year)).first()
        return _cycle(row) if row else None

    def setting(self, key: str, on: str) -> str | None:
        """The value of a dated setting in force on an ISO date, or None."""
        found = self.dated_setting(key, on)
        return None if found is None else found[1]

    def dated_setting(self, key: str, on: str) -> tuple[str, str] | None:
        """Since when a setting is in force on an ISO date, and its value; None if it is not set."""
        query = select(setting).where(setting.c.key == key, setting.c.valid_from <= on)
        row = self._connection.execute(query.order_by(setting.c.valid_from.desc()).limit(1)).first()
        return None if row is None else (row.valid_from, row.value)

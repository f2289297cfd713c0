"""Criteria sets by hash, parsed once per unit of work."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.tables.projections import criteria
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import parse_criteria


class CriteriaCache:
    """Looks criteria sets up in the store; a set that is not held yet gives None."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sets: dict[str, CriteriaSet | None] = {}

    def of(self, sha256: str) -> CriteriaSet | None:
        """The criteria set with this content hash, or None if it is not here."""
        if sha256 not in self._sets:
            row = self._connection.execute(
                select(criteria.c.content, criteria.c.set_id).where(criteria.c.sha256 == sha256)
            ).first()
            self._sets[sha256] = None if row is None else parse_criteria(row.content, row.set_id)
        return self._sets[sha256]

    def forget(self) -> None:
        """Look again: criteria were just projected."""
        self._sets.clear()

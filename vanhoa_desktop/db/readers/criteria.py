"""Queries over published criteria sets."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.criteria_cache import CriteriaCache
from vanhoa_desktop.db.tables.projections import criteria
from vanhoa_desktop.scoring.criteria import CriteriaSet


class CriteriaReader:
    """Criteria sets held in the store, parsed once per reading."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._cache = CriteriaCache(connection)

    def of(self, sha256: str) -> CriteriaSet | None:
        """The set with this content hash, or None."""
        return self._cache.of(sha256)

    def content(self, sha256: str) -> str | None:
        """The text of the file with this content hash, or None."""
        return self._connection.scalar(
            select(criteria.c.content).where(criteria.c.sha256 == sha256)
        )

    def hashes(self) -> list[str]:
        """Content hashes of all held sets."""
        return [
            row.sha256
            for row in self._connection.execute(
                select(criteria.c.sha256).order_by(criteria.c.sha256)
            )
        ]

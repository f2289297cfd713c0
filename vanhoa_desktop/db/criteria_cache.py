"""Criteria sets by hash, looked up once per unit of work."""

from functools import lru_cache

from sqlalchemy import Connection, select

from vanhoa_desktop.db.tables.projections import criteria
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import parse_criteria

_KEPT_SETS = 64  # a year has six; a program that runs for weeks sees a few more


@lru_cache(_KEPT_SETS)
def _read(content: str, sha256: str) -> CriteriaSet | None:
    try:
        found = parse_criteria(content, sha256)
    except VanHoaError:
        return None
    return found if found.sha256 == sha256 else None


class CriteriaCache:
    """Looks criteria sets up in the store.

    A set that is not held yet, that a newer program wrote, or whose content is not what its hash
    says gives None: nothing is assessed by it, and nothing else is held up.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sets: dict[str, CriteriaSet | None] = {}

    def of(self, sha256: str, model: LearningModel | None = None) -> CriteriaSet | None:
        """The criteria set with this content hash, or None if it is not here.

        Nor is one of another model than is asked for: no sheet is judged by it.
        """
        if sha256 not in self._sets:
            row = self._connection.execute(
                select(criteria.c.content, criteria.c.set_id).where(criteria.c.sha256 == sha256)
            ).first()
            self._sets[sha256] = None if row is None else _read(row.content, sha256)
        found = self._sets[sha256]
        return found if found is None or model in {None, found.model} else None

    def forget(self) -> None:
        """Look again: criteria were just projected."""
        self._sets.clear()

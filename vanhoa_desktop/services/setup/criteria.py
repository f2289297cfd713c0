"""Criteria sets: shipped ones and those that the commune published or that came with a cycle."""

from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import (
    in_force,
    shipped_contents,
    shipped_sets,
    version_key,
)
from vanhoa_desktop.services.office.session import Session


@dataclass(frozen=True, slots=True)
class ListedCriteria:
    """A criteria set and whether a cycle of this commune uses it."""

    criteria: CriteriaSet
    is_in_use: bool


class CriteriaService:
    """Lists criteria sets and chooses those of a year."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sets(self) -> list[ListedCriteria]:
        """All shipped sets and all that the store holds, by id and version."""
        with self._session.database.reading() as reading:
            used = {
                ref.sha256 for cycle in reading.units.cycles() for ref in cycle.criteria.values()
            }
            known = known_sets(reading)
        return [ListedCriteria(criteria, criteria.sha256 in used) for criteria in known]

    def newest_in_force(self, year: int) -> dict[LearningModel, CriteriaSet]:
        """Per model the newest shipped or published set in force in a year."""
        with self._session.database.reading() as reading:
            sets = known_sets(reading)
        chosen = {model: in_force(sets, model, year) for model in LearningModel}
        return {model: criteria for model, criteria in chosen.items() if criteria is not None}


def known_sets(reading: Reading) -> list[CriteriaSet]:
    """All shipped sets and all that the store holds and can read, by id and version."""
    held = (reading.criteria.of(sha256) for sha256 in reading.criteria.hashes())
    by_hash = {item.sha256: item for item in [*shipped_sets(), *held] if item is not None}
    return sorted(by_hash.values(), key=lambda item: (item.id, version_key(item.version)))


def find_set(sets: list[CriteriaSet], text: str) -> CriteriaSet:
    """The set meant by an id (its newest version), «id version», or hash; raises NOT_FOUND."""
    wanted = " ".join(text.split())
    for criteria in reversed(sets):
        if wanted in {criteria.id, f"{criteria.id} {criteria.version}", criteria.sha256}:
            return criteria
    raise VanHoaError(ErrorCode.NOT_FOUND, text=text)


def content_of(reading: Reading, criteria: CriteriaSet) -> str:
    """The text of a known set's file; raises NOT_FOUND if it is neither held nor shipped."""
    content = reading.criteria.content(criteria.sha256)
    content = shipped_contents().get(criteria.sha256) if content is None else content
    if content is None:
        raise VanHoaError(ErrorCode.NOT_FOUND, text=criteria.id)
    return content

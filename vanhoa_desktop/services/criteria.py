"""Criteria sets: shipped ones and those that came with a cycle."""

from dataclasses import dataclass

from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import in_force, shipped_contents, shipped_sets
from vanhoa_desktop.services.session import Session


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
            held = [reading.criteria.of(sha256) for sha256 in reading.criteria.hashes()]
        by_hash = {
            criteria.sha256: criteria
            for criteria in [*shipped_sets(), *held]
            if criteria is not None
        }
        ordered = sorted(by_hash.values(), key=lambda criteria: (criteria.id, criteria.version))
        return [ListedCriteria(criteria, criteria.sha256 in used) for criteria in ordered]

    def newest_in_force(self, year: int) -> dict[LearningModel, tuple[CriteriaSet, str]]:
        """Per model the newest set in force in a year, with the text of its file."""
        contents = shipped_contents()
        sets = shipped_sets()
        chosen = {model: in_force(sets, model, year) for model in LearningModel}
        return {
            model: (criteria, contents[criteria.sha256])
            for model, criteria in chosen.items()
            if criteria is not None
        }

"""Writing roster candidates as changes.

One change per new or altered person, none where nothing differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import ActNote, UnitOfWork
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.imports.roster import PersonCandidate
from vanhoa_desktop.journal.identity import household_id
from vanhoa_desktop.services.control import control, is_begun
from vanhoa_desktop.services.matching import PersonMatcher
from vanhoa_desktop.services.session import Session

PROGRESS_EVERY_ROWS = 200


@dataclass
class ImportCounts:
    """People created, updated and left as they were; one whom several rows name counts once.

    `of_other_units`: rows of people who live in another unit; those were left as they were too.
    `has_written`: something was recorded, if only the head of a household.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    of_other_units: list[tuple[PersonCandidate, Person]] = field(default_factory=list)
    has_written: bool = False


def person_values(
    candidate: PersonCandidate, household: str | None, held: Person | None = None
) -> dict[str, Json]:
    """The fields that a row states; an empty cell states nothing, so it erases nothing."""
    values: dict[str, Json] = {"full_name": candidate.full_name}
    if candidate.birth is not None:
        values["birth"] = {
            "precision": candidate.birth.precision.value,
            "text": candidate.birth.text,
        }
    if household is not None or candidate.relation is not None:
        values["membership"] = {
            "household": household or (held.household if held else None),
            "relation": candidate.relation or (held.relation if held else None),
        }
    if candidate.sex is not None:
        values["sex"] = candidate.sex.value
    if candidate.target_group is not None:
        values["target_group"] = candidate.target_group.value
    for name in ("citizen_number", "phone", "occupation", "note"):
        text = getattr(candidate, name)
        if text:
            values[name] = text
    return values


class RosterWriter:
    """Writes the candidates of one import in one unit of work."""

    def __init__(self, session: Session, matcher: PersonMatcher) -> None:
        self._session = session
        self._matcher = matcher
        self._counts = ImportCounts()
        self._created: set[str] = set()
        self._updated: set[str] = set()
        self._named: set[str] = set()

    def write(
        self,
        candidates: Sequence[tuple[PersonCandidate, str]],
        *,
        act: ActNote | None,
        progress: Progress,
    ) -> ImportCounts:
        """Create or update one person per candidate (with its unit), as one act.

        Without an act it is a dry run, which counts and writes nothing.
        """
        begin = self._session.rehearsal if act is None else self._session.work
        with begin() as work:
            self._prefetch(work, candidates)
            for done, (candidate, unit) in enumerate(candidates, 1):
                self._write_one(work, candidate, unit)
                if done % PROGRESS_EVERY_ROWS == 0:
                    progress(done, len(candidates))
            self._count(has_written=bool(work.touched))
            if act is not None and self._counts.has_written:
                work.note_act(act)
                work.commit()
        progress(len(candidates), len(candidates))
        return self._counts

    def _count(self, *, has_written: bool) -> None:
        self._counts.created = len(self._created)
        self._counts.updated = len(self._updated - self._created)
        self._counts.unchanged = len(self._named - self._created - self._updated)
        self._counts.has_written = has_written

    def _prefetch(
        self, work: UnitOfWork, candidates: Sequence[tuple[PersonCandidate, str]]
    ) -> None:
        matches = [self._matcher.match(candidate, unit) for candidate, unit in candidates]
        households = [
            household_id(unit, c.household_code) for c, unit in candidates if c.household_code
        ]
        work.prefetch([person.id for person in matches if person is not None] + households)

    def _write_one(self, work: UnitOfWork, candidate: PersonCandidate, unit: str) -> None:
        held = self._matcher.match(candidate, unit)
        if held is not None and held.home_unit != unit:
            self._named.add(held.id)
            self._counts.of_other_units.append((candidate, held))
            return
        household = self._household(work, candidate, unit)
        values = person_values(candidate, household, held)
        if held is None:
            record = self._session.new_record_id()
            work.put("person", record, values | control(unit))
            self._matcher.add(_as_person(record, candidate, unit, household))
            self._created.add(record)
            return
        self._named.add(held.id)
        stated = _refining(held, values)
        if work.put_changed("person", held.id, stated) is not None:
            self._matcher.replace(held, _written(held, candidate, stated))
            self._updated.add(held.id)

    def _household(self, work: UnitOfWork, candidate: PersonCandidate, unit: str) -> str | None:
        if not candidate.household_code:
            return None
        record = household_id(unit, candidate.household_code)
        values: dict[str, Json] = {"code": candidate.household_code}
        if candidate.head_name:
            values["head_name"] = candidate.head_name
        if not is_begun(work, record):
            work.put("household", record, values | control(unit))
        else:
            work.put_changed("household", record, values)
        return record


def _refining(held: Person, values: dict[str, Json]) -> dict[str, Json]:
    """A coarser birth date (the year alone) never replaces a finer one that it agrees with."""
    birth = values.get("birth")
    if held.birth is None or not isinstance(birth, dict):
        return values
    text = str(birth["text"])
    if len(text) < len(held.birth.text) and held.birth.text.startswith(text):
        return {name: value for name, value in values.items() if name != "birth"}
    return values


def _written(held: Person, candidate: PersonCandidate, stated: dict[str, Json]) -> Person:
    """A held person as far as later rows of the same import need to know what is new."""
    membership = stated.get("membership")
    household = membership.get("household") if isinstance(membership, dict) else held.household
    return replace(
        held,
        full_name=candidate.full_name,
        birth=candidate.birth if "birth" in stated else held.birth,
        citizen_number=candidate.citizen_number or held.citizen_number,
        household=household if isinstance(household, str) else None,
        relation=candidate.relation or held.relation,
    )


def _as_person(record: str, candidate: PersonCandidate, unit: str, household: str | None) -> Person:
    return Person(
        id=record,
        full_name=candidate.full_name,
        home_unit=unit,
        birth=candidate.birth,
        citizen_number=candidate.citizen_number,
        household=household,
        relation=candidate.relation,
    )

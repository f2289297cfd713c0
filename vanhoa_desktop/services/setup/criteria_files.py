"""Criteria files of the commune: checked, published for ever, and given out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited, write_atomically
from vanhoa_desktop.journal.identity import criteria_id, cycle_id
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import (
    check_criteria_file,
    parse_criteria,
    shipped_sets,
)
from vanhoa_desktop.scoring.toml_table import normalised
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.criteria import content_of, find_set, known_sets
from vanhoa_desktop.texts.sentences.criteria_problems import criteria_problem_sentence

MAX_FILE_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem of a file at its line (from 1); errors stop publishing, the others do not."""

    line: int
    code: str
    is_error: bool
    message: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a file holds: its text, its set where it has no error, and all its problems."""

    content: str
    criteria: CriteriaSet | None
    problems: tuple[LocatedProblem, ...]

    @property
    def is_good(self) -> bool:
        """Whether it may be published."""
        return self.criteria is not None


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """The published set; `is_new` is False where exactly this content was published before."""

    criteria: CriteriaSet
    is_new: bool
    problems: tuple[LocatedProblem, ...]


def read_criteria_file(path: Path) -> str:
    """The text of a criteria file; raises FILE_MISSING, FILE_TOO_LARGE or FILE_UNREADABLE."""
    try:
        return normalised(read_limited(path, MAX_FILE_BYTES).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise VanHoaError(ErrorCode.FILE_UNREADABLE, path=str(path)) from error


def check_file(path: Path, others: Sequence[CriteriaSet] | None = None) -> CheckedFile:
    """Check a file against the sets that are known: the shipped ones where none are given.

    Raises FILE_MISSING, FILE_TOO_LARGE or FILE_UNREADABLE.
    """
    content = read_criteria_file(path)
    found = check_criteria_file(content, shipped_sets() if others is None else others)
    problems = tuple(
        LocatedProblem(
            problem.line,
            problem.code.value,
            problem.is_error,
            criteria_problem_sentence(problem.code.value, problem.facts),
        )
        for problem in found
    )
    is_good = not any(problem.is_error for problem in problems)
    return CheckedFile(content, parse_criteria(content, path.name) if is_good else None, problems)


class CriteriaFileService:
    """Checks, publishes and exports criteria files."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, path: Path) -> CheckedFile:
        """Check a file against all shipped and published sets; raises what `check_file` does."""
        with self._session.database.reading() as reading:
            return check_file(path, known_sets(reading))

    def publish(self, path: Path, year: int | None = None) -> PublishedSet:
        """Freeze the content of a file under its hash; with a year, use it there from now on.

        Sheets that were begun keep the set they have. Raises CRITERIA_INVALID with every error and
        its line (other content under the same id and version is one), CYCLE_NOT_OPEN,
        ROLE_NOT_ALLOWED, and what `check_file` raises.
        """
        self._session.require_office()
        with self._session.database.reading() as reading:
            if year is not None and reading.units.cycle(year) is None:
                raise VanHoaError(ErrorCode.CYCLE_NOT_OPEN, year=year)
            known = known_sets(reading)
            is_held = set(reading.criteria.hashes())
        checked = check_file(path, known)
        if checked.criteria is None:
            raise VanHoaError(
                ErrorCode.CRITERIA_INVALID, name=path.name, problems=_listed(checked.problems)
            )
        criteria = checked.criteria
        with self._session.work() as work:
            put_criteria(work, self._session.require_unit(), criteria, checked.content)
            if year is not None:
                put_use(work, year, criteria)
            work.commit()
        return PublishedSet(criteria, criteria.sha256 not in is_held, checked.problems)

    def export(self, text: str, output: Path) -> CriteriaSet:
        """Save the file of a known set; raises NOT_FOUND, DISK_FULL or FOLDER_READ_ONLY."""
        with self._session.database.reading() as reading:
            criteria = find_set(known_sets(reading), text)
            content = content_of(reading, criteria)
        write_atomically(output, content.encode())
        return criteria


def put_criteria(work: UnitOfWork, unit: str, criteria: CriteriaSet, content: str) -> None:
    """Write a set into the journal unless it is there: what is published never changes."""
    record = criteria_id(criteria.sha256)
    if work.state(record) is not None:
        return
    values: dict[str, Json] = {
        "content": content,
        "model": criteria.model.value,
        "set_id": criteria.id,
        "sha256": criteria.sha256,
        "version": criteria.version,
    }
    work.put("criteria", record, control(unit) | values)


def put_use(work: UnitOfWork, year: int, criteria: CriteriaSet) -> None:
    """Have an open cycle use a set for its model."""
    work.put_changed("cycle", cycle_id(year), {use_field(criteria.model): reference_of(criteria)})


def use_field(model: LearningModel) -> str:
    """The field of a cycle that names the set of a model."""
    return f"criteria.{model.value}"


def reference_of(criteria: CriteriaSet) -> Json:
    """How a cycle names a set."""
    return {"id": criteria.id, "sha256": criteria.sha256, "version": criteria.version}


def _listed(problems: Sequence[LocatedProblem]) -> str:
    return " ".join(f"(dòng {item.line}) {item.message}" for item in problems if item.is_error)

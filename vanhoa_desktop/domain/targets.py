"""What the targets of the plan count beside sheets and titles (office-practice.md C)."""

from dataclasses import dataclass
from enum import StrEnum


class DigitalBasis(StrEnum):
    """What a statement about somebody's digital skills rests on; nothing is derived silently."""

    INDICATOR = "indicator"
    VNEID = "vneid"
    COURSE = "course"
    OBSERVATION = "observation"


class SnapshotKind(StrEnum):
    """Figures sent before the year closed, or after it."""

    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Yes or no about somebody's skills, what it rests on, and since which day (ISO date)."""

    value: bool
    basis: DigitalBasis
    on: str | None = None


@dataclass(frozen=True, slots=True)
class DigitalSkills:
    """What is known of a person's digital skills in a year; None is «not yet said».

    `skills`: has digital skills and meets the job's needs. `fluency`: looks after the own
    information online without help.
    """

    person: str
    year: int
    skills: Confirmation | None = None
    fluency: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class BranchTraining:
    """Cadres and members of a branch, and how many of them attended a session on the criteria."""

    unit: str
    year: int
    attended: int
    members: int


@dataclass(frozen=True, slots=True)
class OutsideTitle:
    """A title that somebody holds from elsewhere; it counts once the paper was checked."""

    person: str
    year: int
    issuer: str
    decided_on: str | None
    checked_on: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Figures of a year as they were sent: canonical JSON, named by its SHA-256.

    `number` counts the snapshots of a year, in the order in which they were made.
    """

    id: str
    year: int
    number: int
    kind: SnapshotKind
    cut_off: str
    made_on: str
    sha256: str
    content: str

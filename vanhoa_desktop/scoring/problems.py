"""What may be wrong with a criteria file, as codes with their line; `texts` has the sentences."""

from dataclasses import dataclass, field
from enum import StrEnum


class ProblemCode(StrEnum):
    """Every fault that a file of criteria or targets can have."""

    # the file
    NOT_TOML = "NOT_TOML"
    TOO_LONG = "TOO_LONG"
    FORMAT_UNKNOWN = "FORMAT_UNKNOWN"
    # single values
    KEY_UNKNOWN = "KEY_UNKNOWN"
    VALUE_MISSING = "VALUE_MISSING"
    VALUE_WRONG_TYPE = "VALUE_WRONG_TYPE"
    VALUE_NOT_KNOWN = "VALUE_NOT_KNOWN"
    VALUE_OUT_OF_RANGE = "VALUE_OUT_OF_RANGE"
    TEXT_EMPTY = "TEXT_EMPTY"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    TEXT_CONTROL_CHARACTER = "TEXT_CONTROL_CHARACTER"
    CODE_MALFORMED = "CODE_MALFORMED"
    CODE_TWICE = "CODE_TWICE"
    VERSION_TAKEN = "VERSION_TAKEN"
    # points
    STEPS_INVALID = "STEPS_INVALID"
    MAXIMUM_NOT_ON_STEP = "MAXIMUM_NOT_ON_STEP"
    MINIMUM_UNREACHABLE = "MINIMUM_UNREACHABLE"
    POINTS_DO_NOT_ADD_UP = "POINTS_DO_NOT_ADD_UP"
    THRESHOLD_UNREACHABLE = "THRESHOLD_UNREACHABLE"
    THRESHOLD_MISSING = "THRESHOLD_MISSING"
    NOTHING_ASKED = "NOTHING_ASKED"
    LEVELS_NOT_RISING = "LEVELS_NOT_RISING"
    LEVELS_MISSING = "LEVELS_MISSING"
    # wording and period
    GROUP_WITHOUT_WORDING = "GROUP_WITHOUT_WORDING"
    GROUP_NOT_LISTED = "GROUP_NOT_LISTED"
    PERIOD_BACKWARDS = "PERIOD_BACKWARDS"
    PERIODS_BEGIN_TOGETHER = "PERIODS_BEGIN_TOGETHER"
    # prerequisites
    PREREQUISITE_UNCLEAR = "PREREQUISITE_UNCLEAR"
    FACT_UNKNOWN = "FACT_UNKNOWN"
    CONDITION_INVALID = "CONDITION_INVALID"
    # only warnings
    GAP_DECLARED = "GAP_DECLARED"
    PERIODS_OVERLAP = "PERIODS_OVERLAP"
    RULE_UNKNOWN = "RULE_UNKNOWN"


WARNINGS = frozenset(
    {ProblemCode.GAP_DECLARED, ProblemCode.PERIODS_OVERLAP, ProblemCode.RULE_UNKNOWN}
)


@dataclass(frozen=True, slots=True)
class LineProblem:
    """One fault: its line (1 is the first), what it is, and the facts of its sentence."""

    line: int
    code: ProblemCode
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        """Whether the file cannot be used with it; the others are only to be known."""
        return self.code not in WARNINGS


def summary(problems: list[LineProblem]) -> str:
    """The errors in one line, for the facts of a refusal: «12: CODE_TWICE (CS3); 20: …»."""
    listed = []
    for problem in problems:
        facts = ", ".join(str(value) for value in problem.facts.values())
        listed.append(f"{problem.line}: {problem.code.value}" + (f" ({facts})" if facts else ""))
    return "; ".join(listed)

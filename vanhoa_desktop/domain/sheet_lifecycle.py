"""Where a sheet of the year can stand: one table of who holds it, writes it and moves it on.

Every other module asks the functions below and names no set of statuses of its own. Statuses are
taken as they are stored and travel, too: a plain text that is one of `AssessmentStatus`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from vanhoa_desktop.domain.enums import AssessmentStatus


class SheetHolder(StrEnum):
    """In whose hands a sheet lies."""

    UNIT = "unit"
    COMMUNE = "commune"
    # A decision has spoken, or a death: the sheet lies with what was said, and nobody writes it.
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SheetStage:
    """One row of the table: what holds of a sheet in one status.

    `unit_writes`, `commune_writes`: whether that side may write points and what belongs to them.
    `unit_moves`: the statuses that the unit may give it from here; the wire holds every unit to
    them. `commune_moves`: those that the commune's own acts give it from here; on the wire the
    commune may set any. `is_judged`: the commune has looked at the sheet and said something of it:
    what a unit wrote without knowing of that is late. `has_no_title`: whatever points and decisions
    say, nobody holds a title by it. `stays`: a move of the person to another unit leaves the sheet
    where it was decided.
    """

    holder: SheetHolder
    unit_writes: bool = False
    commune_writes: bool = False
    unit_moves: frozenset[AssessmentStatus] = frozenset()
    commune_moves: frozenset[AssessmentStatus] = frozenset()
    is_judged: bool = True
    has_no_title: bool = False
    stays: bool = False


def _moves(*statuses: AssessmentStatus) -> frozenset[AssessmentStatus]:
    return frozenset(statuses)


_S, _H = AssessmentStatus, SheetHolder
_SENT = SheetStage(
    _H.COMMUNE,
    commune_writes=True,
    commune_moves=_moves(_S.APPRAISED, _S.RETURNED),
    is_judged=False,
)

SHEET_STAGES: Mapping[AssessmentStatus, SheetStage] = MappingProxyType(
    {
        _S.OPEN: SheetStage(
            _H.UNIT,
            unit_writes=True,
            commune_writes=True,
            unit_moves=_moves(_S.OPEN, _S.SUBMITTED, _S.WITHDRAWN),
            commune_moves=_moves(_S.SUBMITTED, _S.WITHDRAWN),
            is_judged=False,
        ),
        _S.SUBMITTED: _SENT,
        # The commune's book-keeping: for the unit the sheet is still «submitted».
        _S.RECEIVED: _SENT,
        _S.RETURNED: SheetStage(
            _H.UNIT,
            unit_writes=True,
            commune_writes=True,
            unit_moves=_moves(_S.SUBMITTED),
            commune_moves=_moves(_S.SUBMITTED),
        ),
        _S.APPRAISED: SheetStage(_H.COMMUNE, commune_moves=_moves(_S.RETURNED, _S.RECOGNISED)),
        _S.RECOGNISED: SheetStage(_H.CLOSED, stays=True),
        _S.NOT_RECOGNISED: SheetStage(_H.CLOSED),
        _S.WITHDRAWN: SheetStage(
            _H.UNIT,
            unit_moves=_moves(_S.OPEN),
            commune_moves=_moves(_S.OPEN),
            has_no_title=True,
        ),
        _S.STOPPED: SheetStage(_H.CLOSED, has_no_title=True),
        _S.REVOKED: SheetStage(_H.CLOSED, has_no_title=True, stays=True),
    }
)


def stage_of(status: str) -> SheetStage:
    """The row of the table; raises ValueError for a text that is no status."""
    return SHEET_STAGES[AssessmentStatus(status)]


def holder_of(status: str) -> SheetHolder:
    """In whose hands a sheet of this status lies."""
    return stage_of(status).holder


def may_write(status: str, *, is_commune: bool) -> bool:
    """Whether points may be written, by the commune or else by the sheet's own unit."""
    stage = stage_of(status)
    return stage.commune_writes if is_commune else stage.unit_writes


def may_undo(status: str, *, is_commune: bool) -> bool:
    """Whether an act that wrote the sheet may still be taken back, or done again, as a whole.

    A sheet that rests because its person withdrew is in nobody's way.
    """
    return holder_of(status) is SheetHolder.UNIT or may_write(status, is_commune=is_commune)


def may_register(status: str) -> bool:
    """Whether the person's registration may be ended or begun again at this point."""
    return AssessmentStatus.OPEN in stage_of(status).unit_moves


def _where(holds: Callable[[SheetStage], bool]) -> frozenset[AssessmentStatus]:
    return frozenset(status for status, stage in SHEET_STAGES.items() if holds(stage))


OPEN_TO_UNIT = _where(lambda stage: stage.unit_writes)
MAY_BE_SUBMITTED = _where(lambda stage: AssessmentStatus.SUBMITTED in stage.unit_moves)
MAY_BE_APPRAISED = _where(lambda stage: AssessmentStatus.APPRAISED in stage.commune_moves)
MAY_BE_RETURNED = _where(lambda stage: AssessmentStatus.RETURNED in stage.commune_moves)
# Those of people who withdrew: points are kept, and count nowhere until they register anew.
RESTING = _where(lambda stage: stage.holder is SheetHolder.UNIT and stage.has_no_title)
HELD_BY_COMMUNE = _where(lambda stage: stage.holder is SheetHolder.COMMUNE)
# Complete, and in the commune's hands or decided by it: what a unit may still alter, or what was
# taken away, is left out.
FINISHED_BY_UNIT = _where(
    lambda stage: stage.holder is not SheetHolder.UNIT and not stage.has_no_title
)
NOT_JUDGED = _where(lambda stage: not stage.is_judged)
WITHOUT_TITLE = _where(lambda stage: stage.has_no_title)

"""Who may write what (bundle.md §3), judged from a change and its causal past alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.domain.sheet_lifecycle import OPEN_TO_UNIT, SHEET_STAGES
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL, Change, Op
from vanhoa_desktop.journal.identity import is_natural, natural_id
from vanhoa_desktop.journal.kinds import (
    Kind,
    Writers,
    check_values,
    kind_named,
)

OPEN = AssessmentStatus.OPEN.value
ASSESSMENT = "assessment"

# Status moves of a unit; the commune may set any status of the kind. None: the record did not exist
# before.
UNIT_MOVES: frozenset[tuple[str | None, str]] = frozenset(
    {(None, OPEN)}
    | {
        (before.value, after.value)
        for before, stage in SHEET_STAGES.items()
        for after in stage.unit_moves
    }
)


@dataclass(frozen=True, slots=True)
class WriterRole:
    """What the trust statements say about the device that wrote a change.

    `is_office`: it is the office, or was it once; what it wrote past its term is set aside.
    """

    device: str
    unit: str
    is_commune: bool
    is_office: bool


class Past(NamedTuple):
    """What a change's causal past says that bears on its rights.

    `controls`: the control values that no later one in the past replaced, first the one that the
    author was shown. `names_commune`: a void that names a change of the commune.
    """

    controls: Sequence[Mapping[str, Json]] = ()
    names_commune: bool = False


def _out_of_scope(change: Change, why: str) -> NoReturn:
    raise VanHoaError(
        ErrorCode.BUNDLE_OUT_OF_SCOPE, record=change.header.record, kind=change.header.kind, why=why
    )


def _invalid(change: Change, name: str, why: str) -> NoReturn:
    record = change.header.record
    raise VanHoaError(ErrorCode.BUNDLE_INVALID_CHANGE, record=record, field=name, why=why)


def check_change(change: Change, role: WriterRole, past: Past) -> None:
    """Raise BUNDLE_OUT_OF_SCOPE or BUNDLE_INVALID_CHANGE for what the writer may not write."""
    kind = kind_named(change.header.kind, change.header.record)
    if change.body is not None:
        check_values(kind, change.header.record, change.body.values)
    if role.is_commune:
        _check_commune(change, kind, role)
    else:
        _check_unit(change, kind, role, past)


def check_erased(change: Change) -> None:
    """Raise BUNDLE_OUT_OF_SCOPE for what a unit may never write, in a record that was erased.

    Whose record it was can no longer be judged: the controls that said it are gone. Nothing is won
    by writing to it, because what arrives is stripped and never stands (docs/decisions/0007).
    """
    kind = kind_named(change.header.kind, change.header.record)
    if change.body is not None:
        check_values(kind, change.header.record, change.body.values)
    if kind.writers is not Writers.UNIT or change.header.op is Op.ERASE or change.header.covers:
        _out_of_scope(change, "commune only")


def check_stripped(
    change: Change, role: WriterRole, units: Collection[str], *, names_commune: bool
) -> None:
    """Raise BUNDLE_OUT_OF_SCOPE for what a unit may never write, where its past was dropped.

    Somebody erased the record whose word on it does not stand; who heard it of him dropped what was
    said, and the states of that time are gone. `units`: whose it was by all that is still known.
    """
    kind = kind_named(change.header.kind, change.header.record)
    values = {} if change.body is None else change.body.values
    check_values(kind, change.header.record, values)
    _check_unit_writes(change, kind, role, Past((), names_commune))
    control = values.get(CONTROL)
    named = {str(control["unit"])} if isinstance(control, Mapping) else set()
    if named - {role.unit} or (units and role.unit not in units):
        _out_of_scope(change, "record of another unit")


def check_aside(change: Change, role: WriterRole, past: Past) -> None:
    """Raise BUNDLE_OUT_OF_SCOPE for what a writer may never write, of a change that does not stand.

    It was written by a device that has ended since, by one that was the office no more, or on a
    chain that forked: which of its like stood when it was written nobody can tell any more, so the
    order of states is not judged. Nor is who was the office: a former one that went back to an old
    backup takes itself for it, until it hears otherwise.
    """
    kind = kind_named(change.header.kind, change.header.record)
    if change.body is not None:
        check_values(kind, change.header.record, change.body.values)
    if role.is_commune:
        _check_erasing(change, role)
        return
    _check_unit_writes(change, kind, role, past)
    values = {} if change.body is None else change.body.values
    control = values.get(CONTROL)
    if isinstance(control, Mapping) and control["unit"] != role.unit:
        _out_of_scope(change, "gives the record to another unit")
    if not change.parents:
        _check_begun(change, kind, role, values)


def _check_commune(change: Change, kind: Kind, role: WriterRole) -> None:
    if kind.writers is Writers.OFFICE and not role.is_office:
        _out_of_scope(change, "office only")
    _check_erasing(change, role)


def _check_erasing(change: Change, role: WriterRole) -> None:
    if change.header.op is Op.ERASE and not role.is_office:
        _out_of_scope(change, "erase")


def _check_unit_writes(change: Change, kind: Kind, role: WriterRole, past: Past) -> None:
    """What a unit may write at all, and into which records."""
    if kind.writers is not Writers.UNIT or change.header.op is Op.ERASE or change.header.covers:
        _out_of_scope(change, "commune only")
    if past.names_commune:
        _out_of_scope(change, "sets aside what the commune wrote")
    if any(control["unit"] != role.unit for control in past.controls):
        _out_of_scope(change, "record of another unit")
    values = {} if change.body is None else change.body.values
    if kind.for_commune is not None and any(kind.for_commune.fullmatch(name) for name in values):
        _out_of_scope(change, "field of the commune")


def _check_unit(change: Change, kind: Kind, role: WriterRole, past: Past) -> None:
    _check_unit_writes(change, kind, role, past)
    values = {} if change.body is None else change.body.values
    control = values.get(CONTROL)
    if isinstance(control, Mapping):
        _check_unit_control(change, role, control, past.controls)
    if not past.controls:
        _check_begun(change, kind, role, values)
    elif set(values) - {CONTROL} or change.header.op is Op.VOID:
        _check_open(change, past.controls[0])


def _check_begun(change: Change, kind: Kind, role: WriterRole, values: Mapping[str, Json]) -> None:
    """What a unit begins says whose it is, under an id that is the unit's to give."""
    if not isinstance(values.get(CONTROL), Mapping):
        _out_of_scope(change, "record without a unit")
    if kind.name == "training":
        _check_key_of_unit(change, role.unit, "year", values)
    elif not change.parents:
        _check_id_of_kind(change, kind, role.unit, values)


def _check_id_of_kind(change: Change, kind: Kind, unit: str, values: Mapping[str, Json]) -> None:
    """Refuse what names nothing, and so begins, under an id that is not one of its kind.

    An id that is made from a key names one kind: who began another kind under it would bar for ever
    what belongs there. Whether a key in `values` is the id's, `check_values` looked at.
    """
    if kind.name == "household":
        _check_key_of_unit(change, unit, "code", values)
    elif kind.key:
        if not kind.key <= values.keys():
            _invalid(change, min(kind.key), "record without its key")
    elif is_natural(change.header.record):
        _invalid(change, "", "key of another record")


def _check_key_of_unit(change: Change, unit: str, name: str, values: Mapping[str, Json]) -> None:
    """Refuse an id that is not made from the unit and this field."""
    part = values.get(name)
    header = change.header
    if not isinstance(part, str | int) or natural_id(header.kind, unit, part) != header.record:
        _invalid(change, name, "key of another record")


def _check_open(change: Change, shown: Mapping[str, Json]) -> None:
    """A submitted sheet is closed to its unit, also to a program that was tampered with."""
    if change.header.kind == ASSESSMENT and shown["status"] not in OPEN_TO_UNIT:
        _out_of_scope(change, f"closed: {shown['status']}")


def _check_unit_control(
    change: Change,
    role: WriterRole,
    control: Mapping[str, Json],
    past: Sequence[Mapping[str, Json]],
) -> None:
    if control["unit"] != role.unit:
        _out_of_scope(change, "gives the record to another unit")
    before = str(past[0]["status"]) if past else None
    if (before, str(control["status"])) not in UNIT_MOVES:
        _out_of_scope(change, f"status {control['status']}")

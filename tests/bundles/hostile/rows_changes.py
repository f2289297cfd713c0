"""Rows: changes that look well and are signed by their device; their chain or past is wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.pen import Pen, ids
from tests.bundles.hostile.row import Forge, Row
from vanhoa_desktop.canonical import MAX_INTEGER, Json
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.journal.change import GENESIS, Change, Op
from vanhoa_desktop.journal.identity import NATURAL_KEYS, natural_id

INVALID, TAMPERED = ErrorCode.BUNDLE_INVALID_CHANGE, ErrorCode.BUNDLE_TAMPERED
GAP = ErrorCode.BUNDLE_GAP
OUT_OF_SCOPE = ErrorCode.BUNDLE_OUT_OF_SCOPE
NEW_RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43848"
OTHER_RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43849"
OTHER_CHAIN = "ef" * 16
UNKNOWN = b"\xab" * 32

Scribble = Callable[[Ground, Pen], object]


def person(ground: Ground, **more: Json) -> dict[str, Json]:
    """A person of A's unit."""
    control: Json = {"deleted": False, "status": "open", "unit": ground.a.unit}
    birth: Json = {"precision": "year", "text": "1961"}
    return {"birth": birth, "control": control, "full_name": "Đỗ Văn Mẫu", **more}


def scribbled(scribble: Scribble) -> Forge:
    """A's bundle with what `scribble` writes after A's last change."""

    def forge(ground: Ground) -> bytes:
        pen = ground.a.pen()
        scribble(ground, pen)
        return ground.a.forged(pen).file()

    return forge


def _with(**parts: Any) -> Scribble:
    return lambda g, pen: pen.write("person", NEW_RECORD, person(g), **parts)


def _rearranged(ground: Ground) -> bytes:
    """The lines in another order than chain and seq: each still says where it belongs."""
    draft = ground.a.draft
    first, second = draft.parsed_changes[:2]
    lines = draft.changes.split(b"\n")[:-1]
    lines[1] = lines[1].replace(b'"record"', b'"prev":"%s","record"' % first.id.hex().encode(), 1)
    lines[2] = lines[2].replace(b'"record"', b'"prev":"%s","record"' % second.id.hex().encode(), 1)
    return draft.with_raw_changes(b"\n".join([lines[1], lines[0], *lines[2:]]) + b"\n").file()


def _middle_missing(ground: Ground) -> bytes:
    pen = ground.a.pen()
    del pen.changes[1]
    return ground.a.forged(pen).file()


def _first_missing(ground: Ground) -> bytes:
    pen = ground.a.pen()
    del pen.changes[0]
    return ground.a.forged(pen).file()


def _of_b(ground: Ground) -> bytes:
    """A signs a manifest around B's changes."""
    return ground.a.draft.with_changes(ground.b.changes, ground.b.pen().owners).file()


def _of_b_as_own(ground: Ground) -> bytes:
    """A says that B's chain is A's; the commune has not met it yet, but the records are B's."""
    pen = ground.b.pen()
    return ground.a.draft.with_changes(pen.changes, {pen.chain: ground.a.device}).file()


def _both(ground: Ground) -> bytes:
    """A's own changes and B's, with true owners."""
    a, b = ground.a.pen(), ground.b.pen()
    changes = [*a.changes, *b.changes]
    return ground.a.draft.with_changes(changes, a.owners | b.owners).file()


def _of_the_office(ground: Ground) -> bytes:
    """A hands on the office's changes in an up-bundle."""
    down = ground.down.parsed_changes
    office = {change.header.chain: ground.commune.device for change in down}
    owners = office | ground.a.pen().owners
    own = {change.id for change in ground.a.changes}
    changes = [*ground.a.changes, *(c for c in down if c.id not in own)]
    return ground.a.draft.with_changes(changes, owners).file()


def _second_chain(scribble: Callable[[Ground, Pen, Pen], object]) -> Forge:
    """A writes two chains of its own; the second comes first in the file."""

    def forge(ground: Ground) -> bytes:
        first, second = ground.a.pen(), Pen("00" * 16, ground.a.device)
        scribble(ground, first, second)
        changes = [*first.changes, *second.changes]
        return ground.a.draft.with_changes(changes, first.owners | second.owners).file()

    return forge


def _status_is_a_list(ground: Ground, first: Pen, second: Pen) -> None:
    """A control that no rule has looked at yet, when a change that saw it is judged."""
    control: Json = {"deleted": False, "status": [], "unit": ground.a.unit}
    root = first.write("assessment", NEW_RECORD, {"control": control})
    second.write("assessment", NEW_RECORD, {"return_reason": None}, [root])


def _kinds_differ(g: Ground, pen: Pen) -> None:
    first = pen.write("person", NEW_RECORD, person(g))
    pen.write("household", NEW_RECORD, {"code": "1"}, [first])


def _of_another_record(g: Ground, pen: Pen) -> None:
    pen.write("person", NEW_RECORD, person(g), pen.changes[:1])


def _sheet_control(g: Ground, pen: Pen, status: str, seen: Change) -> Change:
    control: Json = {"deleted": False, "status": status, "unit": g.a.unit}
    return pen.write("assessment", seen.header.record, {"control": control}, [seen])


def _sheet(pen: Pen) -> Change:
    return next(change for change in pen.changes if change.header.kind == "assessment")


def _appraises(g: Ground, pen: Pen) -> None:
    _sheet_control(g, pen, "appraised", _sheet(pen))


def _goes_on_after_sending(g: Ground, pen: Pen) -> None:
    sent = _sheet_control(g, pen, "submitted", _sheet(pen))
    points: Json = {"points": "10", "reason": None}
    pen.write("assessment", sent.header.record, {"village.CS1": points}, [sent])


_NOT_A_VILLAGES: Mapping[str, Mapping[str, Json]] = {
    "unit": {"name": "Thôn Mới", "unit_kind": "village"},
    "cycle": {"year": 2027},
    "setting": {"from": "2026-01-01", "key": "x", "value": "x"},
    "clan": {"name": "Họ Đỗ"},
    "same_person": {"a": NEW_RECORD, "b": OTHER_RECORD},
    "recognition": {
        "full_name": "Đỗ Văn Mẫu",
        "model": "citizen",
        "person": NEW_RECORD,
        "year": 2026,
    },
}


def str_or_int(part: Json) -> str | int:
    """A part of a natural key."""
    assert isinstance(part, str | int)
    return part


def _of_kind(kind: str, values: Mapping[str, Json]) -> Row:
    """A record of a kind that no village writes."""

    def scribble(g: Ground, pen: Pen) -> None:
        control: Json = {"deleted": False, "status": "open", "unit": g.a.unit}
        key = [values[name] for name in NATURAL_KEYS.get(kind, ())]
        record = natural_id(kind, *map(str_or_int, key)) if key else NEW_RECORD
        pen.write(kind, record, {"control": control, **values})

    return Row(f"rights: a {kind}", scribbled(scribble), OUT_OF_SCOPE)


# Of these the receiver cannot know whether it lacks something itself: they wait, and are seen.
WAITING = (
    Row("past: base that nobody knows", scribbled(_with(bases={"full_name": (UNKNOWN,)})), GAP),
    Row("past: under what nobody knows", scribbled(_with(under=(UNKNOWN,))), GAP),
    Row("past: covers what nobody knows", scribbled(_with(covers=(UNKNOWN,))), GAP),
    Row("past: voids what nobody knows", scribbled(_with(op=Op.VOID, names=(UNKNOWN,))), GAP),
)
ROWS = (
    Row("chain: lines in another order", _rearranged, TAMPERED),
    Row("chain: a change in the middle missing", _middle_missing, TAMPERED),
    Row("chain: prev is another change", scribbled(_with(prev=UNKNOWN)), TAMPERED),
    Row("chain: prev is nothing", scribbled(_with(prev=GENESIS)), TAMPERED),
    Row("chain: seq jumps", scribbled(_with(seq=99)), TAMPERED),
    Row("chain: seq 2^53-1", scribbled(_with(seq=MAX_INTEGER)), TAMPERED),
    Row("chain: changes of B under A's signature", _of_b, OUT_OF_SCOPE),
    Row("chain: changes of B beside A's own", _both, OUT_OF_SCOPE),
    Row("chain: the office's changes in an up-bundle", _of_the_office, OUT_OF_SCOPE),
    Row("chain: B's chain called A's", _of_b_as_own, OUT_OF_SCOPE),
    Row("clock: one too high", scribbled(_with(clock=999)), INVALID),
    Row("clock: 2^53-1", scribbled(_with(clock=MAX_INTEGER)), INVALID),
    Row("clock: lower than before", scribbled(_with(clock=1)), INVALID),
    Row("past: names a change of another record", scribbled(_of_another_record), INVALID),
    Row("past: one record of two kinds", scribbled(_kinds_differ), INVALID),
    Row(
        "past: status that is a list, seen by another chain",
        _second_chain(_status_is_a_list),
        OUT_OF_SCOPE,
    ),
    Row(
        "rights: erases a person",
        scribbled(
            lambda _, pen: pen.write(
                "person", pen.changes[0].header.record, {}, pen.changes[:1], op=Op.ERASE
            )
        ),
        OUT_OF_SCOPE,
    ),
    Row(
        "rights: covers",
        scribbled(
            lambda _, pen: pen.write(
                "person",
                pen.changes[0].header.record,
                {"note": "x"},
                pen.changes[:1],
                covers=ids(pen.changes[0]),
            )
        ),
        OUT_OF_SCOPE,
    ),
    Row(
        "rights: a record without a control",
        scribbled(lambda _, pen: pen.write("person", NEW_RECORD, {"full_name": "Đỗ Văn Mẫu"})),
        OUT_OF_SCOPE,
    ),
    Row(
        "rights: a person of B",
        scribbled(
            lambda g, pen: pen.write(
                "person",
                NEW_RECORD,
                person(g, control={"deleted": False, "status": "open", "unit": g.b.unit}),
            )
        ),
        OUT_OF_SCOPE,
    ),
    Row(
        "rights: gives a person to B",
        scribbled(
            lambda g, pen: pen.write(
                "person",
                pen.changes[0].header.record,
                {"control": {"deleted": False, "status": "open", "unit": g.b.unit}},
                pen.changes[:1],
            )
        ),
        OUT_OF_SCOPE,
    ),
    Row(
        "rights: a person of the commune",
        scribbled(
            lambda g, pen: pen.write(
                "person",
                NEW_RECORD,
                person(g, control={"deleted": False, "status": "open", "unit": g.commune.unit}),
            )
        ),
        OUT_OF_SCOPE,
    ),
    *(_of_kind(kind, values) for kind, values in _NOT_A_VILLAGES.items()),
    Row("rights: appraises itself", scribbled(_appraises), OUT_OF_SCOPE),
    Row(
        "rights: points on a sheet that it has sent",
        scribbled(_goes_on_after_sending),
        OUT_OF_SCOPE,
    ),
)

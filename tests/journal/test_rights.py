"""Who may write what: the table of rights, entry by entry."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.simulators.desks import RECORD, UNIT
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import (
    GENESIS,
    SALT_BYTES,
    Body,
    Change,
    Header,
    Op,
    commitment_of,
    make_change,
)
from vanhoa_desktop.journal.identity import (
    NATURAL_KEYS,
    cycle_id,
    household_id,
    natural_id,
    training_id,
)
from vanhoa_desktop.journal.kinds import KINDS, Writers
from vanhoa_desktop.journal.rights import (
    UNIT_MOVES,
    Past,
    WriterRole,
    check_aside,
    check_change,
    check_stripped,
)

OTHER_UNIT = "01a20e61-2643-7460-9c2e-25c0e8635737"
PERSON = "01a20e61-2644-7460-9c2e-25c0e8635738"
VILLAGE = WriterRole("d" * 64, UNIT, is_commune=False, is_office=False)
OFFICE = WriterRole("e" * 64, OTHER_UNIT, is_commune=True, is_office=True)
SECOND = WriterRole("f" * 64, OTHER_UNIT, is_commune=True, is_office=False)


def control(status: str = "open", unit: str = UNIT, *, deleted: bool = False) -> dict[str, Json]:
    return {"deleted": deleted, "status": status, "unit": unit}


def first_status(kind: str) -> str:
    """A status that records of this kind may have: "open", but for decisions."""
    statuses = KINDS[kind].statuses
    return "open" if "open" in statuses else min(statuses)


def change(
    kind: str,
    values: Mapping[str, Json],
    op: Op = Op.PUT,
    *,
    covers: bool = False,
    record: str = RECORD,
) -> Change:
    body, salt = Body(values), bytes(SALT_BYTES)
    covered = (b"x" * 32,) if covers else ()
    header = Header(
        chain="ab" * 16,
        seq=1,
        prev=GENESIS,
        clock=1,
        kind=kind,
        record=record,
        op=op,
        commitment=commitment_of(body, salt),
        covers=covered,
    )
    return make_change(header, body, salt)


def refused(made: Change, role: WriterRole, *past: Mapping[str, Json]) -> ErrorCode | None:
    try:
        check_change(made, role, Past(past))
    except VanHoaError as error:
        return error.code
    return None


KEY: dict[str, Json] = {"person": PERSON, "year": 2026, "model": "citizen"}


def begun(kind: str, unit: str = UNIT, status: str | None = None) -> Change:
    """The first change of a record of a kind, as a unit's program writes it."""
    values: dict[str, Json] = {"control": control(status or first_status(kind), unit)}
    record = RECORD
    if kind == "training":
        values, record = values | {"year": 2026}, training_id(unit, 2026)
    elif kind == "household":
        values, record = values | {"code": "H1"}, household_id(unit, "H1")
    elif kind in NATURAL_KEYS and kind != "same_person":
        parts = [KEY[name] for name in NATURAL_KEYS[kind]]
        values |= {name: KEY[name] for name in NATURAL_KEYS[kind]}
        record = natural_id(kind, *(part for part in parts if isinstance(part, (str, int))))
    return change(kind, values, record=record)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_unit_creates_only_the_kinds_that_are_its_to_write(kind: str) -> None:
    is_its = KINDS[kind].writers is Writers.UNIT
    assert refused(begun(kind), VILLAGE) is (None if is_its else ErrorCode.BUNDLE_OUT_OF_SCOPE)


@pytest.mark.parametrize("squatted", ["training", "household", "registration", "cycle"])
@pytest.mark.parametrize(
    "kind", sorted(name for name, kind in KINDS.items() if kind.writers is Writers.UNIT)
)
def test_nobody_begins_another_kind_under_an_id_that_is_made_from_a_key(
    kind: str, squatted: str
) -> None:
    """It would bar for ever what belongs there: the village's own work, or the next year."""
    record = cycle_id(2027) if squatted == "cycle" else begun(squatted, OTHER_UNIT).header.record
    said: list[dict[str, Json]] = [{}, {"code": "H1"}, {"year": 2026}, {"code": "H1", "year": 2026}]
    for values in said:
        begins: dict[str, Json] = {"control": control(first_status(kind))}
        made = change(kind, begins | values, record=record)
        assert refused(made, VILLAGE) is ErrorCode.BUNDLE_INVALID_CHANGE


def test_a_branch_is_named_by_its_unit_and_year() -> None:
    values: dict[str, Json] = {"control": control(), "year": 2026}
    made = change("training", values, record=training_id(OTHER_UNIT, 2026))
    assert refused(made, VILLAGE) is ErrorCode.BUNDLE_INVALID_CHANGE


def test_nobody_is_one_person_with_himself() -> None:
    values: dict[str, Json] = {"control": control(), "a": RECORD, "b": RECORD}
    record = natural_id("same_person", RECORD, RECORD)
    assert refused(change("same_person", values, record=record), SECOND) is (
        ErrorCode.BUNDLE_INVALID_CHANGE
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_only_the_office_writes_a_second_commune_device_may_not(kind: str) -> None:
    made = change(kind, {"control": control(first_status(kind))})
    assert refused(made, OFFICE) is None
    is_offices = KINDS[kind].writers is Writers.OFFICE
    assert refused(made, SECOND) is (ErrorCode.BUNDLE_OUT_OF_SCOPE if is_offices else None)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_does_not_stand_is_not_refused_for_having_been_written_as_the_office(
    kind: str,
) -> None:
    """A former office that went back to an old backup wrote it; erasing it may not all the same."""
    values: dict[str, Json] = {"control": control(first_status(kind))}
    check_aside(change(kind, values), SECOND, Past())
    with pytest.raises(VanHoaError) as caught:
        check_aside(change(kind, values, Op.ERASE), SECOND, Past())
    assert caught.value.code is ErrorCode.BUNDLE_OUT_OF_SCOPE


@pytest.mark.parametrize("before", [None, *AssessmentStatus])
@pytest.mark.parametrize("after", list(AssessmentStatus))
def test_a_unit_moves_a_sheet_only_along_its_own_steps(
    before: AssessmentStatus | None, after: AssessmentStatus
) -> None:
    past = () if before is None else (control(before.value),)
    made = change("assessment", {"control": control(after.value)})
    made = begun("assessment", status=after.value) if before is None else made
    verdict = refused(made, VILLAGE, *past)
    is_allowed = (None if before is None else before.value, after.value) in UNIT_MOVES
    assert verdict is (None if is_allowed else ErrorCode.BUNDLE_OUT_OF_SCOPE)


@pytest.mark.parametrize(
    ("made", "past"),
    [
        (change("person", {"note": "x"}), (control(unit=OTHER_UNIT),)),
        (change("person", {"control": control(unit=OTHER_UNIT)}), ()),
        (change("person", {"note": "x"}), ()),
        (change("person", {"control": control()}, Op.ERASE), (control(),)),
        (change("person", {"control": control()}, covers=True), (control(),)),
        (change("assessment", {"commune.CS1": {"points": "8", "reason": None}}), (control(),)),
        (change("assessment", {"return_reason": "x"}), (control("returned"),)),
    ],
    ids=["other's", "given away", "no unit", "erase", "covers", "commune's points", "reason"],
)
def test_a_unit_may_not(made: Change, past: tuple[Mapping[str, Json], ...]) -> None:
    assert refused(made, VILLAGE, *past) is ErrorCode.BUNDLE_OUT_OF_SCOPE


def test_a_unit_writes_into_its_own_records() -> None:
    points: dict[str, Json] = {"village.CS1": {"points": "7.5", "reason": None}}
    assert refused(change("assessment", points), VILLAGE, control()) is None
    assert refused(change("person", {"note": "x"}, Op.VOID), VILLAGE, control()) is None


@pytest.mark.parametrize("status", list(AssessmentStatus))
@pytest.mark.parametrize("op", [Op.PUT, Op.VOID])
def test_a_sheet_that_was_sent_is_closed_to_its_unit(status: AssessmentStatus, op: Op) -> None:
    points: dict[str, Json] = {"village.CS1": {"points": "9", "reason": None}}
    verdict = refused(change("assessment", points, op), VILLAGE, control(status.value))
    is_open = status in {AssessmentStatus.OPEN, AssessmentStatus.RETURNED}
    assert verdict is (None if is_open else ErrorCode.BUNDLE_OUT_OF_SCOPE)


def test_of_two_last_controls_the_one_that_was_shown_decides() -> None:
    points: dict[str, Json] = {"village.CS1": {"points": "9", "reason": None}}
    made = change("assessment", points)
    assert refused(made, VILLAGE, control("returned"), control("submitted")) is None
    closed = refused(made, VILLAGE, control("received"), control("open"))
    assert closed is ErrorCode.BUNDLE_OUT_OF_SCOPE


def test_a_unit_cannot_set_aside_what_the_commune_wrote() -> None:
    void = change("person", {}, Op.VOID)
    check_change(void, VILLAGE, Past((control(),)))
    with pytest.raises(VanHoaError) as caught:
        check_change(void, VILLAGE, Past((control(),), names_commune=True))
    assert caught.value.code is ErrorCode.BUNDLE_OUT_OF_SCOPE


def test_only_the_office_erases() -> None:
    made = change("person", {}, Op.ERASE)
    assert refused(made, OFFICE, control()) is None
    assert refused(made, SECOND, control()) is ErrorCode.BUNDLE_OUT_OF_SCOPE


def test_an_unknown_kind_is_refused() -> None:
    assert refused(change("crown", {}), OFFICE) is ErrorCode.BUNDLE_INVALID_CHANGE


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("person", {"full_name": ""}),
        ("person", {"full_name": "x" * 10_000}),
        ("person", {"full_name": "Le\u0302"}),
        ("person", {"full_name": "a\x07"}),
        ("person", {"birth": {"precision": "day", "text": "1961"}}),
        ("person", {"birth": {"precision": "day", "text": "1961-02-30"}}),
        ("person", {"birth": {"precision": "year", "text": "0000"}}),
        ("person", {"birth": "1961"}),
        ("person", {"citizen_number": "12"}),
        ("person", {"sex": "x"}),
        ("person", {"BIG": 1}),
        ("person", {"later_field": "x" * 5_000}),
        ("assessment", {"village.CS1": {"points": "7.50", "reason": None}}),
        ("assessment", {"village.CS1": {"points": 7, "reason": None}}),
        ("assessment", {"village.CS1": {"points": "1001", "reason": None}}),
        ("assessment", {"village.CS1": {"points": "-1", "reason": None}}),
        ("assessment", {"village.CS1": {"points": "7"}}),
        ("assessment", {"year": "2026"}),
        ("assessment", {"year": True}),
        ("assessment", {"control": control("king")}),
        ("assessment", {"control": {"status": "open"}}),
        ("assessment", {"control": "open"}),
    ],
)
def test_absurd_values_are_refused_whoever_sends_them(kind: str, values: dict[str, Json]) -> None:
    made = change(kind, values)
    assert refused(made, OFFICE) is ErrorCode.BUNDLE_INVALID_CHANGE


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("person", {"birth": {"precision": "month", "text": "1961-02"}}),
        ("person", {"note": "dòng 1\ndòng 2", "citizen_number": None}),
        ("person", {"later_field": {"of": ["a", "newer", "schema"]}}),
        ("assessment", {"village.CS10": {"points": None, "reason": "chưa rõ"}}),
        ("assessment", {"self.CS1": {"points": "10", "reason": None}}),
    ],
)
def test_proper_values_and_modest_fields_of_a_newer_program_are_kept(
    kind: str, values: dict[str, Json]
) -> None:
    assert refused(change(kind, values), OFFICE) is None


def is_stripped_allowed(said: Change, units: set[str], *, names_commune: bool = False) -> bool:
    try:
        check_stripped(said, VILLAGE, units, names_commune=names_commune)
    except VanHoaError as error:
        return error.code is not ErrorCode.BUNDLE_OUT_OF_SCOPE
    return True


def test_where_the_past_was_dropped_a_unit_writes_what_is_its_own_by_all_that_is_known() -> None:
    """Whatever state it had: that is not known any more."""
    note = change("person", {"note": "x"})
    bare = replace(note, body=None, salt=None)
    for said in (note, bare):
        assert is_stripped_allowed(said, {UNIT})
        assert is_stripped_allowed(said, {UNIT, OTHER_UNIT})
        assert is_stripped_allowed(said, set())
        assert not is_stripped_allowed(said, {OTHER_UNIT})
        assert not is_stripped_allowed(said, {UNIT}, names_commune=True)
    assert is_stripped_allowed(change("person", {"control": control()}), {UNIT})
    assert not is_stripped_allowed(change("person", {"control": control(unit=OTHER_UNIT)}), {UNIT})
    assert not is_stripped_allowed(change("cycle", {}), set())
    assert not is_stripped_allowed(change("person", {}, Op.ERASE), {UNIT})
    assert not is_stripped_allowed(change("person", {"note": "x"}, covers=True), {UNIT})
    points: Json = {"points": "9", "reason": None}
    assert not is_stripped_allowed(change("assessment", {"commune.CS1": points}), {UNIT})

"""Rows: values that no rule allows, in changes that are otherwise as they should be."""

from typing import Any

from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.pen import Pen
from tests.bundles.hostile.row import Row
from tests.bundles.hostile.rows_changes import NEW_RECORD, person, scribbled
from vanhoa_desktop.canonical import MAX_INTEGER, Json
from vanhoa_desktop.errors import ErrorCode

INVALID = ErrorCode.BUNDLE_INVALID_CHANGE
_TEN_MB = 10_000_000


def _person(name: str, **values: Json) -> Row:
    def scribble(ground: Ground, pen: Pen) -> None:
        pen.write("person", NEW_RECORD, person(ground, **values))

    return Row(f"value: {name}", scribbled(scribble), INVALID)


def _sheet(name: str, **values: Json) -> Row:
    """A value on the assessment that A wrote."""

    def scribble(_: Ground, pen: Pen) -> None:
        sheet = next(c for c in pen.changes if c.header.kind == "assessment")
        pen.write("assessment", sheet.header.record, dict(values), [sheet])

    return Row(f"value: {name}", scribbled(scribble), INVALID)


def _second(name: str, kind: str, **key: Json) -> Row:
    """A second record of what there is one of, under an id that is not its key's."""

    def scribble(ground: Ground, pen: Pen) -> None:
        control: Json = {"deleted": False, "status": "open", "unit": ground.a.unit}
        pen.write(kind, NEW_RECORD, {"control": control, **key})

    return Row(f"value: {name}", scribbled(scribble), INVALID)


def _written(name: str, **parts: Any) -> Row:
    """A person whose change carries other parts of the body."""

    def scribble(ground: Ground, pen: Pen) -> None:
        pen.write("person", NEW_RECORD, person(ground), **parts)

    return Row(f"value: {name}", scribbled(scribble), INVALID)


def _kind(name: str, kind: str) -> Row:
    def scribble(ground: Ground, pen: Pen) -> None:
        pen.write(kind, NEW_RECORD, person(ground))

    return Row(f"value: {name}", scribbled(scribble), INVALID)


def _born(text: Json, precision: Json = "day") -> Row:
    return _person(f"born {precision} {text}", birth={"precision": precision, "text": text})


def _scored(text: Json) -> Row:
    return _sheet(f"points {text!r}"[:60], **{"village.CS1": {"points": text, "reason": None}})


def _control(name: str, **parts: Json) -> Row:
    control: dict[str, Json] = {"deleted": False, "status": "open", "unit": NEW_RECORD}
    return _person(f"control {name}", control=control | parts)


ROWS = (
    _person("name of 10 MB", full_name="x" * _TEN_MB),
    _person("name of 121 letters", full_name="x" * 121),
    _person("name empty", full_name=""),
    _person("name null", full_name=None),
    _person("name is a number", full_name=7),
    _person("name is a list", full_name=["Đỗ"]),
    _person("name decomposed", full_name="Đo\u0302\u0303"),
    _person("name with NUL", full_name="Đỗ\0Mẫu"),
    _person("name with a line end", full_name="Đỗ\nMẫu"),
    _person("name with an escape sequence", full_name="Đỗ\x1b[31m"),
    _person("number of 13 digits", citizen_number="1" * 13),
    _person("number in Arabic digits", citizen_number="٠١٢٣٤٥٦٧٨"),
    _person("number in full-width digits", citizen_number="\uff10" * 12),
    _person("sex unknown", sex="x"),
    _person("sex is a list", sex=["male"]),
    _person("presence without a value", presence={"on": None}),
    _person("presence with more", presence={"on": None, "value": "present", "x": 1}),
    _person("membership is text", membership="x"),
    _person("note of 10 MB", note="x" * _TEN_MB),
    _person("unknown field with 5 KB", later="x" * 5_000),
    _person("unknown field with a path", **{"../x": "x"}),
    _person("unknown field with a quote", **{"a'; DROP TABLE change; --": "x"}),
    _person("unknown field of 200 letters", **{"a" * 200: "x"}),
    _person("a thousand unknown fields", **{f"f{number}": "x" * 100 for number in range(1_000)}),
    _born("0000-01-01"),
    _born("0000", "year"),
    _born("1849-12-31"),
    _born("9999-12-31"),
    _born("2026-02-30"),
    _born("2026-W01-1"),
    _born("1961-1-1"),
    _born("1961", "day"),
    _born("19610101", "day"),
    _born("1961", "century"),
    _born("1961", ["year"]),
    _born("\u0661\u0669\u0666\u0661", "year"),
    _born(1961, "year"),
    _person("moved on a day of a week", presence={"on": "2026-W01-1", "value": "present"}),
    _scored("11.12345"),
    _scored("1001"),
    _scored("-1"),
    _scored("NaN"),
    _scored("1e3"),
    _scored("08"),
    _scored("8.0"),
    _scored("8,5"),
    _scored("٨"),
    _scored("\uff18"),
    _scored(8),
    _scored("9" * _TEN_MB),
    _sheet("points without a reason", **{"village.CS1": {"points": "8"}}),
    _sheet("points are text", **{"village.CS1": "8"}),
    _sheet("year 0", year=0),
    _sheet("year 2^53-1", year=MAX_INTEGER),
    _sheet("year true", year=True),
    _sheet("model unknown", model="king"),
    _sheet("criteria is no hash", criteria="x"),
    _second(
        "a second sheet of a person and year",
        "assessment",
        person=NEW_RECORD,
        year=2026,
        model="citizen",
    ),
    _second("a second registration", "registration", person=NEW_RECORD, year=2026),
    _second("a registration of nobody", "registration", year=2026),
    _sheet("given to another person", person=NEW_RECORD),
    _control("of no unit", unit="x"),
    _control("deleted is a number", deleted=1),
    _control("status is a list", status=[]),
    _control("status unknown", status="crowned"),
    _control("with more", more=1),
    _person("control is null", control=None),
    _person("control is text", control="open"),
    _kind("kind that nobody knows", "wizard"),
    _written("author of 10 MB", actor="x" * _TEN_MB),
    _written("author with a line end", actor="Đỗ\nMẫu"),
    _written("moment of 10 MB", at="9" * _TEN_MB),
    _written("moment with an escape sequence", at="\x1b[31m"),
    _written("moment that is no time", at="hôm qua"),
    _written("moment on the 30th of February", at="2026-02-30T00:00:00Z"),
    _written("moment of another zone", at="2026-02-03T00:00:00+07:00"),
)

"""The tables and numbers of docs/bundle-format.md are those of the program."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.builders.pictures import photo
from tests.bundles.stranger import evidence as stranger_evidence
from tests.bundles.stranger import fold, page, rights, trust, values
from tests.bundles.stranger.page import Form, Kind, caps, field_pattern, kinds, text_of_page
from tests.bundles.stranger.plain import RefusedError
from vanhoa_desktop import canonical
from vanhoa_desktop.bundles import limits
from vanhoa_desktop.domain import evidence
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.journal import identity, value_rules, wire
from vanhoa_desktop.journal.kinds import KINDS, MAX_UNKNOWN_VALUE_BYTES, rule_of
from vanhoa_desktop.journal.rights import UNIT_MOVES
from vanhoa_desktop.services.office.state_hash import UNIT_KINDS
from vanhoa_desktop.trust import envelope, keys, recipients, statements

RECORD = "01a20e61-2700-7000-8000-000000000001"
_DAY, _SHA = "2026-11-25", "ab" * 32
_PEOPLE: tuple[Any, ...] = (
    {"by": "Lê Thị Thử", "form": "giấy", "on": _DAY},
    {"by": "Lê Thị Thử", "on": _DAY},
    {"by": "Lê Thị Thử", "on": None},
    {"household": RECORD, "relation": "Chủ hộ"},
    {"household": None, "relation": None},
    {"household": "x", "relation": None},
    {"on": None, "value": "present"},
    {"on": _DAY, "value": "sleeping"},
    {"basis": "vneid", "on": None, "value": True},
    {"basis": "vneid", "on": None, "value": "true"},
    {"attended": 3, "members": 5},
    {"attended": -1, "members": 5},
    {"id": "x", "sha256": _SHA, "version": "1"},
    {"sha256": _SHA, "size": 0},
    {"group": None, "unit": "x"},
    {"group": "staff", "unit": None},
    {"outcome": "passed", "total": "7.5"},
    {"outcome": "passed", "total": None},
    {"by": "x", "note": None, "on": _DAY, "result": {"outcome": "passed", "total": None}},
    {"by": "x", "note": "a\nb", "on": _DAY, "result": {"outcome": "won", "total": None}},
)
_NUMBERS = (
    *("0", "7.5", "07", "7.50", "-1", "999", "1000", "1000.5", "1001", "12345", "7.1234"),
    *("7.12345", "999999999", "9999999999", "1e3", "7,5", "7.", ".5", "٧"),
)
_BIRTHS = (
    *(("year", "1961"), ("month", "1961-02"), ("day", "1961-02-28"), ("day", "1961-02-30")),
    *(("year", "1849"), ("year", "2201"), ("month", "1961"), ("week", "1961")),
)
_DATES = (_DAY, "1850-01-01", "1849-12-31", "2200-12-31", "2201-01-01", "2026-02-29", "20261125")
_WORDS = ("", "x", "male", "king", "citizen", "village", "resident", "final", "CS1", "CS1.2", "cs1")
LENGTHS = (40, 60, 80, 120, 200, 500, 1_000, 2_000, 20_000, 200_000, 1_000_000)
VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        2026,
        1850,
        1849,
        2199,
        2200,
        2201,
        10_000,
        10_001,
        -1,
        [],
        {},
        ["x"],
    ),
    *(99, 100, 101, 1_000_000, 1_000_001, 10_000_000, 10_000_001, 2000, 1999, 2**53 - 1),
    *_WORDS,
    *_NUMBERS,
    *_DATES,
    *(RECORD, RECORD.upper(), _SHA, _SHA.upper(), "1" * 9, "1" * 12, "1" * 10, "٣" * 9),
    *("Đỗ", "Đo\u0302\u0303", "a\nb", "a\tb", "a\0b", "a\u200bb", "a\u2028b", "a\x7fb", "a\u0085b"),
    *({"points": number, "reason": None} for number in (*_NUMBERS, None, 8)),
    *({"points": "8", "reason": reason} for reason in ("", "x" * 500, "x" * 501, "a\nb", 1)),
    *({"points": "8"}, {"points": "8", "reason": None, "x": 1}),
    *({"precision": precision, "text": text} for precision, text in _BIRTHS),
    *_PEOPLE,
    *("ạ" * length for length in LENGTHS),
    *("ạ" * (length + 1) for length in LENGTHS),
)
_EXAMPLES = {
    "assessing.YYYY": "assessing.2026",
    "clan.YYYY": "clan.2026",
    "counts.YYYY": "counts.2026",
    "criteria.MODEL": "criteria.citizen",
    "fact.NAME": "fact.has_library",
    "found.INDICATOR": "found.CS4",
    "ASSESSOR.INDICATOR": "village.CS10.2",
}


def one_line() -> str:
    """The page with its line ends taken out."""
    return " ".join(text_of_page().split())


def test_the_kinds_of_the_page_are_the_programs() -> None:
    said = {k.name: (k.writers, k.holders, k.statuses) for k in kinds().values()}
    assert said == {
        kind.name: (kind.writers.value, kind.receivers.value, kind.statuses)
        for kind in KINDS.values()
    }


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_the_fields_of_a_kind_are_the_programs(kind: Kind) -> None:
    ours = KINDS[kind.name]
    plain = {name for name in kind.fields if name not in _EXAMPLES}
    assert plain == set(ours.fields)
    assert len(kind.fields) - len(plain) == len(ours.patterns)
    for pattern, _ in ours.patterns:
        named = [name for name in kind.fields if pattern.fullmatch(_EXAMPLES.get(name, ""))]
        assert len(named) == 1, pattern


@pytest.mark.parametrize(
    ("kind", "written"),
    [(kind, written) for kind in kinds().values() for written in kind.fields],
    ids=lambda part: part.name if isinstance(part, Kind) else str(part),
)
def test_a_field_takes_what_the_page_says_and_nothing_else(kind: Kind, written: str) -> None:
    name = _EXAMPLES.get(written, written)
    assert re.fullmatch(field_pattern(written), name)
    rule, form = rule_of(KINDS[kind.name], RECORD, name), kind.fields[written]
    taken = [value for value in VALUES if rule(value)]
    assert [value for value in VALUES if values.has_form(form, value)] == taken
    assert taken, "no value of the test is one"


def test_every_length_of_a_text_is_tried_at_its_edge() -> None:
    def texts(form: Form) -> list[Form]:
        inside = [text for part in form.parts.values() for text in texts(part)]
        return [form, *inside] if form.name in {"text", "lines"} else inside

    most = {
        form.most for kind in kinds().values() for f in kind.fields.values() for form in texts(f)
    }
    assert most <= {*LENGTHS}


@pytest.mark.parametrize(
    "name", ["later", "later.x1", "later.CS4", "Later", "a" * 42, "a.b.c", "1a"]
)
def test_an_unknown_field_is_named_and_as_small_as_the_page_says(name: str) -> None:
    kind = kinds()["person"]
    for value in ("x" * 4_094, "x" * 4_095):
        ours = theirs = True
        try:
            ours = rule_of(KINDS["person"], RECORD, name)(value)
        except Exception:  # noqa: BLE001 - any refusal
            ours = False
        try:
            values.check_values(kind, RECORD, {name: value})
        except RefusedError:
            theirs = False
        assert ours == theirs == (name.startswith("later") and len(value) == 4_094)


def test_the_caps_of_the_page_are_the_programs() -> None:
    of_unit, whole = limits.OF_A_UNIT, limits.OF_THE_OFFICE
    most_chains = limits.MAX_CHAINS_OF_DEVICE
    assert caps() == {
        "`changes.jsonl`, unpacked": (of_unit.bytes, whole.bytes),
        "changes": (of_unit.changes, whole.changes),
        "changes of one record": (of_unit.of_record, whole.of_record),
        "chains in the file": (of_unit.chains, whole.chains),
        "chains of one device in all": (most_chains, most_chains),
        "changes that one change names": (of_unit.named, whole.named),
        "values of all changes": (of_unit.values, whole.values),
        "values of one record's changes": (of_unit.values_of_record, whole.values_of_record),
        "fields of one record, over its changes": (of_unit.fields, whole.fields),
        "bytes of a line": (of_unit.line_bytes, whole.line_bytes),
    }
    over_all = f"more than {limits.MAX_CHANGES_OF_RECORD_BY_DEVICE:,} changes of one record"
    assert over_all in text_of_page()


def megabytes(size: int) -> str:
    """A size as the page writes it."""
    assert size % limits.MEGABYTE == 0
    return f"{size // limits.MEGABYTE} MB"


SENTENCES = (
    f"At most {megabytes(limits.MAX_FILE_BYTES)} (`BUNDLE_TOO_LARGE`)",
    f"the header at most {envelope.MAX_HEADER_BYTES:,} bytes",
    (
        f"At most {limits.MAX_ENTRIES:,} entries, stated sizes at most"
        f" {megabytes(limits.MAX_TOTAL_BYTES)} together"
    ),
    f"`manifest.sig` {megabytes(limits.MAX_MANIFEST_BYTES)} each",
    f"`trust.jsonl` {megabytes(limits.MAX_TRUST_BYTES)} and {limits.MAX_STATEMENTS:,} lines",
    f"`witness.jsonl` {megabytes(limits.MAX_WITNESS_BYTES)}",
    f"inside more than {canonical.MAX_DEPTH} objects and lists",
    f"A line has at most {statements.MAX_STATEMENT_BYTES:,} bytes",
    (
        f"at {limits.MAX_CHANGES_PER_PART:,} changes, {limits.MAX_CHANGES_OF_RECORD_PER_PART:,} of"
        f" one record, {limits.MAX_CHAINS_PER_PART} chains, {limits.MAX_VALUES_PER_PART:,} values,"
        f" {limits.MAX_VALUES_OF_RECORD_PER_PART:,} of one record,"
        f" {limits.MAX_FIELDS_OF_RECORD_PER_PART} fields of one record,"
        f" {limits.MAX_FILES_PER_PART:,} files of"
        f" evidence, or {megabytes(limits.USUAL_PART_BYTES)}"
    ),
    f"At most {wire.MAX_FIELDS} values and {wire.MAX_FIELDS} bases",
    f"its value has at most {MAX_UNKNOWN_VALUE_BYTES:,} bytes",
    f"sorted, at most {megabytes(limits.MAX_EVIDENCE_BYTES)}",
    f"height times width is 1 to {evidence._MOST_POINTS:,}",
    f"`%%EOF` in its last {evidence._PDF_END_WITHIN_BYTES:,} bytes",
    f"a decimal from 0 to {value_rules.MAX_POINTS}",
    f"in the namespace `{identity._NAMESPACE}`",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_number_of_the_page_is_the_programs(sentence: str) -> None:
    assert sentence in one_line()


def test_keys_moves_and_counted_kinds_of_the_stranger_are_the_programs() -> None:
    assert values.KEYS == identity.NATURAL_KEYS
    assert rights.MOVES == UNIT_MOVES
    assert fold.OF_A_UNIT == UNIT_KINDS
    assert set(trust.ROLES) == {kind.value for kind in UnitKind}
    assert {model.value for model in LearningModel} == values._MODELS


def test_the_weak_keys_of_the_page_are_the_programs() -> None:
    written = {int.from_bytes(bytes.fromhex(text), "little") for text in trust.WEAK_KEYS}
    assert {0, 1, trust._P - 1} | written == keys._SMALL_ORDER
    written = {int.from_bytes(bytes.fromhex(text), "little") for text in trust.WEAK_RECIPIENTS}
    assert {0, 1, trust._P - 1} | written == recipients._SMALL_ORDER
    assert all(f"`{text}`" in one_line() for text in trust.WEAK_KEYS + trust.WEAK_RECIPIENTS)


def test_a_file_of_evidence_is_whole_for_the_stranger_where_it_is_for_the_program() -> None:
    picture, paper = photo(16, 12), pdf_of_one_page()
    cut = [content[:end] for content in (picture, paper) for end in range(0, len(content), 7)]
    turned = [
        content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
        for content in (picture, paper)
        for place in range(min(len(content), 700))
        for bit in (1, 64)
    ]
    tried = [picture, paper, *cut, *turned, picture + b"x", paper + b"x" * 2_048]
    said = [evidence.is_whole(content) for content in tried]
    assert [stranger_evidence.is_whole(content) for content in tried] == said
    assert said[:2] == [True, True]
    assert said.count(False) > 100


def pdf_of_one_page() -> bytes:
    """A paper as a scanner makes it."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(72, 720, "x")
    canvas.save()
    return stream.getvalue()


def test_a_field_that_is_named_in_the_text_is_in_a_kind() -> None:
    named = {name for kind in kinds().values() for name in kind.fields}
    assert {"home_unit", "assessing.YYYY", "return_reason", "criteria.MODEL"} <= named


def test_ids_are_made_as_the_page_says() -> None:
    unit, now = RECORD, int(dt.datetime(2026, 11, 25, tzinfo=dt.UTC).timestamp() * 1000)
    made = values.made_id(now, b"\x5a\xa5\x11\x22\x33\x44", unit)
    assert identity.is_made_by(made, unit)
    assert identity.is_made_by(made, RECORD.replace("1", "2")) is False
    assert fold.bound_unit(identity.new_record_id(now, bytes(range(10)), unit), unit) is True
    assert values.natural_id("household", unit, "Hộ 7") == identity.household_id(unit, "Hộ 7")
    assert values.natural_id("training", unit, 2026) == identity.training_id(unit, 2026)
    assert values.natural_id("cycle", 2026) == identity.cycle_id(2026)
    assert values.natural_id("setting", "x", _DAY) == identity.setting_id("x", _DAY)
    assert values.natural_id("criteria", _SHA) == identity.criteria_id(_SHA)
    assert values.natural_id("snapshot", _SHA) == identity.snapshot_id(_SHA)
    assert values.natural_id("sampled_sheet", unit, RECORD) == identity.sampled_sheet_id(
        unit, RECORD
    )
    assert page.PAGE.name == "bundle-format.md"

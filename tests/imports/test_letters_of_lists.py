"""Lists typed in old fonts: one encoding for a whole file, never somebody else without a word."""

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.old_letters import written_in
from tests.builders.spreadsheets import write_csv, write_xlsx
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.roster import (
    PersonCandidate,
    RosterOptions,
    RosterReading,
    read_roster,
)
from vanhoa_desktop.services.demo.words import demo_words

AUTO, UNICODE = TextEncoding.AUTO, TextEncoding.UNICODE
TCVN3, VNI = TextEncoding.TCVN3, TextEncoding.VNI
HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Số hộ", "Quan hệ")
Table = Sequence[Sequence[str]]


def _typed(rows: Table, encoding: TextEncoding) -> list[tuple[str, ...]]:
    return [tuple(written_in(cell, encoding) for cell in row) for row in rows]


def _list_of(names: Sequence[str]) -> list[tuple[str, ...]]:
    people = [(str(n), name, "1960", "Nữ", str(n), "Chủ hộ") for n, name in enumerate(names, 1)]
    return [HEADINGS, *people]


def _read(path: Path, rows: Table) -> RosterReading:
    return read_roster(write_xlsx(path, rows), RosterOptions())


def _names(reading: RosterReading) -> list[str]:
    return [person.full_name for person in reading.candidates]


def _doubts(people: Sequence[PersonCandidate]) -> list[str]:
    return [person.full_name for person in people if "bảng mã" in person.name_doubt]


VNI_NAMES = [
    *("Nguyễn Văn Hùng", "Trần Thị Huệ", "Lê Thị Quế", "Phạm Văn Đức", "Lê Nga", "Mai Lệ"),
    *("Ninh Thị Thoa", "Lê Thị Hoa", "Lê Thị Lan", "Mai Kim Hồng"),
]


@pytest.mark.parametrize("encoding", [VNI, TCVN3])
def test_all_names_of_a_list_are_read_in_one_encoding(
    tmp_path: Path, encoding: TextEncoding
) -> None:
    reading = _read(tmp_path / "r.xlsx", _typed(_list_of(VNI_NAMES), encoding))
    assert _names(reading) == VNI_NAMES
    assert not _doubts(reading.candidates)
    # «Sè hé», «Quan heä»: headings are read in it, too.
    assert [person.household_code for person in reading.candidates][:2] == ["1", "2"]
    assert {person.relation for person in reading.candidates} == {"Chủ hộ"}


def test_a_list_of_excel_2003_is_read_in_one_encoding(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("DS")
    for row, cells in enumerate(_typed(_list_of(VNI_NAMES[:5]), VNI)):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    content = io.BytesIO()
    book.save(content)
    path = tmp_path / "r.xls"
    path.write_bytes(content.getvalue())
    assert _names(read_roster(path, RosterOptions())) == VNI_NAMES[:5]


def test_names_without_a_clear_sign_under_unicode_headings_are_asked(tmp_path: Path) -> None:
    names = ["Vũ Minh Thu", "Cao Tú Anh"]
    rows = [HEADINGS, *_typed(_list_of(names)[1:], TCVN3)]
    reading = _read(tmp_path / "r.xlsx", [(*row[:3], "", "", "") for row in rows])
    assert _doubts(reading.candidates) == ["Vò Minh Thu", "Cao Tó Anh"]
    assert "đọc là «Vũ Minh Thu»" in reading.candidates[0].name_doubt


def test_a_usual_unicode_name_among_old_ones_is_asked(tmp_path: Path) -> None:
    old = _typed(_list_of(["Nguyễn Văn Hùng", "Trần Thị Huệ"]), TCVN3)
    reading = _read(tmp_path / "r.xlsx", [*old, ("3", "Lê Hùng", "1960", "", "3", "")])
    assert _doubts(reading.candidates) == ["Lờ Hựng"]
    assert "đọc là «Lê Hùng»" in reading.candidates[2].name_doubt


def test_what_could_be_either_in_a_mixed_column_is_asked(tmp_path: Path) -> None:
    rows = _list_of(["Nguyễn Văn Hải", "Trần Thị Huệ", "Lê Hùng", "Vò Minh Thu"])
    old = _typed(_list_of(["Phạm Văn Đức"]), TCVN3)[1]
    reading = _read(tmp_path / "r.xlsx", [*rows, old])
    expected = ["Nguyễn Văn Hải", "Trần Thị Huệ", "Lê Hùng", "Vò Minh Thu", "Phạm Văn Đức"]
    assert _names(reading) == expected
    assert _doubts(reading.candidates) == ["Vò Minh Thu"]


PEOPLES = [
    *("Vò Minh Thu", "Cò Thị Hoa", "H'Hen Niê", "Y Ê-ban", "Ksor H'Bia", "Théo Martin", "Noël Lê"),
    *("Lò Thị Mùi", "Vừ A Tú", "Thạch Sà Rây", "Kim Só", "Đàng Năng Thọ", "Lê Hùng", "Mai Hoàng"),
    *("Siu Blê", "Ngô Tú", "Võ Bé", "Hồ Tó"),
]


def test_unicode_names_of_all_peoples_stay_as_they_are(tmp_path: Path) -> None:
    reading = _read(tmp_path / "r.xlsx", _list_of(PEOPLES))
    assert _names(reading) == PEOPLES
    assert not _doubts(reading.candidates)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("NGUYÔN H÷U ¦íC", "Nguyễn Hữu Ước"),
        ("L£ THÞ HOA", "Lê Thị Hoa"),
        ("§ç Tó óT", "Đỗ Tú Út"),
        ("Lª V¨n ót", "Lê Văn Út"),
        ("Cao Ngäc ý", "Cao Ngọc Ý"),
        ("Vò Tó", "Vũ Tú"),
        ("§Æng ThÞ Thñy", "Đặng Thị Thủy"),
    ],
)
def test_capitals_that_tcvn3_cannot_write_are_put_where_they_are_meant(
    tmp_path: Path, typed: str, read: str
) -> None:
    rows = [written_in(cell, TCVN3) for cell in HEADINGS[:3]], ("1", typed, "1960")
    assert _names(_read(tmp_path / "r.xlsx", rows)) == [read]
    path = tmp_path / "r.csv"
    path.write_bytes("\n".join(";".join(row) for row in rows).encode("latin-1"))
    assert _names(read_roster(path, RosterOptions(encoding=TCVN3))) == [read]


def test_doubtful_cells_of_other_columns_and_titles_are_told(tmp_path: Path) -> None:
    (old,) = _typed(_list_of(["Nguyễn Văn Hải"])[1:], TCVN3)
    rows = [("Danh sách khu", "Tó"), HEADINGS, (*old[:3], "Nữ", "1", "vò")]
    told = [
        (problem.row, problem.column)
        for problem in _read(tmp_path / "r.xlsx", rows).problems
        if problem.code == "LETTERS_DOUBTFUL"
    ]
    assert (3, "Quan hệ") in told


def test_ordinary_words_of_a_unicode_list_are_told_of_nobody(tmp_path: Path) -> None:
    names = _list_of(["Nguyễn Văn Hải", "Lê Hùng"])
    rows = [(*HEADINGS, "Ghi chú"), *((*row, "hai dòng") for row in names[1:])]
    reading = _read(tmp_path / "r.xlsx", rows)
    assert not [p for p in reading.problems if p.code == "LETTERS_DOUBTFUL"]
    assert not _doubts(reading.candidates)


# --- lists of made-up people ---

_WORDS = demo_words()
_MIDDLES = sorted({word for words in _WORDS.middle_names.values() for word in words})
_GIVEN = sorted({word for words in _WORDS.given_names.values() for word in words})
_MADE_UP = st.builds(
    lambda *words: " ".join(words),
    st.sampled_from(sorted(_WORDS.family_names)),
    st.sampled_from(_MIDDLES),
    st.sampled_from(_GIVEN),
)


def _people_or_refusal(path: Path) -> Sequence[PersonCandidate] | None:
    try:
        return read_roster(path, RosterOptions()).candidates
    except VanHoaError as error:
        if error.code is ErrorCode.SPREADSHEET_ENCODING_UNKNOWN:
            return None
        raise


@given(
    names=st.lists(_MADE_UP, min_size=1, max_size=30, unique=True),
    encoding=st.sampled_from((UNICODE, TCVN3, VNI)),
    has_unicode_headings=st.booleans(),
    suffix=st.sampled_from((".xlsx", ".csv", ".txt")),
)
def test_a_list_gives_the_same_people_in_every_encoding_or_asks(
    tmp_path_factory: pytest.TempPathFactory,
    names: list[str],
    encoding: TextEncoding,
    suffix: str,
    *,
    has_unicode_headings: bool,
) -> None:
    path = tmp_path_factory.mktemp("list") / f"r{suffix}"
    rows = _typed(_list_of(names), encoding)
    if has_unicode_headings and suffix != ".txt":
        rows[0] = HEADINGS
    if suffix == ".txt":
        form = "utf-8" if encoding is UNICODE else "latin-1"
        path.write_bytes("\n".join(";".join(row) for row in rows).encode(form))
    elif suffix == ".csv":
        write_csv(path, rows)
    else:
        write_xlsx(path, rows)
    people = _people_or_refusal(path)
    if people is None:
        assert suffix == ".txt"  # bytes that could be anything are refused as a whole
        return
    found = {person.row: person for person in people}
    for row, name in enumerate(names, 2):
        assert found[row].full_name == name or _doubts([found[row]])
    if suffix == ".xlsx" and not has_unicode_headings:
        assert [person.full_name for person in people] == names

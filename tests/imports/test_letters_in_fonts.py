"""A font's name alone says nothing for sure: what is turned into Unicode keeps its font."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.builders.old_letters import written_in
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.lists.roster import RosterOptions, RosterReading, read_roster
from vanhoa_desktop.services.demo.words import demo_words

AUTO, UNICODE = TextEncoding.AUTO, TextEncoding.UNICODE
TCVN3, VNI = TextEncoding.TCVN3, TextEncoding.VNI
HEADINGS = ("STT", "Họ và tên", "Năm sinh")
FONT_OF = {TCVN3: ".VnTime", VNI: "VNI-Times", UNICODE: "Times New Roman"}
# A name as it is meant, the encoding its cell is typed in, the font of the cell.
Typed = tuple[str, TextEncoding, str]
WARNED = "LETTERS_DOUBTFUL"


def _all(names: Sequence[str], encoding: TextEncoding, font: str) -> list[Typed]:
    return [(name, encoding, font) for name in names]


def _rows(people: Sequence[Typed], head: Typed) -> list[tuple[list[str], str]]:
    """Each row's cells, and the font of them all."""
    head_cells = [written_in(cell, head[1]) for cell in HEADINGS]
    cells = [
        [str(n), written_in(name, encoding), str(1950 + n)]
        for n, (name, encoding, _) in enumerate(people, 1)
    ]
    fonts = [head[2], *(font for _, _, font in people)]
    return list(zip([head_cells, *cells], fonts, strict=True))


def _xlsx(path: Path, people: Sequence[Typed], head: Typed) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, (cells, font) in enumerate(_rows(people, head), 1):
        for column, text in enumerate(cells, 1):
            cell = sheet.cell(row, column, text)
            cell.font = Font(name=font)
    book.save(path)
    return path


def _xls(path: Path, people: Sequence[Typed], head: Typed) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("DS")
    for row, (cells, font) in enumerate(_rows(people, head)):
        style = xlwt.easyxf(f"font: name {font}")
        for column, text in enumerate(cells):
            sheet.write(row, column, text, style)
    book.save(str(path))
    return path


def _read(path: Path, encoding: TextEncoding = AUTO) -> RosterReading:
    return read_roster(path, RosterOptions(encoding=encoding))


def _names(reading: RosterReading) -> list[str]:
    return [person.full_name for person in reading.candidates]


def _asked(reading: RosterReading) -> dict[str, str]:
    return {
        person.full_name: person.name_doubt
        for person in reading.candidates
        if "bảng mã" in person.name_doubt
    }


def _told(reading: RosterReading) -> dict[int | None, str]:
    return {problem.row: problem.message for problem in reading.problems if problem.code == WARNED}


UNICODE_HEAD = ("", UNICODE, "Times New Roman")
CLEAR = ["Nguyễn Văn Hùng", "Trần Thị Hoà", "Đỗ Thị Ngọc", "Phạm Văn Đức"]
# Each letter of these TCVN3 has too, where it means another one.
OPEN = ["Lê Thanh Tùng", "Lê Hân", "Lê Thu An", "Mai Lâm", "Lê Công Danh", "Lò Thanh Tâm"]
# And these VNI has, too.
OPEN_IN_VNI = ["Vi Thanh Hòa", "Ngô Kim Oanh"]
OPEN_ALL = [*OPEN, *OPEN_IN_VNI]


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize("write", [_xlsx, _xls])
def test_unicode_names_under_an_old_font_stay_among_unicode_neighbours(
    tmp_path: Path, font: str, write: Callable[[Path, Sequence[Typed], Typed], Path]
) -> None:
    people = _all([*CLEAR, *OPEN_ALL], UNICODE, font)
    suffix = ".xlsx" if write is _xlsx else ".xls"
    reading = _read(write(tmp_path / f"r{suffix}", people, ("", UNICODE, font)))
    assert _names(reading) == [*CLEAR, *OPEN_ALL]
    assert not _asked(reading)
    assert not _told(reading)


@pytest.mark.parametrize(
    ("font", "names", "asked_as"),
    [
        (".VnTime", OPEN_ALL, {"Lê Hân": "TCVN3 (.VnTime) thì đọc là «Lờ Hõn»"}),
        (".VnTime", ["Lê Hân"], {"Lê Hân": "TCVN3 (.VnTime) thì đọc là «Lờ Hõn»"}),
        ("VNI-Times", OPEN_IN_VNI, {"Vi Thanh Hòa": "VNI thì đọc là «Vi Thanh Hịa»"}),
    ],
)
def test_open_unicode_names_with_nobody_around_them_are_asked_with_both_readings(
    tmp_path: Path, font: str, names: list[str], asked_as: dict[str, str]
) -> None:
    path = _xlsx(tmp_path / "r.xlsx", _all(names, UNICODE, font), UNICODE_HEAD)
    reading = _read(path)
    assert _names(reading) == names
    asked = _asked(reading)
    assert list(asked) == names
    for name, words in asked_as.items():
        assert words in asked[name]
    settled = _read(path, UNICODE)
    assert _names(settled) == names
    assert not _asked(settled)


def test_one_name_that_the_old_encoding_cannot_hold_settles_the_others(tmp_path: Path) -> None:
    # TCVN3 has no «à», and «ă» is in Unicode alone.
    for name in ("Lê Hoài Nam", "Mai Văn Chín"):
        people = _all([*OPEN, name], UNICODE, ".VnTime")
        reading = _read(_xlsx(tmp_path / "r.xlsx", people, UNICODE_HEAD))
        assert _names(reading) == [*OPEN, name]
        assert not _asked(reading)


def test_new_rows_typed_in_unicode_below_old_ones_are_asked(tmp_path: Path) -> None:
    people = [*_all(CLEAR, TCVN3, ".VnTime"), *_all(OPEN, UNICODE, ".VnTime")]
    path = _xlsx(tmp_path / "r.xlsx", people, ("", TCVN3, ".VnTime"))
    reading = _read(path)
    assert _names(reading) == [*CLEAR, *OPEN]
    assert list(_asked(reading)) == OPEN
    # The officer who knows better says so once for the whole file.
    assert not _asked(_read(path, TCVN3))


def test_a_few_old_rows_in_a_list_that_is_unicode_are_told_apart(tmp_path: Path) -> None:
    people = [
        *_all(CLEAR, UNICODE, ".VnTime"),
        *_all(["Vũ Minh Thu", "Lý Hữu Phước"], TCVN3, ".VnTime"),
    ]
    reading = _read(_xlsx(tmp_path / "r.xlsx", people, ("", UNICODE, ".VnTime")))
    assert _names(reading) == [*CLEAR, "Vũ Minh Thu", "Lý Hữu Phước"]
    assert set(_asked(reading)) <= {"Vũ Minh Thu"}


def test_a_font_of_unicode_beside_the_old_one_says_nothing_of_it(tmp_path: Path) -> None:
    people = [
        *_all([*CLEAR, "Vũ Minh Thu"], TCVN3, ".VnTime"),
        *_all([*CLEAR[1:], *OPEN], UNICODE, "Times New Roman"),
    ]
    reading = _read(_xlsx(tmp_path / "r.xlsx", people, UNICODE_HEAD))
    assert _names(reading) == [name for name, _, _ in people]
    assert not _asked(reading)


def test_a_name_of_two_fonts_is_weighed_as_a_whole(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Họ và tên", "Năm sinh"])
    old, new = InlineFont(rFont=".VnTime"), InlineFont(rFont="Arial")
    sheet.append([CellRichText(TextBlock(old, "Lê "), TextBlock(new, "Hải")), "1960"])
    sheet.append([CellRichText(TextBlock(old, "NguyÔn V¨n "), TextBlock(new, "Hải")), "1960"])
    book.save(tmp_path / "r.xlsx")
    reading = _read(tmp_path / "r.xlsx")
    assert _names(reading) == ["Lê Hải", "Nguyễn Văn Hải"]
    assert "«Lờ Hải»" in _asked(reading)["Lê Hải"]


def test_equal_readings_go_with_their_neighbours_and_are_told(tmp_path: Path) -> None:
    # «Mai Hồng» in VNI and «Mai Hoàng» in Unicode are the same letters, and both are names.
    for encoding, name, other in (
        (VNI, "Mai Hồng", "Mai Hoàng"),
        (UNICODE, "Mai Hoàng", "Mai Hồng"),
    ):
        people = _all([*CLEAR, name], encoding, "VNI-Times")
        reading = _read(_xlsx(tmp_path / "r.xlsx", people, ("", encoding, "VNI-Times")))
        assert _names(reading) == [*CLEAR, name]
        assert not _asked(reading)
        assert f"«{other}»" in _told(reading)[6]


def test_an_old_encoding_that_is_named_asks_of_unicode_names_among_unicode(tmp_path: Path) -> None:
    people = _all([*CLEAR, *OPEN], UNICODE, "Arial")
    path = _xlsx(tmp_path / "r.xlsx", people, UNICODE_HEAD)
    reading = _read(path, TCVN3)
    assert _names(reading) == [*CLEAR, *OPEN]
    assert "«Lờ Hõn»" in _asked(reading)["Lê Hân"]


@pytest.mark.parametrize(
    ("encoding", "unsure", "other"), [(TCVN3, "Bỏ", "Bá"), (UNICODE, "dùng", "dựng")]
)
def test_remarks_go_with_those_around_them_and_are_told(
    tmp_path: Path, encoding: TextEncoding, unsure: str, other: str
) -> None:
    # People are called «Bá» and «dựng», not «bỏ» and «dùng»: of remarks that says little.
    notes = ["Ghi chú", "Hộ nghèo", "Người cao tuổi", unsure]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = _rows(_all(CLEAR[:3], encoding, ".VnTime"), ("", encoding, ".VnTime"))
    for number, ((cells, font), note) in enumerate(zip(rows, notes, strict=True), 1):
        for column, text in enumerate([*cells, written_in(note, encoding)], 1):
            sheet.cell(number, column, text).font = Font(name=font)
    book.save(tmp_path / "r.xlsx")
    reading = _read(tmp_path / "r.xlsx")
    assert [person.note for person in reading.candidates] == notes[1:]
    assert list(_told(reading)) == [4]
    assert f"«{other}»" in _told(reading)[4]


@pytest.mark.parametrize(("encoding", "font"), [(TCVN3, "VNI-Times"), (VNI, ".VnTime")])
def test_names_in_the_other_old_encoding_than_their_font_are_read_in_theirs(
    tmp_path: Path, encoding: TextEncoding, font: str
) -> None:
    people = _all([*CLEAR, "Lê Văn Tú"], encoding, font)
    reading = _read(_xlsx(tmp_path / "r.xlsx", people, UNICODE_HEAD))
    assert _names(reading) == [*CLEAR, "Lê Văn Tú"]
    assert not _asked(reading)


# --- lists of made-up people ---

_WORDS = demo_words()
_MIDDLES = sorted({word for words in _WORDS.middle_names.values() for word in words})
_GIVEN = sorted({word for words in _WORDS.given_names.values() for word in words})
# Of other regions and peoples, with letters that are in Latin-1 as well.
_MORE_FAMILIES = ["Lò", "Lô", "Tô", "Hồ", "Võ", "Vừ", "Sùng", "Cù", "Bế", "Nông", "Lù", "Vì", "Ôn"]
_MORE_GIVEN = [
    *("Chín", "Bông", "Tú", "Út", "Phú", "Chúc", "Túc", "Bân", "Thìn", "Hán", "Thú", "Lộc", "Tố"),
    *("Hoài", "Toàn", "Hoàng", "Hoà", "Hồng", "Khôi", "Thơm", "Sáng", "Bốn", "Bé", "Nụ", "Vĩ"),
]
_MADE_UP = st.builds(
    lambda *words: " ".join(filter(None, words)),
    st.sampled_from(sorted([*_WORDS.family_names, *_MORE_FAMILIES])),
    st.sampled_from(["", *_MIDDLES]),
    st.sampled_from([*_GIVEN, *_MORE_GIVEN]),
)
_FONTS = (".VnTime", ".VnTimeH", "VNI-Times", "Times New Roman")


@given(
    people=st.lists(
        st.tuples(_MADE_UP, st.booleans(), st.sampled_from(_FONTS)),
        min_size=1,
        max_size=25,
        unique_by=lambda person: person[0],
    ),
    head=st.sampled_from((UNICODE, TCVN3, VNI)),
    font=st.sampled_from((None, *_FONTS)),
)
def test_nobody_becomes_somebody_else_without_a_word_whatever_the_fonts(
    tmp_path_factory: pytest.TempPathFactory,
    people: list[tuple[str, bool, str]],
    head: TextEncoding,
    font: str | None,
) -> None:
    """A name is read right, or it is asked or told in its own row.

    All cells are in one font or each in its own, and hold what it shows or Unicode.
    """
    typed: list[Typed] = []
    for name, is_old, own in people:
        shown = font or own
        typed.append((name, _shown_in(shown) if is_old else UNICODE, shown))
    path = tmp_path_factory.mktemp("list") / "r.xlsx"
    reading = _read(_xlsx(path, typed, ("", head, FONT_OF[head])))
    told = _told(reading)
    found = {person.row: person for person in reading.candidates}
    for row, (name, _, _) in enumerate(typed, 2):
        person = found[row]
        is_right = person.full_name.casefold() == name.casefold()
        assert is_right or "bảng mã" in person.name_doubt or row in told


def _shown_in(font: str) -> TextEncoding:
    return VNI if font.startswith("VNI") else TCVN3 if font.startswith(".Vn") else UNICODE


@given(
    names=st.lists(_MADE_UP, min_size=3, max_size=40, unique=True),
    encoding=st.sampled_from((TCVN3, VNI)),
)
def test_a_list_in_an_old_encoding_and_its_font_is_read_without_a_question(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], encoding: TextEncoding
) -> None:
    font = FONT_OF[encoding]
    path = tmp_path_factory.mktemp("list") / "r.xlsx"
    reading = _read(_xlsx(path, _all(names, encoding, font), ("", encoding, font)))
    assert _names(reading) == names
    assert not _asked(reading)

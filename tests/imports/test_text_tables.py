"""Text files as people make them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.imports.book.book import Book, NoteKind, Row
from vanhoa_desktop.imports.tables.reading_room import ReadingRoom

AUTO = TextEncoding.AUTO
TABLE = "STT;Họ và tên;Năm sinh\n1;Nguyễn Văn Hải;1961\n2;Đặng Thị Thủy;1962\n"
NAMES = [("1", "Nguyễn Văn Hải", "1961"), ("2", "Đặng Thị Thủy", "1962")]


@pytest.fixture(scope="module")
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom() as made:
        yield made


def _book(
    room: ReadingRoom, path: Path, content: bytes | str, encoding: TextEncoding = AUTO
) -> Book:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return room.read(path, encoding)


def _rows(
    room: ReadingRoom, path: Path, content: bytes | str, encoding: TextEncoding = AUTO
) -> tuple[Row, ...]:
    return _book(room, path, content, encoding).sheets[0].rows


def _windows_1258(text: str) -> bytes:
    """As Windows writes it: letters with their quality marks in one, tones behind them."""
    import unicodedata

    written = bytearray()
    for char in text:
        try:
            written += char.encode("cp1258")
        except UnicodeEncodeError:
            apart = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", apart.replace(tone, ""))
            written += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(written)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TABLE.encode(), "UTF-8"),
        (TABLE.encode("utf-8-sig"), "UTF-8"),
        (TABLE.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), "UTF-16"),
        (TABLE.encode("utf-16-le"), "UTF-16"),
        (TABLE.encode("utf-16-be"), "UTF-16"),
        (_windows_1258(TABLE), "windows-1258"),
        (TABLE.replace("\n", "\r\n").encode(), "UTF-8"),
        (TABLE.replace("\n", "\r").encode(), "UTF-8"),
    ],
)
def test_unicode_and_windows_text_files_are_read(
    room: ReadingRoom, tmp_path: Path, content: bytes, name: str
) -> None:
    book = _book(room, tmp_path / "r.csv", content)
    assert list(book.sheets[0].rows[1:]) == NAMES
    assert [note.value for note in book.notes if note.kind is NoteKind.ENCODING] == [name]


OLD = "STT;Hä vµ tªn;N¨m sinh\n1;NguyÔn V¨n H¶i;1961\n2;§Æng ThÞ Thñy;1962\n"
VNI = "STT;Hoï vaø teân;Naêm sinh\n1;Nguyeãn Vaên Haûi;1961\n2;Ñaëng Thò Thuûy;1962\n"


@pytest.mark.parametrize(("content", "named"), [(OLD, TextEncoding.TCVN3), (VNI, TextEncoding.VNI)])
def test_text_files_of_old_fonts_are_read_when_they_are_named_or_plain(
    room: ReadingRoom, tmp_path: Path, content: str, named: TextEncoding
) -> None:
    for encoding in (AUTO, named):
        for form in ("latin-1", "utf-8"):
            rows = _rows(room, tmp_path / "r.csv", content.encode(form), encoding)
            assert rows == (("STT", "Họ và tên", "Năm sinh"), *NAMES)


def test_bytes_that_could_be_anything_are_not_guessed_at(room: ReadingRoom, tmp_path: Path) -> None:
    with pytest.raises(VanHoaError, match="ENCODING_UNKNOWN"):
        _book(room, tmp_path / "r.csv", b"ten;nam\n\xc0\xff\xfe;\x81\x8d\n")


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (
            "STT;Họ và tên;Ghi chú\n1;Lê Văn A;nghèo, neo đơn, xa\n",
            ("1", "Lê Văn A", "nghèo, neo đơn, xa"),
        ),
        ("DANH SÁCH, THÔN A, XÃ B, NĂM\nSTT;Họ và tên\n1;Lê Văn A\n", ("STT", "Họ và tên")),
        (
            "STT,Họ và tên,Năm sinh\n1,Lê Văn A; Lê Văn B; C,1961\n",
            ("1", "Lê Văn A; Lê Văn B; C", "1961"),
        ),
        ("STT\tHọ và tên\n1\tLê Văn A, B\n", ("1", "Lê Văn A, B")),
        ("sep=|\nSTT|Họ và tên\n1|Lê; Văn, A\n", ("1", "Lê; Văn, A")),
        ('STT;Số CCCD\n1;="038061012345"\n', ("1", "038061012345")),
        ('STT;Số CCCD\n1;"=""038061012345"""\n', ("1", "038061012345")),
        ("STT;Số CCCD\n1;'038061012345\n", ("1", "038061012345")),
        ('A;B\n1;"Lê ""Cả"" Mẫu"\n', ("1", 'Lê "Cả" Mẫu')),
        ('A;B\n1;"hai\r\ndòng"\n', ("1", "hai\ndòng")),
        ('A;B\n1;Lê "Cả" Mẫu\n', ("1", 'Lê "Cả" Mẫu')),
    ],
)
def test_cells_are_cut_where_the_heading_row_is_cut(
    room: ReadingRoom, tmp_path: Path, content: str, row: Row
) -> None:
    assert _rows(room, tmp_path / "r.csv", content)[1] == row


@pytest.mark.parametrize(
    "closing", ["", '3;"Lê Thị Ba";1963\n'], ids=["never closed", "closed by the next quote"]
)
def test_a_quote_that_is_left_open_is_told_with_its_row_and_swallows_nobody(
    room: ReadingRoom, tmp_path: Path, closing: str
) -> None:
    content = 'STT;Họ và tên;Năm sinh\n1;"Lê Văn Một;1961\n2;Lê Thị Hai;1962\n' + closing
    book = _book(room, tmp_path / "r.csv", content)
    assert book.sheets[0].rows[1:3] == (("1", "Lê Văn Một", "1961"), ("2", "Lê Thị Hai", "1962"))
    assert len(book.sheets[0].rows) == (4 if closing else 3)
    assert [note.row for note in book.notes if note.kind is NoteKind.OPEN_QUOTE] == [2]


def test_letters_that_were_lost_before_are_told_with_their_row(
    room: ReadingRoom, tmp_path: Path
) -> None:
    book = _book(room, tmp_path / "r.csv", "Họ và tên\nLê V\ufffdn Mẫu\n")
    assert [n.row for n in book.notes if n.kind is NoteKind.UNREADABLE_LETTERS] == [2]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (
            '"Họ và\ntên",Năm sinh,Ghi chú\nLê Văn Ba,1963,a\n',
            (("Họ và\ntên", "Năm sinh", "Ghi chú"), ("Lê Văn Ba", "1963", "a")),
        ),
        (
            'Họ và tên,Năm sinh,Ghi chú\n"Lê Văn\nBa",1963,a\nLê Văn Tám,1964,x\n',
            (
                *(("Họ và tên", "Năm sinh", "Ghi chú"), ("Lê Văn\nBa", "1963", "a")),
                ("Lê Văn Tám", "1964", "x"),
            ),
        ),
        (
            'Họ và tên,Năm sinh,Ghi chú\nLê Văn Ba,1963,"Tổ 1\nxác nhận, ngày 5/3"\n',
            (
                ("Họ và tên", "Năm sinh", "Ghi chú"),
                ("Lê Văn Ba", "1963", "Tổ 1\nxác nhận, ngày 5/3"),
            ),
        ),
    ],
)
def test_line_breaks_in_quoted_cells_do_not_cut_a_row(
    room: ReadingRoom, tmp_path: Path, content: str, rows: tuple[Row, ...]
) -> None:
    assert _rows(room, tmp_path / "r.csv", content) == rows

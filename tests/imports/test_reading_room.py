"""A foreign file may kill what reads it; the program goes on and says what to do."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import pytest

from tests.builders.spreadsheets import write_csv, write_ods, write_xls, write_xlsx
from tests.fakes import children
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.book.book import SheetState
from vanhoa_desktop.imports.tables.reading_room import ReadingRoom, read_book
from vanhoa_desktop.texts.errors.catalogue import sentence

AUTO = TextEncoding.AUTO
ROWS = [("STT", "Họ và tên"), (1, "Lê Văn Mẫu")]
MANY = 4_000_000_000


class Child(Protocol):
    def __call__(self, connection: Connection) -> None: ...


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "r.xlsx", ROWS)


@pytest.fixture
def room() -> Iterator[ReadingRoom]:
    with ReadingRoom() as made:
        yield made


@pytest.mark.parametrize("child", [children.dying, children.babbling, children.panicking])
def test_a_child_that_dies_of_a_file_is_a_refusal_that_says_what_to_do(
    roster: Path, child: Child
) -> None:
    with ReadingRoom(child) as room, pytest.raises(VanHoaError) as refused:
        room.read(roster, AUTO)
    assert refused.value.code is ErrorCode.SPREADSHEET_TOO_HEAVY
    assert "lưu lại" in sentence(refused.value)


def test_a_child_that_says_nothing_is_given_up(roster: Path) -> None:
    with (
        ReadingRoom(children.silent, longest_wait_s=0.3) as room,
        pytest.raises(VanHoaError, match="TOO_HEAVY"),
    ):
        room.read(roster, AUTO)


def test_a_child_that_is_killed_while_it_reads_is_a_refusal(roster: Path) -> None:
    with ReadingRoom(children.silent) as room:

        def kill(done: int, total: int) -> None:
            assert room._child is not None
            room._child[0].kill()

        with pytest.raises(VanHoaError, match="TOO_HEAVY"):
            room.read(roster, AUTO, kill)


@pytest.mark.skipif(sys.platform != "linux", reason="only there are names of files bytes")
def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path, room: ReadingRoom) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/danh-s\xe1ch.csv"))
    write_csv(path, ROWS)
    (sheet,) = room.read(path, AUTO).sheets
    assert (sheet.name, len(sheet.rows)) == ("danh-sch.csv", 2)


def test_the_next_file_gets_a_new_child(roster: Path, room: ReadingRoom) -> None:
    assert len(room.read(roster, AUTO).sheets[0].rows) == 2
    process = room._child[0] if room._child else None
    assert process is not None
    process.kill()
    process.join()
    assert len(room.read(roster, AUTO).sheets[0].rows) == 2


def test_reading_ends_when_the_officer_stops_it(roster: Path) -> None:
    class Stopped(Exception):  # noqa: N818 - as the window's own
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with ReadingRoom(children.silent) as room:
        with pytest.raises(Stopped):
            room.read(roster, AUTO, stop)
        assert room._child is None


def test_the_child_loads_neither_window_nor_store_nor_keys() -> None:
    script = "import sys, vanhoa_desktop.imports.reading.child; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "msgspec" in loaded
    assert loaded.isdisjoint({"PySide6", "sqlalchemy", "sqlcipher3", "cryptography", "openpyxl"})


def _rezip(path: Path, member: str, change: dict[bytes, bytes]) -> Path:
    """The archive with letters of one member replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for before, after in change.items():
        assert before in parts[member], parts[member]
        parts[member] = parts[member].replace(before, after)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'r="B2"', b'r="XFD1048576"'),
        (b'<row r="2"', f'<row r="{MANY}"'.encode()),
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        (b"<sheetData>", b'<cols><col min="1" max="4000000000" hidden="1"/></cols><sheetData>'),
        (b'<c r="A2"', f'<c s="{MANY}" r="A2"'.encode()),
    ],
)
def test_a_few_bytes_that_stand_for_millions_of_cells_cost_nothing(
    roster: Path, room: ReadingRoom, before: bytes, after: bytes
) -> None:
    path = _rezip(roster, "xl/worksheets/sheet1.xml", {before: after})
    try:
        rows = room.read(path, AUTO).sheets[0].rows
        assert rows[0] == ("STT", "Họ và tên")
        assert len(rows) <= 2
    except VanHoaError as refused:
        assert refused.code is ErrorCode.SPREADSHEET_TOO_HEAVY  # noqa: PT017 - one of two is right


def test_a_space_far_away_is_no_cell(tmp_path: Path, room: ReadingRoom) -> None:
    path = write_xlsx(tmp_path / "r.xlsx", [*ROWS, ("", " ")])
    _rezip(path, "xl/worksheets/sheet1.xml", {b'r="B3"': b'r="XFD1048576"'})
    assert room.read(path, AUTO).sheets[0].rows == (("STT", "Họ và tên"), (1.0, "Lê Văn Mẫu"))


@pytest.mark.parametrize(
    "after",
    [
        f'<table:table-row table:number-rows-repeated="{MANY}">',
        '<table:table-row table:number-rows-repeated="1048576" table:visibility="filter">',
    ],
)
def test_repeated_rows_of_an_ods_are_counted_before_they_are_made(
    tmp_path: Path, room: ReadingRoom, after: str
) -> None:
    path = write_ods(tmp_path / "r.ods", [("Họ và tên", "Năm sinh")])
    _rezip(path, "content.xml", {b"<table:table-row>": after.encode()})
    with pytest.raises(VanHoaError, match="TOO_HEAVY"):
        room.read(path, AUTO)


def test_one_sheet_that_is_too_large_takes_no_other_with_it(
    tmp_path: Path, room: ReadingRoom
) -> None:
    path = write_ods(tmp_path / "r.ods", [("Họ và tên", "Năm sinh"), ("Lê Văn Mẫu", 1961)])
    with zipfile.ZipFile(path) as old:
        content = old.read("content.xml").decode()
    begin, end = content.index("<table:table "), content.index("</table:table>")
    table = content[begin : end + len("</table:table>")]
    huge = table.replace(
        "<table:table-row>", '<table:table-row table:number-rows-repeated="999999999">'
    )
    _rezip(path, "content.xml", {table.encode(): (huge + table).encode()})
    states = [sheet.state for sheet in room.read(path, AUTO).sheets]
    assert states == [SheetState.TOO_LARGE, SheetState.READ]


def test_sixty_million_line_ends_are_a_refusal(tmp_path: Path, room: ReadingRoom) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("Họ và tên;Năm sinh\n".encode() + b"\n" * 30_000_000 + b"A;1961\n")
    with pytest.raises(VanHoaError, match="TOO_HEAVY"):
        room.read(path, AUTO)


def test_an_archive_that_unpacks_without_end_is_a_refusal(roster: Path, room: ReadingRoom) -> None:
    blanks = b" " * (300 << 20)
    _rezip(roster, "xl/worksheets/sheet1.xml", {b"<sheetData>": blanks + b"<sheetData>"})
    with pytest.raises(VanHoaError, match="TOO_HEAVY"):
        room.read(roster, AUTO)


def test_entities_are_not_expanded(roster: Path, room: ReadingRoom) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    _rezip(roster, "xl/worksheets/sheet1.xml", {b"<worksheet": bomb})
    with pytest.raises(VanHoaError, match="UNREADABLE"):
        room.read(roster, AUTO)


@pytest.mark.parametrize(
    ("number", "offset"),
    [(0xFF, 6), (99, 10), (0xFF, 28)],
    ids=["version", "method", "name length"],
)
def test_an_archive_with_strange_headers_is_a_refusal(
    roster: Path, room: ReadingRoom, number: int, offset: int
) -> None:
    content = bytearray(roster.read_bytes())
    central = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert content[central : central + 4] == b"PK\x01\x02"
    content[central + offset] = number
    roster.write_bytes(bytes(content))
    with pytest.raises(VanHoaError, match="SPREADSHEET_"):
        room.read(roster, AUTO)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_an_old_workbook_that_is_cut_off_is_a_refusal(
    tmp_path: Path, room: ReadingRoom, cut: float
) -> None:
    path = write_xls(tmp_path / "r.xls", ROWS)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    try:
        assert room.read(path, AUTO).sheets
    except VanHoaError as refused:
        assert refused.code.value.startswith("SPREADSHEET_")  # noqa: PT017 - it may be whole enough


def test_files_that_are_not_there_or_too_large_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(VanHoaError, match="FILE_MISSING"):
        read_book(tmp_path / "none.xlsx")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as stream:
        stream.truncate(64 << 20)
    with pytest.raises(VanHoaError, match="FILE_TOO_LARGE"):
        read_book(huge)


def test_the_first_rows_are_had_without_looking_at_the_others(tmp_path: Path) -> None:
    rows = [("STT", "Họ và tên"), *((n, "Lê Văn Mẫu") for n in range(200))]
    sheet = read_book(write_csv(tmp_path / "r.csv", rows)).sheets[0]
    assert len(sheet.rows) == 201
    assert sheet.head(40).rows == sheet.rows[:40]

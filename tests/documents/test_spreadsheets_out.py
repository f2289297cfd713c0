"""Spreadsheets that leave the program are whole and say what was stored, whatever that is."""

import csv
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from vanhoa_desktop.documents.spreadsheets import write_table_xlsx
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.tables.reading_room import read_book
from vanhoa_desktop.texts.words.plain import plain_text

NASTY = (
    *("=1+1", "+84 912", "-5", "@SUM(A1)", "#N/A", "#REF!", "=cmd|'/c calc'!A1", "'=1", "0380612"),
    *("_x000D_", "_x005F_x0041_", "a\x00b", "\ufffe", "\uffff", "\ud83d", "\U0001fffe", "\x1b[31m"),
    *(
        "một\r\nhai",
        "a\x0bb",
        "<b>&amp;]]>",
        "\u202eđảo",
        "👍🏽",
        "Ðỗ",
        "  hai đầu  ",
        "1e5",
        "TRUE",
    ),
)
HEADINGS = ("STT", "Ghi chú", "#N/A")


def _written(path: Path, texts: list[str]) -> Path:
    rows = [(number, text, 7.5) for number, text in enumerate(texts, 1)]
    write_table_xlsx(path, ("=TIÊU ĐỀ", "#N/A", "+84\ufffe"), HEADINGS, rows)
    return path


def test_titles_headings_and_cells_are_text(tmp_path: Path) -> None:
    sheet = load_workbook(_written(tmp_path / "r.xlsx", list(NASTY)))["Danh sách"]
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [sheet.cell(row, 1).value for row in (1, 2, 3)] == ["=TIÊU ĐỀ", "#N/A", "+84"]
    assert sheet.cell(5, 3).value == "#N/A"
    assert sheet.cell(6, 2).value == "=1+1"


def test_numbers_that_are_none_are_written_as_text(tmp_path: Path) -> None:
    rows = [(1, float("nan"), Decimal("Infinity")), (2, 7.5, Decimal("0.5"))]
    path = tmp_path / "r.xlsx"
    write_table_xlsx(path, (), HEADINGS, rows)
    (sheet,) = read_book(path, encoding=TextEncoding.UNICODE).sheets
    assert sheet.rows[-2:] == ((1.0, "nan", "Infinity"), (2.0, 7.5, 0.5))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(), max_size=40), min_size=1, max_size=8))
def test_whatever_is_stored_comes_back_in_every_row(tmp_path: Path, texts: list[str]) -> None:
    path = _written(tmp_path / "r.xlsx", texts)
    (sheet,) = read_book(path, encoding=TextEncoding.UNICODE).sheets
    found = [(row[0], row[1] if len(row) > 1 else "") for row in sheet.rows[5:]]
    assert found == [(float(n), plain_text(text)) for n, text in enumerate(texts, 1)]


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    path = _written(tmp_path / "r.xlsx", ["ă" * 40_000])
    (sheet,) = read_book(path, encoding=TextEncoding.UNICODE).sheets
    assert str(sheet.rows[-1][1]) == "ă" * 15_999 + "…"


@pytest.mark.outside
def test_libreoffice_opens_it_with_every_row(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("soffice (libreoffice-calc) is missing")
    chance = Random(7)
    letters = [*range(1, 0x250), *range(0x1EA0, 0x1F00), 0xFFFE, 0xFFFF, 0xD800, 0x202E, 0x1F44D]
    texts = [*NASTY, *("".join(chr(chance.choice(letters)) for _ in range(30)) for _ in range(300))]
    _written(tmp_path / "r.xlsx", texts)
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    # 59: semicolons, 34: quotes, 76: UTF-8, and cells as they are shown.
    form = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false"
    subprocess.run(
        [
            office,
            home,
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            tmp_path,
            tmp_path / "r.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert rows[0][0] == "=TIÊU ĐỀ"
    assert [row[0] for row in rows[5:]] == [str(number) for number in range(1, len(texts) + 1)]
    assert [row[1] for row in rows[5:]] == [plain_text(text) for text in texts]

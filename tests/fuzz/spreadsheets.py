"""`python -m tests.fuzz.spreadsheets [COUNT] [SEED]`: mutated spreadsheets, read in the room.

Exit code 1 for a find: anything but a book or a refusal with a code, or a child that used more than
it may.
"""

import argparse
import io
import re
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.builders.spreadsheets import write_csv, write_ods
from tests.fuzz.mutations import mutated_bytes
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.imports.reading.limits import MOST_MEMORY_BYTES, MOST_PROCESSOR_S
from vanhoa_desktop.imports.tables.reading_room import ReadingRoom
from vanhoa_desktop.texts.errors.catalogue import sentence

CORPUS = Path(__file__).resolve().parent / "corpus"
DEFAULT_COUNT = 1_000
READ = "read"
_NUMBER = re.compile(rb'"\d+"')
_NUMBERS = (b"0", b"-1", b"1", b"2147483648", b"4294967295", b"99999999999999999999", b"1e308")
_ATTRIBUTE = re.compile(rb' ([a-zA-Z:-]+)="[^"]*"')
_ELEMENT = re.compile(rb"<(/?)([a-zA-Z:]+)")
_VALUES = (
    b"",
    b"NaN",
    b"XFD1048576",
    b"A1:XFD1048576",
    b"-1e12",
    b"true",
    b"\xff",
    b"s",
    b"e",
    b"d",
)


@dataclass(frozen=True, slots=True)
class Original:
    """A whole spreadsheet to start from."""

    suffix: str
    content: bytes


def originals(folder: Path) -> tuple[Original, ...]:
    """One of each kind, with all that the reader looks at."""
    rows = [("STT", "Họ và tên", "Năm sinh"), (1, "Lê Văn Mẫu", 1961), (2, "NguyÔn V¨n H¶i", 7.5)]
    ods = write_ods(folder / "o.ods", rows).read_bytes()
    csv = write_csv(folder / "o.csv", [*rows, (3, '"Lê Thị Ba"', '"một, hai\nba"')]).read_bytes()
    return (
        Original(".xlsx", _xlsx()),
        Original(".xlsx", _xlsx()),
        Original(".xls", _xls()),
        Original(".ods", ods),
        Original(".csv", csv),
        Original(".csv", csv.decode("utf-8-sig").encode("utf-16")),
    )


def _xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Họ và tên", "Ngày sinh", "CS1"])
    sheet.append([1, "NguyÔn V¨n H¶i", 22345, "=1+1"])
    sheet.append([2, CellRichText("Lê ", TextBlock(InlineFont(strike=True), "Mẫu")), 0.5, "#N/A"])
    sheet["B2"].font = Font(name=".VnTime", strike=True)
    sheet["C2"].number_format, sheet["C3"].number_format = "dd/mm/yyyy", "hh:mm"
    sheet.merge_cells("A4:B6")
    sheet.auto_filter.ref = "A1:D3"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _xls() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sách")
    sheet.write(0, 0, "Họ và tên")
    sheet.write(1, 0, "NguyÔn V¨n H¶i", xlwt.easyxf("font: name .VnTime, struck_out on"))
    sheet.write(1, 1, 22345, xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(2, 1, xlwt.Formula("1+1"))
    sheet.write_merge(3, 5, 0, 1, "gộp")
    sheet.row(2).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def mutated(original: Original, chance: Random) -> bytes:
    """The spreadsheet after a few mutations of its bytes, its members, its numbers."""
    content = original.content
    for _ in range(chance.randrange(1, 4)):
        if original.suffix in {".xlsx", ".ods"} and chance.random() < 0.75:
            content = _with_mutated_member(content, chance)
        else:
            content = mutated_bytes(content, chance)
    return content


def _with_mutated_member(content: bytes, chance: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            members = [(info.filename, old.read(info)) for info in old.infolist()]
    except Exception:  # noqa: BLE001 - it was mutated before
        return mutated_bytes(content, chance)
    if not members:
        return mutated_bytes(content, chance)
    place = chance.randrange(len(members))
    name, part = members[place]
    if chance.random() < 0.05:
        members[place] = (name[: chance.randrange(len(name) + 1)] + "\\..", part)
    elif chance.random() < 0.05:
        members.pop(place)
    else:
        members[place] = (name, _mutated_xml(part, chance))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member, changed in members:
            new.writestr(zipfile.ZipInfo(member), changed)
    return stream.getvalue()


def _mutated_xml(part: bytes, chance: Random) -> bytes:
    way = chance.randrange(6)
    pattern = (_NUMBER, _NUMBER, _ATTRIBUTE, _ELEMENT)[way] if way < 4 else None
    found = list(pattern.finditer(part)) if pattern else []
    if not found:
        return mutated_bytes(part, chance)
    hit = chance.choice(found)
    if pattern is _NUMBER:
        new = b'"' + chance.choice(_NUMBERS) + b'"'
    elif pattern is _ATTRIBUTE:
        new = b" " + hit[1] + b'="' + chance.choice((*_VALUES, *_NUMBERS)) + b'"'
    else:
        new = b"<" + hit[1] + chance.choice((b"row", b"c", b"v", b"t", b"is", b"r", b"x"))
    return part[: hit.start()] + new + part[hit.end() :]


class SpreadsheetTarget:
    """The reading room, and what became of the files that were tried."""

    def __init__(self, folder: Path, room: ReadingRoom) -> None:
        self.path = folder / "mutated"
        self.room = room
        self.originals = originals(folder)

    def try_one(self, chance: Random) -> tuple[Original, str]:
        """A mutated spreadsheet and the code of its refusal, or READ; all else passes through."""
        original = chance.choice(self.originals)
        content = mutated(original, chance)
        return Original(original.suffix, content), self.read(Original(original.suffix, content))

    def read(self, tried: Original) -> str:
        """What became of one file."""
        path = self.path.with_suffix(tried.suffix)
        path.write_bytes(tried.content)
        try:
            self.room.read(path, TextEncoding.AUTO)
        except VanHoaError as refused:
            sentence(refused)
            return refused.code.value
        return READ


def _peak_bytes(room: ReadingRoom) -> int:
    """The most memory that the child ever had in use, as far as the system tells."""
    child = room._child
    if child is None:
        return 0
    status = Path(f"/proc/{child[0].pid}/status")
    if not status.exists():
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
    return int(found[1]) * 1024 if found else 0


def fuzz(target: SpreadsheetTarget, count: int, seed: int) -> tuple[Counter[str], int]:
    """Try that many seeds; how often which code came, and how many finds there were."""
    codes: Counter[str] = Counter()
    finds, most_bytes, most_s = 0, 0, 0.0
    for number in range(seed, seed + count):
        began = time.monotonic()
        try:
            codes[target.try_one(Random(number))[1]] += 1
        except Exception:  # noqa: BLE001 - that is what we are looking for
            finds += 1
            sys.stdout.write(f"seed {number}\n{traceback.format_exc()}\n")
        taken_s = time.monotonic() - began
        most_bytes, most_s = max(most_bytes, _peak_bytes(target.room)), max(most_s, taken_s)
        if most_bytes > MOST_MEMORY_BYTES or taken_s > 3 * MOST_PROCESSOR_S:
            finds += 1
            sys.stdout.write(f"seed {number}: {most_bytes >> 20} MB, {taken_s:.1f} s\n")
    sys.stdout.write(f"at most {most_bytes >> 20} MB and {most_s:.2f} s each\n")
    return codes, finds


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="tests.fuzz.spreadsheets")
    parser.add_argument("count", type=int, nargs="?", default=DEFAULT_COUNT)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ReadingRoom() as room:
        codes, finds = fuzz(SpreadsheetTarget(Path(folder), room), asked.count, asked.seed)
    for code, count in codes.most_common():
        sys.stdout.write(f"{count:8d}  {code}\n")
    sys.stdout.write(f"{sum(codes.values())} files from seed {asked.seed}, {finds} finds\n")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())

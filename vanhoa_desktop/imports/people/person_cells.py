"""Cells that describe a person: names, births, identity numbers, sex, target group."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vanhoa_desktop.domain.enums import Sex, TargetGroup
from vanhoa_desktop.domain.people import BirthDate
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import Cell, CellFault, cell_text
from vanhoa_desktop.imports.cells.day_order import ColumnDays
from vanhoa_desktop.imports.cells.ditto import SHARED_FIELDS, is_ditto
from vanhoa_desktop.imports.cells.doubtful_letters import (
    LETTERS_DOUBTFUL,
    doubt_of_cell,
    doubt_of_name,
)
from vanhoa_desktop.imports.cells.identity_numbers import WrittenNumber, contradicts, read_number
from vanhoa_desktop.imports.cells.name_cells import (
    name_doubt,
    name_refusal,
    without_number,
)
from vanhoa_desktop.imports.cells.none_words import says_none
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.name_parts import doubts_of_parts
from vanhoa_desktop.imports.tables.nameless_rows import values_text
from vanhoa_desktop.imports.tables.table_rows import written_name
from vanhoa_desktop.imports.tables.units_above import UnitAbove
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_OF_MEN,
    BIRTH_OF_WOMEN,
    CITIZEN_NUMBER,
    FULL_NAME,
    GIVEN_NAME,
    HEAD_NAME,
    IS_FEMALE,
    IS_MALE,
    NAME_FIELDS,
    RELATION,
    SEX,
)
from vanhoa_desktop.imports.words.presence_words import WrittenPresence
from vanhoa_desktop.texts.words.names import fold_text, mask_citizen_number, mend_capitals
from vanhoa_desktop.texts.words.terms import target_group_term

_MALE, _FEMALE = {"nam", "m", "male", "1", "trai"}, {"nu", "f", "female", "0", "gai"}
_PARTS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+| {3,}")
TICKS = {"x", "v", "1", "✓", "✔", "nam", "nữ", "có", "true"}
NO_TICKS = {"0", "-", "–", "không", "false"}
# A fault in one of these leaves the cell out, a fault in any other the row.
_MINOR_FIELDS = {"note", "phone", "occupation", RELATION, HEAD_NAME, "clan_name", "target_group"}
# Where a ditto mark may mean anything: the cell is left out.
_OWN_TEXTS = {"note", "phone", RELATION}
# domain-facts §1.2: which words belong to which form of QĐ 324/QĐ-KHVN.
_GROUP_WORDS: Mapping[TargetGroup, tuple[str, ...]] = {
    TargetGroup.STUDENT: ("hoc sinh", "sinh vien", "hoc vien", "hs", "sv"),
    TargetGroup.STAFF: ("can bo", "cong chuc", "vien chuc", "doanh nhan", "cong nhan vien"),
    TargetGroup.WORKER: ("nguoi lao dong", "cong nhan", "tho", "tieu thu cong", "lao dong"),
    TargetGroup.RESIDENT: (
        *("nguoi dan", "nong dan", "noi tro", "nguoi cao tuoi", "huu tri", "lao dong tu do"),
        "lao dong nong thon",
    ),
}


@dataclass
class RowReading:
    """One row under its headings, with the problems found while it is read.

    `this_year` tells what two digits of a year mean; without it they are no date. `days` is what
    each column says of the order of day and month. `doubts` are questions that only the officer can
    answer: the row waits for that; `name_doubt` is the one about the name. `above` is what the rows
    above say in the columns in which a ditto mark repeats it, `texts_above` the row next above by
    column, `unit_above` the unit that a section, a title or the sheet's name gives to the rows
    below, `unit_over` the cell next above an empty one in the column of units, `presence` what the
    column of presences says, `gone_words` a text there that may tell of somebody gone in words not
    known, `gone_of_titles` the questions of a title above and a note that do, `years_of_list` how
    old the list is by its ages. `asked_of_table` are fields of which a question of the whole table
    tells already that two columns say them. `block` numbers the parts of the table between which
    rows are left out. `is_name_alone`: the row holds a name where others say more, and is asked for
    that.
    """

    headings: Headings
    number: int
    this_year: int | None = None
    days: Mapping[str, ColumnDays] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    above: dict[str, Cell] = field(default_factory=dict)
    texts_above: Mapping[int, str] = field(default_factory=dict)
    name_doubt: str = ""
    unit_above: UnitAbove | None = None
    unit_over: str = ""
    presence: WrittenPresence | None = None
    gone_words: str = ""
    gone_of_titles: tuple[str, ...] = ()
    years_of_list: int = 0
    asked_of_table: frozenset[str] = frozenset()
    block: int = 0
    is_name_alone: bool = False

    def text(self, name: str) -> str:
        """A field's cell as text; notes what formula or error stood in the way of one."""
        cell = self.cell(name)
        if cell == "":
            self._note_fault(name)
        text = cell_text(cell)
        self._note_doubtful_letters(name, text)
        return text

    def _note_doubtful_letters(self, name: str, text: str) -> None:
        """Tell of letters that may mean something else; a name may be asked about instead."""
        place = (self.number, self.headings.columns.get(name, 0))
        other = self.headings.sheet.doubtful.get(place)
        if other is not None and text and not (name in NAME_FIELDS and other.is_likely):
            self.add(name, Severity.WARNING, LETTERS_DOUBTFUL, doubt_of_cell(text, other))

    def said(self, name: str) -> str:
        """The same; '' where the cell says itself that there is nothing («-»), which is told."""
        text = self.text(name)
        if not text or not says_none(text):
            return text
        message = f"«{text}» được coi như ô để trống."
        self.add(name, Severity.WARNING, "CELL_NONE", message)
        return ""

    def cell(self, name: str) -> Cell:
        """A field's cell as it came; '' where it is struck out."""
        column = self.headings.columns.get(name)
        if column is not None and (self.number, column) in self.headings.sheet.struck_cells:
            message = "Ô này bị gạch ngang nên được bỏ qua."
            self.add(name, Severity.WARNING, "CELL_STRUCK", message)
            return ""
        cell = self.headings.cell(self.number, name)
        if is_ditto(cell) and name in SHARED_FIELDS | _OWN_TEXTS:
            return self._above(name)
        return cell

    def _above(self, name: str) -> Cell:
        """What a ditto mark stands for; '' where that is not to be had, which is told or asked."""
        above = self.above.get(name, "")
        if above != "":
            return above
        mark = cell_text(self.headings.cell(self.number, name))
        title = self.headings.titles.get(name, name)
        if name in SHARED_FIELDS and name not in _MINOR_FIELDS:
            doubt = (
                f"Cột «{title}» ghi «{mark}» (như trên) nhưng ô trên không ghi. Hãy ghi rõ trong "
                "bảng rồi nhập lại; nếu để trống cũng được thì chọn «là người mới»."
            )
            if doubt not in self.doubts:
                self.doubts.append(doubt)
        else:
            message = f"«{mark}» (như trên) không rõ là gì ở cột này. Ô này được bỏ qua."
            self.add(name, Severity.WARNING, "DITTO_UNCLEAR", message)
        return ""

    def _note_fault(self, name: str) -> None:
        column = self.headings.columns.get(name)
        fault = None if column is None else self.headings.sheet.faults.get((self.number, column))
        if fault is None or column is None:
            return
        severity = Severity.WARNING if name in _MINOR_FIELDS else Severity.ERROR
        if fault is CellFault.ERROR_VALUE:
            shown = self.headings.sheet.fault_texts.get((self.number, column), "#N/A")
            message = f"Ô này là lỗi của bảng tính ({shown}). Hãy sửa ô rồi nhập lại."
            self.add(name, severity, "CELL_ERROR", message)
        else:
            message = (
                "Ô này là công thức chưa tính ra giá trị. Hãy mở bảng bằng Excel, lưu lại "
                "rồi nhập lại, hoặc ghi giá trị vào ô."
            )
            self.add(name, severity, "FORMULA_WITHOUT_VALUE", message)

    def add(self, name: str | None, severity: Severity, code: str, message: str) -> None:
        """Note a problem of this row, at a field's column or at the whole row; each one once."""
        column = None if name is None else self.headings.titles.get(name)
        sheet = self.headings.sheet.name
        problem = Problem(sheet, self.number, column, severity, code, message)
        if problem not in self.problems:
            self.problems.append(problem)

    @property
    def has_error(self) -> bool:
        """Whether the row has to be left out."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def read_name(reading: RowReading) -> str:
    """The person's name, all-capitals mended; '' with an error noted if it cannot be one."""
    columns = reading.headings.columns
    for name in columns.keys() & NAME_FIELDS:
        reading.text(name)
    name = written_name(reading.headings, reading.number)
    column = FULL_NAME if FULL_NAME in columns else GIVEN_NAME
    refusal = name_refusal(name, _lines(reading))
    if not name and reading.has_error:
        # A formula or an error stands where the name should: that is told already.
        return ""
    if not name:
        reading.add(column, Severity.ERROR, "NAME_MISSING", _missing(reading))
        return ""
    if refusal is not None:
        reading.add(column, Severity.ERROR, *refusal)
        return ""
    merged = _rows_of_one_name(reading)
    if merged is not None:
        reading.doubts.append(
            f"Một ô họ tên gộp chung các dòng {merged[0]}–{merged[1]}. Nếu là một người, hãy ghi "
            "hết vào một dòng; nếu mỗi dòng là một người, hãy ghi họ tên ở từng dòng, rồi nhập "
            "lại. Nếu dòng này đã đủ thì chọn người (hoặc «là người mới»)."
        )
    reading.doubts += doubts_of_parts(reading.headings, reading.number)
    doubt = " ".join(filter(None, (name_doubt(name), *_doubts_of_letters(reading))))
    if doubt:
        reading.name_doubt = doubt
        reading.doubts.append(doubt)
    return mend_capitals(name)


def _missing(reading: RowReading) -> str:
    """That a row has no name, and what is lost with it."""
    said = values_text(reading.headings, reading.number)
    shown = f" Dòng này ghi {said}." if said else ""
    return (
        f"Thiếu họ và tên.{shown} Nếu là của người ở dòng trên thì ghi vào dòng của người đó, nếu "
        "là người khác thì ghi họ tên, rồi nhập lại."
    )


def _doubts_of_letters(reading: RowReading) -> list[str | None]:
    headings = reading.headings
    columns = sorted({headings.columns[name] for name in headings.columns.keys() & NAME_FIELDS})
    return [doubt_of_name(headings.sheet, (reading.number, column)) for column in columns]


def _rows_of_one_name(reading: RowReading) -> tuple[int, int] | None:
    """First and last row of a merged cell of names that goes over several rows."""
    columns = reading.headings.name_columns()
    for cells in reading.headings.sheet.merged:
        is_here = cells.first_row <= reading.number <= cells.last_row > cells.first_row
        if is_here and any(cells.first_column <= c <= cells.last_column for c in columns):
            return cells.first_row, cells.last_row
    return None


def _lines(reading: RowReading) -> list[str]:
    """The name's cell in lines, tabs and wide gaps: two people are often written into one cell."""
    cells = [
        reading.headings.sheet.cell(reading.number, c) for c in reading.headings.name_columns()
    ]
    if len(cells) != 1 or not isinstance(cells[0], str):
        return []
    return [without_number(text) for line in _PARTS.split(cells[0]) if (text := cell_text(line))]


_SEX_MARKS = {Sex.MALE: (BIRTH_OF_MEN, IS_MALE), Sex.FEMALE: (BIRTH_OF_WOMEN, IS_FEMALE)}


def _is_marked(reading: RowReading, birth: str, tick: str) -> bool:
    return bool(reading.text(birth)) or reading.text(tick).casefold() in TICKS


def _is_strange_mark(reading: RowReading, tick: str) -> bool:
    """Whether something else than a tick stands in a column to tick; a number refuses the row."""
    text = reading.text(tick)
    if not text or text.casefold() in TICKS | NO_TICKS:
        return False
    title = reading.headings.titles.get(tick, tick)
    if any(char.isdigit() for char in text):
        message = (
            f"Cột «{title}» ghi «{text}», không phải dấu x: không rõ là giới tính hay năm sinh nên "
            "không nhập dòng này. Hãy sửa ô rồi nhập lại."
        )
        reading.add(tick, Severity.ERROR, "SEX_MARK_INVALID", message)
    else:
        message = f"Cột «{title}» ghi «{text}», không phải dấu x. Ô này được bỏ qua."
        reading.add(tick, Severity.WARNING, "SEX_UNKNOWN", message)
    return True


def read_sex(reading: RowReading) -> Sex | None:
    """The sex by «Giới tính», by a ticked column, or by the column in which the birth stands."""
    written = fold_text(reading.text(SEX))
    marks = {s: n for s, n in _SEX_MARKS.items() if _is_marked(reading, *n)}
    strange = [tick for _, tick in _SEX_MARKS.values() if _is_strange_mark(reading, tick)]
    for sex, words in ((Sex.MALE, _MALE), (Sex.FEMALE, _FEMALE)):
        if written in words:
            marks[sex] = (SEX, SEX)
    if len(marks) > 1:
        message = (
            "Dòng này vừa ghi là nam, vừa ghi là nữ nên không nhập. "
            "Hãy xóa chỗ ghi sai rồi nhập lại."
        )
        reading.add(None, Severity.ERROR, "SEX_MARKS_DISAGREE", message)
    if marks:
        return next(iter(marks))
    if written:
        message = (
            f"Không rõ giới tính «{reading.text(SEX)}»: hãy ghi Nam hoặc Nữ. Ô này được bỏ qua."
        )
        reading.add(SEX, Severity.WARNING, "SEX_UNKNOWN", message)
        return None
    columns = reading.headings.columns
    if SEX in columns or strange or IS_FEMALE not in columns:
        return None
    # A list with a column «Nữ» to tick and none for men means: no tick, a man.
    if IS_MALE not in columns:
        return Sex.MALE
    message = (
        f"Chưa đánh dấu ở cột «{reading.headings.titles[IS_MALE]}» hay cột "
        f"«{reading.headings.titles[IS_FEMALE]}» nên chưa rõ giới tính."
    )
    reading.add(IS_FEMALE, Severity.WARNING, "SEX_NOT_MARKED", message)
    return None


def read_citizen_number(
    reading: RowReading, birth: BirthDate | None, sex: Sex | None
) -> WrittenNumber:
    """The identity number, by pattern and province; a lost leading zero is put back and said.

    A mask means: the number that is held does not change.
    """
    text = reading.text(CITIZEN_NUMBER)
    found = read_number(reading.cell(CITIZEN_NUMBER), reading.this_year)
    if found.is_wrong:
        message = (
            f"«{text}» không phải số CCCD có thật (12 chữ số, 3 số đầu là mã tỉnh). "
            "Số này không được lấy vào; hãy sửa sau."
        )
        reading.add(CITIZEN_NUMBER, Severity.WARNING, "CITIZEN_NUMBER_INVALID", message)
    if found.is_none:
        message = f"«{text}»: không có số CCCD nào được lấy vào."
        reading.add(CITIZEN_NUMBER, Severity.WARNING, "CITIZEN_NUMBER_NONE", message)
    if found.number is None:
        return found
    if found.is_padded:
        shown = mask_citizen_number(found.number)
        message = f"Số CCCD thiếu số 0 ở đầu, đã sửa thành {shown}. Hãy xem lại."
        reading.add(CITIZEN_NUMBER, Severity.WARNING, "CITIZEN_NUMBER_PADDED", message)
    if contradicts(found.number, birth, sex):
        message = (
            f"Số CCCD {mask_citizen_number(found.number)} là của người khác năm sinh hoặc giới "
            "tính với dòng này (số thứ 4 đến thứ 6). Hãy xem lại."
        )
        reading.add(CITIZEN_NUMBER, Severity.WARNING, "CITIZEN_NUMBER_UNLIKE", message)
    return found


def read_target_group(reading: RowReading) -> TargetGroup | None:
    """The target group by its number (1 to 4) or its words."""
    written = reading.said("target_group")
    if not written:
        return None
    folded = fold_text(written)
    groups = list(TargetGroup)
    if folded.isascii() and folded.isdigit() and 1 <= int(folded) <= len(groups):
        return groups[int(folded) - 1]
    for group in groups:
        if folded in {group.value, fold_text(target_group_term(group))}:
            return group
    found = [group for group, words in _GROUP_WORDS.items() if folded in words]
    found += [g for g, words in _GROUP_WORDS.items() if any(word in folded for word in words)]
    if not found:
        message = f"Không rõ nhóm đối tượng «{written}». Ô này được bỏ qua."
        reading.add("target_group", Severity.WARNING, "TARGET_GROUP_UNKNOWN", message)
        return None
    return found[0]

"""How an import's account and its questions are said."""

from collections.abc import Sequence

from vanhoa_desktop.domain.import_account import AskedWhy, ColumnBin, RowBin, SheetBin

_SHEETS = {
    SheetBin.READ: "đã đọc",
    SheetBin.NO_HEADINGS: "không đọc: không có dòng tiêu đề cột",
    SheetBin.HIDDEN: "không đọc: trang đang ẩn",
    SheetBin.CHART: "không đọc: biểu đồ",
    SheetBin.EMPTY: "trang trống",
    SheetBin.OTHER_YEAR: "không đọc: của năm khác",
    SheetBin.OTHER_ASSESSOR: "không đọc: điểm của người chấm khác",
    SheetBin.OTHER_CONTEST: "không đọc: điểm của cuộc bình xét khác",
    SheetBin.NOT_CHOSEN: "không đọc: không chọn trang này",
    SheetBin.TOO_LARGE: "không đọc: quá lớn",
    SheetBin.DAMAGED: "không đọc: hỏng",
}
_COLUMNS = {
    ColumnBin.FIELD: "dùng",
    ColumnBin.UNUSED: "cột không dùng",
    ColumnBin.SECOND: "trùng nghĩa, không dùng",
    ColumnBin.OTHER_ASSESSOR: "điểm của người chấm khác, không dùng",
}
_ROWS = {
    RowBin.CREATED: "thêm mới",
    RowBin.UPDATED: "sửa",
    RowBin.UNCHANGED: "giữ nguyên",
    RowBin.ASKED: "chờ trả lời",
    RowBin.LEFT_OUT: "không nhập",
    RowBin.HEADING: "tiêu đề",
    RowBin.SECTION: "tên phần",
    RowBin.TOTAL: "dòng cộng",
    RowBin.FOOT: "chữ ký, lời ghi dưới bảng",
    RowBin.UNFILLED: "chưa ghi họ tên",
    RowBin.HIDDEN: "dòng ẩn (lọc)",
    RowBin.STRUCK: "bị gạch ngang",
}
_WHY = {
    AskedWhy.NUMBER_OF_OTHER_NAME: "số CCCD này đang là của người có họ tên khác",
    AskedWhy.NUMBER_OF_OTHER_BIRTH: "số CCCD này đang là của người khác ngày sinh hoặc giới tính",
    AskedWhy.NUMBER_REPEATED: "số CCCD này đã có ở một dòng khác trong bảng",
    AskedWhy.ROW_REPEATED: "có dòng khác trong bảng giống người này",
    AskedWhy.NO_BIRTH: "đã có người cùng họ tên, nhưng chưa đủ ngày sinh để biết chắc",
    AskedWhy.SEVERAL_FIT: "có nhiều người cùng họ tên, cùng năm sinh",
    AskedWhy.LIKE_NAME: "đã có người họ tên gần giống",
    AskedWhy.OTHER_PARTICULARS: "đã có người cùng họ tên, ngày sinh không khác, nhưng khác ",
    AskedWhy.BIRTH_CORRECTED: "đã có người cùng họ tên, nhưng khác ngày sinh",
    AskedWhy.IN_OTHER_UNIT: "đã có người cùng họ tên, cùng ngày sinh ở thôn, đơn vị khác",
    AskedWhy.CODE_OF_OTHER_PERSON: (
        "dòng này mang mã của một người trong máy, nhưng họ tên, ngày sinh lại khác"
    ),
}
_PARTICULARS = "hộ, giới tính hoặc số CCCD"
_FIELDS = {"household_code": "Mã hộ", "relation": "Quan hệ với chủ hộ"}


def sheet_bin_term(sheet_bin: SheetBin) -> str:
    """What became of a sheet."""
    return _SHEETS[sheet_bin]


def column_bin_term(column_bin: ColumnBin) -> str:
    """What a column was taken for."""
    return _COLUMNS[column_bin]


def row_bin_term(row_bin: RowBin) -> str:
    """What became of a row."""
    return _ROWS[row_bin]


def import_field_term(name: str) -> str | None:
    """The name of a column's field where it is none of the journal's; None for the others."""
    return _FIELDS.get(name)


def asked_message(
    text: str,
    why: AskedWhy,
    choices: Sequence[str],
    doubts: Sequence[str],
    *,
    differing: Sequence[str] = (),
) -> str:
    """Why a row waits for an answer, whom it may mean, and whatever else is doubtful in it.

    `differing`: which particulars are others than somebody's, where only one is meant.
    """
    if why is AskedWhy.DOUBTFUL:
        return " ".join(doubts)
    message = f"{text}: {_WHY[why]}"
    if why is AskedWhy.OTHER_PARTICULARS:
        message += ", ".join(differing) or _PARTICULARS
    if choices:
        message += f" ({'; '.join(choices)})"
    return " ".join((f"{message}. Là người này, hay là người khác?", *doubts))


def moved_household_text(before: str, after: str) -> str:
    """What taking somebody for a row does to the household that he is held in."""
    return f"Trả lời «1 Là người này» thì chuyển từ hộ {before} sang hộ {after}."

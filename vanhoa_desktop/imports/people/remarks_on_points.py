"""Remarks in a row that take its points back: «điểm năm 2025», «không tham gia» under «Ghi chú»."""

import re
from collections.abc import Iterator

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.people.person_cells import RowReading
from vanhoa_desktop.imports.tables.table_remarks import column_letters
from vanhoa_desktop.imports.words.assessor_words import names_another
from vanhoa_desktop.imports.words.title_years import OtherYear, is_year_of_points
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_REMARK = "note"
_OF_SCORING = re.compile(r"\b(?:diem|cham|danh gia|tham dinh|binh xet|xep loai|so lieu)\b")
# Whoever takes no part, or has withdrawn; «không tham gia tệ nạn» says nothing of the kind.
_WITHDRAWN = re.compile(
    r"(?:(?:xin|đã|tự|chưa|mới) )*(?:rút(?: \S+){0,6}|bỏ cuộc|từ chối(?: \S+){0,4}"
    r"|h(?:ủy|uỷ)(?: \S+){0,3}|(?:không|ko|k|chưa)(?: \S+)? (?:tham gia|đăng ký|đăng kí|dự xét"
    r"|dự|xét"
    r"|đánh giá|chấm|chấm điểm|tính điểm|lấy điểm|công nhận|đồng ý)"
    r"(?: (?:đánh giá|xét|chấm|chấm điểm|nữa|đợt này|năm nay|xét duyệt|bình xét|mô hình"
    r"|công dân học"
    r" tập|cdht|việc|kỳ này|lần này|năm [0-9]{4}|tiếp))*)"
)
_CLAUSES = re.compile(r"[;,.()]")


def doubts_of_remarks(
    reading: RowReading, assessor: Assessor | None, year: int | None
) -> Iterator[str]:
    """The doubt about each remark, or cell of no field, that says whose or when the points were."""
    headings = reading.headings
    used = {column for name, column in headings.columns.items() if name != _REMARK}
    used |= headings.seconds.keys()
    for column, cell in enumerate(headings.sheet.rows[reading.number - 1], 1):
        text, heading = cell_text(cell), headings.texts.get(column, "")
        if column in used or is_year_of_points(heading) or not text:
            continue
        where = f"Cột «{heading}»" if heading else f"Cột {column_letters(column)}"
        if _is_withdrawn(text):
            yield (
                f"{where} ghi «{text}». Nếu không lấy số liệu của người này thì chọn «Bỏ qua»; nếu "
                "vẫn lấy thì chọn người."
            )
        is_remark = not heading or column == headings.columns.get(_REMARK)
        if _OF_SCORING.search(fold_text(text)):
            is_others = assessor is not None and names_another(assessor)(text)
            is_others |= year is not None and OtherYear(year)(text)
        else:
            is_others = is_remark and year is not None and OtherYear(year).of_remark(text)
        if is_others:
            yield (
                f"{where} ghi «{text}». Nếu số liệu ở dòng này không phải của lần đánh giá cần "
                "nhập thì chọn «Bỏ qua»; nếu đúng thì chọn người."
            )


def _is_withdrawn(text: str) -> bool:
    parts = (part.strip(" -–") for part in _CLAUSES.split(clean_name(text).casefold()))
    return any(part and _WITHDRAWN.fullmatch(part) for part in parts)

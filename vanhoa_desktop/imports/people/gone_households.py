"""«Cả hộ chuyển đi» in the row of one: it is said of everybody of the household."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.texts.words.names import clean_name

AnyNamedRow = TypeVar("AnyNamedRow", bound=NamedRow)

_OF_ALL = re.compile(
    r"\b(?:cả|toàn bộ|toàn|nguyên) (?:hộ|nhà|gia đình|[2-9][0-9]? (?:nhân )?khẩu)\b"
    r"|^(?:hộ|gia đình|nhà)(?: (?:này|đã|mới|vừa))* (?:chuyển|đi|rời|không còn|cắt|xóa|xoá)"
    r"|\b[2-9][0-9]? (?:nhân )?khẩu (?:đã )?(?:chuyển|đi|rời|cắt)"
    r"|\b(?:ca|toan bo) (?:ho|nha|gia dinh)\b|^(?:ho|gia dinh) (?:da )?(?:chuyen|di|roi)\b"
)


def asked_with_their_households(rows: Sequence[AnyNamedRow]) -> list[AnyNamedRow]:
    """The rows, each with a doubt where another row says of its whole household that it is gone."""
    said: dict[tuple[str, str], NamedRow] = {}
    for row in rows:
        if row.household_code and _OF_ALL.search(clean_name(row.gone_remark).casefold()):
            said.setdefault((row.sheet, row.household_code), row)
    return [_asked(row, said.get((row.sheet, row.household_code or ""))) for row in rows]


def _asked(row: AnyNamedRow, other: NamedRow | None) -> AnyNamedRow:
    if other is None or row.gone_doubt:
        return row
    doubt = (
        f"Dòng {other.row} ({other.full_name}) ghi «{other.gone_remark}», cùng hộ "
        f"{row.household_code}. Nếu người này cũng không còn ở đây thì chọn «Bỏ qua»; nếu vẫn cần "
        "nhập thì chọn người."
    )
    return replace(
        row,
        doubts=(*row.doubts, doubt),
        gone_doubt=doubt,
        gone_remark=other.gone_remark,
    )

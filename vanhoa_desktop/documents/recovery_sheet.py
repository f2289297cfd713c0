"""The recovery sheet: one page with the code, in figures that weak eyes can copy."""

import io
from dataclasses import dataclass
from html import escape

from vanhoa_desktop.documents.fonts import Face, register_faces
from vanhoa_desktop.documents.office import LANGUAGE
from vanhoa_desktop.documents.official_paper import (
    centred_style,
    paragraph,
    paragraph_style,
    rich_paragraph,
)
from vanhoa_desktop.documents.units import A4_LONG, A4_SHORT, MM
from vanhoa_desktop.texts.words.dates import date_text

_MARGIN = 22 * MM
_CODE_SIZE = 30


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says; `made_on` is an ISO date."""

    commune: str
    code: str
    file_name: str
    fingerprint: str
    made_on: str


# Each line in two parts, to be joined: what to do, and why or how.
_USE = (
    (
        "Cất tờ giấy này trong két hoặc tủ có khóa của Ủy ban nhân dân xã.",
        "Không chụp ảnh, không gửi qua mạng.",
    ),
    (
        "Cất tệp khôi phục ở nơi khác, không để cùng tờ giấy này:",
        "ai có cả hai thì có mọi khóa của xã.",
    ),
    (
        "Khi máy chính của xã hỏng, mất hoặc cháy: cài chương trình trên máy mới, khôi phục xã,",
        "đưa tệp khôi phục, bản sao lưu gần nhất, rồi gõ bảy nhóm số ở trên.",
    ),
    (
        "Sau đó gửi tệp kết quả cho từng thôn;",
        "mỗi thôn gửi lại một lần mọi số liệu đang giữ.",
    ),
    ("Thôn quên mật khẩu", "cũng được xã đặt lại bằng khóa khôi phục này."),
)


def render_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """The PDF; the same values give the same bytes."""
    from reportlab.platypus import SimpleDocTemplate, Spacer

    register_faces()
    body = paragraph_style(firstLineIndent=0, spaceAfter=8)
    groups = sheet.code.split(" ")
    rows = [" &nbsp; ".join(groups[start : start + 2]) for start in range(0, len(groups), 2)]
    code = centred_style(Face.BOLD, _CODE_SIZE, spaceAfter=8)
    flow = [
        paragraph(sheet.commune.upper(), centred_style(Face.BOLD)),
        paragraph("TỜ GIẤY KHÔI PHỤC", centred_style(Face.BOLD, 22)),
        paragraph("Giữ kín – chỉ in một bản", centred_style(Face.ITALIC)),
        Spacer(1, 8 * MM),
        *(rich_paragraph(row, code) for row in rows),
        Spacer(1, 8 * MM),
        paragraph(f"Mở tệp: {sheet.file_name}", body),
        paragraph(f"Lập ngày: {date_text(sheet.made_on)}", body),
        rich_paragraph(f"Mã đối chiếu của xã: <b>{escape(sheet.fingerprint)}</b>", body),
        *(paragraph(f"{number}. {' '.join(parts)}", body) for number, parts in enumerate(_USE, 1)),
    ]
    stream = io.BytesIO()
    page = SimpleDocTemplate(
        stream,
        pagesize=(A4_SHORT, A4_LONG),
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title="Tờ giấy khôi phục",
        lang=LANGUAGE,
        invariant=1,
    )
    page.build(flow)
    return stream.getvalue()

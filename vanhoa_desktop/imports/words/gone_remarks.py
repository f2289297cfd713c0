"""Remarks that say somebody is dead or no longer here: «đã mất», «chuyển đi», «đi làm ăn xa».

People say it in more words than anybody can list. So what is looked for are the roots of dying and
leaving (`gone_words`), and a root says it whatever follows, unless what follows is known to be
harmless: «mất» is, «mất sức lao động» is not.
"""

import re

from vanhoa_desktop.imports.words.gone_words import GONE_WORDS
from vanhoa_desktop.texts.words.names import clean_name, fold_text

# «CCCD bị mất»: a paper.
_LOST_PAPER = re.compile(
    r"\b(?:cccd|cmnd|cmt|căn cước|chứng minh|giấy(?: tờ)?|thẻ|sổ|bằng|hồ sơ|hộ khẩu|khai sinh|xe)"
    r"(?: \S+)?(?: (?:đã|bị|mới|vừa))* mất\b"
)
_SAYS_GONE = re.compile("|".join(one.pattern().pattern for one in GONE_WORDS))
# «C.đi», «C/đi», «C/k đi».
_SHORT = re.compile(r"\bc\s*[./]\s*(?:k(?:hẩu)?\b\s*[./]?\s*)?(?:đi|khẩu)\b|\bck đi\b")
# Said alone; «xóa mù chữ», «bỏ học», «đối tượng loại 2» are no such remarks.
_WHOLE = re.compile(
    r"(?:đã |bị )?(?:mất|chết|chuyển|xóa|xoá|gạch|loại|trùng|vắng|cắt|bỏ|khuất|tử|†)"
    r"|không có mặt|không còn(?: nữa| sống)?|liệt (?:sĩ|sỹ)|†.*"
)
_WHOLE_PLAIN = frozenset(("mat", "xoa", "vang", "chuyen", "giam", "cat"))
# Without any mark «mat» may be an eye and «chuyen» a trade: there only what is known says it.
_PLAIN = re.compile(
    r"\b(?:chet|tu vong|tu tran|qua doi|ta the|qua co|h[yi] sinh|khai tu|(?:giay|da) (?:bao"
    r"|chung) tu"
    r"|dot tu|da khuat|khuat nui|mai tang|da mat|mat (?:nam|ngay|thang|luc|hoi|roi|[0-9]+)|(?:om"
    r"|benh) mat"
    r"|chuyen (?:di|khau|ho khau|khoi|han|ra|noi|ha noi|xa|thon|tinh|huyen)|da chuyen(?! den| ve"
    r"| vao)"
    r"|di khoi|roi khoi|da roi|(?:cat|xoa) (?:ho )?khau|xoa (?:dk|dang ky|thuong tru|ten)"
    r"|thoi cu tru|giam (?:nhan )?khau|lam an xa|di lam xa|di lam an|di xa|xuat canh"
    r"|xuat khau lao dong|xkld|tam vang|di lay chong|khong con o|khong co o dia phuong)\b"
    r"|^(?:(?:moi|vua) )?mat (?:do|vi|som|sang|chieu|toi|dem|dau|cuoi|trong|tai|tu)\b"
    r"|\bc\s*[./]\s*(?:k\s*)?di\b"
    r"|^(?:(?:danh sach|ds|so|cac|nhung|anh hung) )+liet s[iy]\b"
)
# «Con ông Lê Văn Mất», «bà Khuất Thị Lan»: names, and «sửa điện tử», «tiền tử tuất».
_NAMES = re.compile(
    r"\b(?:văn|thị|đình|đức|hữu|xuân|ngọc) (?:mất|chết|tử|khuất|chuyển|đi|rời|thôi|giảm)\b"
    r"|\bkhuất (?:văn|thị|đình|duy|quang|hữu|đức)\b"
)

# «Chồng đã mất», «con trai chết 2010»: of somebody else than the one in whose row it stands.
_OF_KIN = re.compile(
    r"(?:(?:có|mồ côi|do|vì|là) )*"
    r"(?:chồng|vợ|bố|mẹ|cha|bố mẹ|cha mẹ|con|con trai|con gái|con cả|cả hai con)"
    r"(?: (?:cũ|cả|đầu|đẻ|ruột))?(?: (?:đã|mới|vừa|bị|là|đều))*"
    r" (?:mất|chết|từ trần|qua đời|tử vong|h[yi] sinh|liệt sĩ|liệt sỹ|tử sĩ|đi làm xa"
    r"|đi làm ăn xa|đi xa|chuyển đi|chuyển khẩu)(?P<rest>.*)"
)
_OF_KIN_PLAIN = re.compile(
    r"(?:chong|vo|bo|me|con trai|con gai)(?: da| moi)* (?:mat|chet|tu tran|qua doi|tu vong"
    r"|h[yi] sinh)(?: nam)?[ 0-9]*"
)
_BETWEEN = re.compile(
    r"[;:()\[\]+]|,(?![0-9])|(?<![0-9]),|\.(?=\s|$)|\s[-–—]+\s|(?<=[^\W\d_]{2})/(?=[^\W\d_]{2})"
)

_OPENS = re.compile(
    r"(?:[ivxl0-9a-h]{1,4}\s*[.)/:\-]\s*)?"
    r"(?:(?:danh sach|ds|tong so|so|nhung|cac|nguoi|nhan khau|khau|hoi vien|doan vien|dang vien"
    r"|cong dan|hoc sinh|cu tri|cu|ong|ba|ho|truong hop|doi tuong|bien dong|thanh vien|lao dong"
    r"|nguoi cao tuoi|thanh nien|phu nu|nguoi dan)[ :]+)*"
    r"(?:da|moi|vua|bi|mat|chet|chuyen|di|tam vang|vang|cat|xoa|tu tran|qua doi|tu vong|khai tu"
    r"|(?:giay )?(?:bao|chung) tu|dot tu|ta the|qua co|mai tang|h[yi] sinh|om mat|benh mat|roi"
    r"|thoi|giam"
    r"|khong (?:o|con|co)|khuat|quy tien|xuat|xkld|dinh cu|bo di|lay chong|sang|c[./])\b"
)


_AROUND = "()[].!*- "


def is_only_gone(text: str) -> bool:
    """Whether a cell that should hold something else says only that: no «Hộ ông An (mất)».

    «Những người đã chết», «II. Số chuyển đi» too.
    """
    return says_gone(text) and _OPENS.match(fold_text(text)) is not None


def says_gone(text: str) -> bool:
    """Whether a remark says that somebody died, moved away or lives elsewhere."""
    line = clean_name(text).casefold()
    bare = line.strip(_AROUND)
    if _WHOLE.fullmatch(bare) or _SHORT.search(line):
        return True
    if line.isascii() and bare in _WHOLE_PLAIN:
        return True
    clauses = (part.strip(_AROUND) for part in _BETWEEN.split(line))
    return any(_clause_says_gone(clause) for clause in clauses if clause)


def _clause_says_gone(clause: str) -> bool:
    """Whether a part of a remark says it, of the one in whose row it stands."""
    if clause.isascii():
        return not _OF_KIN_PLAIN.fullmatch(clause) and bool(_PLAIN.search(clause))
    kin = _OF_KIN.fullmatch(clause)
    if kin is not None:
        return bool(kin["rest"].strip()) and _clause_says_gone(kin["rest"].strip())
    said = _LOST_PAPER.sub(" ", _NAMES.sub(" ", clause))
    return _SAYS_GONE.search(said) is not None

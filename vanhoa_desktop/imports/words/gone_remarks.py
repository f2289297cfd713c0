"""Remarks that say somebody is dead or no longer here: «đã mất», «chuyển đi», «đi làm ăn xa»."""

import re

from vanhoa_desktop.texts.words.names import clean_name, fold_text

_MARKED = re.compile(
    r"\b(?:chết|đã mất|mới mất|vừa mất|từ trần|qua đời|hy sinh|hi sinh|mất (?:năm|ngày|tháng|hồi"
    r"|rồi|lúc)|mất\s*[:(]?\s*[0-9]+|chuyển (?:đi|khẩu|hộ khẩu|nơi|ra|sang|xã|thôn|tỉnh|huyện)"
    r"|đã chuyển(?! đến| về| vào)"
    r"|chuyển vào (?!hộ|nhà|ở|thôn|xóm|tổ|đây|địa phương|đảng|biên chế|lớp|trường)\S+"
    r"|cắt (?:hộ )?khẩu|xóa khẩu|xoá khẩu|xóa đăng ký|làm ăn xa|làm xa"
    r"|đi xa|đi làm ăn|đi vắng|đi nước ngoài|đi xuất khẩu|xuất cảnh|xuất khẩu lao động|xklđ"
    r"|ở nước ngoài|(?<!tái )(?<!canh )định cư|tạm vắng|vắng mặt|không ở địa phương|không còn ở"
    r"|không cư trú|bỏ đi|không có (?:mặt )?(?:ở|tại) (?:địa phương|nhà|thôn|xã|đây)"
    r"|khuất núi|quy tiên|(?:bỏ|đưa|loại|xóa|xoá) (?:ra )?khỏi (?:ds|danh sách)"
    r"|mất tích|lấy chồng (?:xa|nơi khác|ở|xã|thôn|xóm|huyện|tỉnh|ngoài|nước)"
    r"|đi lấy (?:chồng|vợ)|đi tù|đi học xa|đi bộ đội"
    r"|gạch tên|xóa tên|xoá tên|trùng (?:với )?(?:số|stt|dòng|tên)"
    r"|sang (?:thôn|xóm|tổ|khu|bản|xã|phường|huyện|tỉnh) \S+"
    r"|chuyển về (?!quê|đây|nhà|thôn|xóm|địa phương|ở|từ))\b"
)
# Said alone; «xóa mù chữ», «bỏ học», «đối tượng loại 2» are no such remarks.
_WHOLE = re.compile(
    r"(?:đã |bị )?(?:mất|chết|chuyển|xóa|xoá|gạch|loại|trùng|vắng|†)"
    r"|không có mặt|liệt (?:sĩ|sỹ)|†.*"
)
_WHOLE_PLAIN = frozenset(("mat", "xoa", "vang", "chuyen"))
_PLAIN = re.compile(
    r"\b(?:chet|da mat|tu tran|qua doi|hy sinh|mat nam|mat ngay|chuyen di|chuyen khau|cat khau"
    r"|lam an xa|di lam xa|di lam an|di xa|xuat canh|xuat khau lao dong|xkld|tam vang|da chuyen"
    r"|di lay chong|khong co o dia phuong)\b"
)


# «Chồng đã mất», «con trai chết 2010»: of somebody else than the one in whose row it stands.
_OF_KIN = re.compile(
    r"(?:có )?(?:chồng|vợ|bố|mẹ|cha|bố mẹ|cha mẹ|con|con trai|con gái|con cả|cả hai con)"
    r"(?: (?:cũ|cả|đầu|đẻ|ruột))?(?: (?:đã|mới|vừa|bị|là))*"
    r" (?:mất|chết|từ trần|qua đời|hy sinh|hi sinh|liệt sĩ|liệt sỹ|đi làm xa|đi làm ăn xa|đi xa)"
    r"(?:[ :(]*(?:năm |từ )?[0-9/]+\)?)?[.!]?"
)
_OF_KIN_PLAIN = re.compile(
    r"(?:chong|vo|bo|me|con trai|con gai)(?: da| moi)* (?:mat|chet|tu tran|qua doi)(?: nam)?[ 0-9]*"
)


_OPENS = re.compile(
    r"(?:da|moi|vua|bi|mat|chet|chuyen|di|tam vang|vang|cat|xoa|tu tran|qua doi"
    r"|khong (?:o|con|co)|khuat nui|quy tien|xuat|xkld|dinh cu|bo di|lay chong|sang)\b"
)


_AROUND = "()[].!*- "


def is_only_gone(text: str) -> bool:
    """Whether a cell that should hold something else says only that: no «Hộ ông An (mất)»."""
    return says_gone(text) and _OPENS.match(fold_text(text)) is not None


def says_gone(text: str) -> bool:
    """Whether a remark says that somebody died, moved away or lives elsewhere."""
    line = clean_name(text).casefold()
    if _OF_KIN.fullmatch(line) or _OF_KIN_PLAIN.fullmatch(line):
        return False
    bare = line.strip(_AROUND)
    if _WHOLE.fullmatch(bare) or _MARKED.search(line):
        return True
    return line.isascii() and (bare in _WHOLE_PLAIN or bool(_PLAIN.search(fold_text(line))))

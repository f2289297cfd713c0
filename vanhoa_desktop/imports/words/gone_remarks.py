"""Remarks that say somebody is dead or no longer here: «đã mất», «chuyển đi», «đi làm ăn xa».

People say it in more words than anybody can list. So what is looked for are the roots of dying and
leaving, and a root says it whatever follows, unless what follows is known to be harmless: «mất» is,
«mất sức lao động» is not.
"""

import re

from vanhoa_desktop.texts.words.names import clean_name, fold_text

# Words that are said of the dead only.
_DEAD = (
    r"chết|tử (?:vong|nạn|trận|sĩ|sỹ)|(?:báo|khai|chứng|đột|tự|cáo|yểu) tử|qua đời|từ trần|tạ thế"
    r"|quá cố|lìa (?:đời|trần)|viên tịch|mai táng|an táng|hỏa táng|hoả táng|chôn cất|ngày giỗ"
    r"|h[yi] sinh|quy tiên|đã khuất|khuất (?:núi|bóng)|người khuất|về (?:trời|với (?:tổ tiên"
    r"|ông bà))"
)
# «Mất sức», «mất 2 ngón tay», «mất giấy tờ», «mất chồng»: what somebody lost who is here.
_LOST_THINGS = (
    r"(?:sức|giấy|việc|khả năng|trí|năng lực|hành vi|quyền|tư cách|thẻ|cccd|cmnd|cmt|cmtnd|căn cước"
    r"|chứng minh|sổ|hộ khẩu|hộ chiếu|bằng|hồ sơ|khai sinh|máy|xe|điện thoại|sim|số|tài sản|tiền"
    r"|đất|ruộng|nhà|mùa|trộm|cắp|trắng|gốc|dạy|mát|ngủ|máu|nước|điện|dấu|tiếng|giọng|cảm giác"
    r"|vận động|thăng bằng|đoàn kết|an ninh|trật tự|thính lực|thị lực|mắt|chân|tay|cẳng|bàn|cánh"
    r"|ngón|đốt|răng|tai|người thân|chồng|vợ|bố|mẹ|cha|con|cân bằng|phương hướng)\b"
)
_LOST = (
    r"(?<!làm )(?<!đánh )(?<!được )(?<!còn )mất\b"
    r"(?!\s+(?:(?:hết|gần|khoảng|toàn bộ|một phần|phần|cả|nửa|một|hai|ba|các|mấy|hẳn|[0-9]+) )*"
    rf"{_LOST_THINGS})(?!\s*[0-9.,]+\s*%)"
)
# «CCCD bị mất»: a paper.
_LOST_PAPER = re.compile(
    r"\b(?:cccd|cmnd|cmt|căn cước|chứng minh|giấy(?: tờ)?|thẻ|sổ|bằng|hồ sơ|hộ khẩu|khai sinh|xe)"
    r"(?: \S+)?(?: (?:đã|bị|mới|vừa))* mất\b"
)
# «Chuyển ngành», «chuyển đổi số», «chuyển đến», «chuyển về quê»: of people who are here.
_MOVED_OTHERWISE = (
    r"(?:đến|tới|ngành|nghề|việc|trường|lớp|ca|tuyến|viện|đổi|hộ (?:nghèo|cận|thoát)|nhượng|giới"
    r"|khoản|tiếp|phát|dạ|biến|giao|hóa|hoá|hướng|mùa|mạng|thẻ|bhyt|bảo hiểm|lương|hồ sơ|chế độ"
    r"|ngạch|bậc|chức|vị trí|mục đích|cơ cấu|cây|tiền|hàng|động|đất|số|tên|nhóm|diện"
    r"|(?:công tác|sinh hoạt)(?!.* (?:đi|ra|vào|lên|sang|xuống|khỏi)\b)"
    r"|sang (?:hộ(?! khẩu)|làm|nghề|ngành|học|lớp|trường|bán|buôn|kinh doanh|đối tượng|diện"
    r"|chế độ|nhóm"
    r"|chi|hưu|dùng|trang|cột|năm)"
    r"|về(?: (?:quê|đây|nhà|thôn|xóm|địa phương|ở|từ|năm|tháng|ngày|[0-9])|$)"
    r"|vào (?:hộ|nhà|ở|thôn|xóm|tổ|đây|địa phương|đảng|biên chế|lớp|trường)"
    # «Chuyển khẩu từ Nam Định về»: whence somebody came.
    r"|(?:(?:hộ )?khẩu )?(?:từ .+ )?(?:đến|tới|về|vào)(?: (?:đây|địa phương|từ .+|(?:năm |ngày "
    r"|tháng )?[0-9][0-9/.\-]*))?$)"
)
_MOVED = (
    rf"(?<!luân )(?<!vận )(?<!lưu )(?<!dịch )(?<!biến )(?<!di )chuyển\b(?!\s+{_MOVED_OTHERWISE})"
    r"|di chuyển(?! (?:khó|bằng|chậm|hạn chế|kém|được|yếu|xe))"
)
# What people do who go out and come home again.
_GONE_OUT = (
    r"(?:lại|làm(?! ăn| xa)|học|dạy|bộ(?! đội)|xe|bệnh|viện|khám|chữa|điều trị|chợ|biển|rừng|nương"
    r"|núi|chùa|lễ|họp|trực|tuần|bán|buôn|chăn|chăm|đầy đủ|đủ|thi|thăm|chơi|du lịch|bầu|cày|cấy|gặt"
    r"|phụ|xây|theo dõi|kèm|đứng|nhẹ|nặng|đám|kháng chiến|[abck]|tnxp|thanh niên xung phong"
    r"|dân công"
    r"|chiến (?:trường|đấu)|tập|đôi|mua|giao|đánh|sông|tiêm|hiến|công tác|tình nguyện|trước|sau|đầu"
    r"|không|chậm|khó|yếu|kém|được|nạng|gậy|cùng|hàng ngày|thực tế|kiểm tra|cơ sở|tuyên truyền)\b"
)
_GOES = (
    r"^(?:(?:đã|mới|vừa|bỏ|hiện|hiện tại|đang|cả nhà|cả hộ|gia đình|tạm|xin) )*"
    rf"đi\b(?!\s+{_GONE_OUT})"
)
_CUT = (
    r"^(?:(?:đã|bị|mới|vừa|xin|đề nghị) )*cắt\b(?! (?:tóc|may|cỏ|lúa|gọt|tỉa|uốn|kính|sắt|chỉ|thuốc"
    r"|điện|nước|giảm|bỏ|ghép|dán|gỗ|đá|tôn|vải|rau|hoa|băng|amidan|ruột|dạ dày|tử cung|thận|lách"
    r"|túi|u|mí|một|hai|1|2|chân|tay|cụt|ngón|trợ cấp|chế độ|lương|hợp đồng|hộ nghèo|bhyt"
    r"|thi đua)\b)"
)
_LEFT_OFF = (
    r"^(?:(?:đã|xin|cho) )*thôi\b(?! (?:học|việc|làm|giữ|chức|công tác|nhiệm vụ|đảm|tham gia|hưởng"
    r"|không (?!ở|cư)|bú|nôi|thúc)\b)"
)
_ROOTS = re.compile(
    rf"\b(?:{_DEAD})\b|\b(?:{_LOST})|\b(?:{_MOVED})|{_GOES}|{_CUT}|{_LEFT_OFF}"
    r"|(?<!tháo )(?<!tách )(?<!nhà )(?<!không )\brời\b(?! (?:rạc|ngành|quân ngũ|giường|nhau))"
    r"|\bx(?:óa|oá)\b(?! (?:mù|đói|nghèo|nhà|án|kỷ luật|kỉ luật|nợ|bỏ|tục))"
    r"|^(?:biến động |đã |số |danh sách )*giảm(?: (?:nhân )?khẩu| tự nhiên| cơ học| hộ khẩu"
    r"| (?:do|vì) .+"
    r"| (?:từ |trong )?(?:tháng|năm|ngày)\b.*| [0-9]+(?![0-9]*\s*%).*)?$|\bgiảm (?:nhân )?khẩu\b"
)
# What is said of the away in words that have no root of their own.
_AWAY = re.compile(
    r"\b(?:làm ăn xa|làm xa|đi xa|đi vắng|đi làm ăn|đi nước ngoài|đi xuất khẩu|xuất cảnh"
    r"|xuất khẩu lao động|xklđ"
    r"|ở nước ngoài|(?<!tái )(?<!canh )định cư|tạm vắng|vắng mặt|không ở (?:địa phương|đp)"
    r"|không còn ở|không cư trú|ngừng cư trú|bỏ đi|đi khỏi|dời (?:đi|khỏi)"
    r"|không có (?:mặt )?(?:ở|tại) (?:địa phương|đp|nhà|thôn|xã|đây)"
    r"|(?:bỏ|đưa|loại) (?:ra )?khỏi (?:ds|danh sách)|nhập (?:hộ )?khẩu (?:nơi|xã|tỉnh|huyện) khác"
    r"|lấy chồng (?:xa|nơi khác|ở|xã|thôn|xóm|huyện|tỉnh|ngoài|nước)"
    r"|đi lấy (?:chồng|vợ)|đi tù|đi học xa|đi bộ đội|(?:cắt|tách) (?:hộ )?khẩu đi|cắt (?:hộ )?khẩu"
    r"|gạch tên|trùng (?:với )?(?:số|stt|dòng|tên)"
    r"|sang (?:thôn|xóm|tổ|khu|bản|xã|phường|huyện|tỉnh) \S+"
    r"|(?:vào|ra|lên|sang) (?:\S+ ){1,4}(?:sinh sống|làm ăn|định cư)"
    r"|theo (?:con|chồng|vợ|bố|mẹ|gia đình)(?: \S+){0,2} (?:vào|ra|đi|lên|sang))\b"
)
_NOT = r"(?:không|ko|kg|k|hong|hông)"
_PLACE = r"(?:nơi|xã|phường|huyện|tỉnh|thôn|xóm|tổ|chỗ)"
_FAR = (
    r"(?:nam|bắc|sài gòn|hà nội|tp\.? ?hcm|hcm|hồ chí minh|bình dương|đồng nai|đắk lắk|tây nguyên"
    r"|hải phòng|đà nẵng|lào|hàn|nhật|đài loan|mỹ|nga|đức|úc|trung quốc|malaysia|nước ngoài)"
)
# The same in short, and where somebody is said to be: «ko còn ở ĐP», «ở Hàn Quốc», «theo chồng».
_ELSEWHERE = re.compile(
    rf"\b{_NOT} còn (?:ở|sinh sống|cư trú|tạm trú|sống tại)\b|^(?:đã )?{_NOT} còn$"
    rf"|\b{_NOT} (?:ở|cư trú|sinh sống)(?: tại)? (?:địa phương|đp|thôn|xã|đây|xóm|tổ)\b"
    rf"|\b{_NOT} (?:thuộc|phải) (?:thôn|xã|xóm|tổ|địa phương|người thôn)\b"
    rf"|\b{_NOT} rõ (?:ở đâu|nơi|tung tích|địa chỉ|đi đâu)"
    rf"|\b(?:người|của) {_PLACE} khác\b"
    rf"|\b(?:sống|ở|hk|hộ khẩu|đktt|khẩu)(?: ở| tại)? {_PLACE} khác\b|đi nơi khác\b"
    rf"|^(?:(?:đã|mới|hiện|đang|hiện nay) )*(?:vào|ra|lên|xuống|sang|ở) {_FAR}\b"
    r"|^(?:đã |mới )*theo (?:chồng|vợ)$"
    r"|\btheo (?:chồng|vợ) (?:về|ở)\b(?! (?:đây|thôn|xóm|địa phương))"
    r"|\bvề (?:nhà chồng|nhà vợ|quê (?:vợ|chồng|sinh sống|ở hẳn))\b|\blấy (?:chồng|vợ) "
    rf"(?:{_FAR})\b"
    r"|\bbán nhà\b|\bdọn (?:đi|nhà)\b|\bhết (?:hạn )?tạm trú\b|\bbỏ (?:nhà|trốn|quê)\b"
    r"|\bmất tích\b|\b(?:chấp|thi) hành án\b|\bđi cải tạo\b|\bnhập ngũ\b"
    r"|\b(?:đi|đang) (?:nvqs|nghĩa vụ)"
    rf"|\bhưởng thọ\b|\b(?:ra|rời) khỏi (?:địa bàn|địa phương|thôn|xã|xóm)\b|\bngười ra đi\b"
    r"|\bkhẩu (?:biến động )?giảm\b|^(?:ds|danh sách|phần|mục) giảm\b"
    r"|^(?:t[.] ?vắng|ch[.] ?đi|đã ck|đã c[.]k)$|^đã bỏ$"
)
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
    r"|đi làm ăn xa|đi xa)(?P<rest>.*)"
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
    return any(words.search(said) for words in (_ROOTS, _AWAY, _ELSEWHERE))

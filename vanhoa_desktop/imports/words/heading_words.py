"""The words by which offices head their columns, and the fields that they mean.

Words stand as they are written, with their marks: `known_headings` tells what may be left out.
"""

import re
from collections.abc import Mapping

from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, fold_text

FULL_NAME, FAMILY_NAME, GIVEN_NAME = "full_name", "family_name", "given_name"
# Between family and given name, where each has a column of its own.
MIDDLE_NAME = "middle_name"
BIRTH, BIRTH_YEAR = "birth", "birth_year"
BIRTH_OF_MEN, BIRTH_OF_WOMEN = "birth_of_men", "birth_of_women"
DAY_OF_BIRTH, MONTH_OF_BIRTH, YEAR_OF_BIRTH = "day_of_birth", "month_of_birth", "year_of_birth"
SEX, IS_MALE, IS_FEMALE = "sex", "is_male", "is_female"
NUMBER, PERSON_ID = "number", "person_id"
CITIZEN_NUMBER = "citizen_number"
UNIT_NAME, HEAD_NAME, RELATION = "unit_name", "head_name", "relation"
HOUSEHOLD_CODE, PHONE = "household_code", "phone"
# What stands in the column tells: a code or the head's name; or, without its mark, a family name.
HOUSEHOLD, FAMILY_OR_HOUSEHOLD = "household", "family_or_household"
# «DT» without its stroke is a phone («ĐT»), or «Dân tộc».
PHONE_OR_OTHER = "phone_or_other"
# Whether somebody lives here, is away or dead.
PRESENCE = "presence"
# A part of a thôn, or in towns the unit itself: what stands in the column tells.
HAMLET = "hamlet"

# What an exported list calls the column that carries the ids of its people.
PERSON_ID_HEADING = "Mã trong máy (đừng sửa)"


def fold_heading(text: str) -> str:
    """A heading as it is compared: folded, without brackets, full stops and stars."""
    return _bare(fold_text(text))


def marked_heading(text: str) -> str:
    """The same with its marks, on whichever vowel a tone stands."""
    return name_key(_bare(clean_name(text).casefold()))


def _bare(line: str) -> str:
    bare = _BRACKETS.sub(" ", line)
    bare = re.sub(r"\s*[/\\|]\s*", "/", bare)
    bare = re.sub(r"\s*[-–_]\s*", " ", bare)
    bare = bare.replace(".", " ").replace("*", " ").replace(":", " ")
    return re.sub(r"\s+", " ", bare).strip(_ENDS)


_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ENDS = " .:*,;"


# Of whom lists are made: «Họ và tên cử tri», «Họ tên đoàn viên».
_SORTS_OF_PEOPLE = (
    *("cử tri", "đoàn viên", "đảng viên", "sinh viên", "học viên", "lao động", "người lao động"),
    *("người cao tuổi", "viên chức", "công chức", "giáo viên", "công nhân", "phụ nữ", "xã viên"),
    *("thanh niên", "cựu chiến binh", "nông dân", "trẻ em", "trẻ", "các cháu", "đối tượng"),
    *("thành viên hộ", "thành viên gia đình", "thành viên trong hộ", "nhân khẩu trong hộ"),
    *(
        "học sinh",
        "hội viên",
        "cán bộ",
        "người dân",
        "công dân",
        "người được xét",
        "người tham gia",
    ),
    *("người học", "cư dân", "bản thân", "người đăng ký", "người được chấm", "dân"),
)


def _of(field: str, *headings: str) -> dict[str, str]:
    return dict.fromkeys(headings, field)


PERSON_FIELDS: Mapping[str, str] = {
    **_of(NUMBER, "STT", "TT", "Số TT", "Số thứ tự", "S TT", "No", "Thứ tự"),
    **_of(
        *(FULL_NAME, "Họ và tên", "Họ tên", "Họ, tên", "Họ & tên", "Họ và tên công dân"),
        *("Họ và tên nhân khẩu", "Họ và tên khai sinh", "Họ, chữ đệm và tên", "Họ tên đầy đủ"),
        *("Họ chữ đệm và tên", "Họ, chữ đệm và tên khai sinh", "Tên công dân", "Tên thành viên"),
        *("Họ và tên thành viên", "Họ tên thành viên", "Họ tên công dân", "Họ tên nhân khẩu"),
        *("Họ và tên học sinh", "Họ tên học sinh", "Họ và tên cán bộ", "Họ tên cán bộ"),
        *("Họ và tên hội viên", "Họ tên hội viên", "Tên nhân khẩu", "Họ và tên người dân"),
        *("Họ và tên các thành viên", "Họ đệm và tên", "Họ và tên người được đánh giá"),
        *(f"Họ và tên {sort}" for sort in _SORTS_OF_PEOPLE),
        *(f"Họ tên {sort}" for sort in _SORTS_OF_PEOPLE),
        *(f"Họ, tên {sort}" for sort in _SORTS_OF_PEOPLE),
    ),
    **_of(FAMILY_NAME, "Họ", "Họ đệm", "Họ và đệm", "Họ và tên đệm", "Họ, đệm", "Họ lót"),
    **_of(
        *(MIDDLE_NAME, "Chữ đệm", "Tên đệm", "Đệm", "Chữ lót", "Tên lót", "Lót", "Tên chữ đệm"),
        *("Chữ đệm (tên đệm)", "Tên giữa"),
    ),
    **_of(GIVEN_NAME, "Tên", "Tên gọi", "Đệm và tên", "Tên đệm và tên", "Chữ đệm và tên"),
    **_of(
        *(BIRTH, "Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày"),
        *("NTNS", "Ngày/tháng/năm sinh", "Ngày tháng năm", "Ng sinh", "Ngày tháng sinh"),
        *("Ngày, tháng năm sinh", "Ngày - tháng - năm sinh", "DOB", "Ngày sinh, năm sinh"),
        *("Ngày, tháng sinh", "Ngày/năm sinh", "Ngày sinh/năm sinh", "Sinh", "Sinh ngày"),
    ),
    **_of(BIRTH_YEAR, "Năm sinh", "Sinh năm", "N sinh", "NS"),
    **_of(BIRTH_OF_MEN, "Năm sinh nam", "Nam sinh năm"),
    **_of(BIRTH_OF_WOMEN, "Năm sinh nữ", "Nữ sinh năm"),
    **_of(DAY_OF_BIRTH, "Ngày"),
    **_of(MONTH_OF_BIRTH, "Tháng", "Tháng sinh"),
    **_of(SEX, "Giới tính", "GT", "Nam/nữ", "Nữ/nam", "Phái", "Giới"),
    **_of(IS_MALE, "Nam"),
    **_of(IS_FEMALE, "Nữ"),
    **_of(
        *(CITIZEN_NUMBER, "Số CCCD", "CCCD", "CMND", "Số CMND", "CMND/CCCD", "Số CMND/CCCD"),
        *("CCCD/CMND", "Số CCCD/CMND", "Số định danh", "Số định danh cá nhân", "Mã định danh"),
        *("Số căn cước", "Số căn cước công dân", "Căn cước công dân", "Căn cước", "Số CC"),
        *("Số CCCD/Định danh", "CCCD/Định danh", "Số CCCD/ĐDCN", "ĐDCN", "Số ĐDCN", "Mã ĐDCN"),
        *("Số ĐDCN/CCCD", "Số CCCD/Số định danh", "Số thẻ căn cước", "Số thẻ CCCD", "Thẻ CCCD"),
        *("Mã số định danh", "Mã số định danh cá nhân", "Mã định danh cá nhân", "Số CCCD/CC"),
        *("Số định danh/CCCD", "Số CMTND", "CMTND", "Số CMT", "CMT", "CMT/CCCD", "Số CMT/CCCD"),
        *("Số CCCD hoặc CMND", "Số CCCD (CMND)", "Chứng minh nhân dân", "Số CCCD, CMND"),
        *("Số chứng minh nhân dân", "CC/CCCD", "Số CC/CCCD", "Số CCCD/Căn cước"),
        *("Số định danh cá nhân/CCCD", "Số định danh cá nhân/CMND", "CCCD/Mã định danh"),
        *("Số CCCD/Mã định danh", "Số CCCD/Mã số định danh", "Số CCCD/Định danh cá nhân"),
        *("Số căn cước/CCCD", "Số CMND/CCCD/Định danh", "Số CMND/CCCD/ĐDCN", "Số căn cước/ĐD"),
        *("Số CMND hoặc CCCD", "CMTND/CCCD", "Số CMTND/CCCD", "Số CCCD gắn chip", "Số CCCD/ĐD"),
    ),
    **_of(
        *(UNIT_NAME, "Thôn", "Đơn vị", "Thôn, đơn vị", "Thôn/đơn vị", "Tên thôn", "Tên đơn vị"),
        *("Thôn/Tổ dân phố", "Thôn, tổ dân phố", "Thôn/bản"),
    ),
    **_of(
        *(HAMLET, "Xóm", "Tổ", "Xóm/Tổ", "Tổ/Xóm", "Xóm, tổ", "Tổ, xóm", "Tổ dân phố", "TDP"),
        *("Tổ DP", "Khu", "Khu dân cư", "Khu phố", "Cụm", "Cụm dân cư", "Bản", "Ấp", "Đội"),
        *("Khối", "Khối phố", "Thôn, xóm", "Thôn/xóm", "Tên xóm", "Tên tổ", "Số tổ", "Tên bản"),
        *("Đội sản xuất", "Tổ tự quản", "Tổ liên gia", "Liên gia", "Chi hội", "Ngõ", "Tổ/Đội"),
        *("Xóm/Đội", "Điểm dân cư", "Phân xóm", "Làng", "Khu vực", "Tổ số", "Đội số"),
    ),
    **_of(HEAD_NAME, "Chủ hộ", "Họ tên chủ hộ", "Họ và tên chủ hộ", "Tên chủ hộ"),
    **_of(
        *(RELATION, "Quan hệ với chủ hộ", "Quan hệ", "QH với chủ hộ", "Quan hệ chủ hộ"),
        *("Quan hệ với CH", "QHVCH", "QH chủ hộ", "Mối quan hệ với chủ hộ", "Q hệ với chủ hộ"),
    ),
    **_of(
        *(HOUSEHOLD_CODE, "Số hộ", "Mã hộ", "Số sổ hộ khẩu", "Mã số hộ", "Hộ số", "Số hộ khẩu"),
        *("Mã hộ gia đình", "STT hộ", "Số sổ hộ", "SHK", "Số thứ tự hộ"),
    ),
    **_of(HOUSEHOLD, "Hộ", "Hộ gia đình"),
    **_of(FAMILY_OR_HOUSEHOLD, "Ho"),
    **_of("clan_name", "Dòng họ", "Tên dòng họ"),
    **_of("occupation", "Nghề nghiệp", "Nghề", "Công việc", "Nghề nghiệp hiện nay"),
    **_of(
        *("target_group", "Nhóm đối tượng", "Đối tượng", "Nhóm", "Nhóm ĐT", "Đối tượng đánh giá"),
        *("Mẫu phiếu", "Nhóm công dân"),
    ),
    **_of(
        *(PHONE, "Điện thoại", "Số điện thoại", "SĐT", "Số ĐT", "ĐT", "Số ĐT liên hệ", "Di động"),
        *("Điện thoại liên hệ", "Số điện thoại liên hệ", "SĐT liên hệ", "ĐT liên hệ", "Số máy"),
        *("Số ĐT di động", "ĐTDĐ", "Số di động", "Zalo", "SĐT Zalo", "Số điện thoại/Zalo"),
    ),
    **_of(PHONE_OR_OTHER, "DT"),
    **_of("note", "Ghi chú", "Chú thích", "Ghi chú khác"),
    **_of(
        *(PRESENCE, "Tình trạng", "Hiện trạng", "Biến động", "Tình trạng hiện nay"),
        *("Tình trạng cư trú", "Tình trạng nhân khẩu", "Biến động nhân khẩu", "Hiện trạng cư trú"),
        *("Tình trạng hiện tại", "Biến động dân cư", "Tình trạng biến động"),
    ),
    **_of(PERSON_ID, PERSON_ID_HEADING),
}
NAME_FIELDS = frozenset({FULL_NAME, FAMILY_NAME, MIDDLE_NAME, GIVEN_NAME})
BIRTH_PARTS = (DAY_OF_BIRTH, MONTH_OF_BIRTH, YEAR_OF_BIRTH)
BIRTH_FIELDS = frozenset({BIRTH, BIRTH_YEAR, BIRTH_OF_MEN, BIRTH_OF_WOMEN, *BIRTH_PARTS})
_MARKED_YEAR = "năm"


# «Số CCCD hoặc mã định danh cá nhân của công dân»: any heading that names the number, and nothing
# that goes with it (the day and place of issue, or somebody else's number).
_NAMES_NUMBER = re.compile(r"\b(cccd|cmnd|cmtnd|can cuoc|dinh danh|ddcn)\b")
_NAMES_OTHER = re.compile(
    r"\b(cap|ngay|noi|chu ho|cha|bo|me|vo|chong|giam ho|anh|han|loai|phu huynh|bao lanh|bao ho|ong"
    r"|ba|dai dien|uy quyen|than nhan|do dau|nguoi (?:than|khai|ke khai|lap|lien he|nuoi|cham soc"
    r"|nhan|nop|do dau|bao cao))\b"
)


_AGES = re.compile(r"(?:so )?tuoi(?: (?:doi|mu|hien nay|tinh den .*|nam 20[0-9]{2}))?")


def is_age_heading(heading: str) -> bool:
    """Whether a heading says that ages stand below it: they are compared with the births."""
    return _AGES.fullmatch(fold_heading(heading)) is not None


def is_number_heading(folded: str) -> bool:
    """Whether a folded heading names the identity number in other words than the usual ones."""
    return bool(_NAMES_NUMBER.search(folded)) and not _NAMES_OTHER.search(folded)


def is_year_heading(text: str) -> bool:
    """Whether a heading says «Năm» with its mark: folded it looks like «Nam»."""
    return clean_name(text).casefold().strip(_ENDS) == _MARKED_YEAR


# Where people live or are registered: no field, but a cell may name another unit.
_ADDRESSES = {
    fold_heading(heading)
    for heading in (
        *("Địa chỉ", "Chỗ ở", "Nơi ở", "Chỗ ở hiện nay", "Nơi ở hiện nay", "Địa chỉ hiện nay"),
        *("Nơi thường trú", "Địa chỉ thường trú", "Thường trú", "Hộ khẩu thường trú", "HKTT"),
        *("Nơi ĐKHKTT", "Nơi cư trú", "Địa chỉ cư trú", "Nơi tạm trú", "Tạm trú", "Chỗ ở hiện tại"),
        *("Nơi ở hiện tại", "Nơi ở nay", "Địa chỉ nơi ở", "Địa chỉ liên hệ", "Quê quán/Nơi ở"),
    )
}


def is_address_heading(heading: str) -> bool:
    """Whether a column says where people live or are registered."""
    return fold_heading(heading) in _ADDRESSES


# Where somebody is registered says nothing of where he or she lives.
_NAMES_REGISTRATION = re.compile(r"\b(?:thuong tru|ho khau|hktt|dkhktt|tam tru|que quan)\b")


def is_residence_heading(heading: str) -> bool:
    """Whether a column says where people live, and not only where they are registered."""
    folded = fold_heading(heading)
    return folded in _ADDRESSES and not _NAMES_REGISTRATION.search(folded)


_OF_SOMEBODY_ELSE = re.compile(
    r"(?:của )?(?:chủ hộ|bố|mẹ|cha|bố mẹ|cha mẹ|bố/mẹ|cha/mẹ|vợ|chồng|vợ/chồng|con|người giám hộ"
    r"|giám hộ|phụ huynh|người khai|người kê khai|người thân|người liên hệ|chu ho|nguoi giam ho"
    r"|ông|bà"
    r"|người bảo lãnh|bảo lãnh|người đại diện|thân nhân|phu huynh|nguoi bao lanh)"
)
_OF_ANOTHER_TIME = re.compile(
    r"(?:cũ|trước đây|cu|trước khi sáp nhập|trước sáp nhập|trước kia|trước (?:năm )?[0-9]{4}"
    r"|(?:thôn|xã|nơi|số|tên) cũ)"
)
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
# What brackets say of how a cell is to be written.
_HOW_TO_WRITE = re.compile(
    r"[ .,;:/\-*x0-9]*|.*\b(?:nếu có|ghi|viết|in hoa|chữ|dd|mm|yyyy|ngày|tháng|năm|nam|nữ|số|đánh"
    r"|tích|theo|cccd|cmnd|đdcn|định danh|căn cước|tổ|xóm|thôn|khu|bản|hộ|đủ|họ|tên|chủ hộ)\b.*"
)


def is_of_another(heading: str) -> bool:
    """Whether brackets say that a column is somebody else's or of before: «Năm sinh (bố)»."""
    said = [clean_name(text).casefold() for text in _IN_BRACKETS.findall(heading)]
    return any(_OF_SOMEBODY_ELSE.fullmatch(t) or _OF_ANOTHER_TIME.fullmatch(t) for t in said)


def unread_words(heading: str) -> str:
    """What brackets in a heading say that is not understood; '' for nothing."""
    said = [clean_name(text) for text in _IN_BRACKETS.findall(heading)]
    return ", ".join(text for text in said if not _HOW_TO_WRITE.fullmatch(text.casefold()))


_KNOWN = {fold_heading(heading) for heading in PERSON_FIELDS}


def is_known_heading(heading: str) -> bool:
    """Whether a heading is one of the known ones, whatever stands in brackets in it."""
    return fold_heading(heading) in _KNOWN

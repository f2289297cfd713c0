"""Words and signs that no name has: offices, kin, remarks, letters of other scripts.

A name that is not understood whole is asked. A phrase counts at the front of the cell, or behind a
whole name: «Nguyễn Công An» and «Phạm Học Sinh» are people, «Công an xã Lê Văn An» says an office.
"""

import re
import unicodedata

from vanhoa_desktop.texts.words.names import clean_name, fold_text

_FAMILIES = frozenset(
    (
        *("nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui"),
        *("do", "ho", "ngo", "duong", "ly", "mai", "dinh", "trinh", "ha", "luu", "cao", "ta"),
        *("luong", "dao", "truong", "doan", "lam", "to", "quach", "tong", "la", "chu", "kieu"),
        *("nghiem", "trieu", "phung", "lo", "luong", "deo", "cam", "quang", "leo", "vi", "bac"),
        *("nong", "sung", "giang", "vang", "thao", "hang", "ban", "phan", "chao", "luc", "mong"),
    )
)

_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        *("bí thư", "phó bí thư", "chủ tịch", "phó chủ tịch", "trưởng thôn", "phó thôn"),
        *("phó trưởng", "trưởng ban", "phó ban", "trưởng xóm", "trưởng bản", "trưởng khu"),
        *("tổ trưởng", "tổ phó", "chi hội", "chi bộ", "hội trưởng", "hội phó", "đảng viên"),
        *("cán bộ", "công chức", "viên chức", "công an", "hội viên", "giáo viên", "hiệu trưởng"),
        *("hiệu phó", "học sinh", "sinh viên", "bác sĩ", "bác sỹ", "y sĩ", "y sỹ", "thương binh"),
        *("bệnh binh", "liệt sĩ", "liệt sỹ", "hộ nghèo", "cận nghèo", "hộ cận", "chủ hộ"),
        *("nông dân", "phụ nữ", "thanh niên", "cựu chiến", "mặt trận", "y tế", "kế toán"),
        *("thủ quỹ", "thư ký", "đi làm", "đi xa", "làm ăn", "đi vắng", "tạm trú", "tạm vắng"),
        *("chuyển đến", "chuyển đi", "chuyển khẩu", "nơi khác", "sinh năm", "con ông", "con bà"),
        *("vợ ông", "chồng bà", "em ông", "em bà", "cháu ông", "cháu bà", "mẹ ông", "bố ông"),
        *("nghỉ hưu", "hưu trí", "đã mất", "đã chết", "mẹ vnah", "bà mẹ", "người cao", "dân quân"),
        *("bộ đội", "quân nhân", "doanh nhân", "giám đốc", "trưởng phòng", "phó phòng", "họ tên"),
        *("con trai", "con gái", "con dâu", "con rể", "con nuôi", "vợ hai", "vợ cả"),
    )
)
# Behind the first word nobody is called so.
_NEVER_INSIDE = frozenset(
    ("vợ", "chồng", "nghèo", "nghỉ", "vắng", "ông", "bà", "cụ", "chết", "thì", "là", "của", "ở")
)
# Without a family's name: a child who has no name yet, or somebody called by what he is.
_IN_PLACE_OF_NAME = re.compile(
    r"(?:chưa|bé|con|trẻ|không rõ|không tên|không biết|vô danh|sơ sinh)(?: .*|$)|cu \S+"
    r"|chua (?:co|dat|ro|biet) .*|chua|be (?:gai|trai)(?: .*)?|con (?:gai|trai|thu|dau|ut)(?: .*)?"
    r"|khong (?:ro|ten|biet).*|so sinh"
)
_SPARE_MARKED = frozenset(("văn", "thị"))
_SPARE_PLAIN = frozenset(("van", "thi"))
_VOWELS = re.compile(r"[aeiouy]")
_JOINTS = "'’ʼ‘`´-–. \u0306\u0302\u031b\u0301\u0300\u0303\u0309\u0323"
_LEAST_WHOLE = 3


def words_of_no_name(name: str) -> str:
    """What in a cell is no part of a name, as it is written; '' where nothing is."""
    line = clean_name(name)
    strange = "".join(dict.fromkeys(char for char in line if not _is_letter_of_names(char)))
    return strange or _phrase_in(line) or _small_tail(line) or _without_vowel(line)


def _is_letter_of_names(char: str) -> bool:
    if char in _JOINTS:
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith("LATIN")


def _phrase_in(line: str) -> str:
    written, said = line.split(), line.casefold().split()
    folded = fold_text(line).split()
    is_marked = fold_text(line) != line.casefold()
    for phrase in _PHRASES:
        bare = fold_text(" ".join(phrase)).split()
        for start in range(len(said) - len(phrase) + 1):
            is_said = said[start : start + len(phrase)] == list(phrase)
            is_plain = not is_marked and start == 0 and folded[: len(phrase)] == bare
            is_all = len(said) == len(phrase)
            if (is_said or is_plain) and (start == 0 or start >= _LEAST_WHOLE) and not is_all:
                return " ".join(written[start : start + len(phrase)])
    strange = (n for n, word in enumerate(said) if n > 1 and word in _NEVER_INSIDE)
    return next((written[n] for n in strange if not _is_given_name(said, n)), "")


def _is_given_name(said: list[str], place: int) -> bool:
    """Whether a word ends a name behind «Văn» or «Thị»: «Lê Thị Vợ» and «Hà Văn Ông» are people."""
    return place + 1 == len(said) and said[place - 1] in _SPARE_MARKED


def _small_tail(line: str) -> str:
    """Small words behind a whole name: «Lê Văn Bình hộ nghèo»; «Lê văn bình» is a slip."""
    words = line.split()
    if line.islower() or line.isupper() or len(words) <= _LEAST_WHOLE:
        return ""
    before = words[:_LEAST_WHOLE]
    is_whole = all(word[0].isupper() for word in before)
    tail = next((n for n in range(_LEAST_WHOLE, len(words)) if words[n][0].islower()), 0)
    return " ".join(words[tail:]) if is_whole and tail else ""


def _without_vowel(line: str) -> str:
    """«LÊ VĂN BÌNH CB»: letters that nobody can say; K' and H' are parts of names."""
    for word in line.split():
        letters = [char for char in word if char.isalpha()]
        if len(letters) > 1 and len(letters) == len(word) and not _VOWELS.search(fold_text(word)):
            return word
    return ""


def is_in_place_of_name(name: str) -> bool:
    """Whether words stand where a name should: «Chưa đặt tên», «Bé gái», «Con gái đầu», «Cu Tí»."""
    return _IN_PLACE_OF_NAME.fullmatch(clean_name(name).casefold()) is not None


def are_names_of_two(parts: list[str]) -> bool:
    """Whether a cell's parts are names each: of two words or more, as a family's name begins one.

    The parts are lines, or what a tab or a wide gap tells apart.
    """
    return len(parts) > 1 and all(
        len(part.split()) > 1 and (fold_text(part.split()[0]) in _FAMILIES or _middles(part))
        for part in parts
    )


def begins_like_name(name: str) -> bool:
    """Whether several words begin with a family that is common here, or hold «Văn» or «Thị»."""
    words = clean_name(name).split()
    return len(words) > 1 and (fold_text(words[0]) in _FAMILIES or bool(_middles(name)))


def has_middle_name(name: str) -> bool:
    """Whether a name holds «Văn» or «Thị» between a family and a given name: a person's."""
    return bool(_middles(name))


def is_second_name_inside(name: str) -> bool:
    """Whether another name begins within a name: «Lò Văn Căn Lò Thị Dung», «Hà An Lò Thị Mai»."""
    words, middles = clean_name(name).split(), _middles(name)
    is_twice = len(middles) > 1 and middles[-1] - middles[0] > 2  # noqa: PLR2004 - given, family
    is_family = any(n > 2 and fold_text(words[n - 1]) in _FAMILIES for n in middles)  # noqa: PLR2004 - a name before
    return is_twice or is_family


def _middles(name: str) -> list[int]:
    """The places of «Văn» and «Thị» that have a family before and a given name behind them."""
    said = clean_name(name).casefold().split()
    is_marked = any(fold_text(word) != word for word in said)
    known = _SPARE_MARKED if is_marked else _SPARE_PLAIN
    return [n for n, word in enumerate(said) if 0 < n < len(said) - 1 and word in known]

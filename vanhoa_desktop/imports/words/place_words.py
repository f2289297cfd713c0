"""The words of a title one by one, and which of them can be a place's name.

A title says a place among many other words, often all in capitals: a name begins behind «thôn»,
«xóm», «xã» … and ends at a sign, or at a word that goes on with the title («năm», «từ 18 tuổi»).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, fold_text

# Words before a name as they are written, longest first, and the sort of place that they say.
SORTS: Mapping[str, str] = {
    "tổ dân phố": "to",
    "khu dân cư": "khu",
    "khu phố": "khu",
    "khối phố": "khoi",
    "tổ dp": "to",
    "thôn": "thon",
    "tdp": "to",
    "kdc": "khu",
    "khối": "khoi",
    "xóm": "xom",
    "khu": "khu",
    "cụm": "cum",
    "bản": "ban",
    "đội": "doi",
    "ấp": "ap",
    "tổ": "to",
}
# Without its marks no other word: «Thon Đoài».
_TYPED_PLAIN = ("thôn", "xóm")
COMMUNE = "xa"
COMMUNE_SORTS: Mapping[str, str] = {"thị trấn": COMMUNE, "phường": COMMUNE, "xã": COMMUNE}
_FIRST_WORDS = {fold_text(said.split()[0]) for said in (*SORTS, *COMMUNE_SORTS)}
_MOST_WORDS = 4
# «Thôn 12», «Thôn 12A»; a longer number counts something.
_MOST_DIGITS = 3
_WORDS = re.compile(r"[^\W_]+")
# Signs that stand between «thôn» and its name: «Thôn: Đoài», «Thôn "Đoài"».
_JOINS = " .:\"'“”«»"
_ZEROS = re.compile(r"^0+(?=[0-9])")
# «trưởng thôn», «nông thôn», «các thôn», «hợp tác xã», «thị xã», «văn bản»: no name follows.
_BEFORE_NO_NAME = (
    *("trưởng", "phó", "nông", "các", "toàn", "mỗi", "từng", "mọi", "liên", "hai", "ba"),
    *("nhiều", "thị", "tác", "cấp", "văn", "biên", "cơ", "số"),
)
# What goes on with a title behind «thôn», and what ends a name.
_NO_NAMES = (
    *("năm", "xã", "phường", "huyện", "tỉnh", "thôn", "xóm", "từ", "đến", "danh", "bảng"),
    *("phiếu", "biểu", "chấm", "tự", "có", "và", "của", "cho", "theo", "để", "về", "thuộc"),
    *("được", "đã", "chưa", "không", "tham", "đạt", "đăng", "ngày", "tháng", "quý", "kỳ"),
    *("đợt", "lần", "hộ", "người", "số", "tổng", "trưởng", "trong", "ngoài", "này", "trên"),
    *("duyệt", "lập", "viên", "chức", "gồm", "các", "với", "là", "do", "tại", "ở"),
)
_NO_NAME_PAIRS = (
    *("thành phố", "thị trấn", "thị xã", "công dân", "nhân khẩu", "dân số", "học tập"),
    *("học sinh", "văn hóa", "công nhận", "đơn vị", "đánh giá", "bình xét", "thẩm định"),
    *("xác nhận", "đề nghị", "hội chủ", "hội học", "hội viên", "hội đồng", "công nghệ"),
    *("hòa giải", "liên gia", "quản lý", "vay vốn", "kiểu mẫu", "thông minh", "khuyến học"),
    *("nông thôn", "rà soát", "gia đình", "dòng họ", "chuyển đến", "chuyển đi"),
    *("sinh hoạt", "kết quả", "lao động", "cán bộ", "điểm của", "dân cư", "hoàn thành"),
    *("thực hiện", "tiêu biểu", "xem xét", "phê duyệt", "thông qua", "công bố", "tổ chức"),
    *("ban hành", "phát triển", "xuất sắc", "đại diện", "ký tên", "hội khuyến", "báo cáo"),
    *("ban chỉ", "ban nhân", "ban công", "cộng hòa", "đảng bộ", "đảng ủy", "mặt trận", "ủy ban"),
    *("kế hoạch", "thống kê", "thông báo", "mẫu số", "biên bản", "tổ dân", "khu dân", "khu phố"),
    *("sổ theo", "sổ quản", "tờ khai", "hội nông", "hội phụ", "hội cựu", "đoàn thanh", "phụ lục"),
    *("quyết định", "nghị quyết", "trung tâm", "trường tiểu", "trường trung", "trường mầm"),
    *("trường thcs", "trường th", "khối trường", "phòng văn", "toàn xã", "đặc biệt"),
)
# The same in small letters, where a title goes on as a sentence.
_SMALL_NO_NAMES = (
    *("báo", "cần", "lưu", "gửi", "ký", "chịu", "phải", "sẽ", "như", "khi", "nộp", "giữ", "xét"),
    *("nghèo", "mình", "ta", "tôi", "khác", "nào", "hội", "giao", "nhận", "chúng", "vẫn", "mà"),
    *("cùng", "lên", "xuống", "tổ", "đang", "nay", "đều", "thì", "bị", "nơi", "chấm", "họp"),
)
# Behind a whole name these make another place of it: «Thôn 1 Tây», «xã Vạn Hòa Đông».
_MORE_OF_NAME = (
    *("đông", "tây", "nam", "bắc", "trung", "thượng", "hạ", "nội", "ngoại", "mới", "cũ"),
)
_SORTS_OF_NAMES = frozenset(("xom", "ap"))
_BAN = "ban"
# «Bản kê khai», «bản tổng hợp», «bản thân».
_PAPERS = (
    *("kê", "đăng", "cam", "chấm", "tự", "tổng", "sao", "chính", "in", "xác", "tin", "thảo"),
    *("mềm", "cứng", "gốc", "quyền", "đồ", "ghi", "nháp", "cuối", "mới", "cũ", "lưu", "thân"),
    *("thống", "báo", "khai", "đánh", "điểm", "phụ", "số", "dự", "trích", "rà", "đề", "theo"),
)
_JOINED_NUMBERS = ("và", "đến", "với")
_MOST_DIGITS_OF_MANY = 2


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text; `is_apart` where a sign stands between it and the word before."""

    text: str
    folded: str
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words.

    `is_marked` where it is written with marks, `is_mixed` with small letters and capitals.
    """

    words: Sequence[Word]
    is_marked: bool
    is_mixed: bool

    def sort_at(self, start: int, sorts: Mapping[str, str]) -> tuple[str, int]:
        """The sort of place that words from `start` say, and where a name would begin; ('', 0)."""
        if start >= len(self.words) or self.words[start].folded not in _FIRST_WORDS:
            return "", 0
        for said, sort in sorts.items():
            parts = said.split()
            if self._says(start, parts):
                end = start + len(parts)
                return sort, end + 1 if self._says(end, ["số"]) else end
        return "", 0

    def is_after_no_name(self, start: int) -> bool:
        """Whether the word before makes the sort of place no place: «trưởng thôn»."""
        before = self.words[max(start - 1, 0) : start]
        return any(self._is(word, known) for word in before for known in _BEFORE_NO_NAME)

    def is_count(self, start: int, place: int) -> bool:
        """Whether the word at `place` counts something: «Số hộ trong thôn: 87»."""
        before = self.words[max(start - 1, 0) : start]
        is_number = self.words[place].folded.isdigit()
        return is_number and any(self._is(word, "trong") for word in before)

    def name_at(self, start: int) -> int:
        """How many words from `start` can be a name; 0 where none does."""
        count = 0
        is_small = self._is_small(start)
        for place in range(start, min(start + _MOST_WORDS, len(self.words))):
            if self.words[place].is_apart or not self._may_be_name(place, is_small=is_small):
                break
            count += 1
            if self.words[place].folded[0].isdigit():
                return count + (self._is_letter(place + 1) or int(self.is_more(place + 1)))
        return count + int(count > 0 and self.is_more(start + count))

    def goes_on(self, place: int, first: int) -> bool:
        """Whether the word at `place` may go on with the name that begins at `first`."""
        if place >= len(self.words) or self.words[place].is_apart:
            return False
        if self.is_more(place):
            return True
        if self.words[place - 1].folded.isdigit():
            return bool(self._is_letter(place))
        is_last = place + 1 == len(self.words) or self.words[place + 1].is_apart
        return self._may_be_name(place, is_small=self._is_small(first) or is_last)

    def is_place_of(self, sort: str, start: int, first: int, count: int) -> bool:
        """Whether what stands at `start` is a place of its sort, and no other word.

        «Bản» is a paper as well, «tổ», «đội» and «khu» are groups: these count by a number.
        """
        if self.is_after_no_name(start) or self.is_count(start, first):
            return False
        name = self.words[first : first + count]
        if sort in _SORTS_OF_NAMES:
            return True
        is_number = name[0].folded.isdigit()
        if sort != _BAN:
            return is_number
        end = first + count
        is_end = end == len(self.words) or self.words[end].is_apart
        is_paper = any(self._is(name[0], known) for known in _PAPERS)
        is_called = all(word.text[0].isupper() for word in name)
        is_alone = start > 0 or self.is_mixed
        return is_end and is_called and is_alone and not is_number and not is_paper

    def is_more(self, place: int) -> bool:
        """Whether a word makes another place of the name before it: «Đông», «mới»."""
        if place >= len(self.words) or self.words[place].is_apart:
            return False
        word = self.words[place]
        is_known = any(self._is(word, known) for known in _MORE_OF_NAME)
        behind = self.words[place + 1 : place + 2]
        # «NAM 2026» is a slip for «NĂM 2026».
        is_year = word.folded == "nam" and any(one.folded.isdigit() for one in behind)
        return is_known and not is_year and self._may_be_name(place, is_small=True)

    def more_numbers(self, place: int) -> str:
        """The number that stands beside another one from `place` on: «1, 2», «1 và 2»; or ''."""
        if place < len(self.words) and any(self._is(self.words[place], j) for j in _JOINED_NUMBERS):
            place += 1
        word = self.words[place].folded if place < len(self.words) else ""
        if not word.isdigit() or len(word) > _MOST_DIGITS_OF_MANY:
            return ""
        is_end = place + 1 >= len(self.words) or self.words[place + 1].is_apart
        return word if is_end or not self._may_be_counted(place + 1) else ""

    def _may_be_counted(self, place: int) -> bool:
        """Whether a word behind a number can be what it counts: «25 người»; «2 năm 2026» is not."""
        return not any(self._is(self.words[place], known) for known in ("và", "năm", "xã"))

    def is_officers_number(self, start: int, first: int) -> bool:
        """Whether a number names the thôn of an officer: «Trưởng thôn 2»."""
        before = self.words[max(start - 1, 0) : start]
        is_officer = any(self._is(word, known) for word in before for known in ("trưởng", "phó"))
        return is_officer and any(w.folded.isdigit() for w in self.words[first : first + 1])

    def _is_small(self, place: int) -> bool:
        """Whether a name is written in small letters in a text that has capitals."""
        return self.is_mixed and any(w.text[0].islower() for w in self.words[place : place + 1])

    def written(self, start: int, end: int) -> str:
        """The words from `start` to before `end` as they stand."""
        return " ".join(word.text for word in self.words[start:end])

    def _is_letter(self, place: int) -> int:
        """1 for the «A» of «Thôn 1 A», else 0."""
        words = self.words[place : place + 1]
        return sum(word.text in "ABCDEGH" and not word.is_apart for word in words)

    def _may_be_name(self, place: int, *, is_small: bool = False) -> bool:
        word = self.words[place]
        if word.folded[0].isdigit():
            return len(word.folded) <= _MOST_DIGITS
        if self.is_mixed and not word.text[0].isupper():
            goes_on = any(self._is(word, known) for known in _SMALL_NO_NAMES)
            if goes_on or not is_small:
                return False
        pairs = (pair.split() for pair in _NO_NAME_PAIRS)
        is_last = place + 1 == len(self.words) or self.words[place + 1].is_apart
        return not (
            (self._is(word, "hội") and (is_last or not self._may_be_name(place + 1)))
            or any(self._is(word, known) for known in _NO_NAMES)
            or any(self._says(place, pair) for pair in pairs)
        )

    def _says(self, start: int, parts: Sequence[str]) -> bool:
        found = self.words[start : start + len(parts)]
        return len(found) == len(parts) and all(map(self._is, found, parts))

    def _is(self, word: Word, known: str) -> bool:
        """Whether a word is a known one; in a text with marks it has to have its own."""
        if word.folded != _folded(known):
            return False
        is_plain = known in _TYPED_PLAIN and word.text.isascii()
        return not self.is_marked or is_plain or name_key(word.text) == _key(known)


@lru_cache
def _folded(known: str) -> str:
    return fold_text(known)


@lru_cache
def _key(known: str) -> str:
    return name_key(known)


def words_of_text(text: str) -> Words:
    """A text in words; a number without the zeros before it."""
    line = clean_name(text)
    words: list[Word] = []
    end = 0
    for found in _WORDS.finditer(line):
        gap = line[end : found.start()].strip(_JOINS) if words else ""
        is_joined = line[end : found.start()] == "-"
        folded = _ZEROS.sub("", fold_text(found[0]), count=1)
        words.append(Word(found[0], folded, bool(gap) and not is_joined))
        end = found.end()
    is_marked = fold_text(line) != line.casefold()
    return Words(words, is_marked, not (line.isupper() or line.islower()))


_NUMBER_WORDS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_OTHER_NUMBER_WORDS = {"nhất": "1", "nhì": "2", "tư": "4", "bẩy": "7"}


def number_of_word(text: str) -> str:
    """The number that a word stands for, in digits: «Một», «IV»; '' for any other word."""
    said = clean_name(text).casefold()
    for words in (_NUMBER_WORDS, _ROMAN):
        if said and said in words:
            return str(words.index(said))
    return _OTHER_NUMBER_WORDS.get(said, "")


def is_label(text: str) -> bool:
    """Whether a text only announces a place's name: «Thôn:», «Tổ dân phố:»."""
    words = words_of_text(text)
    sort, first = words.sort_at(0, {**SORTS, **COMMUNE_SORTS})
    return bool(sort) and first >= len(words.words)


def is_sort_said(text: str) -> bool:
    """Whether a text begins with a sort of place: «Xóm Đình»."""
    return bool(words_of_text(text).sort_at(0, {**SORTS, **COMMUNE_SORTS})[0])

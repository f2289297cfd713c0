"""Whether a heading of an indicator says nothing but the indicator: its number, name, assessor.

«CS3 x hệ số 2», «CS1 (đợt 1)» and «CS1.1» hold other numbers than the points of the indicator. What
is not understood is not guessed: only words that are known here, or that stand so in the criteria
set, may go with the number.
"""

import re
from collections.abc import Iterable

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.imports.words.assessor_words import words_for
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_WORDS = re.compile(r"[^\W_]+")
_KNOWN = (
    *("điểm", "số điểm", "bằng số", "chấm", "chấm điểm", "đơn vị điểm", "kết quả", "nội dung"),
    *("đánh giá", "các chỉ số", "chỉ số", "các tiêu chí", "tiêu chí", "thành phần", "phần", "mục"),
    *("học tập", "tự học", "đọc", "đọc sách", "đọc sách báo", "sách", "báo", "tìm kiếm", "tra cứu"),
    *("ngoại ngữ", "tiếng anh", "tin học", "công nghệ", "công nghệ thông tin", "cntt", "kỹ năng"),
    *("kĩ năng", "kỹ năng số", "kĩ năng số", "máy tính", "mạng", "internet", "thư viện"),
    *("câu lạc bộ", "gia đình", "đồng nghiệp", "người thân", "môi trường", "bảo vệ môi trường"),
    *("quan hệ", "hợp tác", "chia sẻ", "tư duy", "sáng tạo", "kế hoạch", "kế hoạch học tập"),
    *("sức khỏe", "sức khoẻ", "pháp luật", "văn hóa", "văn hoá", "giao tiếp", "công việc", "việc"),
    *("việc thôn", "việc của thôn", "tham gia", "tham gia việc thôn", "hoạt động", "lao động"),
    *("hoạt động xã hội", "xã hội", "chuyển đổi số", "bình đẳng giới", "năng lực", "sắp xếp"),
    *(
        "từng chỉ số",
        "từng tiêu chí",
        "đạt",
        "đạt được",
        "công dân học tập",
        "công dân",
        "chi tiết",
    ),
    *("mức điểm", "ghi điểm", "bảng điểm", "tổng hợp", "tổng hợp điểm", "10 chỉ số", "bộ chỉ số"),
)
_JOINS = ("và", "của", "về", "trong", "theo", "cho", "để", "các")
# What an indicator gives at most, and the year, which is looked at by itself.
_UNIT = r"\s*(?:điểm|diem|đ)\b"
_MOST = re.compile(
    r"(?:điểm )?(?:tối đa|toi da|max|thang(?: điểm| diem)?)\s*:?\s*[0-9]{1,3}"
    rf"(?:{_UNIT})?|\b0\s*[-–]\s*[0-9]{{1,3}}(?:{_UNIT})?|\b[0-9]{{1,3}}{_UNIT}"
    r"|[(\[]\s*10\s*[)\]]|(?:\bnăm\s*|\bnam\s*)?\b20[0-9]{2}\b"
)
_CRITERION = re.compile(r"\b(?:tiêu chí|tieu chi|nhóm|phần|mục)(?: số)? (?:[0-9]|[ivx]+)\b\.?")
_PART_NUMBER = re.compile(r"[0-9]\.[0-9]")
_STRANGE_SIGNS = re.compile(r"[^\w\s.,;:()\[\]/\\|–\-\"'“”«»…?!&]")
_INDICATOR = re.compile(
    r"(?:(?:so )?diem )?(?:cs|chi so(?: so)?|tieu chi|tc|c)? ?0*(?P<number>[1-9][0-9]?)(?![0-9])"
)
_ROMAN = re.compile(r"[ivx]+")
_LEAST_OF_WORDING = 2


def says_only_indicator(
    heading: str, number: int, who: Assessor | None, wordings: Iterable[str]
) -> bool:
    """Whether all words of an indicator's heading are understood.

    `who` is the assessor whom it names, `wordings` are the texts of the criteria set.
    """
    line = clean_name(heading).casefold()
    if _PART_NUMBER.search(line) or _STRANGE_SIGNS.search(line):
        return False
    line = _CRITERION.sub(" ", _MOST.sub(" ", line))
    words = _WORDS.findall(line)
    left = _without_indicator(words, number, who)
    is_marked = fold_text(line) != line
    return all(_understood(part, is_marked=is_marked, wordings=wordings) for part in left)


def _without_indicator(words: list[str], number: int, who: Assessor | None) -> list[list[str]]:
    """The words before, between and behind the indicator and its assessor."""
    folded = [fold_text(word) for word in words]
    line = " ".join(folded)
    taken = [False] * len(line)
    found = [m for m in _INDICATOR.finditer(line) if int(m["number"]) == number][:1]
    if who is not None:
        found += list(words_for(who).finditer(line))
    for match in found:
        taken[match.start() : match.end()] = [True] * (match.end() - match.start())
    parts: list[list[str]] = [[]]
    place = 0
    for word, plain in zip(words, folded, strict=True):
        if any(taken[place : place + len(plain)]):
            parts.append([])
        else:
            parts[-1].append(word)
        place += len(plain) + 1
    return _without_own_number([part for part in parts if part], number)


def _without_own_number(parts: list[list[str]], number: int) -> list[list[str]]:
    """«Chỉ số 1» over «1. Đọc sách»: its number again, before more words; or that of a part."""
    return [
        part[1:]
        if len(part) > 1 and (part[0] == str(number) or _ROMAN.fullmatch(part[0]))
        else part
        for part in parts
    ]


def _understood(words: list[str], *, is_marked: bool, wordings: Iterable[str]) -> bool:
    key = name_key if is_marked else fold_text
    said = [key(word) for word in words]
    known = {tuple(key(text).split()) for text in _KNOWN}
    texts = [f" {' '.join(map(key, _WORDS.findall(text.casefold())))} " for text in wordings]
    joins = {key(word) for word in _JOINS}
    start = 0
    while start < len(said):
        length = next(
            (
                end - start
                for end in range(len(said), start, -1)
                if tuple(said[start:end]) in known
                or (
                    end - start >= _LEAST_OF_WORDING
                    and any(f" {' '.join(said[start:end])} " in text for text in texts)
                )
            ),
            int(said[start] in joins),
        )
        if not length:
            return False
        start += length
    return True

"""Whose points a text names: «Tự chấm», «Thôn đánh giá», «(xã)», «PHIẾU TỰ CHẤM CỦA NGƯỜI DÂN».

A thôn or a commune is named in many titles; only words of scoring beside it, or the word alone,
make it the one who scored.
"""

import re
from collections.abc import Callable, Mapping

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_SCORING = "(?:cham|danh gia|dg|cho|nhan|binh xet|xep loai|tham dinh|duyet)"
_PEOPLE = "(?:ca nhan|ban than|cong dan|nguoi dan|dan|ho dan|gia dinh|ho)"
_UNITS = (
    r"(?:hoi dong |hd |to cham |bql |ban )?(?:thon don vi|thon|don vi|to dan pho|tdp|chi hoi|xom"
    r"|khu dan cu)"
)
_COMMUNE = "(?:hoi dong |hoi dong tham dinh |hdtd |hd |ubnd |cap )?xa"
# «Thôn Ngọc Bản chấm»: a unit's name of one to three words, none of which begins a title.
_CALLED = r"(?: (?!bang|phieu|danh|ket|tong|bieu|nam|tu )[a-z0-9]+){1,3}"
_SAID: Mapping[Assessor, re.Pattern[str]] = {
    Assessor.SELF: re.compile(
        rf"\b(?:{_PEOPLE} )?tu {_SCORING}(?: diem)?\b|\b{_PEOPLE} (?:cham|danh gia|cho)(?: diem)?\b"
    ),
    Assessor.VILLAGE: re.compile(
        rf"\b{_UNITS} {_SCORING}(?: diem)?\b|\b{_UNITS}{_CALLED} cham(?: diem)?\b|\bhop binh xet\b"
        rf"|\bcham(?: diem)? cua {_UNITS}$"
    ),
    Assessor.COMMUNE: re.compile(
        rf"\b{_COMMUNE} {_SCORING}(?: diem)?\b|\b(?:hoi dong )?tham dinh(?: diem)?\b"
        rf"|\bcham(?: diem)? cua {_COMMUNE}$"
    ),
}
_ALONE: Mapping[Assessor, str] = {
    Assessor.SELF: rf"(?:diem )?(?:(?:cua )?{_PEOPLE}|tu)(?: diem)?",
    Assessor.VILLAGE: rf"(?:diem )?(?:cua )?(?:{_UNITS}|binh xet)(?: diem)?",
    Assessor.COMMUNE: rf"(?:diem )?(?:cua )?{_COMMUNE}(?: diem)?",
}
_ONLY = {who: re.compile(words) for who, words in _ALONE.items()}
_BEFORE = {who: re.compile(rf"(?:{words}) (?P<rest>.+)") for who, words in _ALONE.items()}
_BEHIND = {who: re.compile(rf"(?P<rest>.+?) (?:{words})") for who, words in _ALONE.items()}
_WORDS_FOR = {
    who: re.compile(rf"{_SAID[who].pattern}|\b{words}\b") for who, words in _ALONE.items()
}
_MARKED = re.compile(
    r"\b(?:tự|bản thân|cá nhân|công dân|người dân|hộ dân|gia đình|thôn|đơn vị|tổ|chi hội|xóm|xã"
    r"|khu dân cư|thẩm định|bình xét)\b"
)
_CITED = re.compile(r"\b(?:quyet dinh|thong tu|nghi dinh|ke hoach|can cu|cong van|huong dan)\b")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")


def words_for(who: Assessor) -> re.Pattern[str]:
    """The folded words that say that points are somebody's."""
    return _WORDS_FOR[who]


def is_citation(folded: str) -> bool:
    """Whether a folded title names a paper: what that is about says nothing of the table."""
    return _CITED.search(folded) is not None


def assessors_named(text: str) -> set[Assessor]:
    """All whose points a title, the name of a sheet, or a part of a heading says these are."""
    folded = re.sub(r"[\s,;/\-–—_.:]+", " ", fold_text(text)).strip()
    if is_citation(folded):
        return set()
    return _found_in(folded) | {who for who, words in _ONLY.items() if words.fullmatch(folded)}


def _found_in(folded: str) -> set[Assessor]:
    found = set()
    for who, pattern in _SAID.items():
        # «Thôn A tự chấm» is no point of the thôn: what one has said is out of the others' way.
        shorter = pattern.sub(" | ", folded)
        if shorter != folded:
            found.add(who)
            folded = shorter
    return found


def assessors_of_section(text: str) -> set[Assessor]:
    """Whose points a row between the people says the next ones are: «ĐIỂM TỰ CHẤM».

    A name may look like such words without its marks («Lê Tú Châm», «Hồ Đàn»): written with marks,
    the words need their own.
    """
    written = clean_name(text).casefold()
    has_marks = fold_text(text) != written
    return set() if has_marks and not _MARKED.search(written) else assessors_named(text)


def named_in_brackets(heading: str) -> Assessor | None:
    """Whose points a heading's brackets name: «CS1 (xã)»; None for nobody or several."""
    named: set[Assessor] = set()
    for text in _BRACKETED.findall(heading):
        named |= set() if ":" in text else assessors_named(text)
    return named.pop() if len(named) == 1 else None


def split_heading(
    folded: str, is_indicator: Callable[[str, bool], bool]
) -> tuple[Assessor | None, str] | None:
    """Who a folded heading names and what is left of it; None where nothing is an indicator.

    `is_indicator` tells of a text whether it may be one, and whether more words may stand behind
    its number: «CS8 tham gia việc thôn» names nobody's points.
    """
    for who, pattern in _SAID.items():
        found = pattern.search(folded)
        if found is not None:
            rest = f"{folded[: found.start()]} {folded[found.end() :]}"
            return who, re.sub(r"\s+", " ", rest).strip()
    for patterns, may_say_more in ((_BEFORE, True), (_BEHIND, False)):
        for who, words in patterns.items():
            alone = words.fullmatch(folded)
            if alone is not None and is_indicator(alone["rest"], may_say_more):
                return who, alone["rest"]
    return None


def names_another(wanted: Assessor) -> Callable[[str], bool]:
    """Whether a text says that points are somebody else's than `wanted`, and not also theirs."""

    def check(text: str) -> bool:
        named = assessors_named(text)
        return bool(named) and wanted not in named

    return check

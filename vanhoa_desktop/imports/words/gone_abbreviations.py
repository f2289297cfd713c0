"""Abbreviations that village books use for the dead and the gone: «CĐ», «TV», «C.K», «XHK».

Nearly each of them means something else too («CĐ» is a college, «TV» absent or dead): so they are
looked for among remarks only, where they stand alone or with a time, and are asked with what they
may mean. Left out are those that ordinary lists write of everybody: «TT» (registered here), «BT»
(well), «HS» (at school), and the signs «x», «v», «c».
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vanhoa_desktop.texts.words.names import clean_name, fold_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A pattern of small letters, what it may mean, and examples as they are written."""

    words: str
    may_mean: str
    said: tuple[str, ...]


ABBREVIATIONS: tuple[Abbreviation, ...] = (
    Abbreviation(
        words=r"đ?c\s?[./]?\s?đ[.]?|cđi|chđi|ch[./]? ?đi",
        may_mean="chuyển đi",
        said=(
            "CĐ",
            "C.Đ",
            "c/đ",
            "cđi",
            "ĐCĐ",
            "CĐ 2020",
            "CĐ về Nam Định",
            "đã CĐ",
            "CĐ Hà Nội",
            "CD",
            "da cd",
        ),
    ),
    Abbreviation(
        words=r"c[./]?k[.]?|c[./]?k[./]?đ|c[./]?h[./]?k|chk|chkhẩu|ch[./ ]?khẩu|ckhẩu",
        may_mean="chuyển khẩu",
        said=("CK", "c.k", "CHK", "CKĐ", "ch.khẩu", "CK 3/2024"),
    ),
    Abbreviation(
        words=r"t[./]?v[.]?",
        may_mean="tử vong hay tạm vắng",
        said=("TV", "T.V", "t/v", "TV 5/2025", "TV: Bình Dương"),
    ),
    Abbreviation(words=r"t[./ ]?vong", may_mean="tử vong", said=("TVong", "t.vong", "t vong 2020")),
    Abbreviation(
        words=r"t[./ ]?vắng|v[./]?m[.]?|vđp|vắng đp|v[.] ?đp",
        may_mean="tạm vắng, vắng mặt",
        said=("TVắng", "t/vắng", "VM", "vắng ĐP", "VĐP"),
    ),
    Abbreviation(
        words=r"đ[./]?m[.]?|m[.]?|m[.]? ?(?:năm )?[12][0-9]{3}",
        may_mean="đã mất",
        said=("ĐM", "đ/m", "M.", "M", "m.2021", "m 2020", "M. năm 2019"),
    ),
    Abbreviation(
        words=r"c[.]? ?(?:năm )?(?:19|20)[0-9]{2}", may_mean="chết", said=("c2020", "C. 2019")
    ),
    Abbreviation(words=r"q[./]?đ[.]?", may_mean="qua đời", said=("QĐ", "q.đ", "QĐ 2021")),
    Abbreviation(
        words=r"k[./]?t[.]?|k[./]?tử|b[./]?tử",
        may_mean="khai tử, báo tử",
        said=("KT", "k.tử", "đã KT", "KT 12/2024"),
    ),
    Abbreviation(
        words=r"(?:ah)?l[./]?s(?:ĩ|ỹ|i|y)?[.]?",
        may_mean="liệt sĩ",
        said=("LS", "lsỹ", "L/s", "AHLS"),
    ),
    Abbreviation(
        words=r"x[./]?t[.]?|x[./]?h?k[.]?|xđk(?:tt)?|xtt|x[./]? ?(?:tên|khẩu|hộ khẩu)",
        may_mean="xóa tên, xóa đăng ký, xóa hộ khẩu",
        said=("XT", "XHK", "xđktt", "x.tên", "X.khẩu"),
    ),
    Abbreviation(
        words=r"g[./]?k[.]?|bđg|b[./]?đ ?giảm", may_mean="giảm khẩu", said=("GK", "BĐG", "bđ giảm")
    ),
    Abbreviation(
        words=r"k[./]?c[./]?m|kcmđp|kcđp|kođp|kođp|kcởđp|kcttđp|kctt|kc ở đp|k ở đp",
        may_mean="không có mặt, không ở địa phương",
        said=("KCM", "KCMĐP", "KCĐP", "KOĐP"),
    ),
    Abbreviation(
        words=r"đ?l[./]?a?[./]?x[.]?|đi la?x|đlax|lăx|đi lv xa",
        may_mean="đi làm ăn xa",
        said=("LAX", "ĐLAX", "ĐLX", "đi LX"),
    ),
    Abbreviation(
        words=r"lđnn|lđ nn|đnn|(?:đi|ở|sang) nn|đi lđ|xkld|xk lđ",
        may_mean="lao động ở nước ngoài",
        said=("LĐNN", "ĐNN", "đi NN", "ở NN", "đi LĐ"),
    ),
    Abbreviation(
        words=r"nvqs|đi nv|đi bđ|bđ nvqs", may_mean="đi nghĩa vụ quân sự", said=("NVQS", "đi BĐ")
    ),
    Abbreviation(
        words=r"(?:đi )?l[./]?c[.]? (?:xa|nơi khác|ở \S+|xã \S+|tỉnh \S+|hn|hà nội)|đi l[./]?c[.]?",
        may_mean="lấy chồng nơi khác",
        said=("LC xa", "l/c nơi khác", "đi lc"),
    ),
)
# A time, a place far away: nothing else may stand beside an abbreviation. «QĐ 677» is a paper.
_PLACE = r"(?:về|vào|ra|sang) (?!học|làm|hưu)[^\W\d]+(?: [^\W\d]+)?"
_TIME = (
    rf"(?:[\s:,.\-–]*(?:{_PLACE}|(?:(?:từ|năm|tháng|ngày|hồi|trước|đi|ra|vào|về|ở) ?)*"
    r"(?:(?:[0-9]{1,2}[/.\-]){1,2}(?:(?:19|20)[0-9]{2}|[0-9]{2})|(?:19|20)[0-9]{2}"
    r"|t(?:háng )?[0-9]{1,2}(?:[/.\-](?:20)?[0-9]{2})?"
    r"|hn|hà nội|sg|sài gòn|hcm|tp ?hcm|nam|bắc|bình dương|đồng nai|nn)))?"
)


def _patterns(fold: Callable[[str], str]) -> tuple[tuple[re.Pattern[str], Abbreviation], ...]:
    before = fold("(?:(?:đã|mới|vừa|bị) )*")
    return tuple(
        (re.compile(rf"{before}(?:{fold(one.words)}){fold(_TIME)}"), one) for one in ABBREVIATIONS
    )


_MARKED = _patterns(str)
# Typed without any mark: «CD», «da CD».
_PLAIN = _patterns(fold_text)
_BETWEEN = re.compile(r"[;()\[\]+]|,(?![0-9])|\s[-–—]+\s(?=\D)")
_AROUND = " *!-–"
# «CĐ: chuyển đi; TV = tạm vắng»: a key to the abbreviations.
_KEY = re.compile(r"(?:^|(?<=[;,.(:]))\s*(?P<short>[^\W\d_./]{1,2}[^\s:=]{0,4})\s*[:=]\s*[^;,.)]+")


def may_be_gone(text: str) -> str:
    """What an abbreviation among remarks may mean that says somebody is dead or gone; '' for none.

    Its clauses are looked at one by one: «hộ nghèo; CĐ 2020».
    """
    clauses = _BETWEEN.split(clean_name(text).casefold())
    return next((one.may_mean for clause in clauses for one in _meant(clause.strip(_AROUND))), "")


def _meant(clause: str) -> Iterator[Abbreviation]:
    patterns = _PLAIN if clause.isascii() else _MARKED
    yield from (one for pattern, one in patterns if clause and pattern.fullmatch(clause))


def without_keys(text: str) -> str:
    """A note without its key to abbreviations that are asked wherever they stand."""

    def kept(found: re.Match[str]) -> str:
        return " " if may_be_gone(found["short"]) else found[0]

    return _KEY.sub(kept, text)

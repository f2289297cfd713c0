"""Headings of points: which indicator a column holds, and whose points they are."""

import re
from collections.abc import Mapping, Sequence

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.imports.heading_words import PERSON_FIELDS, fold_heading
from vanhoa_desktop.imports.headings import FieldOf, words_of

TOTAL = "total"
_BY = "@"
_INDICATOR = re.compile(
    r"(?:diem |so diem |ket qua )?(?:(?P<word>cs|chi so|chi so so|tieu chi|tc|c) ?)?"
    r"0*(?P<number>[1-9][0-9]?)(?:(?P<said>[ ,;].+)?)"
)
_ASSESSORS: Mapping[Assessor, str] = {
    Assessor.SELF: r"(?:ca nhan |cong dan |dan |ho )?tu (?:cham|danh gia|cho|nhan)(?: diem)?"
    r"|ca nhan|cong dan cham|dan cham",
    Assessor.VILLAGE: r"(?:hoi dong |to |chi hoi )?(?:thon|don vi|to dan pho|chi hoi|binh xet|xom)"
    r"(?: don vi)?(?: cham| danh gia| binh xet| cho)?(?: diem)?|hop binh xet|diem thon",
    Assessor.COMMUNE: r"(?:hoi dong )?(?:xa|tham dinh|cap xa|ubnd xa)"
    r"(?: cham| tham dinh| danh gia)?(?: diem)?",
}
_BY_WHOM = {
    assessor: re.compile(rf"(?:^| )(?:diem )?(?:{words})(?: |$)")
    for assessor, words in _ASSESSORS.items()
}


def field_of_points(code: str, assessor: Assessor | None) -> str:
    """The field of an indicator's column: «CS1», or «CS1@village» where it says whose points."""
    return code if assessor is None else f"{code}{_BY}{assessor.value}"


def indicator_fields(indicators: Sequence[str]) -> FieldOf:
    """Fields of a table of points: the person's, the indicators' and their total."""
    person = words_of({**PERSON_FIELDS, "tong": TOTAL, "tong diem": TOTAL, "cong": TOTAL,
                       "tong cong": TOTAL, "tong so diem": TOTAL})  # fmt: skip

    def field_of(heading: str) -> str | None:
        return person(heading) or _indicator(fold_heading(heading), indicators)

    return field_of


def _indicator(folded: str, indicators: Sequence[str]) -> str | None:
    assessor = None
    for who, pattern in _BY_WHOM.items():
        found = pattern.search(folded)
        if found is not None:
            assessor = who
            folded = f"{folded[: found.start()]} {folded[found.end() :]}".strip()
            break
    found = _INDICATOR.fullmatch(folded)
    if found is None or not 1 <= int(found["number"]) <= len(indicators):
        return None
    if found["said"] and found["word"] is None:
        # A bare number with words («2 con») is anything.
        return None
    return field_of_points(indicators[int(found["number"]) - 1], assessor)


def columns_for(
    columns: Mapping[str, int], indicators: Sequence[str], assessor: Assessor | None
) -> dict[str, str]:
    """The field to read each indicator from: this assessor's column, else the one of nobody's."""
    chosen: dict[str, str] = {}
    for code in indicators:
        own = field_of_points(code, assessor)
        if own in columns:
            chosen[code] = own
        elif code in columns:
            chosen[code] = code
    return chosen

"""Of which year a table says that it is, in its titles and the name of its sheet."""

import re
from dataclasses import dataclass

from vanhoa_desktop.imports.assessor_words import is_citation
from vanhoa_desktop.imports.heading_words import fold_heading
from vanhoa_desktop.texts.names import fold_text

_YEAR = re.compile(r"\bnam\s*(?:hoc\s*)?(20[0-9]{2})\b|^\s*(20[0-9]{2})\s*$")
_BARE_YEAR = re.compile(r"(?<![0-9/.-])(20[0-9]{2})(?![0-9])")
_OF_POINTS = re.compile(
    r"nam(?: (?:danh gia|cham|cham diem|hoc|xet|xet duyet|cong nhan|dang ky|tinh diem))?"
    r"|ky(?: (?:danh gia|cham|xet))?|nien do"
)
# «Ngày 05 tháng 3 năm 2026» says when a paper was written, a decree's year nothing at all.
_DAY = re.compile(r"thang\s*[0-9]{1,2}\s*nam\s*[0-9]{4}")


_SPAN = re.compile(r"(20[0-9]{2})\s*(?:[-–—/]|den)\s*(?:nam\s*)?(20[0-9]{2})")
_BORN = re.compile(r"sinh (?:(?:tu|truoc|sau|den) )?(?:nam )?[0-9]{4}")
_FIRST_YEAR = 2015


@dataclass(frozen=True, slots=True)
class OtherYear:
    """Whether a text names a year, and none of them is the one wanted."""

    year: int

    def __call__(self, text: str) -> bool:
        """Whether the text is of another year; what a paper is cited by says nothing."""
        folded = _BORN.sub(" ", _DAY.sub(" ", fold_text(text)))
        if is_citation(folded):
            return False
        for first, last in _SPAN.findall(folded):
            if int(first) <= self.year <= int(last):
                return False
        years = {int(one or two) for one, two in _YEAR.findall(folded)}
        # A bare year is one of points; older ones are those of births.
        years |= {year for year in map(int, _BARE_YEAR.findall(folded)) if year >= _FIRST_YEAR}
        return bool(years) and self.year not in years

    def of_heading(self, heading: str) -> bool:
        """Whether a heading of points is of another year: «CS1 (2025)», «Điểm năm 2025 – CS1»."""
        folded = fold_text(heading)
        years = set() if is_citation(folded) else set(map(int, _BARE_YEAR.findall(folded)))
        return self(heading) or (bool(years) and self.year not in years)


def is_year_of_points(heading: str) -> bool:
    """Whether a column says of which year the points in each row are: «Năm», «Năm đánh giá».

    Folded, «Nam» looks alike: a column that is ticked holds no year.
    """
    return _OF_POINTS.fullmatch(fold_heading(heading)) is not None

"""Of which year a table says that it is, in its titles and the name of its sheet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanhoa_desktop.imports.words.assessor_words import is_citation
from vanhoa_desktop.imports.words.heading_words import fold_heading
from vanhoa_desktop.imports.words.written_days import LONG_DAY, is_made_outside, without_days
from vanhoa_desktop.texts.words.names import fold_text

_YEAR = re.compile(r"\bnam\s*(?:hoc\s*)?(20[0-9]{2})\b|^\s*(20[0-9]{2})\s*$")
_BARE_YEAR = re.compile(r"(?<![0-9/.-])(20[0-9]{2})(?![0-9])")
_OF_POINTS = re.compile(
    r"nam(?: (?:danh gia|cham|cham diem|hoc|xet|xet duyet|cong nhan|dang ky|tinh diem))?"
    r"|ky(?: (?:danh gia|cham|xet))?|nien do"
)
# «Tháng 12/2025», «T12-2025», «đợt 2/2025», «12.2025»: of that year.
_OF_MONTH = re.compile(
    r"(?:\b(?:t|thang|dot|ky|lan)\s*(?:[0-9]{1,2}|[ivx]{1,4})\s*(?:[/.\-]|nam)\s*"
    r"|(?<![0-9/.\-])(?<![0-9/.\-] )\b(?:0?[1-9]|1[0-2])\s*[/.]\s*)(20[0-9]{2})(?![0-9/])"
)
# «Vạn Hòa, tháng 01/2027», «lập tháng 1/2027», «mẫu 02/2025»: when it was written, of which form.
_NOT_OF_POINTS = re.compile(
    r"(?:,\s*|\b(?:so|mau|bieu|phu luc|bm|kh|qd|tt|nd|cv|hd|kem theo|ngay)\b[\s:.]*(?:so\s*)?"
    r"|\b(?:lap|in|ky|dang ky|ban hanh|cap nhat|nop|gui)\b[^;]{0,12})$"
)
# «Tính đến ngày 31/12/2025», «đến 31 tháng 12 năm 2025»: how far the points go.
_UNTIL = re.compile(
    r"\b(?:den|toi|het|chot|thoi diem)[\s:]*(?:het\s*)?(?:ngay\s*)?"
    r"(?:[0-9]{1,2}\s*(?:[/.\-]|thang)\s*)?(?P<month>[0-9]{1,2})\s*(?:[/.\-]|nam)\s*"
    r"(?P<year>20[0-9]{2})(?![0-9])"
)
# What is counted up to the first months of a year is of the one before.
_LAST_MONTH_AFTER = 3
# «Năm '25».
_TWO_DIGITS = re.compile(r"\bnam\s*['’‘`]\s*([0-9]{2})\b")


_SPAN = re.compile(r"(20[0-9]{2})\s*(?:[-–—/]|den)\s*(?:nam\s*)?(20[0-9]{2})")
# «Kỳ 01/01/2026 - 31/12/2026», «từ ngày 01/01/2026 đến ngày 31/12/2026», «T1/2026 – T12/2026».
_POINT = (
    r"(?:ngay\s*)?(?:[0-9]{1,2}\s*[/.\-]\s*)?(?:t(?:hang)?\s*)?[0-9]{1,2}\s*[/.\-]\s*(20[0-9]{2})"
)
_DATE_SPAN = re.compile(rf"{_POINT}\s*(?:[-–—]|den|toi)\s*(?:het\s*)?{_POINT}")
_QUARTER = re.compile(r"\bquy\s*(?:[1-4]|iv|i{1,3})\s*(?:[/,.\-]|nam)?\s*(20[0-9]{2})")
# «2O25»: a letter in place of the nought.
_LETTER_O = re.compile(r"\b2o(?=[0-9]{2}\b)")
_BORN_IN_SPAN = re.compile(r"\bsinh\b[^;]*$")
_ALL_YEARS = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
# «2026-01-15», «15.01.2026», «15-01-2026»: when a file was made.
_DAY_OF_FILE = re.compile(
    r"20[0-9]{2}[-_.][0-9]{1,2}[-_.][0-9]{1,2}|[0-9]{1,2}[-_.][0-9]{1,2}[-_.]20[0-9]{2}"
)
_NUMBERED_PAPER = re.compile(r"\b(?:qd|kh|cv|hd|nq|ct|tt|nd|tb|bc)\b(?: so)? ?[0-9]")
_BORN = re.compile(r"sinh (?:(?:tu|truoc|sau|den) )?(?:nam )?[0-9]{4}")
# «QĐ số 324/QĐ-KHVN năm 2022», «Luật Cư trú năm 2020», «mẫu số 02 năm 2025»: papers.
_OF_PAPER = re.compile(
    r"\b(?:qd|kh|cv|hd|nq|ct|tt|nd|tb|bc|mau|bieu|phu luc)\b(?:\s*so)?[\s:.]*[0-9][^\s,;()]*\s+"
    r"nam\s+20[0-9]{2}"
    r"|\b(?:luat|nghi quyet|phap lenh|chi thi|dai hoi)\b[^;,.()0-9]{0,25}nam\s+20[0-9]{2}"
)
# «So với năm 2025», «mục tiêu đến năm 2030»: years beside the one that it is about.
_COMPARED = re.compile(
    r"\b(?:so (?:sanh )?voi|so sanh|doi chieu(?: voi)?|huong toi|tam nhin"
    r"|(?:muc tieu|phan dau)[^;,.()0-9]{0,20} den)\b[^;,.()0-9]{0,25}(?:nam\s+)?20[0-9]{2}"
)
# «Kết quả thực hiện kế hoạch năm 2025».
_PLAN_DONE = re.compile(r"\b(?:ket qua|thuc hien)\b.*\bke hoach\b[^0-9;,()/]*\bnam (20[0-9]{2})")
_ONLY_TIME = re.compile(
    r"(?:[\s0-9/.,:;()'’\-–]|\b(?:nam|thang|t|quy|dot|ky|hoc|tu|den|het|ngay|ca|ket qua|i{1,3}|iv)"
    r"\b)+|t[0-9/.\-]+"
)
_FIRST_YEAR = 2015
_BEFORE = re.compile(r"\b(?:nam|ky|nien do) (?:truoc|ngoai|cu)\b")


@dataclass(frozen=True, slots=True)
class OtherYear:
    """Whether a text names a year, and none of them is the one wanted."""

    year: int

    def __call__(self, text: str) -> bool:
        """Whether the text is of another year; what a paper is cited by says nothing.

        «Điểm năm trước» is of another one, unless the year that is wanted stands beside it.
        """
        folded = fold_text(text)
        is_before = _BEFORE.search(folded) and not is_citation(folded) and not self.is_named(text)
        return bool(is_before) or self._names_other(text)

    def _names_other(self, text: str) -> bool:
        whole = _BORN.sub(" ", _LETTER_O.sub("20", fold_text(text)))
        if is_citation(whole):
            return False
        whole = _COMPARED.sub(" ", _OF_PAPER.sub(" ", whole))
        years = set(_until(whole, self.year))
        folded = LONG_DAY.sub(" ", _UNTIL.sub(" ", whole))
        years |= set(map(int, _QUARTER.findall(folded)))
        years |= {2000 + int(digits) for digits in _TWO_DIGITS.findall(folded)}
        for span in _DATE_SPAN.finditer(whole):
            first, last = int(span[1]), int(span[2])
            if first <= self.year <= last:
                return False
            is_of_births = _BORN_IN_SPAN.search(whole[: span.start()])
            years |= set() if is_of_births else {first, last}
        years |= set(_of_months(folded))
        for first, last in _SPAN.findall(folded):
            if int(first) <= self.year <= int(last):
                return False
        years |= {int(one or two) for one, two in _YEAR.findall(folded)}
        # A bare year is one of points; older ones are those of births.
        years |= {year for year in map(int, _BARE_YEAR.findall(folded)) if year >= _FIRST_YEAR}
        return bool(years) and self.year not in years

    def of_line(self, text: str) -> bool:
        """Whether a line beside a table is of another year, or only another year's end in it.

        The day on which it is signed says nothing here.
        """
        years = set(_until(fold_text(text), self.year))
        return self(text) or (bool(years) and self.year not in years)

    def of_remark(self, text: str) -> bool:
        """Whether a remark is nothing but a time of another year: «Năm 2025», «T12/2025»."""
        return _ONLY_TIME.fullmatch(fold_text(text)) is not None and self(text)

    def of_day(self, text: str) -> bool:
        """Whether a line says a day of making on which nobody had the points of the year wanted.

        Or the plan of another year as what was done.
        """
        folded = fold_text(text)
        years = [int(year) for year in _PLAN_DONE.findall(folded)]
        return is_made_outside(folded, self.year) or bool(years and self.year not in years)

    def is_titled(self, text: str) -> bool:
        """Whether a text names the year that is wanted, otherwise than in a day of making."""
        return str(self.year) in _ALL_YEARS.findall(without_days(fold_text(text)))

    def of_file(self, stem: str) -> str:
        """The years that the name of a file says, where the one wanted is not among them; or ''.

        The day on which a file was made says nothing.
        """
        text = _DAY_OF_FILE.sub(" ", fold_text(stem))
        if is_citation(text.replace("_", " ").replace("-", " ")):
            return ""
        years = [year for year in _ALL_YEARS.findall(text) if int(year) >= _FIRST_YEAR]
        return "" if str(self.year) in years else ", ".join(dict.fromkeys(years))

    def day_of_file(self, stem: str) -> str:
        """The day in the name of a file, where it was made before the year wanted began; or ''.

        Nobody had points of that year then.
        """
        text = fold_text(stem)
        days = list(_DAY_OF_FILE.finditer(text))
        words = text.replace("_", " ").replace("-", " ")
        if len(days) != 1 or is_citation(words) or _NUMBERED_PAPER.search(words):
            return ""
        years = [int(year) for year in _ALL_YEARS.findall(days[0][0])]
        return days[0][0] if years and max(years) < self.year else ""

    def is_named(self, text: str) -> bool:
        """Whether a text names the year that is wanted."""
        return str(self.year) in _ALL_YEARS.findall(fold_text(text))

    def of_heading(self, heading: str) -> bool:
        """Whether a heading of points is of another year: «CS1 (2025)», «Điểm năm 2025 – CS1»."""
        folded = fold_text(heading)
        years = set() if is_citation(folded) else set(map(int, _BARE_YEAR.findall(folded)))
        return self._names_other(heading) or (bool(years) and self.year not in years)


def _of_months(folded: str) -> Iterator[int]:
    """The years of the months and rounds that a text names, but for when it was written."""
    for found in _OF_MONTH.finditer(folded):
        before, year = folded[: found.start()], int(found[1])
        is_of_births = year < _FIRST_YEAR or _BORN_IN_SPAN.search(before)
        if not is_of_births and not _NOT_OF_POINTS.search(before):
            yield year


def _until(folded: str, wanted: int) -> Iterator[int]:
    """The years up to whose ends a text says that it goes."""
    for found in _UNTIL.finditer(folded):
        year, month = int(found["year"]), int(found["month"])
        if year < _FIRST_YEAR or _BORN_IN_SPAN.search(folded[: found.start()]):
            continue
        is_soon_after = year == wanted + 1 and month <= _LAST_MONTH_AFTER
        yield wanted if is_soon_after else year


def is_year_of_points(heading: str) -> bool:
    """Whether a column says of which year the points in each row are: «Năm», «Năm đánh giá».

    Folded, «Nam» looks alike: a column that is ticked holds no year.
    """
    return _OF_POINTS.fullmatch(fold_heading(heading)) is not None

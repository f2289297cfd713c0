"""Headings of points: which indicator a column holds, and whose points they are."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.words.assessor_words import (
    assessors_named,
    named_in_brackets,
    names_another,
    split_heading,
)
from vanhoa_desktop.imports.words.heading_words import PERSON_FIELDS, UNIT_NAME, fold_heading
from vanhoa_desktop.imports.words.indicator_words import says_only_indicator
from vanhoa_desktop.imports.words.known_headings import FieldOf, fields_by_words
from vanhoa_desktop.texts.words.names import fold_text

TOTAL = "total"
# A column that says in each row whose points these are.
ASSESSOR = "assessor"
_BY = "@"
NOT_ONLY_INDICATOR = "tiêu đề ghi thêm chữ, số không rõ nghĩa bên cạnh chỉ số"
# Before the field of an indicator whose heading says more than is understood.
_UNCLEAR = "?"
_INDICATOR = re.compile(
    r"(?:diem |so diem |ket qua )?(?:(?P<word>cs|chi so|chi so so|tieu chi|tc|c) ?)?"
    r"0*(?P<number>[1-9][0-9]?)(?:(?P<said>[ ,;].+)?)"
)


# «CS6-7», «Chỉ số 6 và 7»: one column for several says no points of one.
_SEVERAL = re.compile(
    r"\b(?:cs|chi so|tieu chi|tc)\s*[0-9]{1,2}\s*(?:[-–—,;/&+]|va|den)\s*"
    r"(?:(?:cs|chi so|tieu chi|tc)\s*)?[0-9]{1,2}\s*(?:\(.*|$)"
)
_TOTALS = ("Tổng", "Tổng điểm", "Cộng", "Tổng cộng", "Tổng số điểm")
_FOLDED_TOTALS = frozenset(map(fold_heading, _TOTALS))
_WHOLE_COMMUNE = {"xa", "toan xa"}
_OF_THON = re.compile(r"(?:[ivx0-9]+[.):]\s*)?(?:thôn|thon|tdp|tổ dân phố|bản|xóm)\b")
_ASSESSOR_HEADINGS = (
    *("Người chấm", "Người chấm điểm", "Người đánh giá", "Bên chấm", "Cấp chấm", "Cấp đánh giá"),
    *("Hình thức chấm", "Loại chấm", "Loại điểm", "Nguồn điểm", "Đơn vị chấm", "Điểm của"),
)


def field_of_points(code: str, assessor: Assessor | None) -> str:
    """The field of an indicator's column: «CS1», or «CS1@village» where it says whose points."""
    return code if assessor is None else f"{code}{_BY}{assessor.value}"


def indicator_fields(indicators: Sequence[str], wordings: Sequence[str] = ()) -> FieldOf:
    """Fields of a table of points: the person's, the indicators' and their total.

    `wordings` are the texts of the criteria set, of which headings may say a part.
    """
    more = {**dict.fromkeys(_TOTALS, TOTAL), **dict.fromkeys(_ASSESSOR_HEADINGS, ASSESSOR)}
    person = fields_by_words({**PERSON_FIELDS, **more})

    def field_of(heading: str) -> str | None:
        return (
            person(heading) or _indicator(heading, indicators, wordings) or _part_of_total(heading)
        )

    return field_of


def is_unclear(name: str | None) -> bool:
    """Whether a field is an indicator's whose heading says more than is understood."""
    return name is not None and name.startswith(_UNCLEAR)


def unclear_fields(indicators: Sequence[str]) -> frozenset[str]:
    """All such fields."""
    return frozenset(
        f"{_UNCLEAR}{field_of_points(code, who)}"
        for code in indicators
        for who in (None, *Assessor)
    )


def indicator_of(name: str) -> str:
    """The code of the indicator that a field is of."""
    return name.removeprefix(_UNCLEAR).partition(_BY)[0]


def _indicator(heading: str, indicators: Sequence[str], wordings: Sequence[str]) -> str | None:
    if _SEVERAL.search(fold_text(heading)):
        return None
    folded = fold_heading(heading)
    who, rest = split_heading(folded, _is_indicator) or (named_in_brackets(heading), folded)
    found = _INDICATOR.fullmatch(rest)
    if found is None or not 1 <= int(found["number"]) <= len(indicators):
        return None
    if found["said"] and found["word"] is None:
        # A bare number with words («2 con») is anything.
        return None
    number = int(found["number"])
    name = field_of_points(indicators[number - 1], who)
    return name if says_only_indicator(heading, number, who, wordings) else f"{_UNCLEAR}{name}"


def _part_of_total(heading: str) -> str | None:
    """«Tổng» over «Thôn»: somebody's total, and no column of thôn."""
    found = split_heading(fold_heading(heading), lambda text, _: text in _FOLDED_TOTALS)
    is_total = found is not None and found[1] in _FOLDED_TOTALS
    return field_of_points(TOTAL, found[0]) if found is not None and is_total else None


def _is_indicator(text: str, may_say_more: bool) -> bool:  # noqa: FBT001 - as split_heading asks
    found = _INDICATOR.fullmatch(text)
    return found is not None and (may_say_more or not found["said"])


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


@dataclass(frozen=True, slots=True)
class WantedPoints:
    """Whose points are wanted: fields headed for the one wanted, for nobody, for somebody else.

    `is_other` says of a text whether it names only somebody else; `is_one_of_several` tells that
    the file has a sheet for each assessor.
    """

    wanted: Assessor
    is_other: Callable[[str], bool]
    own: frozenset[str]
    nobodys: frozenset[str]
    others: frozenset[str]
    is_one_of_several: bool = False

    def are_others(self, headings: Headings) -> bool:
        """Whether a table holds points, and nobody's but somebody else's."""
        names = headings.columns.keys()
        if names & self.own or not names & (self.others | self.nobodys):
            return False
        return not names & self.nobodys or self._says_other(headings)

    def without_others(self, headings: Headings) -> Headings:
        """The headings without the columns of nobody, where all the table is somebody else's.

        Without the column of assessors too, where no cell of it names one.
        """
        headings = _with_assessors(headings)
        if not self._says_other(headings):
            return headings
        columns = {n: c for n, c in headings.columns.items() if n not in self.nobodys}
        return replace(headings, columns=columns)

    def is_named(self, text: str) -> bool:
        """Whether a text names the one whose points are wanted."""
        return self.wanted in assessors_named(text)

    def doubtful(self, headings: Headings) -> set[str]:
        """Columns of nobody that would be read though somebody else has one for that indicator."""
        columns = headings.columns.keys()
        with_others = {indicator_of(name) for name in columns & self.others}
        with_own = {indicator_of(name) for name in columns & self.own}
        return {name for name in columns & self.nobodys if name in with_others - with_own}

    def lacking(self, columns: Mapping[str, int]) -> set[str]:
        """Fields of somebody else beside which the one wanted has no points in the table."""
        read = {name.partition(_BY)[0] for name in columns.keys() & (self.own | self.nobodys)}
        return {n for n in columns.keys() & self.others if n.partition(_BY)[0] not in read}

    def _says_other(self, headings: Headings) -> bool:
        above = headings.sheet.rows[: headings.first_row - 1]
        titles = [cell_text(cell) for row in above for cell in row]
        sheet = headings.sheet.whole or headings.sheet.name
        names = titles if self.may_be_of_all(headings) else (sheet, *titles)
        return any(map(self.is_other, names))

    def may_be_of_all(self, headings: Headings) -> bool:
        """Whether a sheet that is called «Xã» may be the list of the whole commune: by thôn."""
        name = fold_text(headings.sheet.whole or headings.sheet.name)
        if name not in _WHOLE_COMMUNE or self.is_one_of_several:
            return False
        column = headings.columns.get(UNIT_NAME)
        rows = headings.sheet.rows[headings.last_row :]
        texts = {cell_text(cell) for row in rows for cell in row if cell_text(cell)}
        sections = {text for text in texts if _OF_THON.match(text.casefold())}
        return column is not None or len(sections) > 1


def _with_assessors(headings: Headings) -> Headings:
    column = headings.columns.get(ASSESSOR)
    rows = range(headings.last_row + 1, len(headings.sheet.rows) + 1)
    if column is None or any(assessors_named(headings.text(row, ASSESSOR)) for row in rows):
        return headings
    columns = {n: c for n, c in headings.columns.items() if n != ASSESSOR}
    return replace(headings, columns=columns)


def wanted_points(indicators: Sequence[str], assessor: Assessor | None) -> WantedPoints | None:
    """What is wanted where only one assessor's points are; None where anybody's will do."""
    if assessor is None:
        return None
    others = {field_of_points(code, who) for code in indicators for who in Assessor}
    own = {field_of_points(code, assessor) for code in indicators}
    return WantedPoints(
        assessor,
        names_another(assessor),
        frozenset(own),
        frozenset(indicators),
        frozenset(others - own),
    )

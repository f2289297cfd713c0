"""Which unit of the commune a cell or a title names: «thôn Ngoc Ban, xã Vạn Hòa», «TDP 02», «2».

In the countryside a unit is a thôn, and its xóm, tổ, khu and cụm are parts of it; in towns the
unit itself is a tổ dân phố. So a number or a name under «Tổ» says nothing before it is held against
the names of the units. A name may begin with another one («Thôn Đông», «Thôn Đông Thành») or differ
from it by marks alone: the longest name that stands there is meant, and the one with these marks.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vanhoa_desktop.imports.words.heading_words import fold_heading
from vanhoa_desktop.imports.words.place_words import (
    COMMUNE,
    COMMUNE_SORTS,
    SORTS,
    Words,
    number_of_word,
    words_of_text,
)
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name, fold_text, letter_marks

_SORTS: Mapping[str, str] = {fold_text(said): sort for said, sort in SORTS.items()}
_COMMUNE = re.compile(r"(?:ubnd\s+)?(?:thi tran|phuong|xa)[\s.:]+(\S.*)")
_WORDS = re.compile(r"[^\W_]+")
# «1/2», «1,2», and 1.2 that Excel made of it: two units, never the twelfth.
_TWO_NUMBERS = re.compile(r"[0-9]\s*[.,;/&+–-]\s*[0-9]")
_THON = "thon"
# «T2» is Thôn 2 where thôn have numbers; «T2/2026» is a month.
_SHORT = re.compile(r"[tT]\s*[.-]?\s*0*([1-9][0-9]?)")
# «T. Cẩm Bào», «T.Cẩm Bào»; «T. Thanh Hóa» is a province, so that only a unit's name counts.
_SHORT_THON = re.compile(r"(?<![^\W_])[tT]\.\s*(?=[^\W\d_])")
_SHORT_WORD = re.compile(r"t0*[1-9][0-9]?")
# Words of an address that say where in a thôn, and nothing of other places.
_PARTS_OF_UNITS = frozenset(
    ("so", "ngo", "ngach", "hem", "duong", "pho", "xom", "to", "doi", "cum", "khu", "nha", "sn")
)
_INSTITUTION = re.compile(r"(?:truong|tram|cong ty|co quan|ubnd|doan|hoi|cong an|don vi)\b")
# «DS (2).xlsx», «DS - Copy.xlsx»: names of copies.
# «thon cham2»: the second file of points, and no thôn of that name.
_NUMBERED_SCORING = re.compile(
    r"\b(cham(?: diem)?|chấm(?: điểm)?|diem|điểm|danh gia|đánh giá|binh xet|bình xét|duyet|duyệt)"
    r"[ -]?[0-9]{1,2}\b",
    re.IGNORECASE,
)
_COPY = re.compile(r"(?:\s*\([0-9]+\)|\s*-\s*(?:copy|bản sao)(?:\s*\([0-9]+\))?)+$", re.IGNORECASE)
_HOUSE = re.compile(r"[0-9]+[A-Za-z]?(?:/[0-9]+)*[A-Za-z]?")
_IN_HEADING = re.compile(rf"\b({'|'.join(_SORTS)})\b")


_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9]) (?=[0-9])")


@dataclass(frozen=True, slots=True)
class _Place:
    """A name in parts: the sort of place («thon»; '' without one) and what it is called.

    `called` is folded, its words without anything between them («dongthanh», «1a»); `written` has
    its marks.
    """

    sort: str
    called: str
    written: str

    @property
    def is_number(self) -> bool:
        """Whether it is called by a number alone."""
        return self.called.isdecimal()


@dataclass(frozen=True, slots=True)
class NamedPlaces:
    """What a text names: units of the commune, and places that are none of them, as written.

    `other_commune` is the name of another commune, '' where none is named.
    """

    units: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    other_commune: str = ""


class UnitNames:
    """The units of a commune as tables name them; `names` gives the name of each by its id.

    `commune` is the commune's own name, '' where it is not known: then no other one is told.
    """

    def __init__(self, names: Mapping[str, str] | None = None, commune: str = "") -> None:
        self._names = dict(names or {})
        self._exact: dict[str, list[str]] = {}
        self._places: list[tuple[_Place, str]] = []
        for unit, name in self._names.items():
            self._exact.setdefault(clean_name(name).casefold(), []).append(unit)
            self._places.append((_place(name), unit))
        self._sorts = {place.sort for place, _ in self._places if place.sort}
        said = _COMMUNE.fullmatch(fold_text(commune))
        line = clean_name(commune)
        self._commune = _called(COMMUNE, line[len(line) - len(said[1]) :] if said else line)

    @property
    def commune(self) -> str:
        """What the commune is called without «xã»; '' where it is not known."""
        return self._commune.written

    def find(self, text: str | None, heading: str = "") -> str | None:
        """The one unit that a cell under a heading names; None for nothing, nobody or several.

        A bare number is the one of the sort of place that the heading names: «2» under «Tổ» is no
        Thôn 2. A bare name needs no such word. A unit of another commune is none.
        """
        exact = self._exact.get(clean_name(text or "").casefold(), [])
        if len(exact) == 1:
            return exact[0]
        if text and _TWO_NUMBERS.search(text):
            return None
        if text and "," in text and self.named_in(text).other_commune:
            return None
        # «Bàn Thạch» may be all of a name, or «bản» and a name.
        said_as = (_whole(text or ""), _place(text or ""))
        for said in dict.fromkeys((*said_as, *self._numbered(said_as, text or "", heading))):
            sorts = {said.sort} if said.sort else _sorts_of(heading)
            found = [one for one in self._places if _is_meant(said, sorts, one[0])]
            meant = _with_marks_of(said.written, found)
            if said.called and len(meant) == 1:
                return None if self._names_another(text or "", meant[0], heading) else meant[0]
        longer = self._with_sort(text or "")
        return self.find(longer, heading) if longer else None

    def _with_sort(self, text: str) -> str:
        """A text with «Thôn» in place of «T.»; '' where it has none, or no unit is a thôn."""
        longer = _SHORT_THON.sub("Thôn ", text)
        return longer if longer != text and _THON in self._sorts else ""

    def _numbered(self, said_as: Iterable[_Place], text: str, heading: str) -> Iterator[_Place]:
        """The same with the number that words stand for: «T1», «Thôn Một», «Thôn I».

        Only where no unit is called by these words.
        """
        if any(said.called == place.called for said in said_as for place, _ in self._places):
            return
        short = _SHORT.fullmatch(clean_name(text))
        if short and self._has_numbers(_THON):
            yield _Place(_THON, short[1], short[1])
        for said in said_as:
            number = number_of_word(said.written)
            if number and (said.sort or _sorts_of(heading)):
                yield _Place(said.sort, number, number)

    def _has_numbers(self, sort: str) -> bool:
        return any(place.sort == sort and place.is_number for place, _ in self._places)

    def is_spelt_otherwise(self, text: str, heading: str = "") -> bool:
        """Whether a text names its unit by a short or another spelling: «T1», «Thôn Một»."""
        said_as = (_whole(text), _place(text))
        is_short = bool(self._with_sort(text))
        return is_short or any(self._numbered(said_as, text, heading))

    def strange_in_address(self, text: str, unit: str) -> str:
        """What an address names that is not this unit of the commune; '' where nothing is."""
        # Who works at a school lives in any thôn.
        if self.find(text) == unit or _INSTITUTION.match(fold_text(self._names[unit])):
            return ""
        named = self.named_in(text)
        strange = [name for name in named.strange if self.find(name) != unit]
        others = [] if unit in named.units else [self._names[one] for one in named.units]
        found = [*others, *strange, *filter(None, [named.other_commune])]
        if found:
            return ", ".join(found)
        if unit in named.units or named.strange:
            return ""
        words = words_of_text(text)
        folded = "".join(word.folded for word in words.words)
        is_here = bool(self._commune.called) and self._commune.called in folded
        is_part = any(word.folded in _PARTS_OF_UNITS for word in words.words)
        has_letters = any(map(str.isalpha, text))
        is_house = bool(_HOUSE.fullmatch(text))
        return "" if is_here or is_part or is_house or not has_letters else clean_name(text)

    def of_file(self, stem: str) -> str:
        """The place that a file is called after, as far as it is told for certain; '' for none.

        In names without marks a word behind «thon» may be any: only units and numbers count.
        """
        text = _COPY.sub("", stem).replace("_", " ")
        text = _NUMBERED_SCORING.sub(r"\1", text)
        named = self.named_in(text)
        strange = [n for n in named.strange if not n.isascii() or any(map(str.isdigit, n))]
        return " và ".join([*map(self.name, named.units), *strange])

    def _names_another(self, text: str, unit: str, heading: str) -> bool:
        """Whether a comma is followed by another unit, a number, or a place that is no unit."""
        for part in text.split(",")[1:]:
            if part.strip(" .").isdecimal() or self.find(part, heading) not in {None, unit}:
                return True
            named = self.named_in(part)
            if named.strange or not {unit}.issuperset(named.units):
                return True
        return False

    def name(self, unit: str) -> str:
        """What a unit is called."""
        return self._names[unit]

    def named_in(self, text: str) -> NamedPlaces:
        """The places that a title, a section or the name of a sheet names among other words.

        «II. THÔN B», «DANH SÁCH HỘ NGHÈO THÔN 02». A name without its sort of place stands for a
        unit only if it is all of the text. Places that are no units are told only of the sorts of
        the commune's own units.
        """
        found = self._named_in(text)
        longer = self._with_sort(text)
        more = self._named_in(longer).units if longer else ()
        return replace(found, units=tuple(dict.fromkeys((*found.units, *more))))

    def places_of_other_sorts(self, text: str) -> str:
        """Places of a sort that no unit of the commune is, as a title says them; '' for none.

        «DANH SÁCH NHÂN KHẨU XÓM 5», «Bản Tây»: a part of a unit, or another place.
        """
        words = words_of_text(text)
        found = []
        for start in range(len(words.words)):
            sort, first = words.sort_at(start, SORTS)
            count = words.name_at(first) if sort and sort not in self._sorts else 0
            if count and words.is_place_of(sort, start, first, count):
                found.append(words.written(start, first + count))
        return " và ".join(found)

    def _named_in(self, text: str) -> NamedPlaces:
        whole = self.find(text) if text and "," not in text else None
        if whole is not None:
            return NamedPlaces(units=(whole,))
        words = words_of_text(text)
        units: dict[str, None] = {}
        strange: dict[str, None] = {}
        other_commune = ""
        start = 0
        while start < len(words.words):
            unit, name, end = self._unit_at(words, start)
            if unit:
                units[unit] = None
            elif name:
                strange[name] = None
            else:
                other, end = self._other_commune_at(words, start)
                other_commune = other_commune or other
            start = max(end, start + 1)
        return NamedPlaces(tuple(units), tuple(strange), other_commune)

    def are_named(self, texts: Iterable[str], heading: str) -> bool:
        """Whether any of a column's cells names a unit."""
        return any(self.find(text, heading) is not None for text in dict.fromkeys(texts))

    def _unit_at(self, words: Words, start: int) -> tuple[str, str, int]:
        """The unit whose name begins at a word, or a name that is none; and where it ends."""
        if self._is_short(words, start):
            name = words.written(start, start + 1)
            unit = self.find(name)
            return ("", name, start + 1) if unit is None else (unit, "", start + 1)
        sort, first = words.sort_at(start, SORTS)
        length, meant = self._longest_at(words, first if sort else start, sort)
        end = (first if sort else start) + length
        if not sort:
            return (meant[0] if len(meant) == 1 else ""), "", end
        said = words.written(first, end)
        is_longer = length > 0 and words.goes_on(end, first)
        if length and len(meant) == 1 and not is_longer:
            more = words.more_numbers(end) if fold_text(said).isdigit() else ""
            return (
                ("", f"{words.written(start, end)} và {more}", end) if more else (meant[0], "", end)
            )
        end = max(end + is_longer, first + words.name_at(first))
        is_no_name = words.is_after_no_name(start) and not words.is_officers_number(start, first)
        is_other = sort not in self._sorts or is_no_name
        if end == first or is_other or words.is_count(start, first):
            return "", "", start
        return "", words.written(start, end), end

    def _is_short(self, words: Words, start: int) -> bool:
        """Whether a word is «T2», and no month: «T2/2026»."""
        if not _SHORT_WORD.fullmatch(words.words[start].folded) or not self._has_numbers(_THON):
            return False
        behind = words.words[start + 1 : start + 2]
        return not any(word.is_apart and word.folded.startswith("20") for word in behind)

    def _longest_at(self, words: Words, start: int, sort: str) -> tuple[int, list[str]]:
        """How many words of the longest name of this sort stand there, and whose name it is."""
        best: tuple[int, list[str]] = (0, [])
        joined = ""
        for place in range(start, len(words.words)):
            if place > start and words.words[place].is_apart:
                break
            if joined[-1:].isdigit() and words.words[place].folded[0].isdigit():
                break
            joined += words.words[place].folded
            count = place - start + 1
            found = [
                (unit_place, unit)
                for unit_place, unit in self._places
                if unit_place.sort in {"", sort}
                and unit_place.called == joined
                and (sort or (count > 1 and not unit_place.is_number))
            ]
            if found:
                best = count, _with_marks_of(words.written(start, place + 1), found)
            elif not any(one.called.startswith(joined) for one, _ in self._places):
                break
        return best

    def _other_commune_at(self, words: Words, start: int) -> tuple[str, int]:
        """The name of another commune that begins at a word, and where it ends; ('', start)."""
        sort, first = words.sort_at(start, COMMUNE_SORTS)
        if not sort or not self._commune.called or words.is_after_no_name(start):
            return "", start
        end = first + words.name_at(first)
        if end == first:
            return "", start
        joined = ""
        for place in range(first, end):
            joined += words.words[place].folded
            said = words.written(first, place + 1)
            is_own = joined == self._commune.called and _is_spelt(said, self._commune.written)
            # A name that goes on is another commune's: «XÃ VẠN HÒA ĐÔNG».
            if is_own and place + 1 == end:
                return "", place + 1
        return words.written(start, end), end


def _is_meant(said: _Place, sorts: set[str], place: _Place) -> bool:
    if said.called != place.called:
        return False
    if not place.sort or place.sort in sorts:
        return True
    # «Ngọc Bản» under any heading is the thôn of that name, «xóm Ngọc Bản» or «tổ 2» is not.
    return not said.sort and (not said.is_number or not sorts)


def _with_marks_of(said: str, found: Sequence[tuple[_Place, str]]) -> list[str]:
    """Those whose names have the marks that are written; where none has, those not contradicted."""
    exact = [unit for place, unit in found if name_key(place.written) == name_key(said)]
    return exact or [unit for place, unit in found if _is_spelt(said, place.written)]


def _is_spelt(said: str, name: str) -> bool:
    """Whether a name may be written so: marks may be lacking, other ones may not stand there.

    A name that is kept without any mark may be written with all.
    """
    pairs = zip(said.split(), name.split(), strict=False)
    return name.isascii() or all(letter_marks(one) <= letter_marks(other) for one, other in pairs)


def _called(sort: str, written: str) -> _Place:
    # «1 2» is no 12.
    joined = _BETWEEN_NUMBERS.sub("+", " ".join(_WORDS.findall(fold_text(written))))
    joined = joined.replace(" ", "")
    return _Place(sort, re.sub(r"^0+(?=[0-9])", "", joined), written)


def _whole(text: str) -> _Place:
    return _called("", clean_name(text.partition(",")[0]).strip(" .:"))


def _place(text: str) -> _Place:
    line = clean_name(text.partition(",")[0]).strip(" .:")
    words = words_of_text(line)
    sort, first = words.sort_at(0, SORTS)
    is_named = first < len(words.words)
    return (
        _called(sort, words.written(first, len(words.words))) if sort and is_named else _whole(line)
    )


def _sorts_of(heading: str) -> set[str]:
    return {_SORTS[word] for word in _IN_HEADING.findall(fold_heading(heading))}

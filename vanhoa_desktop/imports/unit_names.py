"""Which unit of the commune a cell names: «Ngọc Bản», «thôn Ngoc Ban, xã Vạn Hòa», «TDP 02», «2».

In the countryside a unit is a thôn, and its xóm, tổ, khu and cụm are parts of it; in towns the
unit itself is a tổ dân phố. So a number or a name under «Tổ» says nothing before it is held against
the names of the units.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.imports.heading_words import fold_heading
from vanhoa_desktop.texts.names import clean_name, fold_text

# Folded words before a name, longest first, and the sort of place that they say.
_SORTS: Mapping[str, str] = {
    "to dan pho": "to",
    "khu dan cu": "khu",
    "khu pho": "khu",
    "khoi pho": "khoi",
    "to dp": "to",
    "thon": "thon",
    "tdp": "to",
    "kdc": "khu",
    "khoi": "khoi",
    "xom": "xom",
    "khu": "khu",
    "cum": "cum",
    "ban": "ban",
    "doi": "doi",
    "ap": "ap",
    "to": "to",
}
_SORT = re.compile(rf"({'|'.join(_SORTS)})(?:\s+so)?[\s.:]+(\S.*)")
_MOST_WORDS = 3
# «Thôn trưởng», «thôn ta và thôn bên» are no names.
_NO_NAME = re.compile(r"truong\b|.*\b(?:va|cac)\b")
_WORDS = re.compile(r"[^\W_]+")
_IN_HEADING = re.compile(rf"\b({'|'.join(_SORTS)})\b")


@dataclass(frozen=True, slots=True)
class _Place:
    """A name in parts: the sort of place («thon»; '' without one) and what it is called."""

    sort: str
    called: str

    def is_in(self, words: str) -> bool:
        """Whether folded words say it, with its sort of place."""
        called = " ".join(_WORDS.findall(self.called))
        sorts = "|".join(word for word, sort in _SORTS.items() if sort == self.sort)
        said = rf"(?:{sorts})(?: so)? {re.escape(called)}" if sorts else re.escape(called)
        is_plain = bool(self.sort) or " " in called
        return bool(called) and is_plain and re.search(rf"\b{said}\b", words) is not None

    @property
    def is_number(self) -> bool:
        """Whether it is called by a number alone."""
        return self.called.isdecimal()


class UnitNames:
    """The units of a commune as tables name them; `names` gives the name of each by its id."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self._names = dict(names or {})
        self._exact: dict[str, list[str]] = {}
        self._places: list[tuple[_Place, str]] = []
        for unit, name in (names or {}).items():
            self._exact.setdefault(clean_name(name).casefold(), []).append(unit)
            self._places.append((_place(name), unit))

    def find(self, text: str | None, heading: str = "") -> str | None:
        """The one unit that a cell under a heading names; None for nothing, nobody or several.

        A bare number is the one of the sort of place that the heading names: «2» under «Tổ» is no
        Thôn 2. A bare name needs no such word.
        """
        exact = self._exact.get(clean_name(text or "").casefold(), [])
        if len(exact) == 1:
            return exact[0]
        # «Bàn Thạch» may be all of a name, or «bản» and a name.
        for said in dict.fromkeys((_whole(text or ""), _place(text or ""))):
            sorts = {said.sort} if said.sort else _sorts_of(heading)
            found = [unit for place, unit in self._places if _is_meant(said, sorts, place)]
            if said.called and len(found) == 1:
                return found[0]
        return None

    def name(self, unit: str) -> str:
        """What a unit is called."""
        return self._names[unit]

    def mentioned(self, text: str) -> str | None:
        """The one unit that a title, a section or the name of a sheet names among other words.

        «II. THÔN B», «DANH SÁCH HỘ NGHÈO THÔN 02»; None for nothing or several. A name without
        its sort of place stands for the unit only if it is all of the text.
        """
        whole = self.find(text)
        if whole is not None:
            return whole
        words = re.sub(r"\b0+(?=[0-9])", "", " ".join(_WORDS.findall(fold_text(text))))
        found = {unit for place, unit in self._places if place.is_in(words)}
        return found.pop() if len(found) == 1 else None

    def is_strange(self, text: str) -> bool:
        """Whether a text is the name of a place of the units' own sort that is none of them."""
        said = _place(text)
        is_name = len(said.called.split()) <= _MOST_WORDS and not _NO_NAME.match(said.called)
        is_unit = said.sort in {place.sort for place, _ in self._places}
        return bool(said.sort) and is_unit and is_name and self.mentioned(text) is None

    def are_named(self, texts: Iterable[str], heading: str) -> bool:
        """Whether any of a column's cells names a unit."""
        return any(self.find(text, heading) is not None for text in dict.fromkeys(texts))


def _is_meant(said: _Place, sorts: set[str], place: _Place) -> bool:
    if said.called != place.called:
        return False
    if not place.sort or place.sort in sorts:
        return True
    # «Ngọc Bản» under any heading is the thôn of that name, «xóm Ngọc Bản» or «tổ 2» is not.
    return not said.sort and (not said.is_number or not sorts)


def _whole(text: str) -> _Place:
    called = fold_text(text.partition(",")[0]).strip(" .:")
    return _Place("", str(int(called)) if called.isascii() and called.isdigit() else called)


def _place(text: str) -> _Place:
    whole = _whole(text)
    found = _SORT.fullmatch(whole.called)
    return _Place(_SORTS[found[1]], _whole(found[2]).called) if found else whole


def _sorts_of(heading: str) -> set[str]:
    return {_SORTS[word] for word in _IN_HEADING.findall(fold_heading(heading))}

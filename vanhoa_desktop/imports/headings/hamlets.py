"""The part of a thôn in which a row's columns put somebody: «Tổ 1», «Xóm Đông».

Many write it only into the first row of a part: an empty cell goes on with the one above.
"""

import re
from dataclasses import dataclass, field

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.ditto import is_ditto
from vanhoa_desktop.imports.cells.none_words import says_none
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.words.heading_words import HAMLET
from vanhoa_desktop.texts.words.names import clean_name, fold_text

_SORTS = frozenset(
    (
        *("to", "xom", "doi", "khu", "cum", "khoi", "ngo", "lang", "ap", "ban", "chi", "hoi"),
        *("phan", "lien", "gia", "tdp", "so", "san", "xuat", "dan", "pho", "cu", "tu", "quan"),
    )
)
_PIECES = re.compile(r"[^\W\d_]+|[0-9]+")
# «Số 5, tổ 2, thôn Đông»: the part in an address.
_IN_ADDRESS = re.compile(
    r"\b((?:tổ|xóm|đội|cụm|khối|ngõ)(?: dân phố| sản xuất)?(?: số)? [^,;.–-]+?)"
    r"(?=\s*(?:[,;.–-]|\b(?:thôn|bản|ấp|khu|xã|phường|thị trấn)\b|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A part of a thôn: as people are told of it, and as two spellings of one compare."""

    name: str = ""
    key: tuple[tuple[str, ...], ...] = ()


NO_HAMLET = Hamlet()


@dataclass
class OpenHamlet:
    """Goes down a table: the last cell of each column of parts is meant by the empty ones below.

    `is_sure` tells that columns name the parts; an address only mentions one.
    """

    texts: dict[int, str] = field(default_factory=dict)
    is_sure: bool = False

    def begin_anew(self) -> None:
        """Forget the rows above."""
        self.texts.clear()

    def of(self, headings: Headings, row: int) -> Hamlet:
        """The part of a row by its own cells and those above."""
        own = _columns(headings)
        self.is_sure = bool(own)
        for column in own or headings.address_columns():
            cell = headings.sheet.cell(row, column)
            text = cell_text(cell)
            if not own:
                found = _IN_ADDRESS.search(text)
                text = "" if found is None else clean_name(found[1])
            if text and not is_ditto(cell) and not says_none(text):
                self.texts[column] = text
        said = sorted(self.texts.items())
        names = [_name(headings.texts.get(c, ""), text, is_sure=self.is_sure) for c, text in said]
        return Hamlet(" – ".join(names), tuple(_key(text) for _, text in said))


def _columns(headings: Headings) -> list[int]:
    first = headings.columns.get(HAMLET)
    return sorted({*headings.hamlets, *([] if first is None else [first])})


def _name(heading: str, text: str, *, is_sure: bool) -> str:
    words = fold_text(text).split()
    is_said = len(words) > 1 and words[0] in _SORTS
    return f"{text[:1].upper()}{text[1:]}" if is_said or not is_sure else f"{heading} {text}"


def _key(text: str) -> tuple[str, ...]:
    pieces = [piece.lstrip("0") or "0" for piece in _PIECES.findall(fold_text(text))]
    return tuple(p for p in pieces if p not in _SORTS) or tuple(pieces)

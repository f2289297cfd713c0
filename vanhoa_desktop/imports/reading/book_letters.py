"""What the letters of a whole book mean: one old encoding, settled by all that stands in it.

Each cell with a clear sign is read by it. A cell that may be read in two ways goes with those
around it; where they say nothing, or contradict its words, it is told to be doubtful.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import OtherReading, Place, Sheet
from vanhoa_desktop.imports.reading.grid import ReadDraft, Run, SheetDraft
from vanhoa_desktop.imports.reading.letters import (
    OLD_ENCODINGS,
    Ways,
    clear_choice,
    fits,
    is_open_to_doubt,
    is_surely_unicode,
    mended,
    old_font,
    share_of_words,
    ways_of,
)
from vanhoa_desktop.imports.reading.name_headings import HEADING_ROWS, NAME_HEADINGS
from vanhoa_desktop.imports.reading.syllables import words_of
from vanhoa_desktop.texts.words.names import fold_text


def finished_sheets(
    found: Sequence[Sheet | ReadDraft], encoding: TextEncoding
) -> tuple[Sheet, ...]:
    """The sheets of a book with their letters in Unicode."""
    drafts = [one.draft for one in found if isinstance(one, ReadDraft)]
    settle_letters(drafts, encoding)
    return tuple(one if isinstance(one, Sheet) else one.finished() for one in found)


def settle_letters(drafts: Sequence[SheetDraft], encoding: TextEncoding) -> None:
    """Write all texts of a book in Unicode, and note the doubtful ones.

    AUTO finds out by fonts and words, UNICODE leaves all as it is; an old encoding that is named
    holds for every text that can be in it.
    """
    if encoding is TextEncoding.UNICODE:
        return
    sheets = [_SheetLetters(draft, encoding) for draft in drafts]
    if encoding is TextEncoding.AUTO:
        old = _old_encoding_of(sheets)
        for sheet in sheets:
            sheet.sort(old)
        whole = sum((sheet.all for sheet in sheets), _Signs())
        for sheet in sheets:
            sheet.settle(whole)


def _old_encoding_of(sheets: "Sequence[_SheetLetters]") -> TextEncoding | None:
    """The one old encoding of a book: by the words that cannot be Unicode, else by its fonts."""
    words = [
        word
        for sheet in sheets
        for text in sheet.open.values()
        if any(ways_of(text, one).gain > 0 for one in OLD_ENCODINGS)
        for word in words_of(text)
        if not word.isascii()
    ]
    chosen = clear_choice([share_of_words(words, one) for one in OLD_ENCODINGS])
    if chosen is not None:
        return OLD_ENCODINGS[chosen]
    fonts: Counter[TextEncoding] = Counter()
    for sheet in sheets:
        fonts.update(sheet.draft.converted.values())
    return None if words or not fonts else fonts.most_common(1)[0][0]


class _Kind(Enum):
    """What a cell says of its encoding."""

    UNICODE = auto()
    OLD = auto()
    EITHER = auto()
    UNCLEAR = auto()  # it cannot be Unicode, and what it is does not agree with the book


@dataclass(frozen=True)
class _Signs:
    """How many cells are clearly in an old encoding, how many clearly Unicode."""

    old: int = 0
    unicode: int = 0

    def __add__(self, other: "_Signs") -> "_Signs":
        return _Signs(self.old + other.old, self.unicode + other.unicode)

    def __bool__(self) -> bool:
        return self.old > 0 or self.unicode > 0


class _OpenCell(NamedTuple):
    """A cell that may be read in two ways, or that cannot be what the book is."""

    place: Place
    way: Ways
    kind: _Kind


@dataclass
class _Group:
    """Cells that tell of each other: a column below the headings, a row of headings."""

    has_names: bool = False
    signs: _Signs = field(default_factory=_Signs)
    cells: list[_OpenCell] = field(default_factory=list)

    @property
    def is_improbable(self) -> bool:
        """Whether more cells would hold usual words in the old encoding than are Unicode."""
        leans = [cell.way.lean for cell in self.cells]
        return sum(one > 0 for one in leans) > self.signs.unicode + sum(one < 0 for one in leans)


class _SheetLetters:
    """The texts of one sheet while the encoding of its book is found out."""

    def __init__(self, draft: SheetDraft, encoding: TextEncoding) -> None:
        self.draft = draft
        self.open: dict[Place, str] = {}
        self.all = _Signs()
        self._signs: dict[Place, _Kind] = {}
        self._head = 0
        self._name_columns: set[int] = set()
        self._groups: dict[tuple[bool, int], _Group] = defaultdict(_Group)
        for place, text in draft.texts():
            self._hear(place, text, encoding)

    def _hear(self, place: Place, text: str, encoding: TextEncoding) -> None:
        """Mend a cell whose encoding is named, by the officer or by its font; keep the others."""
        font = self.draft.fonts.get(place)
        if place in self.draft.mixed and not text.isascii():
            self._mend_runs(place, self.draft.mixed[place])
        elif text.isascii():
            # Letters without marks look the same everywhere, but for a font of capitals.
            if font is not None and font.is_capitals:
                self.draft.rewrite(place, text.upper())
        elif not is_open_to_doubt(text):
            if is_surely_unicode(text):
                self._signs[place] = _Kind.UNICODE
        elif font is None and encoding is TextEncoding.AUTO:
            self.open[place] = text  # its words and those around it have to tell
        else:
            named = encoding if font is None or encoding in OLD_ENCODINGS else font.encoding
            if fits(text, named):
                is_capitals = font is not None and font.is_capitals
                self._convert(place, mended(text, named, is_capitals=is_capitals), named)

    def _mend_runs(self, place: Place, runs: Sequence[Run]) -> None:
        fonts = (old_font(run.font) for run in runs)
        old = next(font.encoding for font in fonts if font is not None)
        self._convert(place, "".join(map(_mended_run, runs)), old)

    def _convert(self, place: Place, text: str, encoding: TextEncoding) -> None:
        self.draft.rewrite(place, text)
        self.draft.converted[place] = encoding
        self._signs[place] = _Kind.OLD

    def sort(self, old: TextEncoding | None) -> None:
        """Read the cells with a clear sign, and put the others with those around them."""
        self._find_head()
        for place, text in self.open.items():
            way, kind = _sorted(text, old)
            if kind is _Kind.OLD:
                self._convert(place, way.old, way.encoding)
            elif kind is _Kind.UNICODE:
                self._signs[place] = kind
            elif way.old != text:
                self._groups[self._group_of(place)].cells.append(_OpenCell(place, way, kind))
        for place, sign in self._signs.items():
            signs = _Signs(sign is _Kind.OLD, sign is _Kind.UNICODE)
            group = self._groups[self._group_of(place)]
            group.signs += signs
            self.all += signs
        for (is_head, column), group in self._groups.items():
            # Where no heading is known, any column may be the one of names.
            group.has_names = not is_head and (not self._head or column in self._name_columns)

    def settle(self, whole: _Signs) -> None:
        """Decide about the cells that may be read in two ways."""
        around = self.all or whole
        named = [group for group in self._groups.values() if group.has_names]
        of_names = sum((group.signs for group in named), _Signs())
        for group in named:
            # Family and given names in two columns are typed by one hand.
            group.signs = group.signs or of_names
        for group in self._groups.values():
            for cell in group.cells:
                is_old, is_doubtful = _decided(cell, group, around)
                self._settle_cell(cell, is_old=is_old, is_doubtful=is_doubtful)

    def _settle_cell(self, cell: _OpenCell, *, is_old: bool, is_doubtful: bool) -> None:
        place, way = cell.place, cell.way
        if is_doubtful:
            other = (self.open[place], TextEncoding.UNICODE) if is_old else (way.old, way.encoding)
            self.draft.doubtful[place] = OtherReading(*other)
        if is_old:
            self.draft.rewrite(place, way.old)
            self.draft.converted[place] = way.encoding

    def _group_of(self, place: Place) -> tuple[bool, int]:
        row, column = place
        return (True, row) if row <= self._head else (False, column)

    def _find_head(self) -> None:
        """Find the last row of headings, and the columns of names: given names stand beside."""
        said = {place: text for place, text in self.draft.texts() if place[0] <= HEADING_ROWS}
        for (row, column), text in said.items():
            if any(map(_is_heading, _readings(text))):
                self._head = max(self._head, row)
                beside = said.get((row, column + 1), "")
                is_given = not beside or any(map(_is_of_given_names, _readings(beside)))
                self._name_columns |= {column, column + 1} if is_given else {column}


def _sorted(text: str, old: TextEncoding | None) -> tuple[Ways, _Kind]:
    """What a text tells by its words alone, in a book of one old encoding."""
    every = [ways_of(text, one) for one in OLD_ENCODINGS]
    ways = [way for way in every if old in {None, way.encoding}]
    best = max(ways, key=lambda way: (way.gain, way.old != text, way.lean))
    if best.gain > 0:
        return best, _Kind.UNCLEAR if old is None else _Kind.OLD
    other = max(every, key=lambda way: way.gain)
    if other.gain > 0:
        return other, _Kind.UNCLEAR
    return best, _Kind.UNICODE if best.gain < 0 else _Kind.EITHER


def _decided(cell: _OpenCell, group: _Group, around: _Signs) -> tuple[bool, bool]:
    """Whether a cell is read in the old encoding, and whether that is doubtful."""
    way, signs = cell.way, group.signs
    if cell.kind is _Kind.UNCLEAR:
        return False, True
    if way.is_strange:
        # Strange either way: no reason to change it, and in an old list none to trust it.
        return False, signs.old > 0
    if not around.old and around.unicode and not group.has_names:
        return False, False  # an ordinary word of a list in Unicode
    if not signs:
        return _decided_alone(way, around)
    if not signs.unicode:
        return True, way.lean < 0
    if not signs.old:
        return False, way.lean > 0 and group.is_improbable
    if way.lean < 0 and not way.usual_old:
        return False, False
    is_mostly_old = signs.old > signs.unicode
    is_clear = is_mostly_old and way.lean > 0 and not way.usual
    return is_mostly_old, not is_clear


def _decided_alone(way: Ways, signs: _Signs) -> tuple[bool, bool]:
    """The same of a cell whose column or row has no clear sign, by those of its sheet or book."""
    if signs.old and not signs.unicode:
        return True, way.lean < 0
    if way.lean < 0:
        return False, signs.old > signs.unicode
    return False, True


def _readings(text: str) -> Iterator[str]:
    yield text
    if is_open_to_doubt(text):
        yield from (ways_of(text, one).old for one in OLD_ENCODINGS)


def _is_heading(text: str) -> bool:
    return fold_text(text).startswith(NAME_HEADINGS)


def _is_of_given_names(text: str) -> bool:
    """Whether a heading beside the one of names is of the rest of them."""
    return fold_text(text).startswith("ten")


def _mended_run(run: Run) -> str:
    font = old_font(run.font)
    if font is None or is_surely_unicode(run.text):
        return run.text
    return mended(run.text, font.encoding, is_capitals=font.is_capitals)

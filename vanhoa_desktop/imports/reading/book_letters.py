"""What the letters of a whole book mean: one old encoding, settled by all that stands in it.

Each cell with a clear sign is read by it. A cell that may be read in two ways goes with those
around it; where they say nothing, or contradict its words, it is told to be doubtful.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import OtherReading, Place, Sheet
from vanhoa_desktop.imports.book.old_encodings import can_be_written_in
from vanhoa_desktop.imports.reading.grid import ReadDraft, Run, SheetDraft
from vanhoa_desktop.imports.reading.letter_signs import (
    Doubt,
    Group,
    LetterDecision,
    LetterKind,
    OpenCell,
    Signs,
    decided,
    decided_against_font,
    decided_as_named,
    decided_in_font,
)
from vanhoa_desktop.imports.reading.letters import (
    OLD_ENCODINGS,
    Ways,
    clear_choice,
    has_letters_of_old_fonts,
    is_open_to_doubt,
    is_surely_unicode,
    mended,
    old_font,
    share_of_words,
    ways_in_parts,
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
    holds for every text that can be in it, but for names of Unicode in a column that shows more.
    """
    if encoding is TextEncoding.UNICODE:
        return
    sheets = [_SheetLetters(draft, encoding) for draft in drafts]
    old = _old_encoding_of(sheets)
    for sheet in sheets:
        sheet.sort(old)
    whole: dict[TextEncoding | None, Signs] = defaultdict(Signs)
    for sheet in sheets:
        for said, signs in sheet.all.items():
            whole[said] += signs
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
        fonts.update(sheet.fonts())
    return None if words or not fonts else fonts.most_common(1)[0][0]


class _GroupKey(NamedTuple):
    """A column below the headings or a row of headings, and what its cells are said to be in."""

    is_head: bool
    number: int
    said: TextEncoding | None


class _SheetLetters:
    """The texts of one sheet while the encoding of its book is found out.

    `open` are texts of which nobody says in what they were typed, `_said` in which old encoding a
    cell is said to be, by the officer or by its font.
    """

    def __init__(self, draft: SheetDraft, encoding: TextEncoding) -> None:
        self.draft = draft
        self.open: dict[Place, str] = {}
        self.all: dict[TextEncoding | None, Signs] = defaultdict(Signs)
        self._named = encoding if encoding in OLD_ENCODINGS else None
        self._said: dict[Place, TextEncoding] = {}
        self._in_font: dict[Place, Ways] = {}
        self._signs: dict[Place, LetterKind] = {}
        self._head = 0
        self._name_columns: set[int] = set()
        self._groups: dict[_GroupKey, Group] = defaultdict(Group)
        for place, text in draft.texts():
            self._hear(place, text)

    def _hear(self, place: Place, text: str) -> None:
        """Mend a cell whose letters are clear, and keep the others."""
        font = self.draft.fonts.get(place)
        said = self._named or (font.encoding if font is not None else None)
        is_capitals = font is not None and font.is_capitals
        if said is not None:
            self._said[place] = said
        if place in self.draft.mixed and not text.isascii():
            self._hear_runs(place, text, self.draft.mixed[place])
        elif text.isascii():
            # Letters without marks look the same everywhere, but for a font of capitals.
            if is_capitals:
                self.draft.rewrite(place, text.upper())
        elif is_surely_unicode(text):
            self._signs[place] = LetterKind.UNICODE
        elif is_open_to_doubt(text):
            if said is None:
                self.open[place] = text  # its words and those around it have to tell
            else:
                self._weigh(place, text, ways_of(text, said, is_capitals=is_capitals))

    def _hear_runs(self, place: Place, text: str, runs: Sequence[Run]) -> None:
        fonts = (old_font(run.font) for run in runs)
        old = next(font.encoding for font in fonts if font is not None)
        self._said[place] = old
        self._weigh(place, text, ways_in_parts(text, "".join(map(_mended_run, runs)), old))

    def _weigh(self, place: Place, text: str, way: Ways) -> None:
        """Take what a cell is said to be in, where its words agree."""
        is_same = way.old.casefold() == text.casefold()
        is_strange = way.is_strange and way.lean >= 0 and has_letters_of_old_fonts(text)
        other = None if self._named is not None else _best_of_others(text, way.encoding)
        if other is not None and _weight(other) > _weight(way) and other.gain > 0:
            self._rewrite(place, other)
            self._signs[place] = LetterKind.OTHER
        elif way.gain > 0:
            self._convert(place, way)
        elif way.gain < 0:
            self._signs[place] = LetterKind.UNICODE
            if other is not None and other.gain == 0 <= other.lean and other.old != text:
                self._in_font[place] = other
        elif is_same or is_strange:
            self._rewrite(place, way)
        else:
            self._in_font[place] = way

    def _convert(self, place: Place, way: Ways) -> None:
        self._rewrite(place, way)
        self._signs[place] = LetterKind.OLD

    def _rewrite(self, place: Place, way: Ways) -> None:
        self.draft.rewrite(place, way.old)
        self.draft.converted[place] = way.encoding

    def fonts(self) -> Iterator[TextEncoding]:
        """The encodings that fonts tell, and words do not deny."""
        yield from self.draft.converted.values()
        yield from (way.encoding for way in self._in_font.values() if way.lean >= 0)

    def sort(self, old: TextEncoding | None) -> None:
        """Read the cells with a clear sign, and put the others with those around them."""
        self._find_head()
        for place, text in self.open.items():
            way, kind = _sorted(text, old)
            if kind is LetterKind.OLD:
                self._convert(place, way)
            elif kind is LetterKind.UNICODE:
                self._signs[place] = kind
            elif way.old != text:
                self._group_of(place).cells.append(OpenCell(place, way, kind))
        for place, way in self._in_font.items():
            kind = LetterKind.EITHER if way.encoding is self._said[place] else LetterKind.OTHER
            cell = OpenCell(place, way, kind)
            self._group_of(place, self._said[place]).cells.append(cell)
        for place, kind in self._signs.items():
            self._count(place, kind)
        for key, group in self._groups.items():
            # Where no heading is known, any column may be the one of names.
            is_of_names = not self._head or key.number in self._name_columns
            group.has_names = not key.is_head and is_of_names

    def _count(self, place: Place, kind: LetterKind) -> None:
        """Let a sign speak to all around, and to those in a font like its own."""
        said = self._said.get(place)
        is_old = {None: kind is not LetterKind.UNICODE, said: kind is LetterKind.OLD}
        for key, is_so in is_old.items():
            signs = Signs(is_so, not is_so)
            self._group_of(place, key).signs += signs
            self.all[key] += signs

    def settle(self, whole: Mapping[TextEncoding | None, Signs]) -> None:
        """Decide about the cells that may be read in two ways."""
        of_names: dict[TextEncoding | None, Signs] = defaultdict(Signs)
        for key, group in self._groups.items():
            if group.has_names:
                of_names[key.said] += group.signs
        for key, group in self._groups.items():
            if group.has_names:
                # Family and given names in two columns are typed by one hand.
                group.signs = group.signs or of_names[key.said]
            around = self.all[key.said] or whole.get(key.said, Signs())
            for cell in group.cells:
                self._settle_cell(cell, self._decided(key, cell, group, around))

    def _decided(
        self, key: "_GroupKey", cell: OpenCell, group: Group, around: Signs
    ) -> LetterDecision:
        if cell.kind is LetterKind.OTHER:
            return decided_against_font(cell.way, is_name=group.has_names)
        if self._named is not None and key.said is self._named:
            return decided_as_named(cell.way, group.signs)
        if key.said is not None:
            return decided_in_font(cell.way, group, around)
        return decided(cell, group, around)

    def _settle_cell(self, cell: OpenCell, decision: LetterDecision) -> None:
        place, way = cell.place, cell.way
        if decision.doubt is not Doubt.NONE:
            as_it_is = str(self.draft.cell(*place))
            other, encoding = way.old, way.encoding
            if decision.is_old:
                other, encoding = as_it_is, TextEncoding.UNICODE
            is_likely = decision.doubt is Doubt.OPEN
            self.draft.doubtful[place] = OtherReading(other, encoding, is_likely)
        if decision.is_old:
            self._rewrite(place, way)

    def _group_of(self, place: Place, said: TextEncoding | None = None) -> Group:
        row, column = place
        is_head = row <= self._head
        return self._groups[_GroupKey(is_head, row if is_head else column, said)]

    def _find_head(self) -> None:
        """Find the last row of headings, and the columns of names: given names stand beside."""
        said = {place: text for place, text in self.draft.texts() if place[0] <= HEADING_ROWS}
        for (row, column), text in said.items():
            if any(map(_is_heading, _readings(text))):
                self._head = max(self._head, row)
                beside = said.get((row, column + 1), "")
                is_given = not beside or any(map(_is_of_given_names, _readings(beside)))
                self._name_columns |= {column, column + 1} if is_given else {column}


def _best_of_others(text: str, encoding: TextEncoding) -> Ways:
    """How a text is read in another old encoding than the one of its font."""
    others = (ways_of(text, one) for one in OLD_ENCODINGS if one is not encoding)
    return max(others, key=_weight)


def _weight(way: Ways) -> tuple[int, int]:
    return way.gain, way.lean


def _sorted(text: str, old: TextEncoding | None) -> tuple[Ways, LetterKind]:
    """What a text tells by its words alone, in a book of one old encoding."""
    every = [ways_of(text, one) for one in OLD_ENCODINGS]
    ways = [way for way in every if old in {None, way.encoding}]
    best = max(ways, key=lambda way: (way.gain, way.old != text, way.lean))
    if best.gain > 0:
        return best, LetterKind.UNCLEAR if old is None else LetterKind.OLD
    other = max(every, key=lambda way: way.gain)
    if other.gain > 0:
        return other, LetterKind.UNCLEAR
    return best, LetterKind.UNICODE if best.gain < 0 else LetterKind.EITHER


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
    if font is None or not can_be_written_in(run.text, font.encoding):
        return run.text
    return mended(run.text, font.encoding, is_capitals=font.is_capitals)

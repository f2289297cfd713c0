"""What the cells around one tell of its letters, and what is decided about it by that.

Cells tell of each other that stand in one column (or in one row of headings) and are said to be in
the same encoding: by their font, by the officer, or by nobody. Fonts outlive what they were made
for: a text that was turned into Unicode keeps its font, and new rows are typed in an old template.
So what is said is weighed against the words of the cell and the clear cells around it.
"""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from vanhoa_desktop.imports.book.book import Place
from vanhoa_desktop.imports.reading.letters import Ways


class LetterKind(Enum):
    """What a cell says of its encoding."""

    UNICODE = auto()
    OLD = auto()
    EITHER = auto()
    OTHER = auto()  # in an old encoding that is not the one of its font
    UNCLEAR = auto()  # it cannot be Unicode, and what it is does not agree with the book


@dataclass(frozen=True)
class Signs:
    """How many cells are clearly in an old encoding, how many clearly Unicode.

    Among cells in an old font, whatever is not in the encoding of that font counts as `unicode`.
    """

    old: int = 0
    unicode: int = 0

    def __add__(self, other: "Signs") -> "Signs":
        return Signs(self.old + other.old, self.unicode + other.unicode)

    def __bool__(self) -> bool:
        return self.old > 0 or self.unicode > 0


class OpenCell(NamedTuple):
    """A cell that may be read in two ways, or that cannot be what the book is."""

    place: Place
    way: Ways
    kind: LetterKind


@dataclass
class Group:
    """Cells that tell of each other: a column below the headings, a row of headings."""

    has_names: bool = False
    signs: Signs = field(default_factory=Signs)
    cells: list[OpenCell] = field(default_factory=list)

    @property
    def is_improbable(self) -> bool:
        """Whether more cells would hold usual words in the old encoding than are Unicode."""
        leans = [cell.way.lean for cell in self.cells]
        return sum(one > 0 for one in leans) > self.signs.unicode + sum(one < 0 for one in leans)


class Doubt(Enum):
    """How sure a decision is: `TOLD` is one that all around speaks for, its words for neither."""

    NONE = auto()
    TOLD = auto()
    OPEN = auto()


class LetterDecision(NamedTuple):
    """Whether a cell is read in the old encoding, and how sure that is."""

    is_old: bool
    doubt: Doubt = Doubt.NONE


def decided(cell: OpenCell, group: Group, around: Signs) -> LetterDecision:
    """How to read a cell of which nobody says in what it was typed."""
    is_old, is_doubtful = _decided_by_words(cell, group, around)
    if is_doubtful:
        return LetterDecision(is_old, Doubt.OPEN)
    is_told = is_old and group.has_names and cell.way.lean == 0
    return LetterDecision(is_old, Doubt.TOLD if is_told else Doubt.NONE)


def _decided_by_words(cell: OpenCell, group: Group, around: Signs) -> tuple[bool, bool]:
    """Whether a cell is read in the old encoding, and whether that is doubtful."""
    way, signs = cell.way, group.signs
    if cell.kind is LetterKind.UNCLEAR:
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


def _decided_alone(way: Ways, signs: Signs) -> tuple[bool, bool]:
    """The same of a cell whose column or row has no clear sign, by those of its sheet or book."""
    if signs.old and not signs.unicode:
        return True, way.lean < 0
    if way.lean < 0:
        return False, signs.old > signs.unicode
    return False, True


def decided_in_font(way: Ways, group: Group, around: Signs) -> LetterDecision:
    """How to read a cell whose font is an old one; all signs are of cells in such a font.

    The font speaks for the old encoding. It is believed where the words or the cells around say so
    too; where the words are clearly those of Unicode, it takes cells around to settle it. Which
    words are usual is known of names best: others go with the cells around them, and are told.
    """
    signs = group.signs or around
    is_mixed = signs.old > 0 and signs.unicode > 0
    if way.lean == 0:
        return _decided_by_neighbours(signs, is_name=group.has_names)
    is_old = way.lean > 0
    is_agreed = not signs.unicode if is_old else signs.unicode > 0 and not signs.old
    if is_agreed:
        return LetterDecision(is_old)
    if is_mixed and _is_plain(way, signs):
        return LetterDecision(is_old)
    if signs and not is_mixed and not group.has_names:
        is_old = signs.old > 0
    return LetterDecision(is_old, Doubt.OPEN)


def decided_against_font(way: Ways, *, is_name: bool) -> LetterDecision:
    """How to read a cell that its font's encoding cannot hold, but Unicode and another one can."""
    if way.lean > 0:
        return LetterDecision(is_old=False, doubt=Doubt.OPEN)
    return LetterDecision(is_old=False, doubt=Doubt.TOLD if is_name else Doubt.NONE)


def _is_plain(way: Ways, signs: Signs) -> bool:
    """Whether a cell in a mixed column has usual words in the likelier encoding alone."""
    if way.lean > 0:
        return signs.old > signs.unicode and not way.usual
    return not way.usual_old


def _decided_by_neighbours(signs: Signs, *, is_name: bool) -> LetterDecision:
    """Where both readings are as usual: a name that all around speaks for is told, too."""
    if not signs or (signs.old and signs.unicode):
        return LetterDecision(signs.old >= signs.unicode, Doubt.OPEN)
    return LetterDecision(signs.old > 0, Doubt.TOLD if is_name else Doubt.NONE)


def decided_as_named(way: Ways, signs: Signs) -> LetterDecision:
    """How to read a cell in an old encoding that the officer named for the whole file.

    That is the answer; but a column that holds names in Unicode for all to see is not all in it.
    """
    if signs.unicode and way.lean < 0:
        return LetterDecision(is_old=False, doubt=Doubt.OPEN)
    return LetterDecision(is_old=True)

"""What is wished of a file's tables, and what they are once they are open."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.import_account import ColumnAccount, RowBin, SheetBin
from vanhoa_desktop.domain.problems import Problem
from vanhoa_desktop.imports.book.book import Sheet
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.headings.indicator_headings import WantedPoints
from vanhoa_desktop.imports.tables.units_above import UnitAbove
from vanhoa_desktop.imports.words.known_headings import FieldOf
from vanhoa_desktop.imports.words.title_years import OtherYear
from vanhoa_desktop.imports.words.unit_names import UnitNames


@dataclass(frozen=True, slots=True)
class TableWish:
    """How to open a file: known words, one sheet only, old fonts.

    `is_other_year` says of a text whether it names another year than the one wanted,
    `is_told_year` the same of one that is only told; `points` are those wanted. `by_hand` are
    headings that were named for fields; `needed` are fields of which a sheet must have one,
    `unused` ones that this import reads past. `units` are the commune's. `is_of_citizens`: what is
    read becomes citizens' points, so tables of another contest are not.
    """

    field_of: FieldOf
    looked_for: str
    sheet: str | None = None
    encoding: TextEncoding = TextEncoding.AUTO
    by_hand: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    unused: frozenset[str] = frozenset()
    is_other_year: OtherYear | None = None
    is_told_year: Callable[[str], bool] | None = None
    points: WantedPoints | None = None
    is_of_citizens: bool = False
    units: UnitNames = field(default_factory=UnitNames)


@dataclass
class TableSheet:
    """One sheet: its bin, and where it was read its headings, columns, and rows by their bins.

    `people` are the rows meant as people, in order; `rows` the bins of all other filled rows;
    `unseen` those among these that hold people who are not read, hidden or struck out; `unclear`
    what rows say that may be titles and are not understood; `other_year` what says another year, in
    a sheet that is not read for it, `other_contest` another contest; `units` what stands above each
    row of people and names a unit;
    `other_commune` where the titles name another commune, in words; `gone_question` what a note
    about the dead and gone asks of everybody.
    """

    sheet: Sheet
    bin: SheetBin
    headings: Headings | None = None
    columns: tuple[ColumnAccount, ...] = ()
    rows: dict[int, RowBin] = field(default_factory=dict)
    people: list[int] = field(default_factory=list)
    unseen: list[int] = field(default_factory=list)
    unclear: dict[int, str] = field(default_factory=dict)
    other_year: str = ""
    other_contest: str = ""
    problems: list[Problem] = field(default_factory=list)
    units: Mapping[int, UnitAbove] = field(default_factory=dict)
    other_commune: str = ""
    gone_question: str = ""


@dataclass
class Tables:
    """All sheets of a file."""

    sheets: list[TableSheet]
    problems: list[Problem]

    def read(self) -> Iterator[tuple[TableSheet, Headings]]:
        """The sheets that were read, with their headings."""
        for table in self.sheets:
            if table.headings is not None:
                yield table, table.headings

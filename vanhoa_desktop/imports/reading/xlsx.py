"""A workbook of Excel 2007 and later: its sheets in their order, with what they share."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from typing_extensions import override

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.imports.book.book import Book, Sheet, SheetState
from vanhoa_desktop.imports.reading.book_letters import finished_sheets
from vanhoa_desktop.imports.reading.bounds import MAX_SHEETS, TooLargeError, UnreadableError
from vanhoa_desktop.imports.reading.grid import Budget, ReadDraft, SheetDraft
from vanhoa_desktop.imports.reading.package import Attributes, Package, XmlListener, listen
from vanhoa_desktop.imports.reading.xlsx_comments import hear_comments
from vanhoa_desktop.imports.reading.xlsx_looks import Looks, read_looks
from vanhoa_desktop.imports.reading.xlsx_sheet import SheetListener
from vanhoa_desktop.imports.reading.xlsx_strings import SharedText, read_shared_texts

_TRUE = frozenset({"1", "true", "on"})
_FIRST_RELATIONS = "_rels/.rels"
_USUAL_BOOK = "xl/workbook.xml"
_WORKSHEET, _BOOK, _STYLES, _STRINGS = "worksheet", "officeDocument", "styles", "sharedStrings"
_COMMENTS = "comments"


@dataclass
class _Relations(XmlListener):
    """Where the parts that a part speaks of lie: target and kind by id."""

    folder: str
    targets: dict[str, tuple[str, str]] = field(default_factory=dict)

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "").replace("\\", "/")
            place = target if target.startswith("/") else posixpath.join(self.folder, target)
            self.targets[attributes.get("Id", "")] = (posixpath.normpath(place), kind)

    def first(self, kind: str) -> str | None:
        """The first part of a kind."""
        return next((place for place, found in self.targets.values() if found == kind), None)


@dataclass
class _BookListener(XmlListener):
    """The list of sheets (name, relation, whether it is shown), and where days are counted from."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    is_1904: bool = False

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            if len(self.sheets) >= MAX_SHEETS:
                raise TooLargeError
            relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
            is_shown = attributes.get("state", "visible") == "visible"
            self.sheets.append((attributes.get("name", ""), relation, is_shown))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904", "") in _TRUE


@dataclass
class _Workbook:
    """What the sheets of a workbook share."""

    package: Package
    is_1904: bool
    looks: Looks
    texts: list[SharedText]
    budget: Budget = field(default_factory=Budget)

    def sheet(self, name: str, place: str, kind: str, *, is_shown: bool) -> Sheet | ReadDraft:
        """One sheet, or what keeps its rows away."""
        if kind != _WORKSHEET:
            return Sheet(name, state=SheetState.CHART)
        if place not in self.package:
            return Sheet(name, state=SheetState.DAMAGED)
        draft = SheetDraft(name, self.budget)
        try:
            listen(
                self.package.pieces(place),
                SheetListener(draft, self.looks, self.texts, is_1904=self.is_1904),
            )
            self._hear_comments(place, draft)
        except TooLargeError:
            return draft.drop()
        return ReadDraft(draft, self.is_1904, SheetState.READ if is_shown else SheetState.HIDDEN)

    def _hear_comments(self, place: str, draft: SheetDraft) -> None:
        folder, _, file = place.rpartition("/")
        try:
            relations = _relations(self.package, folder, f"{folder}/_rels/{file}.rels")
        except UnreadableError:
            return
        comments = _part(self.package, relations.first(_COMMENTS))
        if comments is not None:
            hear_comments(comments, draft)


def read_xlsx(package: Package, encoding: TextEncoding) -> Book:
    """All sheets of a workbook; raises UnreadableError, TooLargeError."""
    place = _relations(package, "", _FIRST_RELATIONS).first(_BOOK) or _USUAL_BOOK
    if place not in package:
        raise UnreadableError
    listener = _BookListener()
    listen(package.pieces(place), listener)
    folder, _, file = place.rpartition("/")
    relations = _relations(package, folder, f"{folder}/_rels/{file}.rels")
    workbook = _Workbook(
        package,
        listener.is_1904,
        read_looks(_part(package, relations.first(_STYLES))),
        read_shared_texts(_part(package, relations.first(_STRINGS))),
    )
    if not listener.sheets:
        raise UnreadableError
    nowhere = ("", _WORKSHEET)
    found = [
        workbook.sheet(name, *relations.targets.get(relation, nowhere), is_shown=is_shown)
        for name, relation, is_shown in listener.sheets
    ]
    return Book(finished_sheets(found, encoding))


def _relations(package: Package, folder: str, place: str) -> _Relations:
    found = _Relations(folder)
    if place in package:
        listen(package.pieces(place), found)
    return found


def _part(package: Package, place: str | None) -> Iterator[bytes] | None:
    return None if place is None or place not in package else package.pieces(place)

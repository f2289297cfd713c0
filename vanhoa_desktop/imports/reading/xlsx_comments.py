"""What people hung on the cells of a sheet: notes that stand in a part of their own."""

from collections.abc import Iterator

from typing_extensions import override

from vanhoa_desktop.imports.reading.bounds import UnreadableError
from vanhoa_desktop.imports.reading.grid import SheetDraft
from vanhoa_desktop.imports.reading.package import Attributes, XmlListener, listen
from vanhoa_desktop.imports.reading.xlsx_sheet import cell_place
from vanhoa_desktop.imports.reading.xlsx_strings import TextCollector


class _CommentsListener(XmlListener):
    """Puts each comment into the draft of its sheet."""

    def __init__(self, draft: SheetDraft) -> None:
        self._draft = draft
        self._collector = TextCollector()
        self._place: tuple[int, int] | None = None

    @override
    def start(self, name: str, attributes: Attributes) -> None:
        if name == "comment":
            self._place = cell_place(attributes.get("ref", ""))
        elif self._place is not None:
            self._collector.start(name, attributes)

    @override
    def text(self, letters: str) -> None:
        if self._place is not None:
            self._collector.text(letters)

    @override
    def end(self, name: str) -> None:
        if self._place is None:
            return
        if name == "comment":
            found = self._collector.taken()
            text = found if isinstance(found, str) else "".join(run.text for run in found)
            self._draft.comment(*self._place, text)
            self._place = None
        else:
            self._collector.end(name)


def hear_comments(pieces: Iterator[bytes], draft: SheetDraft) -> None:
    """Put the comments of a sheet into its draft; a damaged part of them takes no sheet away."""
    try:
        listen(pieces, _CommentsListener(draft))
    except UnreadableError:
        return

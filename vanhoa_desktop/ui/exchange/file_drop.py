"""Files dropped on a screen from the system's file window."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class FileDrop(QObject):
    """Makes a widget take dropped files; `files_dropped` carries their paths."""

    files_dropped = Signal(list)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Welcome files that are dragged over the widget, and take those that are let go."""
        is_drag = event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop)
        if not is_drag or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        paths = dropped_paths(event)
        if paths:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.files_dropped.emit(paths)
        return bool(paths)


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The files on this computer that an event brings; folders and addresses are none."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.is_file()]

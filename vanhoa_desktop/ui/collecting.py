"""What Python clears away while workers work, it clears away in the window's thread.

Python's collector of cycles runs in whatever thread makes one object too many. In a worker it would
end widgets and other objects of Qt while the window is using them, which ends the program; in the
middle of an event it would end them under Qt's hands. So it has its turns between two events, and
workers only make garbage.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_TURN_MS = 250
# Everything is looked through only when the younger garbage was cleared away so often.
_OLDEST = 2


class Collecting(QObject):
    """Takes the collector over from Python, until the last one of these ends."""

    _under_way = 0
    _was_enabled = True

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_ended = False
        if Collecting._under_way == 0:
            Collecting._was_enabled = gc.isenabled()
            gc.disable()
        Collecting._under_way += 1
        self._turn = QTimer(self)
        self._turn.setInterval(_TURN_MS)
        self._turn.timeout.connect(self._collect)
        self._turn.start()

    def end(self) -> None:
        """Give the collector back: no worker is left."""
        if self._is_ended:
            return
        self._is_ended = True
        self._turn.stop()
        Collecting._under_way -= 1
        if Collecting._under_way == 0 and Collecting._was_enabled:
            gc.enable()

    def _collect(self) -> None:
        """Clear away the oldest garbage whose turn it is, by Python's own numbers."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        oldest = max((age for age, (n, most) in enumerate(due) if n > most), default=None)
        if oldest is not None:
            gc.collect(min(oldest, _OLDEST))

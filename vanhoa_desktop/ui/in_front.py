"""What comes late must not land on top of something else: only what is seen opens a window."""

from PySide6.QtWidgets import QApplication, QWidget


def is_in_front(asking: QWidget) -> bool:
    """Whether the screen or dialog that asks is shown, and nothing else waits for an answer.

    Whoever left the screen meanwhile, or opened another dialog, is asked nothing: he asks anew when
    he comes back.
    """
    modal: QWidget | None = QApplication.activeModalWidget()
    return asking.isVisible() and (modal is None or modal is asking.window())

"""How the window looks now.

Text size and contrast, kept beside the installation, applied to the application.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder
from vanhoa_desktop.paths import resource
from vanhoa_desktop.ui.style.palette import CALM, HIGH_CONTRAST, Palette
from vanhoa_desktop.ui.style.sheet import FAMILY, build_style_sheet
from vanhoa_desktop.ui.style.sizes import (
    LARGEST_TEXT_PX,
    SMALLEST_TEXT_PX,
    TEXT_CHOICES_PX,
    Sizes,
    stepped_text_px,
)

FONT_FILES = tuple(
    f"BeVietnamPro-{face}.ttf" for face in ("Regular", "Medium", "SemiBold", "Bold", "Italic")
)


def load_fonts() -> None:
    """Give Qt the shipped fonts; call before any widget. Raises RESOURCE_MISSING."""
    for name in FONT_FILES:
        if QFontDatabase.addApplicationFont(str(resource("fonts", name))) < 0:
            raise VanHoaError(ErrorCode.RESOURCE_MISSING, name=name)


@dataclass(frozen=True, slots=True)
class LookChoice:
    """What the officer chose; `is_chosen` tells a choice from the default of a first start."""

    text_px: int = TEXT_CHOICES_PX[0]
    is_high_contrast: bool = False
    is_chosen: bool = False


def read_choice(path: Path) -> LookChoice:
    """The choice kept in a file; a missing or damaged file means that nothing was chosen yet."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        text_px = int(kept["text_px"])
        is_high_contrast = bool(kept["is_high_contrast"])
    except (OSError, ValueError, KeyError, TypeError):
        return LookChoice()
    return LookChoice(
        min(LARGEST_TEXT_PX, max(SMALLEST_TEXT_PX, text_px)), is_high_contrast, is_chosen=True
    )


def write_choice(path: Path, choice: LookChoice) -> bool:
    """Keep the choice.

    False where the folder cannot be written, which loses nothing but the choice.
    """
    text = json.dumps({"is_high_contrast": choice.is_high_contrast, "text_px": choice.text_px})
    try:
        make_folder(path.parent)
        path.write_text(text, encoding="utf-8")
    except (OSError, VanHoaError):
        return False
    return True


class Appearance(QObject):
    """The look of the whole application.

    Screens that lay out by text size listen to `look_changed`.
    """

    look_changed = Signal()

    def __init__(self, application: QApplication, kept_in: Path) -> None:
        super().__init__(application)
        self._application = application
        self._kept_in = kept_in
        self._choice = read_choice(kept_in)
        self._steps = 0
        self._stepping = QTimer(self)
        self._stepping.setSingleShot(True)
        self._stepping.setInterval(0)
        self._stepping.timeout.connect(self._take_steps)
        self._apply()

    @property
    def choice(self) -> LookChoice:
        """What is shown now."""
        return self._choice

    @property
    def sizes(self) -> Sizes:
        """The measures for the current text size."""
        return Sizes(self._choice.text_px)

    @property
    def palette(self) -> Palette:
        """The current colours."""
        return HIGH_CONTRAST if self._choice.is_high_contrast else CALM

    def choose_text_px(self, text_px: int) -> None:
        """Show everything at this text size and keep the choice."""
        self._choose(LookChoice(text_px, self._choice.is_high_contrast, is_chosen=True))

    def step_text(self, steps: int) -> None:
        """Larger (+1) or smaller (−1) text, a moment later: several steps are drawn once.

        Each one takes a while with many screens, and keys that wait meanwhile go astray.
        """
        self._steps += steps
        self._stepping.start()

    def _take_steps(self) -> None:
        steps, self._steps = self._steps, 0
        self.choose_text_px(stepped_text_px(self._choice.text_px, steps))

    def choose_high_contrast(self, *, is_on: bool) -> None:
        """Black on white, or the calm colours."""
        self._choose(LookChoice(self._choice.text_px, is_on, is_chosen=True))

    def _choose(self, choice: LookChoice) -> None:
        self._choice = choice
        write_choice(self._kept_in, choice)
        self._apply()
        self.look_changed.emit()

    def _apply(self) -> None:
        font = QFont(FAMILY)
        font.setPixelSize(self._choice.text_px)
        self._application.setFont(font)
        self._application.setPalette(_qt_palette(self.palette))
        self._application.setStyleSheet(build_style_sheet(self.palette, self.sizes))


def _qt_palette(palette: Palette) -> QPalette:
    """What the Fusion style draws by itself: boxes, marks, arrows."""
    shown = QPalette(QColor(palette.canvas))
    for role, colour in (
        (QPalette.ColorRole.WindowText, palette.ink),
        (QPalette.ColorRole.Text, palette.ink),
        (QPalette.ColorRole.ButtonText, palette.ink),
        (QPalette.ColorRole.Base, palette.paper),
        (QPalette.ColorRole.AlternateBase, palette.striped),
        (QPalette.ColorRole.Window, palette.canvas),
        (QPalette.ColorRole.Highlight, palette.primary),
        (QPalette.ColorRole.HighlightedText, palette.on_primary),
        (QPalette.ColorRole.PlaceholderText, palette.quiet_ink),
    ):
        shown.setColor(role, QColor(colour))
    return shown


def mark(widget: QWidget, role: str) -> None:
    """Give a widget its role in the style sheet and draw it anew."""
    set_mark(widget, "role", role)


def set_mark(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at; redraws only where it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # Frames measure their padding only when they hear of another style.
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()

"""Is everything Vietnamese: no text of Qt's own that nobody translated is on screen."""

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from tests.screens.judges.seen import seen_widgets, text_of


class Untranslated(QTranslator):
    """Stands behind the program's translator and remembers every text that it let through."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    @override
    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        """Nothing; what was asked is kept."""
        del context, disambiguation, n
        self.texts.add(_plain(sourceText))
        return ""

    @override
    def isEmpty(self) -> bool:
        return False


def judge_wording(window: QWidget, untranslated: Untranslated) -> list[str]:
    """Texts on screen that Qt asked to have translated, in vain."""
    shown = {window.windowTitle()}
    for widget in seen_widgets(window):
        shown |= {text_of(widget), widget.toolTip()}
    shown |= {action.text() for action in window.findChildren(QAction) if action.isVisible()}
    return [
        f"not Vietnamese: «{text}»"
        for text in sorted({_plain(text) for text in shown} & untranslated.texts)
        if text.strip()
    ]


def _plain(text: str) -> str:
    return text.replace("&", "")

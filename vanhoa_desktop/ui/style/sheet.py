"""The one style sheet of the window, built from a palette and sizes."""

from vanhoa_desktop.paths import resource
from vanhoa_desktop.ui.style.palette import Palette
from vanhoa_desktop.ui.style.sizes import Sizes

FAMILY = "Be Vietnam Pro"
# Five doors side by side must fit 1366 pixels at the largest text.
LARGEST_DOOR_PX = 22
WIDEST_DOOR_PAD_PX = 12
# And 1024 pixels at the usual text.
SMALLEST_DOOR_PX = 16


def _icon(name: str) -> str:
    """The path of a shipped icon as a style sheet wants it, on every system."""
    return resource("icons", name).as_posix()


def build_style_sheet(palette: Palette, sizes: Sizes) -> str:
    """The whole style sheet; widgets are told apart by their class and their «role» property."""
    parts = (_ground, _labels, _buttons, _doors, _tabs, _fields, _choices, _lists, _panels, _bars)
    return "\n".join(part(palette, sizes) for part in parts)


def _ground(c: Palette, s: Sizes) -> str:
    return f"""
    QWidget {{ font-family: "{FAMILY}"; font-size: {s.text_px}px; color: {c.ink}; }}
    QMainWindow, QDialog, QWidget[role="canvas"] {{ background: {c.canvas}; }}
    QToolTip {{ background: {c.paper}; color: {c.ink}; border: 1px solid {c.strong_line};
        padding: {s.pad_px}px; }}
    QScrollArea, QScrollArea > QWidget > QWidget[role="plain"] {{ background: transparent;
        border: none; }}
    QWidget[role="paper"] {{ background: {c.paper}; }}
    """


def _labels(c: Palette, s: Sizes) -> str:
    return f"""
    QLabel {{ background: transparent; }}
    QLabel[role="title"] {{ font-size: {s.title_px}px; font-weight: 700; }}
    QLabel[role="heading"] {{ font-size: {s.heading_px}px; font-weight: 600; }}
    QLabel[role="figure"] {{ font-size: {s.figure_px}px; font-weight: 700; }}
    QLabel[role="strong"] {{ font-weight: 600; }}
    QLabel[role="quiet"] {{ color: {c.quiet_ink}; }}
    QLabel[role="small"] {{ color: {c.quiet_ink}; font-size: {s.small_px}px; }}
    QLabel[role="brand"] {{ color: {c.primary}; font-size: {s.title_px}px; font-weight: 700; }}
    QLabel[role="good"], QLabel[role="warn"], QLabel[role="bad"] {{ border-radius: {s.radius_px}px;
        padding: {s.pad_px}px {s.wide_pad_px}px; font-weight: 600; }}
    QLabel[role="good"] {{ background: {c.good_paper}; color: {c.good};
        border: 1px solid {c.good}; }}
    QLabel[role="warn"] {{ background: {c.warn_paper}; color: {c.warn};
        border: 1px solid {c.warn}; }}
    QLabel[role="bad"] {{ background: {c.bad_paper}; color: {c.bad}; border: 1px solid {c.bad}; }}
    """


def _buttons(c: Palette, s: Sizes) -> str:
    return f"""
    QPushButton {{ background: {c.paper}; color: {c.ink}; border: 2px solid {c.strong_line};
        border-radius: {s.radius_px}px; padding: {s.pad_px}px {s.wide_pad_px}px; font-weight: 600;
        }}
    QPushButton:hover {{ background: {c.soft_primary}; }}
    QPushButton:pressed {{ background: {c.line}; }}
    QPushButton:focus {{ border: 2px solid {c.focus}; outline: none; }}
    QPushButton:disabled {{ background: {c.off_paper}; color: {c.off_ink};
        border: 2px solid {c.line}; }}
    QPushButton:checked {{ background: {c.soft_primary}; border: 2px solid {c.primary}; }}
    QPushButton:checked:focus {{ border: 3px solid {c.focus}; }}
    QPushButton[role="primary"] {{ background: {c.primary}; color: {c.on_primary};
        border: 2px solid {c.primary}; }}
    QPushButton[role="primary"]:hover, QPushButton[role="primary"]:pressed {{
        background: {c.primary_pressed}; }}
    QPushButton[role="primary"]:focus {{ border: 3px solid {c.primary_focus};
        padding: {s.pad_px - 1}px {s.wide_pad_px - 1}px; }}
    QPushButton[role="primary"]:disabled {{ background: {c.off_paper}; color: {c.off_ink};
        border: 2px solid {c.line}; }}
    QPushButton[role="link"] {{ background: transparent; border: 2px solid transparent;
        color: {c.primary};
        text-decoration: underline; padding: {s.pad_px}px; }}
    QPushButton[role="link"]:focus {{ border: 2px solid {c.focus}; }}
    QPushButton::menu-indicator {{ width: 0px; image: none; }}
    """


def _doors(c: Palette, s: Sizes) -> str:
    return f"""
    QPushButton[role="door"] {{ text-align: left; background: {c.paper}; border: 2px solid {c.line};
        padding: 0px; }}
    QPushButton[role="door"]:hover {{ border: 2px solid {c.primary}; }}
    QPushButton[role="door"]:focus {{ border: 3px solid {c.focus}; }}
    QPushButton[role="next-door"] {{ text-align: left; background: {c.soft_primary};
        border: 3px solid {c.primary}; padding: 0px; }}
    QPushButton[role="next-door"]:focus {{ border: 3px solid {c.focus}; }}
    QLabel[role="door-number"] {{ font-size: {s.figure_px}px; font-weight: 700; color: {c.primary};
        min-width: {s.figure_px}px; }}
    """


def _tabs(c: Palette, s: Sizes) -> str:
    return f"""
    QFrame[role="top-bar"] {{ background: {c.primary}; border: none; }}
    QFrame[role="top-bar"] QPushButton {{ background: transparent; color: {c.on_primary};
        font-weight: 600; font-size: {min(s.text_px, LARGEST_DOOR_PX)}px;
        border: 2px solid transparent; border-radius: {s.radius_px}px;
        padding: {s.pad_px - 2}px {min(s.pad_px + 3, WIDEST_DOOR_PAD_PX)}px; }}
    QFrame[role="top-bar"] QPushButton[narrow="true"] {{
        font-size: {min(s.small_px, SMALLEST_DOOR_PX)}px; padding: {s.pad_px}px 4px; }}
    QFrame[role="year-strip"] {{ background: {c.warn_paper}; border: none;
        border-bottom: 2px solid {c.warn}; }}
    QFrame[role="top-bar"] QPushButton:hover {{ background: {c.primary_pressed}; }}
    QFrame[role="top-bar"] QPushButton:focus {{ border: 2px solid {c.on_primary}; }}
    QFrame[role="top-bar"] QPushButton:checked {{ background: {c.paper}; color: {c.primary}; }}
    QFrame[role="top-bar"] QPushButton:checked:focus {{ border: 2px solid {c.focus}; }}
    """


def _fields(c: Palette, s: Sizes) -> str:
    return f"""
    QLineEdit, QPlainTextEdit, QComboBox, QSpinBox {{ background: {c.paper}; color: {c.ink};
        border: 2px solid {c.strong_line}; border-radius: {s.radius_px}px; padding: {s.pad_px}px;
        selection-background-color: {c.focus}; selection-color: {c.paper};
        placeholder-text-color: {c.quiet_ink}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus,
        QSpinBox:focus {{ border: 3px solid {c.focus};
        padding: {s.pad_px - 1}px; }}
    QSpinBox QLineEdit {{ border: none; padding: 0px {s.pad_px}px; background: transparent; }}
    QSpinBox::up-button, QSpinBox::down-button {{ width: 0px; border: none; }}
    QLineEdit:read-only {{ background: {c.off_paper}; border: 2px solid {c.line}; }}
    QLineEdit:read-only:focus {{ border: 3px solid {c.focus}; }}
    QLineEdit:disabled, QComboBox:disabled {{ background: {c.off_paper}; color: {c.off_ink}; }}
    QLineEdit[role="points"] {{ font-weight: 700; padding: {max(1, s.pad_px // 3)}px; }}
    QLineEdit[role="points"]:focus {{ padding: {max(0, s.pad_px // 3 - 1)}px; }}
    QLineEdit[refused="true"] {{ border: 3px solid {c.bad}; background: {c.bad_paper}; }}
    QComboBox::drop-down {{ border: none; width: {s.row_px}px; }}
    QComboBox::down-arrow {{ image: url("{_icon("down.svg")}"); width: {s.small_px}px;
        height: {s.small_px}px; }}
    QComboBox {{ combobox-popup: 0; }}
    QComboBox QAbstractItemView {{ background: {c.paper}; color: {c.ink};
        selection-background-color: {c.chosen}; selection-color: {c.on_chosen}; }}
    """


def _choices(c: Palette, s: Sizes) -> str:
    return f"""
    QCheckBox, QRadioButton {{ spacing: {s.pad_px}px; padding: {s.pad_px // 2}px;
        background: transparent; border: 2px solid transparent; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: {s.indicator_px}px;
        height: {s.indicator_px}px; border: 2px solid {c.strong_line}; background: {c.paper};
        border-radius: 4px; }}
    QRadioButton::indicator {{ border-radius: {s.indicator_px // 2 + 2}px; }}
    QCheckBox::indicator:checked {{ background: {c.primary}; border: 2px solid {c.primary};
        image: url("{_icon("tick.svg")}"); }}
    QRadioButton::indicator:checked {{ background: {c.primary}; border: 2px solid {c.primary};
        image: url("{_icon("dot.svg")}"); }}
    QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {c.focus};
        border-radius: {s.radius_px}px; }}
    QFrame[role="choice"] {{ background: {c.paper}; border: 2px solid {c.line};
        border-radius: {s.radius_px}px; }}
    """


def _lists(c: Palette, s: Sizes) -> str:
    return f"""
    QTableView, QListView {{ background: {c.paper}; alternate-background-color: {c.striped};
        border: 2px solid {c.line}; gridline-color: {c.line};
        selection-background-color: {c.chosen}; selection-color: {c.on_chosen}; outline: none; }}
    QLabel[role="heading"]:focus {{ border-bottom: 2px solid {c.focus}; }}
    QTableView:focus, QListView:focus {{ border: 2px solid {c.focus}; }}
    QTableView::item, QListView::item {{ padding: {s.pad_px // 2}px {s.pad_px}px; }}
    QTableView::item:selected, QListView::item:selected {{ background: {c.chosen};
        color: {c.on_chosen}; }}
    QHeaderView::section {{ background: {c.off_paper}; color: {c.ink}; font-weight: 600;
        border: none;
        border-bottom: 2px solid {c.strong_line}; border-right: 1px solid {c.line};
        padding: {s.pad_px // 2}px {s.pad_px}px; }}
    QMenu {{ background: {c.paper}; border: 2px solid {c.strong_line}; }}
    QMenu::item {{ padding: {s.pad_px}px {s.wide_pad_px * 2}px; }}
    QMenu::item:selected {{ background: {c.chosen}; color: {c.on_chosen}; }}
    """


def _panels(c: Palette, s: Sizes) -> str:
    return f"""
    QFrame[role="card"] {{ background: {c.paper}; border: 1px solid {c.line};
        border-radius: {s.radius_px}px; }}
    QFrame[role="sheet-row"] {{ background: {c.paper}; border: none;
        border-bottom: 1px solid {c.line}; }}
    QFrame[role="sheet-row"][current="true"] {{ background: {c.soft_primary}; }}
    QFrame[role="notice-warn"] {{ background: {c.warn_paper}; border: 1px solid {c.warn};
        border-radius: {s.radius_px}px; }}
    QFrame[role="notice-good"] {{ background: {c.good_paper}; border: 1px solid {c.good};
        border-radius: {s.radius_px}px; }}
    QFrame[role="notice-bad"] {{ background: {c.bad_paper}; border: 1px solid {c.bad};
        border-radius: {s.radius_px}px; }}
    """


def _bars(c: Palette, s: Sizes) -> str:
    return f"""
    QFrame[role="status"] {{ background: {c.paper}; border-top: 1px solid {c.line}; }}
    QProgressBar {{ background: {c.off_paper}; border: 1px solid {c.strong_line};
        border-radius: {s.radius_px}px; text-align: center; color: {c.ink}; }}
    QProgressBar::chunk {{ background: {c.soft_primary}; border-radius: {s.radius_px}px; }}
    QScrollBar:vertical {{ width: {s.text_px}px; background: {c.off_paper}; margin: 0px; }}
    QScrollBar:horizontal {{ height: {s.text_px}px; background: {c.off_paper}; margin: 0px; }}
    QScrollBar::handle {{ background: {c.strong_line}; border-radius: {s.radius_px}px;
        min-height: {s.row_px}px; min-width: {s.row_px}px; margin: 2px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """

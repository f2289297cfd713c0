"""The first start: how large the letters, who sits here, and a passphrase."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.installation import (
    CreatedInstallation,
    NewInstallation,
    create_installation,
)
from vanhoa_desktop.texts.words.terms import unit_kind_term
from vanhoa_desktop.ui.first_start.state import FirstStartState
from vanhoa_desktop.ui.style.appearance import mark
from vanhoa_desktop.ui.style.sizes import TEXT_CHOICES_PX
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import heading, label, quiet
from vanhoa_desktop.ui.widgets.panels import (
    Item,
    centred,
    column,
    framed,
    row,
    scrolling,
    set_content,
)
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 100
_OF_PASSPHRASES = (ErrorCode.PASSPHRASE_TOO_SHORT, ErrorCode.PASSPHRASE_COMMON)
_SIZE_NAMES = ("Chữ vừa", "Chữ to", "Chữ rất to")


class FirstStartScreen(QWidget):
    """Asks four things and makes the installation; `created` carries the passphrase."""

    created = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        mark(self, "canvas")
        self.workspace = workspace
        self._is_creating = False
        self.notice = NoticeBar()
        self.role_buttons = {kind: QRadioButton(unit_kind_term(kind)) for kind in UnitKind}
        self._roles = QButtonGroup(self)
        self._sizes = QButtonGroup(self)
        workspace.appearance.look_changed.connect(self._on_look_changed)
        for button in self.role_buttons.values():
            self._roles.addButton(button)
            button.toggled.connect(self._on_changed)
        self.unit_label = label("", "strong")
        self.unit_field = self._field("Tên xã, thôn hoặc đơn vị")
        self.officer_field = self._field("Họ và tên người dùng")
        self.passphrase_field = self._field("Mật khẩu", is_secret=True)
        self.repeated_field = self._field("Gõ lại mật khẩu", is_secret=True)
        self.missing_label = quiet()
        self.start_button = primary_button("Bắt đầu")
        self.start_button.clicked.connect(self._on_start)
        content = QWidget()
        mark(content, "plain")
        set_content(content, column(self._look_card(), self._who_card(), self._secret_card()), 0)
        # Button and reason stay in view however large the letters are.
        foot = QWidget()
        set_content(foot, column(self.notice, self._start_row()), 0)
        parts = column(scrolling(centred(content, _WIDTH_CHARS)), centred(foot, _WIDTH_CHARS))
        parts.setStretch(0, 1)
        set_content(self, parts, 0)
        self.role_buttons[UnitKind.VILLAGE].setChecked(True)
        self._on_changed()

    @property
    def state(self) -> FirstStartState:
        """What is typed now."""
        role = next(kind for kind, button in self.role_buttons.items() if button.isChecked())
        return FirstStartState(
            role,
            self.unit_field.text(),
            self.officer_field.text(),
            self.passphrase_field.text(),
            self.repeated_field.text(),
        )

    def unsaved(self) -> str:
        """Names that were typed for an installation which was not made."""
        names = (self.unit_field.text().strip(), self.officer_field.text().strip())
        typed = ", ".join(name for name in names if name)
        if not typed or self._is_creating:
            return ""
        return f"Đã gõ {typed} mà chưa bấm «Bắt đầu»: chưa có gì được tạo."

    def _field(self, name: str, *, is_secret: bool = False) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        if is_secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        field.textChanged.connect(self._on_changed)
        field.returnPressed.connect(self._on_enter)
        return field

    def _look_card(self) -> QWidget:
        samples: list[Item] = []
        for name, text_px in zip(_SIZE_NAMES, TEXT_CHOICES_PX, strict=True):
            button = plain_button(name)
            button.setStyleSheet(f"font-size: {text_px}px;")
            button.setCheckable(True)
            self._sizes.addButton(button, text_px)
            button.clicked.connect(partial(self._on_size, text_px))
            samples.append(button)
        self.setFocusProxy(self._sizes.button(TEXT_CHOICES_PX[0]))
        self._on_look_changed()
        return framed(column(heading("Cỡ chữ nào ông/bà đọc rõ nhất?"), row(*samples, 1)))

    def _who_card(self) -> QWidget:
        return framed(
            column(
                heading("Máy này của ai?"),
                row(*self.role_buttons.values(), 1),
                self.unit_label,
                self.unit_field,
                label("Họ và tên người dùng máy này", "strong"),
                self.officer_field,
            )
        )

    def _secret_card(self) -> QWidget:
        return framed(
            column(
                heading("Mật khẩu giữ số liệu"),
                quiet(
                    "Số liệu trên máy được khóa bằng mật khẩu này. Hãy ghi ra giấy, cất nơi kín. "
                    "Thôn quên thì gọi xã; xã thì giữ tệp khôi phục."
                ),
                row(
                    column(label("Mật khẩu", "strong"), self.passphrase_field),
                    column(label("Gõ lại mật khẩu", "strong"), self.repeated_field),
                ),
            )
        )

    def _start_row(self) -> QHBoxLayout:
        start = row(self.missing_label, self.start_button)
        start.setStretch(0, 1)
        return start

    def _on_look_changed(self) -> None:
        chosen: QAbstractButton | None = self._sizes.button(
            self.workspace.appearance.choice.text_px
        )
        if chosen is not None:
            chosen.setChecked(True)

    def _on_size(self, text_px: int) -> None:
        self.workspace.appearance.choose_text_px(text_px)

    def _on_changed(self, *_: object) -> None:
        state = self.state
        self.unit_label.setText(state.unit_label)
        self.missing_label.setText(state.missing)
        self.start_button.setEnabled(not state.missing)
        # What was refused, or asked for, spoke of what stood there before.
        self.notice.clear_notice()

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return (self.unit_field, self.officer_field, self.passphrase_field, self.repeated_field)

    def _on_enter(self) -> None:
        """Go on to the next field; from the last one to what is missing, or begin."""
        focused: QWidget | None = self.focusWidget()
        fields = self._fields
        if focused in fields[:-1]:
            _go(fields[fields.index(focused) + 1])
        else:
            self._on_start()

    def _on_start(self) -> None:
        state = self.state
        if state.missing:
            # What is missing stands beside the button; the keyboard goes where it is written.
            _go(self._fields[state.missing_field])
            return
        if not self.start_button.isEnabled():
            return
        self.start_button.setEnabled(False)
        self._is_creating = True
        wish = NewInstallation(state.role, state.unit_name, state.officer)
        paths = self.workspace.paths
        self.workspace.run_apart(
            lambda _: create_installation(paths, wish, state.passphrase),
            self._on_created,
            self._on_refused,
            "Đang tạo khóa và kho số liệu…",
        )

    def _on_created(self, _made: CreatedInstallation) -> None:
        self.created.emit(self.passphrase_field.text())

    def _on_refused(self, error: VanHoaError) -> None:
        self._is_creating = False
        self.start_button.setEnabled(True)
        if error.code in _OF_PASSPHRASES:
            _go(self.passphrase_field)
        self.notice.show_refusal(error)


def _go(field: QLineEdit) -> None:
    field.setFocus()
    field.selectAll()

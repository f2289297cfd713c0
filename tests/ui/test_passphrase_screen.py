"""«Đổi mật khẩu» in the window: the store is closed, changed, and opened with the new one."""

import pytest
from PySide6.QtCore import Qt

from tests.builders.offices import PASSPHRASE, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.ui.passphrase.passphrase_screen import PassphraseScreen
from vanhoa_desktop.ui.shell.main_window import CHANGED
from vanhoa_desktop.ui.unlock.unlock_screen import UnlockScreen

NEW = "cai non la co"


def fill(screen: PassphraseScreen, known: str, new: str, repeated: str) -> None:
    screen.daily_form.known_field.setText(known)
    screen.daily_form.new_field.setText(new)
    screen.daily_form.repeated_field.setText(repeated)


def test_the_passphrase_is_changed_and_the_new_one_opens(village: Driver, offices: Offices) -> None:
    screen = village.go("passphrase", PassphraseScreen)
    assert village.focused is screen.daily_form.known_field
    fill(screen, PASSPHRASE, NEW, NEW)
    village.press(Qt.Key.Key_Return, screen.daily_form.repeated_field)
    page = village.window.page
    assert isinstance(page, UnlockScreen)
    assert page.notice.text() == CHANGED
    village.write(page.passphrase_field, NEW)
    village.press(Qt.Key.Key_Return, page.passphrase_field)
    village.go("passphrase", PassphraseScreen)
    village.close()
    with pytest.raises(VanHoaError):
        open_session(offices.villages[0].paths, PASSPHRASE, writing=False)
    with open_session(offices.villages[0].paths, NEW, writing=True) as session:
        assert session.secrets.unfinished is None


@pytest.mark.parametrize(
    ("known", "new", "repeated", "said"),
    [
        ("", NEW, NEW, "Mật khẩu đang dùng"),
        (PASSPHRASE, "", "", "Mật khẩu mới"),
        (PASSPHRASE, NEW, NEW + "x", "chưa giống nhau"),
        ("another one", NEW, NEW, "Mật khẩu không đúng"),
        (PASSPHRASE, "ngan", "ngan", "quá ngắn"),
        (PASSPHRASE, "12345678", "12345678", "ai cũng đoán được"),
        (PASSPHRASE, PASSPHRASE, PASSPHRASE, "giống mật khẩu đang dùng"),
    ],
)
def test_what_is_wrong_is_said_and_the_window_stays_open(
    village: Driver, known: str, new: str, repeated: str, said: str
) -> None:
    screen = village.go("passphrase", PassphraseScreen)
    fill(screen, known, new, repeated)
    village.click(screen.daily_form.change_button)
    assert said in screen.daily_form.notice.text()
    assert screen.daily_form.change_button.isEnabled()
    assert village.workbench.screen_shown is screen


def test_nothing_that_was_typed_stays_when_the_screen_is_left(village: Driver) -> None:
    screen = village.go("passphrase", PassphraseScreen)
    fill(screen, PASSPHRASE, NEW, NEW)
    village.workbench.show_home()
    village.rest()
    village.workbench.show_screen("passphrase")
    village.rest()
    assert screen.daily_form.known_field.text() == screen.daily_form.new_field.text() == ""


def test_a_disk_without_room_keeps_the_known_one_and_says_so(
    village: Driver, offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "keys.json")

    monkeypatch.setattr("vanhoa_desktop.services.office.passphrase_change.copy_store", full)
    screen = village.go("passphrase", PassphraseScreen)
    fill(screen, PASSPHRASE, NEW, NEW)
    village.click(screen.daily_form.change_button)
    page = village.window.page
    assert isinstance(page, UnlockScreen)
    assert "Ổ đĩa đã đầy" in page.notice.text()
    page.passphrase_field.setText(PASSPHRASE)
    village.click(page.open_button)
    assert village.workbench.screen_shown.isVisible()
    assert offices.villages[0].paths.keys.exists()

"""Keys or store alone: the window names the missing file and never begins anew over the other."""

import pytest
from pytestqt.qtbot import QtBot

from tests.builders.offices import PASSPHRASE, Offices
from tests.builders.ui import Driver
from vanhoa_desktop.ui.unlock.unlock_screen import UnlockScreen


@pytest.mark.parametrize("missing", ["keys.json", "store.db"])
@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_what_is_missing_is_named_and_nothing_is_made_anew(
    qtbot: QtBot, offices: Offices, missing: str, passphrase: str | None
) -> None:
    root = offices.villages[0].paths.root
    (root / missing).rename(root / "aside")
    before = sorted(path.name for path in root.iterdir())
    driver = Driver(qtbot, root)
    driver.start(passphrase)
    page = driver.window.page
    assert isinstance(page, UnlockScreen)
    assert f"Thiếu tệp {missing} trong thư mục" in page.notice.text()
    page.passphrase_field.setText(PASSPHRASE)
    driver.click(page.open_button)
    assert f"Thiếu tệp {missing}" in page.notice.text()
    driver.close()
    assert sorted(path.name for path in root.iterdir()) == before
    (root / "aside").rename(root / missing)
    again = Driver(qtbot, root)
    again.start(PASSPHRASE)
    assert again.workbench.isVisible()
    again.close()

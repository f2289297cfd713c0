"""The papers of a year by real keys: every decision and draft is chosen, seen and saved."""

from pathlib import Path

import pytest

from tests.builders.documents import plain_text
from tests.builders.offices import PASSPHRASE, Offices
from tests.builders.sent_year import FAILING, PASSING, appraise, decide, sent_year
from tests.window.real_window import RealWindow, XServer

pytestmark = pytest.mark.window


@pytest.fixture
def decided(founded_offices: Offices, tmp_path: Path) -> Offices:
    """A commune with an issued decision over one person and a draft over another."""
    offices = founded_offices.copy(tmp_path / "decided")
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    decide(offices.commune)
    appraise(offices.commune)
    decide(offices.commune, None)
    return offices


@pytest.fixture
def window(decided: Offices, x_server: XServer) -> RealWindow:
    return RealWindow(x_server, decided.commune.paths.root, passphrase=PASSPHRASE)


def saved_text(window: RealWindow, button: str, file: Path) -> str:
    """The paper behind a button, looked at, saved under a typed name and read."""
    window.click(button)
    window.until(lambda: window.says("Trang 1 /"), "no preview came")
    window.wait_idle()
    window.click("Lưu tệp PDF…")
    window.wait_idle()
    window.key("ctrl+a")
    window.type(str(file))
    window.key("Return")
    window.until(file.exists, "the file was not saved")
    window.wait_idle()
    window.key("Escape")
    window.wait_idle()
    return plain_text(file.read_bytes())


def test_decision_draft_and_report_are_chosen_by_keys_and_say_what_they_are(
    window: RealWindow, tmp_path: Path
) -> None:
    try:
        window.key("alt+5")
        window.wait_idle()
        issued = saved_text(window, "Xem và in quyết định", tmp_path / "qd.pdf")
        window.click("Quyết định nào")
        window.key("Down", "Return")
        window.wait_idle()
        draft = saved_text(window, "Xem và in quyết định", tmp_path / "du-thao.pdf")
        report = saved_text(window, "Xem và in báo cáo năm", tmp_path / "bc.pdf")
        window.close()
    finally:
        if window.is_running:
            window.kill()
    assert "15/QĐ-UBND" in issued
    assert PASSING[0] in issued
    assert "DỰ THẢO" in draft
    assert PASSING[1] in draft
    assert FAILING not in issued + draft
    assert "(Bản thảo – số liệu tạm tính, chưa chốt)" in report

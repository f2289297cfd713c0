"""«In…» as an officer does it: the papers' screen, a paper, «In…», Enter; what came out is held."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.ink import assert_same_ink, pages
from tests.builders.offices import PASSPHRASE, YEAR, Offices
from tests.builders.print_server import PRINTER, PrintServer, print_server
from tests.builders.sent_year import appraise, decide, sent_year
from tests.window.real_window import RealWindow, XServer
from vanhoa_desktop.services.papers.papers import PaperChoice, PaperService

pytestmark = pytest.mark.window


@pytest.fixture
def server() -> Iterator[PrintServer]:
    """A print server whose printer writes PDF."""
    with print_server() as made:
        yield made


@pytest.fixture
def decided(offices: Offices, tmp_path: Path) -> Offices:
    """Two people of a village were recognised."""
    sent_year(offices, tmp_path)
    appraise(offices.commune)
    decide(offices.commune)
    return offices


def test_certificates_are_printed_by_enter_as_they_are_in_their_file(
    server: PrintServer, decided: Offices, x_server: XServer
) -> None:
    with decided.commune.open(writing=False) as session:
        drawn = pages(PaperService(session).certificates(PaperChoice(YEAR)))
    window = RealWindow(
        x_server, decided.commune.paths.root, passphrase=PASSPHRASE, environment=server.variables
    )
    try:
        window.key("alt+5")
        window.wait_idle()
        window.click("Xem và in giấy công nhận")
        window.until(lambda: window.says("Trang 1 / 2"), "no preview came")
        window.wait_idle()
        assert window.focus()["text"] == "In…"
        window.key("Return")
        window.until(lambda: window.says("Tùy chọn"), "no print dialog came")
        window.wait_idle()
        window.key("Return")
        window.until(lambda: window.says(f"Đã gửi 2 trang tới máy in {PRINTER}."))
        window.key("Escape")
        window.wait_idle()
        window.close()
    finally:
        if window.is_running:
            window.kill()
    printed = pages(server.paper())
    assert len(printed) == len(drawn) == 2
    for sheet, page in zip(printed, drawn, strict=True):
        assert sheet.size_mm == (210, 297)
        assert_same_ink(sheet, page.turned())

"""What lists and refusals of the command line tell people: hours, why, and what to do."""

import re
from pathlib import Path

import pytest

from tests.builders.offices import NGOC_BAN
from tests.cli.carrying import Carrier, carrier
from tests.cli.conftest import YEAR, Machines
from tests.cli.test_healing import HOA, MAI, add

# A moment as the journal keeps it: no hour of an office in Viet Nam.
RAW = re.compile(r"\d{4}-\d\d-\d\dT")
TOLD = re.compile(r"\d\d:\d\d ngày \d\d/\d\d/\d{4}")


@pytest.fixture
def post(peopled: Machines, tmp_path: Path) -> Carrier:
    """A peopled village and its commune, and who carries files between them."""
    return carrier(peopled, tmp_path)


def test_moments_are_told_by_the_clock_of_the_office(post: Carrier, peopled: Machines) -> None:
    commune, village = peopled.commune, peopled.village
    first = post.saved_up(village)
    post.take(commune, first)
    mai = add(village, MAI)
    village.do("bundle", "export", "-o", post.path())
    post.down(NGOC_BAN)
    second = post.saved_up(village)
    add(commune, HOA, "--unit", NGOC_BAN)
    village.do("person", "set", mai, "--phone", "0911000111")
    post.take(commune, second)
    commune.do("person", "set", mai, "--phone", "0911000222")
    post.up(village)
    lists = (
        *((commune, words) for words in (("bundle", "list"), ("conflicts", "list"))),
        (commune, ("history", mai)),
        (village, ("import", "list")),
    )
    for machine, words in lists:
        told = machine.tell(*words).out
        assert TOLD.search(told), (words, told)
        assert not RAW.search(told), (words, told)


def test_an_empty_list_says_so(peopled: Machines) -> None:
    for words in (("device", "branches"), ("household", "list"), ("clan", "list")):
        assert peopled.commune.tell(*words).out == "Không có.\n", words


def test_a_recognised_sheet_is_not_given_back_and_the_reason_is_told(decided: Machines) -> None:
    wish = ("return", "Nguyễn Văn Bình", "--cycle", YEAR, "--reason", "sai điểm")
    told = decided.commune.tell(*wish).out
    assert "giữ nguyên 1 phiếu" in told
    assert f"Nguyễn Văn Bình ({NGOC_BAN}): đã có quyết định công nhận" in told
    assert "ra quyết định khác" in told
    wish = ("return", "Trần Văn Dũng", "--cycle", YEAR, "--reason", "sai điểm")
    assert "thôn đang giữ phiếu" in decided.commune.tell(*wish).out


def test_sheets_that_are_not_sent_are_told_with_the_reason(peopled: Machines) -> None:
    # Bình, Cúc and Yến have all ten points, Dũng nine of them.
    told = peopled.village.tell("submit", "--cycle", YEAR).out
    assert told == "Đã gửi xã 3 phiếu; còn lại 1 phiếu.\n  1 phiếu chưa chấm đủ.\n"


def test_the_main_device_asks_nobody_for_a_new_passphrase(
    machines: Machines, tmp_path: Path
) -> None:
    commune = machines.commune
    commune.do("recovery", "create", "-o", tmp_path / "xa.vhk")
    asked = commune.run("recovery", "ask-reset", "-o", tmp_path / "quen.vhq")
    assert asked.error == "RESET_AT_OFFICE"
    assert "dựng lại máy trong một thư mục trống" in asked.json["error"]["message"]
    assert "recovery restore" in asked.json["error"]["message"]
    assert not (tmp_path / "quen.vhq").exists()

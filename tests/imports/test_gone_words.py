"""Which remarks say that somebody is dead or gone, and which do not."""

import pytest

from vanhoa_desktop.imports.gone_remarks import says_gone


@pytest.mark.parametrize(
    "remark",
    [
        "đã mất 3/2026",
        "chết",
        "đi làm ăn xa",
        "XKLĐ Đài Loan",
        "tạm vắng",
        "Chuyển về Hà Nội",
        "lấy chồng xã khác",
        "đi bộ đội",
        "gạch tên",
        "trùng với số 3",
    ],
)
def test_it_is_asked_whether_somebody_is_still_here(remark: str) -> None:
    assert says_gone(remark)


@pytest.mark.parametrize(
    "remark",
    [
        "hộ nghèo",
        "chuyển về quê năm 2020",
        "chuyển về từ Hà Nội",
        "bộ đội nghỉ hưu",
        "chồng là bộ đội",
        "mất sức",
        "tên trong sổ cũ",
        "lấy chồng năm 2019",
    ],
)
def test_what_is_said_of_people_who_are_here_is_not(remark: str) -> None:
    assert not says_gone(remark)

"""Targets, snapshots and samples in the words of the office."""

from decimal import Decimal

import pytest

from vanhoa_desktop.domain.enums import Outcome
from vanhoa_desktop.domain.targets import DigitalBasis, SnapshotKind
from vanhoa_desktop.texts.sentences.samples import (
    difference_text,
    found_text,
    outcome_turn_text,
    undeserved_text,
)
from vanhoa_desktop.texts.sentences.targets import (
    basis_term,
    goal_text,
    heads_word,
    missing_text,
    overstated_text,
    part_term,
    share_text,
    snapshot_term,
    unknown_text,
)

GOALS = {2025: Decimal(50), 2030: Decimal("72.5")}


@pytest.mark.parametrize(
    ("missing", "measure", "said"),
    [
        (37, "adults_in_models", "còn thiếu 37 người (nếu tổng số giữ nguyên)"),
        (1214, "families", "còn thiếu 1.214 hộ (nếu tổng số giữ nguyên)"),
        (1, "clans", "còn thiếu 1 dòng họ (nếu tổng số giữ nguyên)"),
        (0, "communities", "đã đạt mục tiêu"),
        (None, "units", ""),
    ],
)
def test_what_is_missing_is_said_in_heads(missing: int | None, measure: str, said: str) -> None:
    assert missing_text(missing, measure) == said


def test_a_goal_that_has_passed_says_so_and_none_is_interpolated() -> None:
    assert goal_text(GOALS, 2025) == "mục tiêu 2025 50%, mục tiêu 2030 72,5%"
    assert goal_text(GOALS, 2026) == "mục tiêu 2025 (đã qua) 50%, mục tiêu 2030 72,5%"
    assert goal_text({}, 2026) == ""


def test_shares_and_what_is_to_be_known_of_them() -> None:
    assert share_text(1214, 2428, Decimal("50.0")) == "50,0% (1.214/2.428)"
    assert share_text(0, 0, None) == "Chưa có căn cứ tính (0/0)"
    assert unknown_text(112) == "chưa xác định: 112 người"
    assert unknown_text(0) == ""
    assert overstated_text(2).startswith("2 chi hội")
    assert overstated_text(0) == ""


def test_every_basis_and_every_kind_of_snapshot_has_its_words() -> None:
    assert len({basis_term(basis) for basis in DigitalBasis}) == len(DigitalBasis)
    assert {snapshot_term(kind) for kind in SnapshotKind} == {"tạm tính", "chính thức"}
    assert heads_word("units") == "đơn vị"


def test_the_difference_of_a_sample_is_signed_and_has_its_interval() -> None:
    assert difference_text(-1.154, -2.0, 0.001) == (
        "Chênh lệch trung bình -1,15 điểm (khoảng tin cậy 95%: từ -2,00 đến 0,00 điểm)."
    )
    assert "chưa ước lượng được" in difference_text(0.5, None, None)
    assert "+0,50" in difference_text(0.5, None, None)
    assert "-0,00" not in difference_text(-0.0001, -0.0001, -0.0001)


def test_turns_and_findings_are_said_plainly() -> None:
    assert outcome_turn_text(0, 0) == "không phiếu nào đổi kết quả"
    assert outcome_turn_text(2, 1) == "2 phiếu đạt nhưng phúc tra không đạt; 1 phiếu ngược lại"
    assert undeserved_text(3, 1214, 5000).startswith(
        "Trong 5.000 phiếu, có thể từ 3 đến 1.214 phiếu"
    )
    assert [found_text(outcome) for outcome in (None, Outcome.PASSED, Outcome.NOT_PASSED)] == [
        "chưa phúc tra",
        "phúc tra: đạt",
        "phúc tra: chưa đạt",
    ]


@pytest.mark.parametrize(
    ("dimension", "name", "said"),
    [
        ("group", "staff", "Cán bộ, công nhân viên, doanh nhân"),
        ("sex", "female", "Nữ"),
        ("age", "60_and_over", "Từ 60 tuổi"),
        ("age", "under_60", "Dưới 60 tuổi"),
        ("group", "unknown", "Chưa rõ"),
        ("sex", "unknown", "Chưa rõ"),
        ("age", "unknown", "Chưa rõ"),
    ],
)
def test_every_part_of_a_target_has_a_name(dimension: str, name: str, said: str) -> None:
    assert part_term(dimension, name) == said

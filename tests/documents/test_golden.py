"""Text and layout of every paper stay as they were looked at.

`VANHOA_WRITE_GOLDEN=1` writes them anew, to be looked at again.
"""

import os
from collections.abc import Callable

import pytest

from tests.architecture.source_tree import ROOT
from tests.builders.documents import (
    OFFICE,
    annual_report,
    certificate,
    decision,
    family_decision,
    layout,
)
from vanhoa_desktop.documents.annual_report import render_annual_report
from vanhoa_desktop.documents.certificate import render_certificates
from vanhoa_desktop.documents.decision import render_decision
from vanhoa_desktop.documents.recovery_sheet import RecoverySheet, render_recovery_sheet

GOLDEN = ROOT / "tests" / "golden" / "documents"
PAPERS: dict[str, Callable[[], bytes]] = {
    "recovery-sheet": lambda: render_recovery_sheet(
        RecoverySheet(
            commune="Xã Vạn Hòa",
            code="018446 744073 709551 615000 123456 789012 345678",
            file_name="xa-van-hoa.vhk",
            fingerprint="482109 377512 006183 920447",
            made_on="2026-11-25",
        )
    ),
    "certificate": lambda: render_certificates(
        [certificate(), certificate("Lê Thị Cúc", honorific="Bà", birth_year=None)], OFFICE
    ),
    "certificate-draft": lambda: render_certificates(
        [certificate(decision_number=None, decided_on=None)], OFFICE
    ),
    "decision": lambda: render_decision(decision(3)),
    "decision-unknown-sex": lambda: render_decision(decision(3, unknown_sexes=1)),
    "decision-families": lambda: render_decision(family_decision(2)),
    "decision-draft": lambda: render_decision(decision(1, is_draft=True)),
    "annual-report": lambda: render_annual_report(annual_report()),
    "annual-report-draft": lambda: render_annual_report(annual_report(is_frozen=False)),
    "annual-report-provisional": lambda: render_annual_report(annual_report("2026-11-30")),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads_and_looks_as_its_golden_file(name: str) -> None:
    path = GOLDEN / f"{name}.txt"
    made = layout(PAPERS[name]())
    if os.environ.get("VANHOA_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_values_give_the_same_bytes(name: str) -> None:
    assert PAPERS[name]() == PAPERS[name]()

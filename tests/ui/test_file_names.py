"""Names that we suggest fit every system; names that are typed get their ending."""

from pathlib import Path, PureWindowsPath

import pytest

from vanhoa_desktop.ui.file_names import renamed, suggested_name, why_not_saved, with_ending


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Phiếu: Lê/Văn.pdf", "Phiếu Lê Văn.pdf"),
        ("danh-sach.pdf", "danh-sach.pdf"),
        ('a\\b*c?"d<e>f|g.pdf', "a b c d e f g.pdf"),
        ("CON.pdf", "tệp CON.pdf"),
        ("nul.thôn.pdf", "tệp nul.thôn.pdf"),
        ("Thôn 1. .pdf", "Thôn 1.pdf"),
        ("..pdf", "tệp.pdf"),
        ("Giấy 20.11.2026.pdf", "Giấy 20.11.2026.pdf"),
    ],
)
def test_a_suggested_name_fits_every_system(name: str, shown: str) -> None:
    assert suggested_name(name, ".pdf") == shown


def test_a_suggested_name_is_never_too_long_and_no_letter_is_cut() -> None:
    made = suggested_name("Đơn vị " + "ệ" * 300 + ".vhb", ".vhb")
    assert len(made.encode()) <= 180
    assert made.startswith("Đơn vị ệ")
    assert made.endswith("ệ.vhb")
    assert not PureWindowsPath(made).drive


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("danh sach", "danh sach.xlsx"),
        ("danh sach.XLSX", "danh sach.XLSX"),
        ("Danh sach 20.11.2026", "Danh sach 20.11.2026.xlsx"),
        ("ngay 20.11.", "ngay 20.11.xlsx"),
    ],
)
def test_a_typed_name_gets_the_ending_of_what_is_saved(typed: str, saved: str) -> None:
    assert with_ending(Path("/tmp") / typed, ".xlsx") == Path("/tmp") / saved


def test_what_cannot_be_saved_says_why(tmp_path: Path) -> None:
    assert why_not_saved(tmp_path / "x.pdf") == ""
    assert "thư mục" in why_not_saved(tmp_path)
    assert "Không có thư mục" in why_not_saved(tmp_path / "none" / "x.pdf")
    assert "quá dài" in why_not_saved(tmp_path / ("ệ" * 90))


@pytest.mark.parametrize("typed", ["giay.docx", "danh sach.xls", "danh sach.PDF", "a.b.zip"])
def test_a_name_that_promises_another_kind_of_file_is_refused_and_says_which_ending(
    tmp_path: Path, typed: str
) -> None:
    path = tmp_path / typed
    assert with_ending(path, ".xlsx") == path
    told = why_not_saved(path, ".xlsx")
    assert f"chưa lưu «{typed}»" in told
    assert "đuôi .xlsx" in told
    assert renamed(path, ".xlsx") == f"{path.stem}.xlsx"


def test_a_date_at_the_end_of_a_name_promises_nothing(tmp_path: Path) -> None:
    assert why_not_saved(tmp_path / "Danh sach 20.11.2026", ".xlsx") == ""
    assert renamed(tmp_path / "a.xlsx", ".xlsx") == "a.xlsx"

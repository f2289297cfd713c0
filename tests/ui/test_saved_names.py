"""What was saved is told by every name, so that no file stays behind on the stick."""

from pathlib import Path

from vanhoa_desktop.services.exchange.exporting import ExportReport, SavedBundle
from vanhoa_desktop.ui.exchange.summary import saved_names


def report(*files: tuple[str, int, int]) -> ExportReport:
    """A report of files: name, changes, files of evidence."""
    return ExportReport(tuple(SavedBundle(Path(n), "ab" * 32, c, e, 1_000) for n, c, e in files))


def test_one_file_is_told_by_its_name_and_changes() -> None:
    assert saved_names(report(("gui.vhb", 12, 0))) == "gui.vhb (12 thay đổi)"


def test_several_files_are_all_named() -> None:
    told = saved_names(report(("gui.vhb", 12, 1), ("gui-2.vhb", 0, 4)))
    assert told == "gui.vhb, gui-2.vhb (12 thay đổi, 5 tệp minh chứng)"

"""The two entries of the program, and the test by which a copy of it knows that it is whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from vanhoa_desktop import app
from vanhoa_desktop.paths import resources_folder

SHIPPED = sorted(
    path.relative_to(resources_folder()).as_posix()
    for path in resources_folder().rglob("*")
    if path.is_file()
)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The resources of a program as `build.spec` packs them; the running program is that one."""
    resources = tmp_path / "built" / "resources"
    shutil.copytree(resources_folder(), resources)
    (resources / app.RESOURCE_LIST).write_text(app.resource_list(resources), encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(resources.parent), raising=False)
    return resources


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The resources of a program that runs from its source."""
    resources = tmp_path / "source" / "resources"
    shutil.copytree(resources_folder(), resources)
    monkeypatch.setattr("vanhoa_desktop.paths.resources_folder", lambda: resources)
    return resources


def _failure(capsys: pytest.CaptureFixture[str]) -> str:
    """What a self-test that must fail says."""
    assert app.run_self_test() == 1
    said = capsys.readouterr().out
    assert said.startswith("Tự kiểm tra: không đạt. ")
    return said


def test_a_program_in_its_source_tree_is_whole(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run_self_test() == 0
    assert capsys.readouterr().out == (
        f"Tự kiểm tra: đạt ({len(SHIPPED)} tệp kèm theo, 3 văn bản).\n"
    )


def test_a_built_program_with_all_its_files_is_whole(
    qtbot: QtBot, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.start_window([app.SELF_TEST]) == 0
    assert f"({len(SHIPPED)} tệp kèm theo" in capsys.readouterr().out


@pytest.mark.parametrize("name", SHIPPED)
def test_a_built_program_names_the_file_that_it_lacks(
    name: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (built / name).unlink()
    assert f"Bản cài đặt thiếu tệp {name}. Hãy cài lại chương trình" in _failure(capsys)


def test_a_built_program_names_the_file_that_was_altered(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = built / "templates" / "decision.toml"
    words.write_bytes(words.read_bytes() + b"\n")
    assert "templates/decision.toml" in _failure(capsys)


def test_a_built_program_without_its_list_of_files_is_not_whole(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (built / app.RESOURCE_LIST).unlink()
    assert app.RESOURCE_LIST in _failure(capsys)


def test_a_list_of_too_few_files_does_not_make_a_built_program_whole(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(built / "criteria")
    (built / app.RESOURCE_LIST).write_text(app.resource_list(built), encoding="utf-8")
    assert "criteria" in _failure(capsys)


@pytest.mark.parametrize("folder", sorted({Path(name).parts[0] for name in SHIPPED}))
def test_a_source_tree_names_the_folder_that_it_lacks(
    folder: str, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(source / folder)
    assert f"Bản cài đặt thiếu tệp {folder}" in _failure(capsys)


def test_a_font_that_is_none_is_named(
    qtbot: QtBot, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "fonts" / "Tinos-Italic.ttf").write_bytes(b"not a font")
    assert "fonts/Tinos-Italic.ttf" in _failure(capsys)


def test_a_mark_that_qt_cannot_draw_is_named(
    qtbot: QtBot, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "icons" / "tick.svg").write_bytes(b"not a picture")
    assert "icons/tick.svg" in _failure(capsys)


def test_a_module_that_was_not_packed_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "vanhoa_desktop.ui.shell.application", None)
    said = _failure(capsys)
    assert "Bản cài đặt thiếu tệp vanhoa_desktop.ui.shell.application." in said


def test_a_disk_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    assert "No space left on device" in _failure(capsys)


def test_a_program_without_a_terminal_fails_without_a_word(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / app.RESOURCE_LIST).unlink()
    monkeypatch.setattr(sys, "stdout", None)
    assert app.start_command_line([app.SELF_TEST]) == 1


def test_the_list_of_resources_is_what_sha256sum_checks(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_bytes(b"")
    (tmp_path / "a.txt").write_bytes(b"abc")
    (tmp_path / app.RESOURCE_LIST).write_text("of an earlier build", encoding="utf-8")
    assert app.resource_list(tmp_path) == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/x.txt\n"
    )


def test_a_command_loads_no_window_library() -> None:
    script = (
        "import sys; from vanhoa_desktop.app import start_command_line as run;"
        "code = run(['-h']); qt = any(name.startswith('PySide6') for name in sys.modules);"
        "sys.exit(code or qt)"
    )
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert asked.returncode == 0

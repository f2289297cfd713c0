"""No command saves over the installation's own files, into a folder that is not there, or oddly.

The commands are walked, so that none that is added can be forgotten.
"""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Machines
from tests.cli.test_contract import COMMANDS

# What a command wants besides the file, in a form it takes; no command gets as far as using it.
_YEAR = {"--cycle": "2026"}


def _saving() -> Iterator[tuple[str, str]]:
    """Every command that saves a file where a person says, with the option that says it."""
    for name, command in sorted(COMMANDS.items()):
        for option in command.params:
            if isinstance(option, click.Option) and {"-o", "--sheet"} & set(option.opts):
                yield name, option.opts[0]


# `--sheet` of the imports names a sheet of a workbook, which is read.
_CASES = [
    (name, option) for name, option in _saving() if option == "-o" or name == "recovery create"
]


def _line(name: str, option: str, path: Path) -> list[object]:
    words: list[object] = [*name.split(), option, path]
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Argument):
            words.append("x")
        elif parameter.required and option not in parameter.opts and "-o" not in parameter.opts:
            words += [parameter.opts[0], _YEAR.get(parameter.opts[0], "x")]
        elif parameter.required and option not in parameter.opts:
            words += ["-o", path.parent.parent / "khac.bin"]
    return words


def _content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_walk_finds_the_commands_that_save() -> None:
    assert {
        *(("bundle export", "-o"), ("backup create", "-o"), ("certificate print", "-o")),
        *(("recovery create", "-o"), ("recovery create", "--sheet"), ("evidence export", "-o")),
    } <= set(_CASES)
    assert len(_CASES) >= 17


@pytest.mark.parametrize(("name", "option"), _CASES)
def test_no_command_saves_over_a_file_of_the_installation(
    machines: Machines, name: str, option: str
) -> None:
    commune = machines.commune
    before = _content(commune.folder)
    for own in ("store.db", "store.db-wal", "keys.json", "root-key.json", "store.lock"):
        told = commune.refuse(*_line(name, option, commune.folder / own))
        assert told == "FILE_OF_INSTALLATION", own
    assert _content(commune.folder) == before


@pytest.mark.parametrize(("name", "option"), _CASES)
def test_no_command_makes_a_folder_or_takes_a_name_of_two_lines(
    machines: Machines, name: str, option: str
) -> None:
    folder = machines.commune.folder.parent
    before = sorted(folder.iterdir())
    missing = folder / "chưa có" / "giay.pdf"
    assert machines.commune.refuse(*_line(name, option, missing)) == "FOLDER_UNREACHABLE"
    odd = folder / "hai\ndòng.pdf"
    assert machines.commune.refuse(*_line(name, option, odd)) == "FILE_NAME_INVALID"
    assert sorted(folder.iterdir()) == before


def test_another_name_in_the_folder_of_data_is_nobodys(machines: Machines) -> None:
    commune = machines.commune
    made = commune.folder / "danh-sach.xlsx"
    commune.do("roster", "export", "-o", made)
    commune.do("roster", "export", "-o", made)
    assert made.is_file()
    assert commune.refuse("roster", "export", "-o", commune.folder / "STORE.DB-wal.xlsx") == (
        "FILE_OF_INSTALLATION"
    )


def test_a_backup_still_goes_into_the_folder_of_backups_of_itself_and_by_name(
    machines: Machines,
) -> None:
    commune = machines.commune
    made = Path(commune.do("backup", "create")["path"])
    assert made.parent == commune.folder / "backups"
    commune.do("backup", "create", "-o", made.with_name("rieng.vhs"))
    assert commune.refuse("backup", "create", "-o", made) == "FILE_OF_INSTALLATION"
    assert commune.refuse("roster", "export", "-o", made) == "FILE_OF_INSTALLATION"

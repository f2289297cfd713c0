"""docs/cli.md is the contract of the command line: every command and option, and nothing else."""

import ast
import re
from collections.abc import Iterator

import click
import pytest

from tests.architecture.source_tree import ROOT, package_modules
from vanhoa_desktop.cli.main import vanhoa
from vanhoa_desktop.domain.enums import ActKind

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*|-[a-z])(?![\w-])")


def _rows() -> Iterator[str]:
    """The first cells of the page's tables: one command line each."""
    for line in PAGE.splitlines():
        if found := re.match(r"\| `([^`]+)` \|", line):
            yield found.group(1).replace("\\|", "|")


def _commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(_commands(vanhoa))


def _named(row: str) -> str:
    """The command that a row begins with."""
    words = row.split()
    longest = max(
        (n for n in range(1, len(words) + 1) if " ".join(words[:n]) in COMMANDS), default=0
    )
    return " ".join(words[:longest]) or row


def test_the_page_names_every_command_once_and_no_other() -> None:
    assert sorted(_named(row) for row in _rows()) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_page_names_every_option_of_a_command_and_no_other(name: str) -> None:
    (row,) = [row for row in _rows() if _named(row) == name]
    options = [p for p in COMMANDS[name].params if isinstance(p, click.Option)]
    written = set(_OPTION.findall(row))
    assert [p.opts for p in options if not written & set(p.opts)] == []
    assert written <= {word for p in options for word in p.opts}
    for option in options:
        before = row[: min(row.index(word) for word in option.opts if word in row)]
        assert before.endswith("[") is not option.required, option.opts


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_page_names_the_values_that_an_option_takes(name: str) -> None:
    (row,) = [row for row in _rows() if _named(row) == name]
    for option in COMMANDS[name].params:
        if isinstance(option.type, click.Choice) and option.name not in _EXPLAINED_ONCE:
            assert "|".join(map(str, option.type.choices)) in row, option.opts


# Their values stand in the page's own words, not in each row.
_EXPLAINED_ONCE = {"model", "model_name", "presence", "target_group"}


def test_every_key_that_the_page_names_is_written_by_the_command_line() -> None:
    written = {
        node.value
        for module in package_modules()
        if module.name.startswith("vanhoa_desktop/cli/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    cells = [line.rsplit("|", 2)[1] for line in PAGE.splitlines() if line.startswith("| `")]
    named = {
        word
        for cell in cells
        for code in re.findall(r"`([^`]+)`", cell)
        for word in re.findall(r"[a-z_0-9]+", code)
        if " " not in code or ":" in code
    }
    written |= {f"{kind.value}s" for kind in ActKind}
    named -= {"roster", "import", "sample", "draw"} - written
    assert len(named) > 100
    assert named - written - {"sha256"} == set()


def test_the_page_names_the_options_before_the_command() -> None:
    before = {word for p in vanhoa.params for word in p.opts if isinstance(p, click.Option)}
    assert all(f"[{word}" in PAGE for word in before)


def test_the_page_names_the_models_presences_and_groups() -> None:
    for name in ("person add", "assess set"):
        for option in COMMANDS[name].params:
            if isinstance(option.type, click.Choice) and option.name in _EXPLAINED_ONCE:
                assert [value for value in option.type.choices if f"`{value}`" not in PAGE] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_its_group_say_what_they_do(name: str) -> None:
    assert COMMANDS[name].help
    assert str(COMMANDS[name].help).splitlines()[0].endswith((".", ";", "»"))

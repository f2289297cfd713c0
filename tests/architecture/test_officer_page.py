"""docs/khi-co-su-co.md speaks with today's words: of buttons, of sentences, of commands."""

import ast
import re
import shlex

import click
import pytest

from tests.architecture.source_tree import ROOT, package_modules
from vanhoa_desktop.cli.main import vanhoa

PAGE = " ".join((ROOT / "docs" / "khi-co-su-co.md").read_text(encoding="utf-8").split())
# Of the page itself: its headings, folders of an installation, and a wish that nobody should have.
_OWN = {
    *("…", "làm lại từ đầu", "Lấy lại từ bản sao lưu", "Máy của xã bị cháy, hỏng"),
    *("replaced", "backups", "Thay khóa của máy"),
}
QUOTED = sorted(set(re.findall(r"«([^»]+)»", PAGE)) - _OWN)
COMMANDS = sorted(set(re.findall(r"`(vanhoa [a-z][^`…]*)`", PAGE)))


def _said_by_the_program() -> str:
    """Every piece of text in the program; pieces that are put together are apart."""
    nodes = (node for module in package_modules() for node in ast.walk(module.tree))
    constants = (node.value for node in nodes if isinstance(node, ast.Constant))
    return "\n".join(value for value in constants if isinstance(value, str))


SAID = _said_by_the_program()


@pytest.mark.parametrize("words", QUOTED)
def test_the_words_of_the_page_are_those_of_the_program(words: str) -> None:
    assert [piece for piece in words.split(" … ") if piece.strip() not in SAID] == []


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_of_the_page_are_those_of_the_program(line: str) -> None:
    command: click.Command = vanhoa
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        command = command.commands[words.pop(0)]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known
    # As the parser of the command takes it: what is needed is there, nothing is left over.
    command.make_context(command.name, [*words], parent=click.Context(vanhoa), obj=None)


def test_the_page_has_words_and_commands_to_be_held() -> None:
    assert len(QUOTED) > 30
    assert len(COMMANDS) > 8


def test_the_page_is_found_from_the_first_page() -> None:
    assert "](docs/khi-co-su-co.md)" in (ROOT / "README.md").read_text(encoding="utf-8")

"""One refusal, two faces: the window says what an officer does, the command line what to type."""

import re

import click
import pytest

from tests.architecture.source_tree import package_modules
from tests.cli.conftest import Machines
from vanhoa_desktop.cli.main import vanhoa
from vanhoa_desktop.cli.refusals import HINTS, told
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.texts.errors.catalogue import SENTENCES, VARIANTS, sentence

_WORDS_OF_A_TERMINAL = re.compile(
    r"dòng lệnh|câu lệnh|(?<![\w-])--\w|VANHOA_|\bvanhoa [a-z]", re.IGNORECASE
)


@pytest.mark.parametrize("code", list(ErrorCode))
def test_the_window_sends_nobody_to_a_terminal(code: ErrorCode) -> None:
    said = [SENTENCES[code], *VARIANTS.get(code, ("", {}))[1].values()]
    assert [text for text in said if _WORDS_OF_A_TERMINAL.search(" ".join(text))] == []


def test_no_text_of_the_window_speaks_of_a_terminal() -> None:
    windows = ("vanhoa_desktop/ui/", "vanhoa_desktop/texts/", "vanhoa_desktop/services/")
    found = [
        module.name
        for module in package_modules()
        if module.name.startswith(windows)
        and re.search(r"dòng lệnh|câu lệnh", module.text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (
            VanHoaError(ErrorCode.PASSPHRASE_REQUIRED),
            "Hãy nhập mật khẩu của máy này. Dòng lệnh: VANHOA_PASSPHRASE hoặc --passphrase-file.",
        ),
        (
            VanHoaError(ErrorCode.VALUE_INVALID, field="to", value=""),
            "Số liệu trên máy này không bị thay đổi. Dòng lệnh: --to TÊN.",
        ),
        (
            VanHoaError(ErrorCode.SAMPLE_NOT_DRAWN, year=2026),
            "Hãy rút mẫu trước. Dòng lệnh: vanhoa sample draw.",
        ),
    ],
)
def test_the_command_line_adds_what_to_type(error: VanHoaError, ending: str) -> None:
    assert told(error).endswith(ending)
    assert told(error).startswith(sentence(error))
    assert "Dòng lệnh" not in sentence(error)


def test_a_refusal_that_has_no_words_of_its_own_is_told_alike() -> None:
    error = VanHoaError(ErrorCode.VALUE_INVALID, field="year", value=1900)
    assert told(error) == sentence(error)


def test_what_to_type_is_printed_and_stands_in_the_json_too(machines: Machines) -> None:
    answer = machines.commune.run(
        "bundle", "export", "-o", machines.commune.folder.parent / "f.vhb"
    )
    assert answer.code == 1
    assert answer.json["error"]["code"] == "VALUE_INVALID"
    assert answer.json["error"]["message"].endswith("Dòng lệnh: --to TÊN.")
    assert "Dòng lệnh: --to TÊN." in answer.err


def _every_option(group: click.Group) -> set[str]:
    options: set[str] = set()
    for command in (group, *group.commands.values()):
        options.update(*(parameter.opts for parameter in command.params))
        if isinstance(command, click.Group) and command is not group:
            options |= _every_option(command)
    return options


def test_every_hint_names_options_and_commands_that_exist() -> None:
    options = _every_option(vanhoa)
    for hint in HINTS.values():
        assert set(re.findall(r"--[a-z-]+", hint)) <= options
        command: click.Command = vanhoa
        for word in hint.removeprefix("vanhoa ").split() if hint.startswith("vanhoa ") else ():
            assert isinstance(command, click.Group)
            command = command.commands[word]


def test_every_hint_belongs_to_a_sentence() -> None:
    for code, variant in HINTS:
        assert not variant or variant in VARIANTS[code][1]

"""No file of the project knows the machine it was written on, or where packages come from."""

import re

import pytest

from tests.architecture.source_tree import text_files

_REGISTRIES = re.compile(
    r"(?:pypi|npmjs|pythonhosted|crates|rubygems|anaconda)\.(?:org|com|io|net)"
    r"|registry\.\w+\.\w+|--(?:extra-)?index-url[= ]\S|//[^\s\"']+/simple\b"
)
_MACHINE_PATHS = re.compile(
    r"(?<![\w.~$/])/(?:work|root|opt|tmp|mnt|home/\w+)/\w|(?<![\w])[A-Z]:\\+Users\\+\w", re.ASCII
)


@pytest.mark.parametrize(
    "line",
    ["cd /" + "work/main", "open('/" + "tmp/x.pdf')", "C:" + "\\Users\\lan\\x", "/" + "home/lan/x"],
)
def test_a_path_of_somebodys_machine_is_recognised(line: str) -> None:
    assert _MACHINE_PATHS.search(line)


@pytest.mark.parametrize(
    "line", ["build/opt/x", "https://example.org/home/page", "a/tmp/b", "DIR/root/x"]
)
def test_a_path_inside_the_project_is_not_taken_for_a_machines(line: str) -> None:
    assert not _MACHINE_PATHS.search(line)


def test_no_file_holds_the_address_of_a_package_registry() -> None:
    found = {name for name, text in text_files().items() if _REGISTRIES.search(text)}
    assert found - {"tests/architecture/test_addresses.py"} == set()


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = {
        f"{name}:{number}"
        for name, text in text_files().items()
        for number, line in enumerate(text.splitlines(), start=1)
        if _MACHINE_PATHS.search(line)
    }
    assert found == set()

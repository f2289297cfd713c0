"""A sentence that sends people to «something» names what is really written on the screen."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.source_tree import Module, package_modules

_NAMED = re.compile("«([^»{]+)»")
# What is written on the screen comes from here.
_ON_SCREEN = ("vanhoa_desktop/ui/", "vanhoa_desktop/texts/")
# The words of spreadsheets, of commands and of Qt are no names of ours.
_OTHERS_WORDS = (
    *("vanhoa_desktop/imports/", "vanhoa_desktop/cli/"),
    "vanhoa_desktop/ui/printing_words.py",
)
# Quoted for another reason than that it stands on the screen.
NOT_ON_SCREEN = {
    "Cặp số 3": "an example of what is typed",
    "15/QĐ-UBND": "an example of what is typed",
    "Căn cứ": "a column of a spreadsheet",
    "Tương thích nhất": "a choice on a telephone",
    "đã gửi xã": "where a sheet stands, within a sentence",
    "Khi có sự cố": "a page of the handbook",
    "sửa theo bảng": "how the choices of an import end",
}
_MENU_ARROW = " ▾"


def _docstrings(tree: ast.Module) -> set[int]:
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                found.add(id(statement.value))
    return found


def texts(module: Module) -> Iterator[tuple[int, str]]:
    """Every text of a module but docstrings, with its line; what is put in as «{}»."""
    skipped = _docstrings(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            parts = [
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            ]
            yield node.lineno, "".join(parts)
        elif isinstance(node, ast.Constant) and id(node) not in skipped:
            yield node.lineno, str(node.value)


def on_screen() -> set[str]:
    """What stands on the screen by itself: buttons, titles, fields, terms."""
    return {
        text.strip().removesuffix(_MENU_ARROW)
        for module in package_modules()
        if module.name.startswith(_ON_SCREEN)
        for _, text in texts(module)
    }


def test_whatever_a_sentence_names_stands_on_the_screen() -> None:
    known = on_screen() | NOT_ON_SCREEN.keys()
    unknown = [
        f"{module.name}:{line}: «{name}»"
        for module in package_modules()
        if not module.name.startswith(_OTHERS_WORDS)
        for line, text in texts(module)
        for name in _NAMED.findall(text)
        if name not in known
    ]
    assert unknown == []


def test_what_is_excused_is_still_said_somewhere() -> None:
    said = {
        name
        for module in package_modules()
        for _, text in texts(module)
        for name in _NAMED.findall(text)
    }
    assert NOT_ON_SCREEN.keys() - said == set()


def test_a_name_that_no_screen_has_is_seen() -> None:
    assert "Danh sách" in on_screen()
    assert "Sửa… (F2)" in on_screen()
    assert "Người dân" not in on_screen()

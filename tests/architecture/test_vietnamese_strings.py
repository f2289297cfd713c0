"""What we say in Vietnamese is NFC and places its tones in one way: hòa, thủy, khỏe."""

import ast
import re
import unicodedata
from collections.abc import Iterator

import pytest

from tests.architecture.source_tree import Module, all_modules, package_modules, text_files

# Modules whose strings are not our sentences, each with its reason.
OTHER_SPELLINGS = {
    "vanhoa_desktop/imports/": "recognises what others write in either way",
    "vanhoa_desktop/services/demo/names.py": "people's names stay as people write them",
    "vanhoa_desktop/texts/legacy.py": "tables of old encodings",
    "vanhoa_desktop/texts/words/names.py": "sorts and folds names written in either way",
}
# `qu` is one sound, so the tone of quý and quỹ can stand nowhere else.
_OTHER_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)")


def _tone_slips(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", text).casefold()
    return [found.group() for found in _OTHER_TONE.finditer(folded)]


def _strings(module: Module) -> Iterator[ast.Constant]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node


@pytest.mark.parametrize(
    "text", ["hòa", "thủy", "khỏe", "quý", "quỹ", "HÒA", "hoàn toàn", "hoạch", "huỳnh", "ủy ban"]
)
def test_our_own_spelling_is_accepted(text: str) -> None:
    assert _tone_slips(text) == []


@pytest.mark.parametrize("text", ["ho\u00e0", "thu\u1ef7", "kho\u1ebb", "HO\u00c0", "u\u1ef7 ban"])
def test_the_other_spelling_is_found(text: str) -> None:
    assert _tone_slips(text)


def test_every_text_file_is_in_composed_form() -> None:
    """Decomposed letters look the same and compare different; tests write them as escapes."""
    decomposed = [
        name for name, text in text_files().items() if not unicodedata.is_normalized("NFC", text)
    ]
    assert decomposed == []


def test_every_string_of_the_program_is_in_composed_form() -> None:
    decomposed = [
        f"{module.name}:{node.lineno}"
        for module in package_modules()
        if not module.name.startswith(tuple(OTHER_SPELLINGS))
        for node in _strings(module)
        if not unicodedata.is_normalized("NFC", str(node.value))
    ]
    assert decomposed == []


def test_our_own_sentences_place_tones_in_one_way() -> None:
    slips = [
        f"{module.name}:{node.lineno} {found}"
        for module in all_modules()
        if module.name.startswith("vanhoa_desktop/")
        and not module.name.startswith(tuple(OTHER_SPELLINGS))
        for node in _strings(module)
        for found in _tone_slips(str(node.value))
    ]
    assert slips == []


def test_the_pages_of_the_project_place_tones_in_one_way() -> None:
    slips = [
        f"{name} {found}"
        for name, text in text_files().items()
        if name.endswith(".md") or name.startswith("resources/templates/")
        for found in _tone_slips(text)
    ]
    assert slips == []

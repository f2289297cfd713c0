"""Every refusal has its sentence, is used, and stands on the page of errors."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from tests.architecture.error_page import PAGE, error_page
from tests.architecture.source_tree import package_modules
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.texts.errors.catalogue import SENTENCES, VARIANTS, placeholders, sentence

LISTS = {
    "vanhoa_desktop/errors.py",
    "vanhoa_desktop/texts/errors/catalogue.py",
    "vanhoa_desktop/texts/errors/bundle_errors.py",
    "vanhoa_desktop/texts/errors/file_errors.py",
    "vanhoa_desktop/texts/errors/recovery_errors.py",
}


def test_the_page_of_errors_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == error_page()


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_says_what_happened_and_what_to_do_next(code: ErrorCode) -> None:
    happened, what_next = SENTENCES[code]
    assert happened.endswith((".", "}"))
    assert what_next.endswith(".")
    assert sentence(VanHoaError(code))


@pytest.mark.parametrize("code", list(ErrorCode))
def test_every_code_is_raised_somewhere(code: ErrorCode) -> None:
    named = re.compile(rf"ErrorCode\.{code.name}\b")
    places = [
        module.name
        for module in package_modules()
        if module.name not in LISTS and named.search(module.text)
    ]
    assert places, f"{code.value} is never raised"


def test_a_variant_says_what_happened_and_what_to_do_next_with_the_facts_of_its_code() -> None:
    for code, (fact, by_value) in VARIANTS.items():
        for value, said in by_value.items():
            assert said.happened.endswith(".")
            assert said.what_next.endswith(".")
            named = {name for _, name, _, _ in Formatter().parse(" ".join(said)) if name}
            assert named <= placeholders(code), (code, fact, value)


def test_every_variant_is_met_somewhere() -> None:
    texts = [module.text for module in package_modules() if module.name not in LISTS]
    never = [
        (code.value, value)
        for code, (_, by_value) in VARIANTS.items()
        for value in by_value
        if not any(f'"{value}"' in text for text in texts)
    ]
    assert never == []


def _raised() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where, which code, and the facts of every refusal that names its code outright."""
    for module in package_modules():
        for node in ast.walk(module.tree):
            is_error = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "VanHoaError"
            if not is_error or not isinstance(node, ast.Call) or not node.args:
                continue
            code = node.args[0]
            if isinstance(code, ast.Attribute) and not any(k.arg is None for k in node.keywords):
                facts = frozenset(keyword.arg or "" for keyword in node.keywords)
                yield f"{module.name}:{node.lineno}", code.attr, facts


def test_every_refusal_supplies_the_facts_that_its_sentence_names() -> None:
    missing = [
        f"{place} {code}: {sorted(placeholders(ErrorCode[code]) - facts)}"
        for place, code, facts in _raised()
        if not placeholders(ErrorCode[code]) <= facts
    ]
    assert missing == []


def test_no_sentence_for_people_repeats_what_a_machine_says_to_its_support() -> None:
    """Facts like «why» are English words for support, or choose the sentence: never its text."""
    variants = (said for _, table in VARIANTS.values() for said in table.values())
    told = [" ".join(said) for said in (*SENTENCES.values(), *variants)]
    inside = ("{why}", "{form}", "{part}", "{how}", "{what}", "{record}")
    assert [text for text in told if any(fact in text for fact in inside)] == []

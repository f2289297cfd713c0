"""Every refusal has its sentence, is used, and stands on the page of errors."""

import re

import pytest

from tests.architecture.error_page import PAGE, error_page
from tests.architecture.source_tree import package_modules
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.texts.errors import SENTENCES, sentence


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
        if module.name not in {"vanhoa_desktop/texts/errors.py", "vanhoa_desktop/errors.py"}
        and named.search(module.text)
    ]
    assert places, f"{code.value} is never raised"

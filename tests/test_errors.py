"""A refusal carries its code and facts; sentences are made elsewhere."""

import pytest

from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.texts.errors.catalogue import details, sentence


def test_a_code_is_printed_as_it_is_named() -> None:
    assert all(code.name == code.value for code in ErrorCode)


def test_a_refusal_names_its_code_and_its_facts_in_order() -> None:
    error = VanHoaError(ErrorCode.AMBIGUOUS, text="Lê", count=2)
    assert str(error) == "AMBIGUOUS(count=2, text='Lê')"
    assert error.facts == {"text": "Lê", "count": 2}


def test_facts_are_the_errors_own() -> None:
    facts: dict[str, object] = {"path": "a"}
    error = VanHoaError(ErrorCode.FILE_MISSING, **facts)
    facts["path"] = "b"
    assert error.facts["path"] == "a"


def test_a_refusal_is_told_with_its_facts_and_what_to_do() -> None:
    error = VanHoaError(ErrorCode.UNIT_EXISTS, name="Thôn Cẩm Bào")
    assert sentence(error).startswith("Đã có thôn, đơn vị tên Thôn Cẩm Bào.")


def test_a_missing_fact_leaves_a_dash_and_no_second_error() -> None:
    assert "«–»" in sentence(VanHoaError(ErrorCode.NOT_FOUND))


@pytest.mark.parametrize(("step", "shown"), [("0.5", "0,5"), ("1", "1")])
def test_points_are_told_with_a_comma(step: str, shown: str) -> None:
    error = VanHoaError(
        ErrorCode.POINTS_NOT_ALLOWED, indicator="CS1", value="11", max="10", step=step
    )
    assert f"cách nhau {shown}." in sentence(error)


def test_braces_in_a_fact_are_shown_and_not_filled_in() -> None:
    assert "«{path}»" in sentence(VanHoaError(ErrorCode.NOT_FOUND, text="{path}"))


def test_the_facts_are_listed_for_support() -> None:
    error = VanHoaError(ErrorCode.AMBIGUOUS, text="Lê", count=2)
    assert details(error) == "count: 2, text: Lê"

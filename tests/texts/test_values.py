"""Journal values in the words of the form; an identity number is never shown whole."""

from vanhoa_desktop.texts.sentences.values import EMPTY, kept_masked, rival_texts, value_text


def test_an_identity_number_is_masked_wherever_a_value_is_told() -> None:
    assert value_text("citizen_number", "038061001234") == "038•••••1234"
    assert kept_masked("citizen_number", "038061001234") == "038•••••1234"
    assert kept_masked("full_name", "Lê Thị Thử") == "Lê Thị Thử"
    assert kept_masked("citizen_number", None) is None


def test_rival_identity_numbers_show_the_digits_by_which_they_differ() -> None:
    told = rival_texts("citizen_number", ["038061001234", "038071001234", None])
    assert told == ["038•6•••1234", "038•7•••1234", EMPTY]


def test_numbers_that_look_different_when_masked_stay_masked() -> None:
    told = rival_texts("citizen_number", ["038061001234", "038061009999"])
    assert told == ["038•••••1234", "038•••••9999"]

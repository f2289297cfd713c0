"""A card that is given up with a question over it: both close, and the keyboard is where it was."""

import time

import pytest

from tests.window.real_window import RealWindow

pytestmark = pytest.mark.window

ROUNDS, READING_S = 4, 0.8


def test_the_keyboard_is_back_when_two_dialogs_close_at_once(village_window: RealWindow) -> None:
    window = village_window
    window.key("alt+1")
    window.wait_idle()
    before = window.focus().get("name")
    for _ in range(ROUNDS):
        window.key("Insert")
        window.until(lambda: window.focus().get("name") == "Họ và tên", "no card came")
        window.type("Abc")
        window.key("Escape")
        window.until(lambda: window.focus().get("text") == "Không, gõ tiếp", "no question came")
        window.key("Left")
        window.until(lambda: window.focus().get("text") == "Bỏ, đóng lại", "Left does nothing")
        # An Enter right after another one, of the round before, answers nothing.
        time.sleep(READING_S)
        window.key("Return")
        window.until(lambda: len(window.windows()) == 1, "the card stays")
        window.until(lambda: window.focus().get("name") == before, "the keyboard is elsewhere")
        window.type("ngo")
        window.until(lambda: window.text(str(before)) == "ngo", "no key goes anywhere")
        window.key("Escape")
        window.wait_idle()

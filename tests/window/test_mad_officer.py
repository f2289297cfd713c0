"""A mad officer: random keys, clicks and typing, by a seed; nothing breaks, nothing hangs.

`VANHOA_MAD_STEPS` and `VANHOA_MAD_SEED` in the environment make it longer or another one; what it
did is printed step by step when it fails.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.offices import PASSPHRASE, Office, Offices
from tests.window.real_window import Facts, RealWindow, XServer
from vanhoa_desktop.services.office.integrity import IntegrityService

pytestmark = pytest.mark.window

STEPS = int(os.environ.get("VANHOA_MAD_STEPS", "60"))
SEED = int(os.environ.get("VANHOA_MAD_SEED", "1"))
KEYS = (
    *("Return", "Return", "Return", "KP_Enter", "Tab", "Tab", "shift+Tab", "Escape", "Escape"),
    *("Up", "Down", "Down", "Left", "Right", "Home", "End", "Next", "Next", "Prior", "space"),
    *("BackSpace", "Delete", "ctrl+a", "ctrl+z", "ctrl+s", "F5", "F1", "ctrl+plus", "ctrl+minus"),
)
DOORS = ("alt+0", "alt+1", "alt+2", "alt+3", "alt+4", "alt+5")
WORDS = ("an", "7", "10", "8.5", "le van", "12/12/2026", "15/QD", "x" * 40, "0", "1/", "qqq")
SIZES = ((1366, 728), (1280, 680), (1024, 700), (1366, 600))
NEVER = ("Dừng",)
MOST_WINDOWS = 12


class MadOfficer:
    """Somebody who presses whatever there is."""

    def __init__(self, window: RealWindow, sandbox: Path, seed: int) -> None:
        self.window = window
        self.sandbox = sandbox
        self.dice = random.Random(seed)
        self.did: list[str] = []
        self.files = self._files()
        self._is_out_meant = False
        self._ways: tuple[tuple[int, Callable[[], None]], ...] = (
            (30, self._press_some),
            (12, self._storm),
            (10, self._digits_and_enters),
            (10, self._write),
            (18, self._click_something),
            (6, self._click_anywhere),
            (10, self._through_a_door),
            (2, self._resize),
            (2, self._other_work),
        )

    def act(self) -> None:
        """Do one thing, and look whether the program is still what it should be."""
        ways = [way for _, way in self._ways]
        (way,) = self.dice.choices(ways, [weight for weight, _ in self._ways])
        before = self.window.windows()
        # On a button an Enter is meant: what it opens may be saved.
        may_save = self._has_file_dialog(before) or "Button" in str(self.window.focus())
        way()
        self.window.wait_idle()
        self._judge(may_save=may_save, is_typing=way == self._digits_and_enters)

    def _judge(self, *, may_save: bool, is_typing: bool) -> None:
        assert self.window.is_running, self.story
        windows = self.window.windows()
        assert "CrashDialog" not in [w["class"] for w in windows], self.story
        assert len(windows) < MOST_WINDOWS, self.story
        made = self._files() - self.files
        self.files |= made
        if is_typing and not may_save:
            assert not made, f"{made}: {self.story}"
        # Tab, clicks and menus lead out of a screen; there the keyboard may stay.
        self._is_out_meant |= any(word in self.did[-1] for word in ("Tab", "click", "menu"))
        if len(windows) == 1:
            self._judge_focus()

    def _judge_focus(self) -> None:
        focus: Facts = self.window.focus()
        assert focus, f"the keyboard is nowhere; {self.story}"
        is_inside = bool(focus["screen"]) or focus["class"] == self.window.screen()
        self._is_out_meant &= not is_inside
        assert is_inside or self._is_out_meant, f"the keyboard is on {focus}; {self.story}"

    @property
    def story(self) -> str:
        """What was done, the last steps."""
        return "\n".join(self.did[-12:])

    def _files(self) -> set[str]:
        return {str(path) for path in self.sandbox.rglob("*") if path.is_file()}

    def _has_file_dialog(self, windows: list[Facts]) -> bool:
        return any("File" in w["class"] or "Print" in w["class"] for w in windows)

    def _note(self, what: str) -> None:
        self.did.append(f"{len(self.did) + 1}. {self.window.screen()}: {what}")

    # --- what can be done -------------------------------------------------------------------------

    def _press_some(self) -> None:
        keys = self.dice.choices(KEYS, k=self.dice.randint(1, 4))
        self._note(" ".join(keys))
        self.window.key(*keys)

    def _storm(self) -> None:
        keys = [self.dice.choice(("Return", "Escape", "Down", "Next"))] * 16
        self._note(f"16 times {keys[0]}")
        self.window.key(*keys, ms=12)

    def _digits_and_enters(self) -> None:
        digits = [str(self.dice.randint(0, 9)) for _ in range(10)]
        self._note(f"digits {''.join(digits)} with Enter")
        self.window.key(*[key for digit in digits for key in (digit, "Return")], ms=12)

    def _write(self) -> None:
        text = self.dice.choice(WORDS)
        self._note(f"writes {text[:12]}")
        self.window.type(text, ms=12)

    def _click_something(self) -> None:
        able = [w for w in self.window.able() if w["text"] not in NEVER]
        if not able:
            return
        widget = self.dice.choice(able)
        x, y, width, height = widget["rect"]
        self._note(f"click on {widget['class']} «{widget['text'] or widget['name']}»")
        self.window.click_at(
            x + self.dice.randrange(max(1, width)), y + self.dice.randrange(max(1, height))
        )

    def _click_anywhere(self) -> None:
        self._note("click anywhere")
        self.window.click_at(self.dice.randrange(1366), self.dice.randrange(30, 768))

    def _through_a_door(self) -> None:
        door = self.dice.choice(DOORS)
        self._note(door)
        self.window.key(door)

    def _resize(self) -> None:
        size = self.dice.choice(SIZES)
        self._note(f"resize {size}")
        if len(self.window.windows()) == 1:
            self.window.resize(*size)

    def _other_work(self) -> None:
        self._note("menu of other work")
        if len(self.window.windows()) == 1:
            self.window.click("Việc khác")
            self.window.key(*(["Down"] * self.dice.randint(1, 9)), "Return")

    def leave(self) -> None:
        """Close what is open, and the window; the program ends."""
        for _ in range(60):
            if len(self.window.windows()) == 1:
                break
            self.window.key(self.dice.choice(("Escape", "Escape", "Return")))
            self.window.wait_idle()
        assert len(self.window.windows()) == 1, self.window.windows()
        self.window.close(giving_up="Bỏ rồi đóng")
        assert self.window.wait_ended() == 0


def problems_of(office: Office) -> list[str]:
    """What checking the store finds afterwards."""
    with office.open(writing=False) as session:
        return [str(problem) for problem in IntegrityService(session).check().problems]


@pytest.mark.parametrize("side", ["village", "commune"])
def test_a_mad_officer_breaks_nothing(
    side: str, window_offices: Offices, x_server: XServer, tmp_path: Path
) -> None:
    office = window_offices.commune if side == "commune" else window_offices.villages[0]
    sandbox = tmp_path / "home"
    sandbox.mkdir()
    window = RealWindow(
        x_server,
        office.paths.root,
        passphrase=PASSPHRASE,
        environment={"HOME": str(sandbox)},
        folder=sandbox,
    )
    officer = MadOfficer(window, sandbox, SEED)
    try:
        for _ in range(STEPS):
            officer.act()
        officer.leave()
    finally:
        if window.is_running:
            window.kill()
    assert problems_of(office) == []

"""A window with somebody at its keyboard: keys and clicks go through the X server, from outside.

Nothing here calls the program. What is on the screen is asked of the watcher (`observed.py`), which
only looks; what was written is read afterwards from the data folder, as an officer would.
"""

import json
import os
import select
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.window.observed import SLOW_STORE

SIZE = "1366x768"
NEEDED = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "xclip": "xclip"}
PATIENCE_S = 60.0
QUIET_ROUNDS = 3
_IN_PLACE_S = 0.1
_ROUND_S = 0.02
_PASTE_S = 0.1
Facts = dict[str, Any]


def missing_programs() -> list[str]:
    """The Debian packages that are missing for a real window."""
    return sorted(package for program, package in NEEDED.items() if shutil.which(program) is None)


class XServer:
    """An X server of its own with a window manager, on a number that was free."""

    def __init__(self, size: str = SIZE) -> None:
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24"]
        self._server = subprocess.Popen(
            [*words, "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        self.display = f":{_first_line(reading)}"
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a program on this screen."""
        kept = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        return {**kept, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", **more}

    def close(self) -> None:
        """End manager and server."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(PATIENCE_S)


class RealWindow:
    """The program on a data folder, in a process of its own."""

    def __init__(
        self,
        server: XServer,
        data: Path,
        *,
        passphrase: str | None = None,
        slow_store_ms: int = 0,
        environment: dict[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.server = server
        self.data = data
        # The path of a socket may not be long, and those of tests are.
        self._socket_path = Path("/tmp") / f"vanhoa-watch-{os.getpid()}-{server.display[1:]}"
        self._log = data.with_suffix(".window-log").open("wb")
        more = {SLOW_STORE: str(slow_store_ms), **(environment or {})}
        if folder is not None:
            more["PYTHONPATH"] = str(Path.cwd())
        if passphrase is not None:
            more["VANHOA_PASSPHRASE"] = passphrase
        words = ["-m", "tests.window.observed", str(self._socket_path), "--", "--data", str(data)]
        self._process = subprocess.Popen(
            [sys.executable, *words],
            env=server.environment(**more),
            stdout=self._log,
            stderr=self._log,
            cwd=folder,
        )
        self._socket = self._connected()
        self._answers = self._socket.makefile("r", encoding="utf-8")
        self.until(lambda: self.focus() != {}, "no window came")
        self.wait_idle()

    # --- hands -----------------------------------------------------------------------------------

    def key(self, *keys: str, ms: int = 20) -> None:
        """Press keys one after the other, one every `ms`, by their X names: Return, Next, KP_5."""
        self._xdotool("key", "--delay", str(ms), *keys)

    def type(self, text: str, ms: int = 20) -> None:
        """Type; ASCII as keys, one every `ms`; other letters are pasted."""
        plain = ""
        for letter in text:
            if letter.isascii():
                plain += letter
                continue
            self._type_plain(plain, ms)
            plain = ""
            self._paste(letter)
        self._type_plain(plain, ms)

    def click(self, name: str, *, is_double: bool = False) -> Facts:
        """Click what has an accessible name or a text (a button, field, row, menu entry)."""
        found = self._come_to_rest(name)
        assert found["is_enabled"], f"«{name}» cannot be clicked"
        x, y, width, height = found["rect"]
        self.click_at(x + width // 2, y + height // 2, is_double=is_double)
        return found

    def _come_to_rest(self, name: str) -> Facts:
        """What a hand goes to, once it stays where it is.

        The window manager puts a new window in its place only after it is on the screen; an eye
        follows it there, a click at the first place would go past it.
        """
        last = time.monotonic() + PATIENCE_S
        before, found = None, self._button(name)
        while found["rect"] != before and time.monotonic() < last:
            before = found["rect"]
            time.sleep(_IN_PLACE_S)
            found = self._button(name)
        return found

    def _button(self, name: str) -> Facts:
        self.find(name)
        # A title of the same words does nothing; hands go to the button.
        alike = sorted(self.find_all(name), key=lambda one: "Label" in str(one["class"]))
        return alike[0] if alike else self.find(name)

    def click_at(self, x: int, y: int, *, is_double: bool = False) -> None:
        """Move the mouse and click."""
        times = ["--repeat", "2", "--delay", "60"] if is_double else []
        self._xdotool("mousemove", str(x), str(y))
        self._xdotool("click", *times, "1")

    def resize(self, width: int, height: int) -> None:
        """Give the window in front another size."""
        self._xdotool("getactivewindow", "windowsize", "--sync", str(width), str(height))

    def shot(self, path: Path) -> Path:
        """Keep a picture of the whole screen (needs imagemagick)."""
        words = ["import", "-window", "root", str(path)]
        subprocess.run(words, env=self.server.environment(), check=True)
        return path

    # --- eyes ------------------------------------------------------------------------------------

    def focus(self) -> Facts:
        """What has the keyboard: class, name, text, screen …; {} for nothing."""
        return dict(self._ask("focus"))

    def screen(self) -> str:
        """The class of the screen that is shown."""
        return str(self._ask("screen"))

    def find_all(self, name: str) -> list[Facts]:
        """Everything visible with this name or text."""
        return list(self._ask("find", name))

    def find(self, name: str) -> Facts:
        """The first of them; waits for it."""
        self.until(lambda: self.find_all(name) != [], f"«{name}» is not on the screen")
        return self.find_all(name)[0]

    def text(self, name: str) -> str:
        """What is written in the field with this name."""
        return str(self.find(name)["text"])

    def able(self) -> list[Facts]:
        """Everything in the window in front that can be clicked or typed into."""
        return list(self._ask("able"))

    def texts(self) -> list[str]:
        """Everything that is written in the window in front."""
        return list(self._ask("texts"))

    def says(self, part: str) -> bool:
        """Whether something in the window in front contains these words."""
        return any(part in text for text in self.texts())

    def windows(self) -> list[Facts]:
        """All that is open: the main window, dialogs, menus."""
        return list(self._ask("windows"))

    @property
    def is_running(self) -> bool:
        """Whether the program is still there."""
        return self._process.poll() is None

    # --- patience --------------------------------------------------------------------------------

    def until(self, is_so: Callable[[], bool], otherwise: str = "it did not come to be") -> None:
        """Wait until something is so; fails with the screen's texts if it never is."""
        last = time.monotonic() + PATIENCE_S
        while not is_so():
            if time.monotonic() > last:
                raise AssertionError(f"{otherwise}; {self.screen()}: {self.texts()}")
            time.sleep(_ROUND_S)

    def wait_idle(self) -> None:
        """Wait until no work runs, no rest is waited for, and nothing more arrives."""
        before: Facts = {}
        rounds = 0

        def is_quiet() -> bool:
            nonlocal before, rounds
            now = dict(self._ask("rest"))
            rounds = rounds + 1 if now["is_idle"] and now == before else 0
            before = now
            return rounds >= QUIET_ROUNDS

        self.until(is_quiet, "the window did not come to rest")

    def wait_ended(self) -> int:
        """Wait until the program has ended; returns its exit code."""
        return self._process.wait(PATIENCE_S)

    def close(self, *, giving_up: str = "") -> None:
        """Close the window as its frame's cross does, and wait for the end of the program.

        `giving_up`: the button that is pressed if the program asks about what would be lost.
        """
        if self.is_running:
            self.key("alt+F4")
            if giving_up:
                self._press_if_asked(giving_up)
            self._process.wait(PATIENCE_S)
        self._forget()

    def kill(self) -> None:
        """End the program whatever it does; after a test that failed."""
        self._process.kill()
        self._process.wait(PATIENCE_S)
        self._forget()

    def _press_if_asked(self, button: str) -> None:
        try:
            self.until(lambda: len(self.windows()) > 1)
            self.click(button)
        except AssertionError:
            # Nothing was asked: the program has ended meanwhile.
            if self.is_running:
                self.wait_ended()

    def _forget(self) -> None:
        self._answers.close()
        self._socket.close()
        self._log.close()
        self._socket_path.unlink(missing_ok=True)

    # --- ways ------------------------------------------------------------------------------------

    def _ask(self, question: str, name: str = "") -> Any:
        try:
            self._socket.sendall(json.dumps([question, name]).encode() + b"\n")
            line = self._answers.readline()
        except OSError:
            line = ""
        if not line:
            raise AssertionError(f"the program has ended: {self._log_text()}")
        return json.loads(line)

    def _connected(self) -> socket.socket:
        last = time.monotonic() + PATIENCE_S
        while True:
            made = socket.socket(socket.AF_UNIX)
            made.settimeout(PATIENCE_S)
            try:
                made.connect(str(self._socket_path))
                return made
            except OSError:
                made.close()
            if self._process.poll() is not None or time.monotonic() > last:
                raise AssertionError(f"the program did not start: {self._log_text()}")
            time.sleep(_ROUND_S)

    def _log_text(self) -> str:
        return Path(self._log.name).read_text(encoding="utf-8", errors="replace")

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.server.environment(), check=True)

    def _type_plain(self, text: str, ms: int) -> None:
        if text:
            self._xdotool("type", "--delay", str(ms), "--", text)

    def _paste(self, text: str) -> None:
        words: Sequence[str] = ["xclip", "-selection", "clipboard"]
        subprocess.run(words, input=text.encode(), env=self.server.environment(), check=True)
        self.key("ctrl+v")
        time.sleep(_PASTE_S)


def _first_line(reading: int) -> str:
    """What comes through a pipe, without the line's end; fails if nothing does."""
    with os.fdopen(reading) as pipe:
        is_ready, _, _ = select.select([pipe], [], [], PATIENCE_S)
        line = pipe.readline().strip() if is_ready else ""
    assert line, "Xvfb did not start"
    return line

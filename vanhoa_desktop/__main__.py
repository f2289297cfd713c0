"""Entry points: `vanhoa`, `vanhoa-desktop`, and `python -m vanhoa_desktop` (the command line)."""

import sys

from vanhoa_desktop import app


def _become_child() -> None:
    """In a built program a child process is the same program: here it turns into the child.

    Does not return in a child.
    """
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


def run_command_line() -> int:
    """Run `vanhoa` with the arguments of the process; returns its exit code."""
    _become_child()
    return app.start_command_line(sys.argv[1:])


def run_window() -> int:
    """Run `vanhoa-desktop` with the arguments of the process; returns its exit code."""
    _become_child()
    return app.start_window(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run_command_line())

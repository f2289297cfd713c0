"""A print server of a test's own: CUPS with its own folder, whose printers write PDF files."""

import ctypes
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAMS = ("cupsd", "lpadmin", "lpstat", "cupsreject", "cupsaccept", "cupsdisable", "cupsenable")
MODEL = Path("/usr/share/ppd/cupsfilters/Generic-PDF_Printer-PDF.ppd")
PRINTER = "May-in-xa"
PATIENCE_SECONDS = 60

_SCHEDULER = """\
Listen {folder}/cups.sock
LogLevel info
DefaultAuthType None
WebInterface No
Browsing Off
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_FILES = """\
ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access
ErrorLog {folder}/errors
PageLog {folder}/pages
FileDevice Yes
SystemGroup root
"""


class PrintServer:
    """One server with one printer; what it printed last lies in `printed`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.printed = folder / "printed" / "out.pdf"

    def ask(self, program: str, *words: str) -> str:
        """Run one of CUPS's own commands on this server; returns what it says."""
        env = {**os.environ, **self.variables}
        answer = subprocess.run(
            [program, *words], capture_output=True, encoding="utf-8", check=False, env=env
        )
        return answer.stdout

    @property
    def variables(self) -> dict[str, str]:
        """What has to stand in the environment of a program that prints here."""
        return {"CUPS_SERVER": f"{self.folder}/cups.sock"}

    def add_printer(self, name: str = PRINTER) -> None:
        """A printer that writes a PDF file, with the driver of a common one."""
        device = f"file:{self.printed}"
        self.ask("lpadmin", "-p", name, "-E", "-v", device, "-P", str(MODEL), "-o", "PageSize=A4")
        self.ask("lpadmin", "-d", name)

    def jobs(self, which: str = "all") -> int:
        """How many jobs the server took, or still has («not-completed»)."""
        return len(self.ask("lpstat", "-W", which, "-o").splitlines())

    def paper(self) -> bytes:
        """What came out, once everything has."""
        until = time.monotonic() + PATIENCE_SECONDS
        while self.jobs("not-completed"):
            assert time.monotonic() < until, "the printer does not come to an end"
            time.sleep(0.05)
        return self.printed.read_bytes()


def missing_parts() -> list[str]:
    """What this machine lacks to run a print server."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if not MODEL.is_file():
        missing.append("cups-filters")
    if os.name != "posix" or os.geteuid() != 0:
        missing.append("root")
    return missing


@contextmanager
def print_server() -> Iterator[PrintServer]:
    """Run a server until the block ends; the test is skipped where there can be none."""
    missing = missing_parts()
    if missing:
        pytest.skip(f"no print server here, missing: {', '.join(missing)} (dev.py installs cups)")
    # The path of a socket may be short only.
    folder = Path(tempfile.mkdtemp(prefix="vanhoa-in-"))
    folder.chmod(0o755)
    for name in ("printed", "ppd", "cache", "state", "spool/tmp"):
        (folder / name).mkdir(parents=True)
    (folder / "cupsd.conf").write_text(_SCHEDULER.format(folder=folder), encoding="utf-8")
    (folder / "cups-files.conf").write_text(_FILES.format(folder=folder), encoding="utf-8")
    files = [str(folder / name) for name in ("cupsd.conf", "cups-files.conf")]
    words = ["cupsd", "-f", "-c", files[0], "-s", files[1]]
    with (folder / "out").open("wb") as log, subprocess.Popen(words, stdout=log, stderr=log) as run:
        try:
            server = PrintServer(folder)
            _await_socket(server, run)
            server.add_printer()
            yield server
        finally:
            run.terminate()
            run.wait()
            shutil.rmtree(folder, ignore_errors=True)


def _await_socket(server: PrintServer, run: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while "is running" not in server.ask("lpstat", "-r"):
        assert run.poll() is None, (server.folder / "errors").read_text(encoding="utf-8")
        assert time.monotonic() < until, "the print server does not start"
        time.sleep(0.05)


@contextmanager
def printing_at(server: PrintServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have this process print on a server: a thread asks the environment only once."""
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    library = ctypes.CDLL("libcups.so.2")
    library.cupsSetServer(f"{server.folder}/cups.sock".encode())
    yield
    library.cupsSetServer(None)

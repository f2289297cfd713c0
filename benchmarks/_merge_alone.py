"""Merges one file in a process of its own, lists what waits then, and says what it took.

Arguments: the folder of an office, its passphrase, the file. Prints one JSON object: the code of a
refusal or "", seconds on the processor, and the greatest resident size in bytes. Linux only.
"""

import json
import sys
import time
from pathlib import Path

from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.people.duplicates import DuplicateService
from vanhoa_desktop.services.review.conflicts import ConflictService

_STATUS = Path("/proc/self/status")


def _peak_bytes() -> int:
    """The greatest resident size since this program began; `getrusage` counts its parent's too."""
    (line,) = (line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def main(folder: str, passphrase: str, file: str) -> None:
    """Merge and print."""
    with open_session(InstallationPaths(Path(folder)), passphrase, writing=True) as session:
        started = time.process_time()
        report = ExchangeService(session).merge([Path(file)])
        if not report.refused:
            # What the officer looks at next: what does not agree, and who may be listed twice.
            ConflictService(session).listed()
            DuplicateService(session).suspects()
        spent = time.process_time() - started
    code = report.refused[0].error.code.value if report.refused else ""
    print(json.dumps({"code": code, "seconds": spent, "peak_bytes": _peak_bytes()}))


if __name__ == "__main__":
    main(*sys.argv[1:])

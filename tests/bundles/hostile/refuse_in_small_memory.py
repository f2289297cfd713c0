"""Opens hostile files in a process of its own and prints what each cost.

Arguments: the folder of an office, then files. One JSON object a line: the code, and how many bytes
the greatest resident size grew by beyond what an honest small file needs. Unix only.
"""

import json
import os
import resource
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.builders.offices import PASSPHRASE
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.post.preview import PreviewService

CONTROL_BYTES = 400 * 1024 * 1024
_PROC_UNIT = 1024  # ru_maxrss is in kilobytes on Linux


def refusal_of(folder: Path, file: Path) -> str:
    """The code with which an office refuses a file; empty if it takes it."""
    with open_session(InstallationPaths(folder), PASSPHRASE, writing=False) as session:
        try:
            PreviewService(session).inspect(file)
        except VanHoaError as error:
            return error.code.value
    return ""


def spend(size_bytes: int) -> str:
    """Hold so much memory: shows that the measure sees it."""
    return str(len(b"x" * size_bytes))


def cost_of(act: Callable[[], str]) -> tuple[str, int]:
    """What an act answers, and the peak of a child process that does nothing else."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        code = act()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PROC_UNIT
        os.write(write_end, json.dumps([code, peak]).encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as answer:
        code, peak = json.loads(answer.read())
    os.waitpid(child, 0)
    return str(code), int(peak)


def main(folder: Path, honest: Path, files: list[Path]) -> None:
    """One line for each file, and one for memory that was spent on purpose."""
    _, ordinary = cost_of(partial(refusal_of, folder, honest))
    acts = [*(partial(refusal_of, folder, file) for file in files), partial(spend, CONTROL_BYTES)]
    for act in acts:
        code, peak = cost_of(act)
        sys.stdout.write(json.dumps({"code": code, "more_bytes": peak - ordinary}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), [Path(word) for word in sys.argv[3:]])

"""The files of evidence inside a bundle: named by their hash, in order, pictures or PDFs alone."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from vanhoa_desktop.bundles.limits import MAX_EVIDENCE_BYTES
from vanhoa_desktop.bundles.manifest import Entry
from vanhoa_desktop.domain.evidence import is_whole
from vanhoa_desktop.errors import ErrorCode, VanHoaError

EVIDENCE = "evidence/"


def read_evidence(listed: Sequence[Entry], entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """SHA-256 → content of the files that a manifest lists; their hashes were compared before.

    Raises BUNDLE_TAMPERED for a file that is named otherwise, out of order, larger than any that
    the program makes, or that is not a whole picture or PDF.
    """
    found: dict[str, bytes] = {}
    last = ""
    for entry in listed:
        if not entry.path.startswith(EVIDENCE):
            continue
        content = entries[entry.path]
        if entry.path != EVIDENCE + entry.sha256 or entry.sha256 <= last:
            _refuse(entry.path)
        if len(content) > MAX_EVIDENCE_BYTES or not is_whole(content):
            _refuse(entry.path)
        found[entry.sha256] = content
        last = entry.sha256
    return found


def _refuse(path: str) -> NoReturn:
    raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=path)

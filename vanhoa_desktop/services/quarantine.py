"""Files of devices that were retired or revoked: never merged, kept as they came.

A lost laptop's file may be the only trace of what its finder did, or of honest work that came too
late; people decide.
"""

import hashlib
from pathlib import Path

from vanhoa_desktop.files import make_folder, write_atomically
from vanhoa_desktop.services.session import Session

SUFFIX = ".vhb"


def put_aside(session: Session, file: bytes) -> Path:
    """Keep a file, as it was read, in the quarantine folder; the same file is kept once."""
    make_folder(session.paths.quarantine)
    kept = session.paths.quarantine / f"{hashlib.sha256(file).hexdigest()[:16]}{SUFFIX}"
    write_atomically(kept, file, is_own=True)
    return kept


def quarantined(session: Session) -> list[Path]:
    """The files in quarantine."""
    folder = session.paths.quarantine
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []

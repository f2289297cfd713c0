"""Bundles that came before their predecessor: kept, shown, and merged when it arrives."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.bundles.limits import MAX_FILE_BYTES
from vanhoa_desktop.bundles.opening import decrypt, read_trust, unpack, verify_manifest
from vanhoa_desktop.files import make_folder, read_limited, write_atomically
from vanhoa_desktop.services.held_view import StoreHeldState
from vanhoa_desktop.services.session import Session

SUFFIX = ".vhb"


@dataclass(frozen=True, slots=True)
class WaitingBundle:
    """A bundle that waits: whose it is, when it was saved, how many changes it brings."""

    path: Path
    unit: str
    unit_name: str
    created: str
    changes: int


class WaitingList:
    """The waiting bundles of this installation. There is no timer: a file waits until it fits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, path: Path) -> Path:
        """Keep a copy of a file that came too early; the same file is kept once."""
        file = read_limited(path, MAX_FILE_BYTES)
        folder = self._session.paths.waiting
        make_folder(folder)
        kept = folder / f"{hashlib.sha256(file).hexdigest()[:16]}{SUFFIX}"
        write_atomically(kept, file)
        return kept

    def drop(self, kept: Path) -> None:
        """Forget a waiting file: it was merged, or it turned out to be refused."""
        kept.unlink(missing_ok=True)

    def files(self) -> list[Path]:
        """The waiting files."""
        folder = self._session.paths.waiting
        return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []

    def bundles(self) -> list[WaitingBundle]:
        """The waiting bundles with their senders, the oldest first; raises as opening one does."""
        files = self.files()
        if not files:
            return []
        with self._session.database.reading() as reading:
            held = StoreHeldState(self._session, reading)
            found = []
            for path in files:
                trust = read_trust(unpack(decrypt(read_limited(path, MAX_FILE_BYTES), held)), held)
                manifest = verify_manifest(trust, held).manifest
                unit = reading.units.unit(manifest.sender_unit)
                changes = sum(run.last - run.first + 1 for run in manifest.chains.values())
                name = unit.name if unit else ""
                found.append(
                    WaitingBundle(path, manifest.sender_unit, name, manifest.created, changes)
                )
        return sorted(found, key=lambda item: (item.unit_name, item.created, item.path.name))

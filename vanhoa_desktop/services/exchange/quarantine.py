"""Files of devices that were retired or revoked: never merged by themselves, kept as they came.

A lost laptop's file may be the only trace of what its finder did, or of honest work that came too
late; people decide. Taken in after a look, what it brings past the end of its device does not
stand: it is listed for review, value by value and as a whole (`rescue`).
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.bundles.file_reading import read_bundle
from vanhoa_desktop.bundles.manifest import Direction
from vanhoa_desktop.bundles.opening import verified
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder, write_atomically
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.exchange.waiting_list import found_file
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.texts.words.names import place_key

SUFFIX = ".vhb"


@dataclass(frozen=True, slots=True)
class QuarantinedBundle:
    """A file of an ended device: whose, when it was saved, how many changes it brings.

    `is_reviewable`: it may be taken in for review here; a file of a former office may not.
    """

    path: Path
    device: str
    unit: str
    unit_name: str
    created: str
    changes: int
    is_reviewable: bool


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


class QuarantineList:
    """The files of ended devices that lie here."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def bundles(self) -> list[QuarantinedBundle]:
        """All of them with their senders; one that cannot be read any more has no sender."""
        files = quarantined(self._session)
        if not files:
            return []
        with self._session.database.reading() as reading:
            found = [self._read(path, reading) for path in files]
        return sorted(found, key=lambda b: (place_key(b.unit_name), b.created, b.path.name))

    def find(self, text: str) -> Path:
        """The file with this name or beginning of it; raises NOT_FOUND, AMBIGUOUS."""
        return found_file(quarantined(self._session), text)

    def drop(self, kept: Path) -> None:
        """Forget a file: what it brings is not wanted, or was taken in."""
        kept.unlink(missing_ok=True)

    def _read(self, path: Path, reading: Reading) -> QuarantinedBundle:
        held = StoreHeldState(self._session, reading)
        try:
            manifest = verified(read_bundle(path), held, accepts_ended=True).manifest
        except VanHoaError as error:
            if not error.code.value.startswith("BUNDLE_"):
                raise
            return QuarantinedBundle(path, "", "", "", "", 0, is_reviewable=False)
        return QuarantinedBundle(
            path=path,
            device=manifest.sender_device,
            unit=manifest.sender_unit,
            unit_name=unit_names(reading).get(manifest.sender_unit, ""),
            created=manifest.created,
            changes=sum(run.last - run.first + 1 for run in manifest.chains.values()),
            is_reviewable=manifest.direction is Direction.UP and self._session.identity.is_office,
        )


def check_reviewable(session: Session) -> None:
    """Raise ROLE_NOT_ALLOWED where files of units are not taken in: anywhere but at the office."""
    if not session.identity.is_office:
        needed = "office" if session.identity.is_commune else "commune"
        raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed=needed)

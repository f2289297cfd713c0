"""Bundles that came before their predecessor: kept, shown, and merged when it arrives."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.bundles.file_reading import read_bundle
from vanhoa_desktop.bundles.gaps import Gap
from vanhoa_desktop.bundles.limits import MAX_WAITING_OF_UNIT
from vanhoa_desktop.bundles.opening import verified
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder, read_limited, write_atomically
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.texts.words.names import place_key

SUFFIX, GAP_SUFFIX = ".vhb", ".json"
MOST_GAP_BYTES = 1_000


@dataclass(frozen=True, slots=True)
class WaitingBundle:
    """A bundle that waits: whose it is, when it was saved, how many changes it brings.

    What is missing before it: `missing_changes` of the sender's own, or `missing_files` of the
    commune's numbered ones.
    """

    path: Path
    unit: str
    unit_name: str
    created: str
    changes: int
    missing_changes: int = 0
    missing_files: int = 0


class WaitingList:
    """The waiting bundles of this installation. There is no timer: a file waits until it fits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, file: bytes, gap: VanHoaError) -> Path:
        """Keep a file that came too early, as it was read; the same file is kept once.

        `gap`: the refusal with BUNDLE_GAP, which says what the file waits for. Raises
        BUNDLE_TOO_MANY_WAITING where its unit has enough that wait.
        """
        folder = self._session.paths.waiting
        make_folder(folder)
        unit = self._sender_of(file)
        kept = folder / f"{unit}{hashlib.sha256(file).hexdigest()[:16]}{SUFFIX}"
        waiting = len(list(folder.glob(f"{unit}*{SUFFIX}")))
        if not kept.exists() and waiting >= MAX_WAITING_OF_UNIT:
            raise VanHoaError(ErrorCode.BUNDLE_TOO_MANY_WAITING, count=waiting)
        write_atomically(kept, file, is_own=True)
        self.note(kept, gap)
        return kept

    def note(self, kept: Path, gap: VanHoaError) -> None:
        """Write down beside a waiting file what it waits for now (BUNDLE_GAP)."""
        with self._session.database.reading() as reading:
            found = Gap.of(gap, StoreHeldState(self._session, reading))
        write_atomically(_beside(kept), found.encoded(), is_own=True)

    def fitting(self) -> list[Path]:
        """The waiting files that may fit now: what each waited for has come, or nobody knows."""
        files = self.files()
        if not files:
            return []
        with self._session.database.reading() as reading:
            held = StoreHeldState(self._session, reading)
            return [kept for kept in files if _may_fit(kept, held)]

    def _sender_of(self, file: bytes) -> str:
        """How the files of a unit begin on the disk; empty for what does not say whose it is."""
        with self._session.database.reading() as reading:
            held = StoreHeldState(self._session, reading)
            try:
                manifest = verified(file, held).manifest
            except VanHoaError:
                return ""
        return f"{manifest.sender_unit[-8:]}-"

    def drop(self, kept: Path) -> None:
        """Forget a waiting file: it was merged, or it turned out to be refused."""
        kept.unlink(missing_ok=True)
        _beside(kept).unlink(missing_ok=True)

    def find(self, text: str) -> Path:
        """The waiting file with this name or beginning of it; raises NOT_FOUND, AMBIGUOUS."""
        return found_file(self.files(), text)

    def files(self) -> list[Path]:
        """The waiting files."""
        folder = self._session.paths.waiting
        return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []

    def bundles(self) -> list[WaitingBundle]:
        """The waiting bundles with their senders, the oldest first.

        One that cannot be opened any more (of a device that ended since, or damaged on this disk)
        is listed without a sender.
        """
        files = self.files()
        if not files:
            return []
        with self._session.database.reading() as reading:
            found = [self._listed(path, reading) for path in files]
        return sorted(
            found, key=lambda item: (place_key(item.unit_name), item.created, item.path.name)
        )

    def read(self, path: Path) -> WaitingBundle:
        """One bundle, wherever it lies, as the waiting list would show it."""
        with self._session.database.reading() as reading:
            return self._read(path, reading)

    def _listed(self, path: Path, reading: Reading) -> WaitingBundle:
        try:
            return self._read(path, reading)
        except VanHoaError as error:
            if not error.code.value.startswith("BUNDLE_"):
                raise
            return WaitingBundle(path, "", "", "", 0)

    def _read(self, path: Path, reading: Reading) -> WaitingBundle:
        held = StoreHeldState(self._session, reading)
        manifest = verified(read_bundle(path), held).manifest
        runs = manifest.chains
        missing = 0
        if manifest.down is None:
            gaps = (run.first - held.place(chain).seq - 1 for chain, run in runs.items())
            missing = sum(max(0, gap) for gap in gaps)
        since = 0 if manifest.down is None else manifest.down.since
        return WaitingBundle(
            path=path,
            unit=manifest.sender_unit,
            unit_name=unit_names(reading).get(manifest.sender_unit, ""),
            created=manifest.created,
            changes=sum(run.last - run.first + 1 for run in runs.values()),
            missing_changes=missing,
            missing_files=max(0, since - held.last_down_merged()),
        )


def _beside(kept: Path) -> Path:
    return kept.with_suffix(GAP_SUFFIX)


def _may_fit(kept: Path, held: StoreHeldState) -> bool:
    """Where nothing is written beside it, or not by us, the file itself says."""
    try:
        gap = Gap.decoded(read_limited(_beside(kept), MOST_GAP_BYTES))
    except VanHoaError:
        return True
    return gap is None or gap.may_be_filled(held)


def found_file(files: Sequence[Path], text: str) -> Path:
    """The one of these files with this name or beginning of it; raises NOT_FOUND, AMBIGUOUS."""
    found = [path for path in files if text and path.name.startswith(text)]
    if len(found) != 1:
        code = ErrorCode.AMBIGUOUS if found else ErrorCode.NOT_FOUND
        names = ", ".join(path.name for path in found)
        raise VanHoaError(code, what="file", text=text, count=len(found), candidates=names)
    return found[0]

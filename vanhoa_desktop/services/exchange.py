"""Files from the commune or the units: looking into them, merging them."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop.bundles.limits import MAX_FILE_BYTES
from vanhoa_desktop.bundles.manifest import Manifest
from vanhoa_desktop.bundles.opening import Admissible, open_bundle
from vanhoa_desktop.db.bundle_ledger import MergedBundle
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import make_folder, read_limited, write_atomically
from vanhoa_desktop.services.control import control
from vanhoa_desktop.services.held_view import StoreHeldState
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.trust.signed import object_id

WAITING_SUFFIX = ".vhb"


@dataclass(frozen=True, slots=True)
class BundlePreview:
    """What a bundle is, without merging it."""

    bundle_id: str
    changes: int
    new_changes: int
    evidence: int
    sender_device: str
    sender_unit: str
    sender_name: str
    created: str
    is_already_merged: bool


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not merged, and why."""

    path: Path
    error: VanHoaError


@dataclass
class MergeReport:
    """What became of each file: merged, held already, waiting for an earlier one, or refused."""

    merged: int = 0
    skipped: int = 0
    changes: int = 0
    waiting: list[Path] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)


class ExchangeService:
    """Looks into bundles and merges them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def inspect(self, path: Path) -> BundlePreview:
        """Open a bundle with all checks and say what is in it; nothing is written.

        Raises the refusal codes.
        """
        file = read_limited(path, MAX_FILE_BYTES)
        with self._session.database.reading() as reading:
            opened = open_bundle(file, StoreHeldState(self._session, reading))
            held = reading.journal.clocks(change.id for change in opened.changes)
            sender = reading.units.unit(opened.manifest.sender_unit)
            is_merged = reading.ledger.merged(opened.id) is not None
        return BundlePreview(
            bundle_id=opened.id,
            changes=len(opened.changes),
            new_changes=len(opened.changes) - len(held),
            evidence=len(opened.evidence),
            sender_device=opened.manifest.sender_device,
            sender_unit=opened.manifest.sender_unit,
            sender_name=sender.name if sender else "",
            created=opened.manifest.created,
            is_already_merged=is_merged,
        )

    def merge(self, paths: list[Path], progress: Progress = no_progress) -> MergeReport:
        """Merge files, each in its own transaction.

        Good ones stay merged whatever the others are.
        """
        self._session.require_unit()
        report = MergeReport()
        for done, path in enumerate(paths, 1):
            self._merge_one(path, report)
            progress(done, len(paths))
        self._merge_waiting(report)
        return report

    def merge_bytes(self, file: bytes) -> int | None:
        """Merge one bundle; how many changes were new, or None if it was merged before.

        Raises the refusal codes.
        """
        with self._session.database.reading() as reading:
            opened = open_bundle(file, StoreHeldState(self._session, reading))
            if reading.ledger.merged(opened.id) is not None:
                return None
        with self._session.work() as work:
            new_changes = self._write(work, opened)
            work.commit()
        return new_changes if new_changes or not opened.changes else None

    def waiting(self) -> list[Path]:
        """Bundles that wait for their predecessor."""
        folder = self._session.paths.waiting
        return sorted(folder.glob(f"*{WAITING_SUFFIX}")) if folder.is_dir() else []

    def _merge_one(self, path: Path, report: MergeReport) -> None:
        try:
            new_changes = self.merge_bytes(read_limited(path, MAX_FILE_BYTES))
        except VanHoaError as error:
            if error.code is ErrorCode.BUNDLE_GAP:
                report.waiting.append(self._keep_waiting(path))
            report.refused.append(RefusedFile(path, error))
            return
        if new_changes is None:
            report.skipped += 1
        else:
            report.merged += 1
            report.changes += new_changes

    def _keep_waiting(self, path: Path) -> Path:
        file = read_limited(path, MAX_FILE_BYTES)
        folder = self._session.paths.waiting
        make_folder(folder)
        kept = folder / f"{hashlib.sha256(file).hexdigest()[:16]}{WAITING_SUFFIX}"
        write_atomically(kept, file)
        return kept

    def _merge_waiting(self, report: MergeReport) -> None:
        """Whatever was merged may have been what a waiting bundle waited for."""
        is_progressing = True
        while is_progressing:
            is_progressing = False
            for kept in self.waiting():
                try:
                    new_changes = self.merge_bytes(read_limited(kept, MAX_FILE_BYTES))
                except VanHoaError as error:
                    if error.code is not ErrorCode.BUNDLE_GAP:
                        report.refused.append(RefusedFile(kept, error))
                        kept.unlink(missing_ok=True)
                    continue
                kept.unlink(missing_ok=True)
                report.waiting = [path for path in report.waiting if path != kept]
                report.merged += new_changes is not None
                report.changes += new_changes or 0
                is_progressing = True

    def _write(self, work: UnitOfWork, opened: Admissible) -> int:
        manifest = opened.manifest
        work.local.add_statements({object_id(line): line for line in opened.statements})
        new_changes = work.merge(opened.changes, opened.owners)
        self._keep_ledger(work, opened, manifest, new_changes)
        if self._session.identity.is_office:
            self._write_receipts(work)
        return new_changes

    def _keep_ledger(
        self, work: UnitOfWork, opened: Admissible, manifest: Manifest, new_changes: int
    ) -> None:
        now = self._session.now()
        known = {
            chain: (place.seq, bytes.fromhex(place.id)) for chain, place in manifest.known.items()
        }
        work.ledger.acknowledge(manifest.sender_device, known, manifest.down_merged, now)
        work.ledger.keep_merged(
            MergedBundle(
                bundle=opened.id,
                device=manifest.sender_device,
                unit=manifest.sender_unit,
                manifest=opened.manifest_bytes,
                signature=opened.signature,
                changes=new_changes,
                down_number=None if manifest.down is None else manifest.down.number,
                at=now,
            )
        )

    @staticmethod
    def _write_receipts(work: UnitOfWork) -> None:
        """The commune says that it received each submitted sheet, covering what stood.

        Later edits are late.
        """
        for record in sorted(work.touched):
            state = work.state(record)
            if state is None or state.kind != "assessment" or state.control is None:
                continue
            if state.control.status == AssessmentStatus.SUBMITTED.value:
                received = control(state.control.unit, AssessmentStatus.RECEIVED.value)
                work.put("assessment", record, received, covers=True)

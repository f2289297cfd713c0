"""Merging files from the commune or the units."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vanhoa_desktop.bundles.file_reading import read_bundle
from vanhoa_desktop.bundles.manifest import Direction, Manifest
from vanhoa_desktop.bundles.opening import open_bundle, verified
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.bundle_ledger import Acknowledgement, MergedBundle
from vanhoa_desktop.db.unit_of_work import ActNote, UnitOfWork
from vanhoa_desktop.domain.enums import ActKind, RestoreSource
from vanhoa_desktop.domain.ports import Progress, Pulse, no_progress, no_pulse
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.returned import (
    ReturnedSheet,
    newly_returned,
    returned_sheets,
)
from vanhoa_desktop.services.exchange.acknowledging import acknowledges_anew
from vanhoa_desktop.services.exchange.answers import is_whole_answer
from vanhoa_desktop.services.exchange.collector import collector_resting
from vanhoa_desktop.services.exchange.disproved import disproved_by, take_back
from vanhoa_desktop.services.exchange.disputed_chain import leave_disputed_chain
from vanhoa_desktop.services.exchange.evidence_arrival import take_files
from vanhoa_desktop.services.exchange.given_away import NOBODY_GIVEN_AWAY, GivenAway, given_away
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.exchange.overruled import overruled
from vanhoa_desktop.services.exchange.quarantine import QuarantineList, check_reviewable, put_aside
from vanhoa_desktop.services.exchange.taken_back import NOTHING_TAKEN_BACK, TakenBack, taken_back
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.office.acts import undone_ids
from vanhoa_desktop.services.office.agreement import note_agreement
from vanhoa_desktop.services.office.awaited import note_answer
from vanhoa_desktop.services.office.beliefs import belief_of, merged_there
from vanhoa_desktop.services.office.file_doors import bundle_door
from vanhoa_desktop.services.office.recovery_slots import keep_recovery_slot
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.units_at_work import write_units_back
from vanhoa_desktop.services.people.erasure import erase_again, erase_late
from vanhoa_desktop.services.recognition.given_titles import GivenTitle, given_titles, newly_given
from vanhoa_desktop.services.review.unsettled import UnsettledRecord, arisen, open_place, vanished
from vanhoa_desktop.trust.signed import object_id

BUNDLE_REFUSALS = "BUNDLE_"
# What a file can break by what it says, should a check be missing: never a wish to stop, which only
# `pulse` raises, nor a disk that is full.
POISONED = (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not merged, and why; `kept` where it waits, if it came too early."""

    path: Path
    error: VanHoaError
    kept: Path | None = None


class MergeOutcome(NamedTuple):
    """What became of one bundle: its new changes and files, None if it was merged before.

    `is_undone`: it was merged before, and taken back since. `fell_back`: it showed that this folder
    is an older copy, or that somebody else writes in a copy of it. `disproved`: so many changes lie
    where the end of their device proved others, and were left out (`exchange.disproved`).
    `overruled`: what a unit took back although the commune had written more of it. `given_away`:
    whom the commune gave from this unit to others. `units_back`: names of removed units that the
    office wrote back, because people or a device of theirs are here.
    """

    bundle: str
    new_changes: int | None
    is_undone: bool = False
    new_files: int = 0
    fell_back: RestoreSource | None = None
    taken_back: TakenBack = NOTHING_TAKEN_BACK
    disproved: int = 0
    overruled: tuple[str, ...] = ()
    given_away: GivenAway = NOBODY_GIVEN_AWAY
    units_back: tuple[str, ...] = ()


@dataclass
class MergeReport:
    """What became of each file: merged, held already, waiting for an earlier one, or refused.

    `undone`: ids of bundles that were merged here before and taken back: redoing brings them in.
    `unsettled`: records that a person must look at since, because of what was merged. `returned`:
    sheets that the commune gave back to this unit by it; `recognised`: titles that it gave to
    people and bodies of this unit. `fell_back`: what a file showed of this
    folder, as in `MergeOutcome`. `taken_back`: what the commune took back of this unit's own work,
    of each file that says so, `given_away` likewise. `disproved`: how many changes were left out,
    `overruled` and `units_back`, as in `MergeOutcome`.
    """

    merged: int = 0
    skipped: int = 0
    changes: int = 0
    evidence: int = 0
    undone: list[str] = field(default_factory=list)
    waiting: list[Path] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    unsettled: tuple[UnsettledRecord, ...] = ()
    returned: tuple[ReturnedSheet, ...] = ()
    recognised: tuple[GivenTitle, ...] = ()
    fell_back: RestoreSource | None = None
    taken_back: list[TakenBack] = field(default_factory=list)
    given_away: list[GivenAway] = field(default_factory=list)
    disproved: int = 0
    overruled: list[str] = field(default_factory=list)
    units_back: list[str] = field(default_factory=list)

    def add(self, outcome: MergeOutcome) -> None:
        """Count a file that was not refused."""
        if outcome.new_changes is None:
            self.skipped += 1
        else:
            self.merged += 1
            self.changes += outcome.new_changes
            self.evidence += outcome.new_files
        if outcome.is_undone:
            self.undone.append(outcome.bundle)
        self.disproved += outcome.disproved
        self.fell_back = outcome.fell_back or self.fell_back
        if outcome.taken_back.kinds:
            self.taken_back.append(outcome.taken_back)
        if outcome.given_away != NOBODY_GIVEN_AWAY:
            self.given_away.append(outcome.given_away)
        self.overruled.extend(outcome.overruled)
        self.units_back.extend(outcome.units_back)


class ExchangeService:
    """Merges bundles."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting = WaitingList(session)

    def merge(self, paths: list[Path], progress: Progress = no_progress) -> MergeReport:
        """Merge files, each in its own transaction.

        Good ones stay merged whatever the others are.
        """
        self._session.require_unit()
        report = MergeReport()
        open_before = open_place(self._session)
        gone_before = vanished(self._session).keys()
        returned_before = returned_sheets(self._session)
        given_before = given_titles(self._session)
        for done, path in enumerate(paths, 1):
            # Within a file too somebody may wish to stop: nothing of the file counts then.
            pulse = partial(progress, done - 1, len(paths))
            self._merge_one(path, report, pulse)
            progress(done, len(paths))
        self._merge_waiting(report, partial(progress, len(paths), len(paths)))
        gone = (r for key, r in vanished(self._session).items() if key not in gone_before)
        report.unsettled = (*arisen(self._session, open_before), *gone)
        report.returned = newly_returned(returned_before, returned_sheets(self._session))
        report.recognised = newly_given(given_before, given_titles(self._session))
        keep_recovery_slot(self._session)
        return report

    @collector_resting()
    def merge_bytes(
        self,
        file: bytes,
        label: str = "",
        *,
        accepts_ended: bool = False,
        pulse: Pulse = no_pulse,
    ) -> MergeOutcome:
        """Merge one bundle; raises the refusal codes.

        `accepts_ended`: also of an ended device, after a look at it (`take_for_review`). `pulse` is
        called again and again; what it raises ends the merge, and nothing was written.
        """
        with self._session.database.reading() as reading:
            held = StoreHeldState(self._session, reading)
            opened = open_bundle(file, held, accepts_ended=accepts_ended, pulse=pulse)
            self._check_taker(opened.manifest)
            erased = reading.states.erased("person")
            if reading.ledger.merged(opened.id) is not None:
                is_undone = opened.id in undone_ids(reading.acts.acts())
                return MergeOutcome(opened.id, None, is_undone)
            is_news = acknowledges_anew(reading, opened.manifest)
            lost = taken_back(reading, opened, self._session.require_unit())
            disproved = disproved_by(reading, opened) if self._session.identity.is_office else []
            unheard = overruled(reading, opened)
            gone = given_away(reading, opened, self._session.require_unit())
        with self._session.work() as work:
            held_before = work.files.sizes(opened.evidence)
            new_changes = self._write(work, opened, erased)
            take_back(work, disproved)
            back = _units_back(self._session, work, opened)
            if new_changes:
                work.note_act(
                    ActNote(opened.id, ActKind.BUNDLE, label, opened.manifest.sender_unit)
                )
            work.commit(pulse)
            note_agreement(work.view, work.local, opened)
            new_files = len(work.files.sizes(opened.evidence)) - len(held_before)
        fell_back = leave_disputed_chain(self._session, opened.manifest)
        self._note_belief(opened.manifest)
        is_news = is_news or fell_back is not None
        is_new = new_changes or new_files or is_news or not (opened.changes or opened.evidence)
        return MergeOutcome(
            opened.id,
            new_changes if is_new else None,
            new_files=new_files,
            fell_back=fell_back,
            taken_back=lost,
            disproved=len(disproved),
            overruled=unheard,
            given_away=gone,
            units_back=back,
        )

    def _note_belief(self, manifest: Manifest) -> None:
        """By the chain that is written to now: what was shown of the one before is believed."""
        if not self._session.identity.is_office:
            return
        with self._session.database.reading() as reading:
            noted = belief_of(reading, manifest, self._session.identity.chain)
        if noted:
            with self._session.work() as work:
                work.local.set_settings(noted)
                work.commit()

    def take_for_review(self, kept: Path) -> MergeOutcome:
        """Take in a file that lies in quarantine, at the office.

        What its device wrote past its end does not stand, and is listed for review. Raises
        ROLE_NOT_ALLOWED and the refusal codes; the file stays in quarantine then.
        """
        check_reviewable(self._session)
        outcome = self.merge_bytes(read_bundle(kept), kept.name, accepts_ended=True)
        QuarantineList(self._session).drop(kept)
        return outcome

    def _check_taker(self, manifest: Manifest) -> None:
        """Files of units are merged by the office alone.

        Other devices of the commune get everything from it: they could not hand on, with their own
        work, what they took from elsewhere.
        """
        identity = self._session.identity
        is_up = manifest.direction is Direction.UP
        if is_up and identity.is_commune and not identity.is_office:
            raise VanHoaError(ErrorCode.BUNDLE_FOR_OFFICE)

    def _merge_one(self, path: Path, report: MergeReport, pulse: Pulse) -> None:
        try:
            with bundle_door(self._session, path):
                file = read_bundle(path)
        except VanHoaError as error:
            report.refused.append(RefusedFile(path, error.to_keep()))
            return
        try:
            with bundle_door(self._session, path):
                outcome = self.merge_bytes(file, path.name, pulse=pulse)
        except POISONED as error:
            report.refused.append(self._put_out_of_the_way(path, file, error))
            return
        except VanHoaError as error:
            kept = None
            report.fell_back = self._hear_of_loss(file, error) or report.fell_back
            if error.code is ErrorCode.BUNDLE_GAP:
                kept, error = self._keep_waiting(file, error)
                report.waiting.extend([] if kept is None else [kept])
            elif error.code is ErrorCode.BUNDLE_REVOKED_SENDER:
                put_aside(self._session, file)
            report.refused.append(RefusedFile(path, error.to_keep(), kept))
            return
        report.add(outcome)

    def _hear_of_loss(self, file: bytes, error: VanHoaError) -> RestoreSource | None:
        """That this office once stood further, from a file that cannot be taken for that reason.

        Where its older folder was put back, a village's next file hangs on what is lost here: it
        waits, or is refused for what the office itself wrote. What its device signed shows that.
        """
        is_of_content = error.code.value.startswith(BUNDLE_REFUSALS)
        if not self._session.identity.is_office or not is_of_content:
            return None
        with self._session.database.reading() as reading:
            held = StoreHeldState(self._session, reading)
            try:
                manifest = verified(file, held).manifest
            except VanHoaError:
                return None
        return leave_disputed_chain(self._session, manifest)

    def _keep_waiting(self, file: bytes, gap: VanHoaError) -> tuple[Path | None, VanHoaError]:
        try:
            return self._waiting.keep(file, gap), gap
        except VanHoaError as error:
            if error.code is not ErrorCode.BUNDLE_TOO_MANY_WAITING:
                raise
            return None, error

    def _merge_waiting(self, report: MergeReport, pulse: Pulse) -> None:
        """Whatever was merged may have been what a waiting bundle waited for.

        One that still waits is not even opened: a large one takes seconds.
        """
        is_progressing = True
        while is_progressing:
            is_progressing = False
            for kept in self._waiting.fitting():
                is_progressing = self._merge_kept(kept, report, pulse) or is_progressing

    def _merge_kept(self, kept: Path, report: MergeReport, pulse: Pulse) -> bool:
        """Merge a waiting file if it can be now; one that is refused for what it is goes away."""
        try:
            outcome = self.merge_bytes(read_bundle(kept), kept.name, pulse=pulse)
        except POISONED as error:
            # It would end every later merge.
            report.refused.append(self._put_out_of_the_way(kept, kept.read_bytes(), error))
        except VanHoaError as error:
            if error.code is ErrorCode.BUNDLE_GAP:
                self._waiting.note(kept, error)
                return False
            report.refused.append(RefusedFile(kept, error.to_keep()))
            if not error.code.value.startswith(BUNDLE_REFUSALS):
                return False
            if error.code is ErrorCode.BUNDLE_REVOKED_SENDER:
                put_aside(self._session, read_bundle(kept))
        else:
            report.add(outcome)
            # What came too early in this very call, and was merged after all, is refused no more.
            report.refused = [item for item in report.refused if item.kept != kept]
        self._waiting.drop(kept)
        report.waiting = [path for path in report.waiting if path != kept]
        return True

    def _put_out_of_the_way(self, path: Path, file: bytes, error: Exception) -> RefusedFile:
        """Keep a file that could not even be refused, and go on with the others."""
        log.error("a file could not be opened: %s", type(error).__name__)
        put_aside(self._session, file)
        refusal = VanHoaError(ErrorCode.BUNDLE_TAMPERED, part=type(error).__name__)
        return RefusedFile(path, refusal)

    def _write(self, work: UnitOfWork, opened: Admissible, erased: Collection[str]) -> int:
        manifest = opened.manifest
        work.local.add_statements({object_id(line): line for line in opened.statements})
        new_changes = work.merge(opened.changes, opened.owners)
        take_files(work, opened)
        self._keep_ledger(work, opened, manifest, new_changes)
        if self._session.identity.is_office:
            erase_late(work, {*erased, *erase_again(work, opened)})
        return new_changes

    def _keep_ledger(
        self, work: UnitOfWork, opened: Admissible, manifest: Manifest, new_changes: int
    ) -> None:
        now = self._session.now()
        known = {
            chain: (place.seq, bytes.fromhex(place.id)) for chain, place in manifest.known.items()
        }
        down = merged_there(work.view, manifest)
        said = Acknowledgement(manifest.sender_device, manifest.installation, known, down)
        sent = (item.number for item in work.ledger.down_bundles(manifest.sender_unit))
        work.ledger.acknowledge(said, sent=max(sent, default=0), at=now)
        if is_whole_answer(work.journal, opened):
            note_answer(work.local, manifest.sender_device)
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
                ids=None if manifest.down is None else b"".join(c.id for c in opened.changes),
            )
        )


def _units_back(session: Session, work: UnitOfWork, opened: Admissible) -> tuple[str, ...]:
    """The removed units that the office writes back, by name; see `write_units_back`."""
    if not session.identity.is_office:
        return ()
    arrived = {c.header.record for c in opened.changes if c.header.kind == "unit"}
    return write_units_back(work, session.require_unit(), arrived)

"""Several files at once: what each is and would do, and, after «yes», what became of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from vanhoa_desktop.domain.enums import RestoreSource
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.appraisal.returned import ReturnedSheet, returned_sheets
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exchange import ExchangeService, MergeReport
from vanhoa_desktop.services.exchange.waiting_list import WaitingBundle, WaitingList
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.post.preview import BundlePreview, PreviewService
from vanhoa_desktop.services.recognition.given_titles import GivenTitle, given_titles
from vanhoa_desktop.services.review.unsettled import UnsettledRecord, records_in_question, vanished


class Fate(Enum):
    """What a file is, or became: new, held already, taken back, early, aside, or refused.

    Aside lie files of ended devices, for people to look at.
    """

    NEW = "new"
    HELD = "held"
    UNDONE = "undone"
    WAITING = "waiting"
    ASIDE = "aside"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LookedFile:
    """A file before it is taken in; `preview` and the sender's `officer` where it could be read.

    `early` describes one that came before its predecessor; `error` says why one is refused.
    """

    path: Path
    fate: Fate
    preview: BundlePreview | None = None
    officer: str = ""
    early: WaitingBundle | None = None
    error: VanHoaError | None = None


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file after it was taken in: how many changes were new, or why it was not.

    `bundle` is the id of a file that was taken back before: redoing brings it in. `unsettled`:
    records that a person must look at because of this file, still open after all files. `returned`:
    sheets that the commune gave back by it, still so after all files; `recognised`: titles that it
    gave, likewise. `fell_back`: what it showed of this folder; `disproved`: how many changes
    were left out; `units_back`: removed units that were written back; all as in `MergeReport`.
    """

    path: Path
    fate: Fate
    changes: int = 0
    bundle: str = ""
    error: VanHoaError | None = None
    unsettled: tuple[UnsettledRecord, ...] = ()
    returned: tuple[ReturnedSheet, ...] = ()
    recognised: tuple[GivenTitle, ...] = ()
    fell_back: RestoreSource | None = None
    disproved: int = 0
    units_back: tuple[str, ...] = ()


class ReceivingService:
    """Looks at files, and takes them in; one bad file never stops the others."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def look(self, paths: Sequence[Path], progress: Progress = no_progress) -> list[LookedFile]:
        """What each file is and would do; nothing is written. Earlier files come first."""
        self._session.require_unit()
        officers = {
            device.device_id: device.officer for device in EnrolmentService(self._session).devices()
        }
        looked = []
        for done, path in enumerate(paths, 1):
            looked.append(self._look_at(path, officers))
            progress(done, len(paths))
        return sorted(looked, key=_order)

    def take(self, paths: Sequence[Path], progress: Progress = no_progress) -> list[TakenFile]:
        """Merge each file in its own transaction; files that came early are kept waiting."""
        self._session.require_unit()
        exchange = ExchangeService(self._session)
        taken: list[TakenFile] = []
        for done, path in enumerate(paths, 1):
            report = exchange.merge([path])
            taken.append(replace(_taken(path, report), fell_back=report.fell_back))
            progress(done, len(paths))
        still_open = records_in_question(self._session) | vanished(self._session).keys()
        still_returned = {sheet.change for sheet in returned_sheets(self._session)}
        still_so = _StillSo(still_open, still_returned, set(given_titles(self._session)))
        return [self._seen_again(still_so.left_of(item)) for item in taken]

    def _look_at(self, path: Path, officers: dict[str, str]) -> LookedFile:
        try:
            seen = PreviewService(self._session).inspect(path)
        except VanHoaError as error:
            if error.code is not ErrorCode.BUNDLE_GAP:
                return LookedFile(path, _fate_of(error), error=error.to_keep())
            return LookedFile(path, Fate.WAITING, early=WaitingList(self._session).read(path))
        fate = Fate.HELD if seen.is_already_merged else Fate.NEW
        fate = Fate.UNDONE if seen.is_undone else fate
        return LookedFile(path, fate, seen, officers.get(seen.sender_device, ""))

    def _seen_again(self, item: TakenFile) -> TakenFile:
        """A file that waited may have been merged behind a later one of the same choice."""
        if item.fate is not Fate.WAITING:
            return item
        seen = self._look_at(item.path, {})
        is_merged = seen.fate is Fate.HELD
        return replace(item, fate=Fate.NEW, error=None) if is_merged else item


@dataclass(frozen=True, slots=True)
class _StillSo:
    """What is so after all files: a later one may hold the answer to what an earlier one asked."""

    open_records: Collection[str]
    returned: Collection[str]
    titles: Collection[GivenTitle]

    def left_of(self, item: TakenFile) -> TakenFile:
        """A file with what it asked and told that is still so."""
        return replace(
            item,
            unsettled=tuple(r for r in item.unsettled if r.record in self.open_records),
            returned=tuple(sheet for sheet in item.returned if sheet.change in self.returned),
            recognised=tuple(title for title in item.recognised if title in self.titles),
        )


def _order(item: LookedFile) -> tuple[int, str, str, str]:
    """What will be taken in comes first, by sender and the moment it was saved; then the rest."""
    order = (Fate.NEW, Fate.WAITING, Fate.ASIDE, Fate.UNDONE, Fate.HELD, Fate.REFUSED)
    sender, created = "", ""
    if item.preview is not None:
        sender, created = item.preview.sender_name, item.preview.created
    elif item.early is not None:
        sender, created = item.early.unit_name, item.early.created
    return order.index(item.fate), sender, created, item.path.name


def _fate_of(error: VanHoaError) -> Fate:
    """What becomes of a file that is not merged."""
    kept = {ErrorCode.BUNDLE_GAP: Fate.WAITING, ErrorCode.BUNDLE_REVOKED_SENDER: Fate.ASIDE}
    return kept.get(error.code, Fate.REFUSED)


def _taken(path: Path, report: MergeReport) -> TakenFile:
    refused = next((item for item in report.refused if item.path == path), None)
    if refused is not None:
        return TakenFile(path, _fate_of(refused.error), error=refused.error)
    if report.undone:
        return TakenFile(path, Fate.UNDONE, bundle=report.undone[0])
    if not report.merged:
        return TakenFile(path, Fate.HELD)
    return TakenFile(
        path,
        Fate.NEW,
        report.changes,
        unsettled=report.unsettled,
        returned=report.returned,
        recognised=report.recognised,
        disproved=report.disproved,
        units_back=tuple(report.units_back),
    )

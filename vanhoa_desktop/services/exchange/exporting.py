"""Files to the commune or to a unit: saving them."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.bundles.writer import MadeBundle
from vanhoa_desktop.db.bundle_ledger import DownBundle
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import PreparedFile, preparing
from vanhoa_desktop.services.exchange.bundle_making import BundleMaker
from vanhoa_desktop.services.exchange.bundle_parts import MadePart, PartMaker
from vanhoa_desktop.services.office.agreement import note_everything_sent
from vanhoa_desktop.services.office.lookup import as_record_id, find_unit
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.texts.words.name_keys import name_key


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Where to save, to which unit (at the commune), and whether to send everything again.

    With `most_bytes` no file is larger: what does not fit goes into further files beside the first.
    """

    output: Path
    unit_text: str | None = None
    is_full: bool = False
    most_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class SavedBundle:
    """One saved file."""

    path: Path
    bundle_id: str
    changes: int
    evidence: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was saved, in the order in which it is best taken in; there is always a first file."""

    files: tuple[SavedBundle, ...]

    @property
    def bundle_id(self) -> str:
        """The id of the first file's bundle."""
        return self.files[0].bundle_id

    @property
    def changes(self) -> int:
        """The changes in all files."""
        return sum(file.changes for file in self.files)

    @property
    def evidence(self) -> int:
        """The files of evidence in all files."""
        return sum(file.evidence for file in self.files)

    @property
    def size_bytes(self) -> int:
        """The size of all files."""
        return sum(file.size_bytes for file in self.files)


@dataclass(frozen=True, slots=True)
class PreparedBundle:
    """A file that lies whole on the disk without its name, and what it will be."""

    file: PreparedFile
    saved: SavedBundle


class ExportService:
    """Saves bundles."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def export(self, wish: ExportWish) -> ExportReport:
        """Save a bundle: a unit's to the commune, the office's to a unit.

        Other devices of the commune send to the office as a unit does, and hear from it so.
        Nothing is added to the journal.

        Raises NOT_ENROLLED, NOT_FOUND, VALUE_INVALID (the commune must name a unit),
        ROLE_NOT_ALLOWED (a unit names another one), BUNDLE_PARTS_TOO_SMALL, DISK_FULL,
        FOLDER_READ_ONLY.
        """
        self._session.require_unit()
        if self._session.identity.is_office:
            report = self._export_down(wish, self._unit_id(wish.unit_text))
        else:
            self._check_addressee(wish.unit_text)
            report = self._export_up(wish)
        self._session.log_access("bundle-export", wish.output.name)
        return report

    def _export_up(self, wish: ExportWish) -> ExportReport:
        with self._session.database.reading() as reading, ExitStack() as files:
            draft = BundleMaker(self._session, reading).for_commune(is_full=wish.is_full)
            parts = self._maker(reading).parts(draft, wish.most_bytes)
            made = [
                _prepared(files, wish.output, number, part) for number, part in enumerate(parts, 1)
            ]
            return _settled(made)

    def prepared_for_commune(
        self, work: UnitOfWork, wish: ExportWish, files: ExitStack
    ) -> list[PreparedBundle]:
        """This unit's file to the commune with what `work` has committed, whole on the disk.

        None has its name yet: the caller settles them when the store has taken it all, and leaving
        `files` before discards them. Raises as `export`.
        """
        view = work.view
        draft = BundleMaker(self._session, view).for_commune(is_full=wish.is_full)
        parts = self._maker(view).parts(draft, wish.most_bytes)
        made = [_prepared(files, wish.output, number, part) for number, part in enumerate(parts, 1)]
        work.local.log_access(
            self._session.now(), self._session.identity.officer, "bundle-export", wish.output.name
        )
        return made

    def _export_down(self, wish: ExportWish, unit: str) -> ExportReport:
        """Each number is taken before its file is there.

        A file that was saved while its number was not noted could meet another one of the same
        number, and what lies between would never be sent.
        """
        self._session.require_office()
        made: list[PreparedBundle] = []
        with self._session.database.reading() as reading, ExitStack() as files:
            draft = BundleMaker(self._session, reading).for_unit(unit, is_full=wish.is_full)
            parts = self._maker(reading).parts(draft, wish.most_bytes)
            for number, part in enumerate(parts, 1):
                made.append(_prepared(files, wish.output, number, part))
                with self._session.work() as work:
                    self._note_sent(work, unit, part.bundle, part.position)
                    work.commit()
            if draft.is_full:
                self._note_everything_sent(unit)
            return _settled(made)

    def make_invite_bundle(self, work: UnitOfWork, unit: str) -> MadeBundle:
        """Everything that a new device of a unit needs, as one bundle without files of evidence.

        They follow when the device says what it lacks. It holds what `work` has committed.
        """
        self._session.require_office()
        draft = BundleMaker(self._session, work.view).for_unit(unit, is_full=True)
        made = self._maker(work.view).whole(draft)
        self._note_sent(work, unit, made, work.view.journal.last_position())
        return made

    def _maker(self, reading: Reading) -> PartMaker:
        return PartMaker(reading, self._session.secrets.signing_key)

    def _note_sent(self, work: UnitOfWork, unit: str, made: MadeBundle, position: int) -> None:
        down = made.manifest.down
        if down is not None:
            row = DownBundle(unit, down.number, position, made.id, self._session.now())
            work.ledger.keep_down_bundle(row)

    def _note_everything_sent(self, unit: str) -> None:
        with self._session.work() as work:
            trust = work.view.trust
            if trust is not None:
                note_everything_sent(work.view, work.local, trust.active_devices(unit))
            work.commit()

    def _unit_id(self, text: str | None) -> str:
        if text is None:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="to", value="")
        own = self._session.identity.device_id
        with self._session.database.reading() as reading:
            record = as_record_id(text)
            devices = {} if reading.trust is None else reading.trust.devices
            enrolled = {d.unit for d in devices.values() if d.id != own}
            if record is not None and record in enrolled:
                # A rebuilt office may know the devices of a unit before it knows its name again.
                return record
            named = _named_but_not_held(reading, text) & enrolled
            if len(named) == 1:
                return named.pop()
            unit = find_unit(reading, text)
        has_others = any(d.is_commune and d.id != own for d in devices.values())
        if unit.kind is UnitKind.COMMUNE and not has_others:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="to", value=unit.name)
        return unit.id

    def _check_addressee(self, text: str | None) -> None:
        """A unit's files go to its commune alone."""
        if text is None:
            return
        with self._session.database.reading() as reading:
            if find_unit(reading, text).kind is not UnitKind.COMMUNE:
                needed = "office" if self._session.identity.is_commune else "own unit"
                raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed=needed)


def _named_but_not_held(reading: Reading, text: str) -> set[str]:
    """The ids of units of this name that the store of a rebuilt office does not hold yet."""
    names = unit_names(reading).items()
    alike = {unit for unit, name in names if name_key(name) == name_key(text)}
    return {unit for unit in alike if reading.units.unit(unit) is None}


def _path_of_part(output: Path, number: int) -> Path:
    """Where a part goes: the first as it was wished, others with their number behind the name."""
    return output if number == 1 else output.with_name(f"{output.stem}-{number}{output.suffix}")


def _saved(path: Path, part: MadePart) -> SavedBundle:
    made = part.bundle
    return SavedBundle(path, made.id, made.changes, part.files, len(made.file))


def _prepared(files: ExitStack, output: Path, number: int, part: MadePart) -> PreparedBundle:
    """A part whole on the disk; the files of one export get their names together."""
    path = _path_of_part(output, number)
    prepared = files.enter_context(preparing(path))
    prepared.fill(part.bundle.file)
    return PreparedBundle(prepared, _saved(path, part))


def _settled(made: list[PreparedBundle]) -> ExportReport:
    for bundle in made:
        bundle.file.settle()
    return ExportReport(tuple(bundle.saved for bundle in made))

"""Files to the commune or to a unit: saving them."""

from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.bundles.writer import MadeBundle
from vanhoa_desktop.db.bundle_ledger import DownBundle
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.services.bundle_making import BundleMaker
from vanhoa_desktop.services.lookup import as_record_id, find_unit
from vanhoa_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class ExportWish:
    """Where to save, to which unit (at the commune), and whether to send everything again."""

    output: Path
    unit_text: str | None = None
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """A saved bundle."""

    bundle_id: str
    changes: int
    evidence: int
    size_bytes: int


class ExportService:
    """Saves bundles."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def export(self, wish: ExportWish) -> ExportReport:
        """Save a bundle: a unit's to the commune, the office's to a unit.

        Other devices of the commune send to the office as a unit does, and hear from it so.
        Nothing is added to the journal.

        Raises NOT_ENROLLED, NOT_FOUND, VALUE_INVALID (the commune must name a unit),
        ROLE_NOT_ALLOWED (a unit names another one), DISK_FULL, FOLDER_READ_ONLY.
        """
        self._session.require_unit()
        if self._session.identity.is_office:
            made = self.make_for_unit(
                self._unit_id(wish.unit_text), is_full=wish.is_full, output=wish.output
            )
        else:
            self._check_addressee(wish.unit_text)
            with self._session.database.reading() as reading:
                made = BundleMaker(self._session, reading).for_commune(is_full=wish.is_full)
            write_atomically(wish.output, made.file)
        self._session.log_access("bundle-export", wish.output.name)
        return ExportReport(made.id, made.changes, 0, len(made.file))

    def make_for_unit(self, unit: str, *, is_full: bool, output: Path | None = None) -> MadeBundle:
        """A down-bundle for a unit, numbered.

        The number is taken before the file is there: a file that was saved while its number was not
        noted could meet another one of the same number, and what lies between would never be sent.
        """
        self._session.require_office()
        with self._session.database.reading() as reading:
            maker = BundleMaker(self._session, reading)
            made = maker.for_unit(unit, is_full=is_full)
            position = reading.journal.last_position()
        down = made.manifest.down
        if down is not None:
            with self._session.work() as work:
                work.ledger.keep_down_bundle(
                    DownBundle(unit, down.number, position, made.id, self._session.now())
                )
                work.commit()
        if output is not None:
            write_atomically(output, made.file)
        return made

    def _unit_id(self, text: str | None) -> str:
        if text is None:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="to", value="")
        own = self._session.identity.device_id
        with self._session.database.reading() as reading:
            record = as_record_id(text)
            devices = {} if reading.trust is None else reading.trust.devices
            is_enrolled = any(d.unit == record for d in devices.values() if d.id != own)
            if record is not None and is_enrolled:
                # A rebuilt office may know the devices of a unit before it knows its name again.
                return record
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
                raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="own unit")

"""An office that went back: whom it awaits, files that ask them, and what was told of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import RestoreSource
from vanhoa_desktop.files import check_wished_place, make_folder
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.awaited import awaited_devices
from vanhoa_desktop.services.office.identity_settings import RESTORED_CHAIN, RESTORED_FROM
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names, whose_devices
from vanhoa_desktop.texts.sentences.exchange import bundle_name
from vanhoa_desktop.texts.words.names import place_key
from vanhoa_desktop.trust.trust_view import TrustedDevice

_TOLD = "restored_told"


@dataclass(frozen=True, slots=True)
class AwaitedUnit:
    """A unit of which devices have not answered since: its name (empty where nobody told it yet).

    `whose` says in words whose it is, by name or by its officers.
    """

    unit: str
    name: str
    whose: str
    devices: tuple[TrustedDevice, ...]


@dataclass(frozen=True, slots=True)
class Rebuilding:
    """What an office went back to, at which moment that was saved, and whom it awaits.

    `is_told`: everybody has answered, and people have read what cannot come back.
    """

    source: RestoreSource
    at: str
    awaited: tuple[AwaitedUnit, ...]
    is_told: bool


@dataclass(frozen=True, slots=True)
class AskingFile:
    """A saved file that asks a unit for everything it holds."""

    path: Path
    unit: str
    name: str
    whose: str
    bundle_id: str


class RebuildingService:
    """Knows whom a restored office awaits, and saves the files that ask them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def rebuilding(self) -> Rebuilding | None:
        """Where an office that went back stands; None at units, and where nothing went back."""
        if not self._session.identity.is_office:
            return None
        with self._session.database.reading() as reading:
            settings = reading.local.settings()
            if RESTORED_CHAIN not in settings:
                return None
            source, at = restored_from(settings)
            awaited = awaited_units(reading)
        is_told = not awaited and (
            source is RestoreSource.UNKNOWN or settings.get(_TOLD) == settings[RESTORED_CHAIN]
        )
        return Rebuilding(source, at, awaited, is_told)

    def note_told(self) -> None:
        """People have read what cannot come back: it is told no more until the next restore."""
        self._session.require_office()
        with self._session.work() as work:
            chain = work.view.local.settings().get(RESTORED_CHAIN)
            if chain is not None:
                work.local.set_settings({_TOLD: chain})
                work.commit()

    def save_asking_files(self, folder: Path) -> list[AskingFile]:
        """Save a file for each awaited unit into a folder, in the order of their names.

        The folder is made where the one around it is there. Raises ROLE_NOT_ALLOWED,
        FILE_OF_INSTALLATION, FILE_NAME_INVALID, FOLDER_UNREACHABLE, and as `ExportService.export`
        does; what was saved by then stays.
        """
        self._session.require_office()
        check_wished_place(folder)
        make_folder(folder)
        with self._session.database.reading() as reading:
            awaited = awaited_units(reading)
        saved: list[AskingFile] = []
        for item in awaited:
            name = bundle_name("Xã hỏi lại", item.whose, self._session.now())
            path = _free_path(folder / name, {file.path for file in saved})
            made = ExportService(self._session).export(ExportWish(path, item.unit))
            saved.append(AskingFile(path, item.unit, item.name, item.whose, made.bundle_id))
        return saved


def restored_from(settings: Mapping[str, str]) -> tuple[RestoreSource, str]:
    """What this office went back to and the moment of a backup; an older program noted nothing."""
    source, _, at = settings.get(RESTORED_FROM, "").partition(" ")
    return RestoreSource(source or RestoreSource.UNKNOWN), at


def awaited_units(reading: Reading) -> tuple[AwaitedUnit, ...]:
    """The units of devices that have not answered since this office went back, by name."""
    by_unit: dict[str, list[TrustedDevice]] = defaultdict(list)
    for device in awaited_devices(reading):
        by_unit[device.unit].append(device)
    names = unit_names(reading)
    found = [
        AwaitedUnit(unit, names.get(unit, ""), whose_devices(names, silent), tuple(silent))
        for unit, silent in by_unit.items()
    ]
    return tuple(sorted(found, key=lambda item: (not item.name, place_key(item.whose), item.unit)))


def _free_path(path: Path, taken: set[Path]) -> Path:
    """This path, or one with a number where two units would have the same."""
    number, free = 1, path
    while free in taken:
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free

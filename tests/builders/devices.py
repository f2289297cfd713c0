"""What tests of the trust life cycle do with offices: ask, approve, revoke, look."""

import shutil
from contextlib import closing
from pathlib import Path

from tests.builders.offices import PASSPHRASE, Office, add_person
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.unit_of_work import Author
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.device_ending import (
    DeviceEndingService,
    EndedDevice,
    RevocationWish,
)
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.seen_devices import EnrolledDevice
from vanhoa_desktop.services.exchange.exchange import MergeReport
from vanhoa_desktop.services.office.identity_settings import CHAIN, DEVICE, OFFICER, PLACE
from vanhoa_desktop.services.office.installation import (
    NewInstallation,
    create_installation,
    system_ports,
)
from vanhoa_desktop.services.office.place import place_of
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.trust.keyring import open_keyring


def device_of(office: Office) -> EnrolledDevice:
    """The device of an office as it sees itself."""
    with office.open(writing=False) as session:
        return EnrolmentService(session).find_device(session.identity.device_id)


def seen_by(office: Office, device: str) -> EnrolledDevice:
    """A device as an office lists it."""
    with office.open(writing=False) as session:
        return EnrolmentService(session).find_device(device)


def write_person(office: Office, name: str) -> str:
    """A new person of a unit; the record's id."""
    with office.open() as session:
        return add_person(session, name).id


def names_at(office: Office) -> list[str]:
    """The people that an office sees, in Vietnamese order."""
    with office.open(writing=False) as session:
        return [person.full_name for person in RosterService(session).search("")]


def merged_from(commune: Office, device: str) -> list[str]:
    """Ids of the bundles of a device in the order in which the commune merged them."""
    with commune.open(writing=False) as session, session.database.reading() as reading:
        return [merged.bundle for merged in reading.ledger.merged_of(device)]


def refusals(report: MergeReport) -> list[ErrorCode]:
    """The codes of what was not merged."""
    return [refused.error.code for refused in report.refused]


def revoke(
    commune: Office, device: str, *, reason: str = "mất máy", last_bundle: str | None = None
) -> EndedDevice:
    """The commune revokes a device."""
    with commune.open() as session:
        return DeviceEndingService(session).revoke(RevocationWish(device, reason, last_bundle))


def retire(commune: Office, device: str) -> EndedDevice:
    """The commune retires a device."""
    with commune.open() as session:
        return DeviceEndingService(session).retire(device)


class AskingDevice:
    """A new installation that asks a commune to be enrolled."""

    def __init__(
        self, folder: Path, unit_name: str, role: UnitKind = UnitKind.VILLAGE, name: str = "new"
    ) -> None:
        self.office = Office(InstallationPaths(folder / name), unit_name)
        wish = NewInstallation(role, unit_name, "Phạm Thị Thử", is_joining=True)
        self.fingerprint = create_installation(self.office.paths, wish, PASSPHRASE).fingerprint
        self.invite = folder / f"{name}.vhi"
        self.file = self.ask(folder / f"{name}.vhr")

    def ask(self, output: Path, *, is_new: bool = False) -> Path:
        """Save the request."""
        with self.office.open() as session:
            made = EnrolmentService(session).request(output, is_new=is_new)
        self.fingerprint = made.fingerprint
        return output

    def join(self, commune: Office) -> Office:
        """Be approved by the commune and accept its invite."""
        with commune.open() as session:
            step = EnrolmentService(session).approve(
                self.file,
                self.invite,
                unit_text=self.office.name,
                fingerprint=self.fingerprint,
            )
        return self.accept(step.commune_fingerprint)

    def accept(self, commune_fingerprint: str) -> Office:
        """Accept the invite."""
        with self.office.open() as session:
            EnrolmentService(session).accept(self.invite, fingerprint=commune_fingerprint)
        return self.office


def unnoticed_copy(office: Office, folder: Path) -> Office:
    """A copy that takes itself for the original, as a disk image on a like computer would."""
    copied = Office(InstallationPaths(folder), office.name)
    shutil.copytree(office.paths.root, folder)
    secrets, _ = open_keyring(copied.paths.keys, PASSPHRASE)
    database = Database.open(copied.paths.store, secrets.store_key, copied.paths.lock, writing=True)
    with closing(database):
        with database.reading() as reading:
            known = reading.local.settings()
        author = Author(known[CHAIN], known[DEVICE], known[OFFICER])
        with database.unit_of_work(author, system_ports()) as work:
            work.local.set_settings({PLACE: place_of(copied.paths)})
            work.commit()
    return copied


def chain_of(office: Office) -> str:
    """The chain that an office writes to."""
    with office.open() as session:
        return session.identity.chain

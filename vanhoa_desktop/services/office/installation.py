"""Setting this computer up, and opening it again with the passphrase."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from vanhoa_desktop.db.authority import COMMUNE_SETTING, ROOT_SETTING
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.failures import NOTHING_WRITTEN_HERE
from vanhoa_desktop.db.lock import WriterLock
from vanhoa_desktop.db.unit_of_work import Author, Ports
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import preparing, read_limited
from vanhoa_desktop.journal.identity import CHAIN_RANDOM_BYTES, new_chain_id
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.founding import (
    begin_founding,
    complete_founding,
    give_up_founding,
)
from vanhoa_desktop.services.office.identity_settings import (
    CHAIN,
    DEVICE,
    OFFICER,
    PLACE,
    REQUEST,
    REQUEST_ID,
    ROLE,
    UNIT_ID,
    UNIT_NAME,
)
from vanhoa_desktop.services.office.key_change import complete_key_change
from vanhoa_desktop.services.office.keys_owners import keep_owner
from vanhoa_desktop.services.office.new_chain import settle_in
from vanhoa_desktop.services.office.passphrase_change import (
    as_it_stands,
    check_new_passphrase,
    finish_change,
    make_passphrase_change,
)
from vanhoa_desktop.services.office.place import place_of
from vanhoa_desktop.services.office.recovery_slots import keep_recovery_slot
from vanhoa_desktop.services.office.session import Identity, Session
from vanhoa_desktop.services.office.system_ports import SystemClock, SystemRandomness
from vanhoa_desktop.services.office.tidying import put_in_order
from vanhoa_desktop.services.office.units_at_work import write_back_lost_units
from vanhoa_desktop.services.office.unsent import record_unsent_again
from vanhoa_desktop.texts.words.names import clean_name
from vanhoa_desktop.trust.enrolment import MAX_NAME_CHARACTERS, make_request, read_request
from vanhoa_desktop.trust.envelope import recipient_of
from vanhoa_desktop.trust.keyring import (
    DeviceSecrets,
    RootSecrets,
    create_keyring,
    create_root_key,
    new_device_secrets,
    open_keyring,
)
from vanhoa_desktop.trust.keys import KEY_BYTES, SigningKey, device_id, fingerprint
from vanhoa_desktop.trust.passphrases import check_passphrase, normal_passphrase
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import (
    Enrolment,
    OfficeNamed,
    enrol_statement,
    office_statement,
)

_SHOWN_CHARACTERS = 60
_MOST_KEYS_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class NewInstallation:
    """What the first start asks: role, the name of the commune or unit, the officer.

    `is_joining`: a further device of a commune that exists; it founds nothing and asks to be
    enrolled, as a village does. `is_made_up`: of the demo, which nobody's data are in and which any
    passphrase may open.
    """

    role: UnitKind
    unit_name: str
    officer: str
    is_joining: bool = False
    is_made_up: bool = False


@dataclass(frozen=True, slots=True)
class CreatedInstallation:
    """A new installation; `fingerprint` is of the root at a commune, of the device elsewhere."""

    device_id: str
    fingerprint: str
    unit_id: str | None


def system_ports() -> Ports:
    """The real clock and randomness."""
    return Ports(SystemClock(), SystemRandomness())


def create_installation(
    paths: InstallationPaths, wish: NewInstallation, passphrase: str, ports: Ports | None = None
) -> CreatedInstallation:
    """Make keys and an empty store.

    A commune is complete at once; a unit goes on with its enrolment.

    Raises STORE_EXISTS, PASSPHRASE_TOO_SHORT, PASSPHRASE_COMMON,
    VALUE_INVALID, FOLDER_READ_ONLY.
    """
    if not wish.is_made_up:
        check_passphrase(passphrase)
    name = clean_name(wish.unit_name)
    officer = clean_name(wish.officer) or name
    for text in (name, officer):
        if not 0 < len(text) <= MAX_NAME_CHARACTERS:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="name", value=text[:_SHOWN_CHARACTERS])
    wished = replace(wish, unit_name=name, officer=officer)
    lock = begin_founding(paths)
    try:
        return _found(paths, lock, _Founder(wished, passphrase, ports or system_ports()))
    except BaseException:
        give_up_founding(paths)
        raise


class _Founder(NamedTuple):
    """Who founds, under which passphrase, with what from outside."""

    wish: NewInstallation
    passphrase: str
    ports: Ports


def _found(paths: InstallationPaths, lock: WriterLock, founder: _Founder) -> CreatedInstallation:
    wish, passphrase, used = founder
    secrets = new_device_secrets()
    database = Database(paths.store, secrets.store_key, lock=lock, create=True)
    try:
        device = device_id(secrets.signing_key.public)
        settings = {
            ROLE: wish.role.value,
            UNIT_NAME: wish.unit_name,
            DEVICE: device,
            CHAIN: new_chain_id(used.randomness.token(CHAIN_RANDOM_BYTES), device),
            OFFICER: wish.officer,
            PLACE: place_of(paths),
        }
        with database.unit_of_work(Author(settings[CHAIN], device, wish.officer), used) as work:
            work.local.set_settings(settings)
            work.own_chain()
            work.commit()
        create_keyring(paths.keys, secrets, passphrase, wish.officer)
        identity = _identity(settings)
        with Session(paths, identity, database, secrets, used) as session:
            if wish.role is UnitKind.COMMUNE and not wish.is_joining:
                made = _found_commune(session, passphrase)
            else:
                request = read_request(keep_request(session))
                made = CreatedInstallation(device, request.fingerprint, None)
            complete_founding(paths)
            return made
    finally:
        database.close()


def keep_request(session: Session) -> bytes:
    """Make the device's enrolment request, once: its fingerprint is the device's from now on."""
    identity = session.identity
    encoded = make_request(
        session.secrets, identity.unit_name, identity.role, identity.officer, identity.chain
    )
    with session.work() as work:
        work.local.set_settings(_request_settings(encoded))
        work.commit()
    return encoded


def save_another_request(session: Session, output: Path) -> bytes:
    """Ask on another chain, of a device that nobody enrolled yet: nothing stands in the one it had.

    Chain, request and file come together, or the former ones stay: a request for a chain that is
    not written to would be approved in vain.
    """
    identity = session.identity
    random = session.ports.randomness.token(CHAIN_RANDOM_BYTES)
    chain = new_chain_id(random, identity.device_id)
    encoded = make_request(
        session.secrets, identity.unit_name, identity.role, identity.officer, chain
    )
    author = Author(chain, identity.device_id, identity.officer)
    with preparing(output) as file:
        file.fill(encoded)
        with session.database.unit_of_work(author, session.ports) as work:
            work.local.set_settings({CHAIN: chain, **_request_settings(encoded)})
            work.own_chain()
            work.commit()
        file.settle()
    session.identity = reread_identity(session)
    return encoded


def _request_settings(encoded: bytes) -> dict[str, str]:
    return {REQUEST: encoded.decode("utf-8"), REQUEST_ID: object_id(encoded)}


def check_complete(paths: InstallationPaths) -> None:
    """Raise STORE_MISSING where nothing lies, STORE_INCOMPLETE where keys or store alone do."""
    missing = [path.name for path in (paths.keys, paths.store) if not path.exists()]
    if paths.founding.exists() or len(missing) > 1:
        raise VanHoaError(ErrorCode.STORE_MISSING, path=str(paths.root))
    if missing:
        raise VanHoaError(ErrorCode.STORE_INCOMPLETE, path=str(paths.root), missing=missing[0])


def incompleteness(paths: InstallationPaths) -> VanHoaError | None:
    """STORE_INCOMPLETE where keys or store lie alone: that is no place for a first start."""
    try:
        check_complete(paths)
    except VanHoaError as error:
        return error if error.code is ErrorCode.STORE_INCOMPLETE else None
    return None


def open_session(
    paths: InstallationPaths,
    passphrase: str,
    *,
    writing: bool,
    ports: Ports | None = None,
    progress: Progress = no_progress,
) -> Session:
    """Open an installation; one that was copied or moved starts a chain of its own when it writes.

    The store of an older program is brought up to this one's format first: `progress` hears how far
    that is, and what it raises leaves the store as it was. Raises STORE_MISSING, STORE_INCOMPLETE,
    PASSPHRASE_WRONG, STORE_IN_USE, STORE_DAMAGED, STORE_NEWER, and how the disk fails.
    """
    check_complete(paths)
    keys = read_limited(paths.keys, _MOST_KEYS_BYTES)
    secrets, _ = open_keyring(paths.keys, passphrase)
    used = ports or system_ports()
    if secrets.unfinished is not None:
        secrets = _changed_as_far_as_can_be(paths, secrets, passphrase, used)
        keys = read_limited(paths.keys, _MOST_KEYS_BYTES)
    database = Database.open(
        paths.store, secrets.store_key, paths.lock, writing=writing, progress=progress
    )
    try:
        if writing and read_limited(paths.keys, _MOST_KEYS_BYTES) != keys:
            # Another program has changed the passphrase since: these keys are of the past.
            raise VanHoaError(ErrorCode.STORE_IN_USE, path=str(paths.root))
        if writing:
            settle_in(database, used, place_of(paths))
        identity = _read_identity(database)
        secrets = complete_key_change(
            paths, passphrase, secrets, identity.device_id, writing=writing
        )
        session = Session(paths, identity, database, secrets, used, passphrase)
        if writing:
            put_in_order(paths)
            record_unsent_again(session)
            keep_recovery_slot(session)
            keep_owner(session)
            write_back_lost_units(session)
        return session
    except BaseException:
        database.close()
        raise


def change_passphrase(
    paths: InstallationPaths, known: str, new: str, ports: Ports | None = None
) -> None:
    """Give an installation that nobody has open a new passphrase, and new keys under it.

    Backups made until now still open with the passphrase of their time. Raises PASSPHRASE_WRONG,
    PASSPHRASE_TOO_SHORT, PASSPHRASE_COMMON, PASSPHRASE_SAME, STORE_IN_USE, STORE_DAMAGED, and how
    the disk fails (DISK_FULL: the store needs room twice): the known one stays then.
    """
    used = ports or system_ports()
    open_session(paths, known, writing=True, ports=used).close()
    make_passphrase_change(paths, known, new, used)
    # Opened once, so that the new keys are sealed for the commune's recovery key again.
    open_session(paths, new, writing=True, ports=used).close()


def check_passphrase_change(session: Session, known: str, new: str) -> None:
    """Whether a change can be begun; raises PASSPHRASE_WRONG and as `change_passphrase` does."""
    if normal_passphrase(known) != normal_passphrase(session.passphrase):
        raise VanHoaError(ErrorCode.PASSPHRASE_WRONG)
    check_new_passphrase(known, new)


def _changed_as_far_as_can_be(
    paths: InstallationPaths, secrets: DeviceSecrets, passphrase: str, ports: Ports
) -> DeviceSecrets:
    """The keys after a change of the passphrase that was broken off has come to its end.

    Where nothing can be written, with the key that opens the store meanwhile.
    """
    try:
        return finish_change(paths, secrets, passphrase, ports)
    except VanHoaError as error:
        if error.code not in NOTHING_WRITTEN_HERE:
            raise
        return as_it_stands(paths, secrets)


def refusal_of_a_second(paths: InstallationPaths) -> VanHoaError | None:
    """Why nobody else can open the store now; None where somebody can.

    Asked before the passphrase is: another window may hold it a moment later all the same.
    """
    lock = WriterLock(paths.lock)
    try:
        lock.acquire()
    except VanHoaError as error:
        return error if error.code is ErrorCode.STORE_IN_USE else None
    lock.release()
    return None


def open_to_work_or_view(
    paths: InstallationPaths, passphrase: str, progress: Progress = no_progress
) -> Session:
    """Open for writing, or for reading alone where nothing can be written (a full disk).

    `session.database.still_for` says why then. Raises as `open_session`.
    """
    try:
        return open_session(paths, passphrase, writing=True, progress=progress)
    except VanHoaError as error:
        if error.code not in NOTHING_WRITTEN_HERE:
            raise
        return open_session(paths, passphrase, writing=False, progress=progress)


def reread_identity(session: Session) -> Identity:
    """The identity after enrolment or a hand-over changed it."""
    return _read_identity(session.database)


def _read_identity(database: Database) -> Identity:
    """The identity that the store tells; the unit's name is the one that the commune gave last."""
    with database.reading() as reading:
        settings = reading.local.settings()
        office = None if reading.trust is None else reading.trust.office
        unit = reading.units.unit(settings[UNIT_ID]) if UNIT_ID in settings else None
    identity = _identity(settings, office)
    return identity if unit is None else replace(identity, unit_name=unit.name)


def _identity(settings: dict[str, str], office: str | None = None) -> Identity:
    return Identity(
        role=UnitKind(settings[ROLE]),
        unit_id=settings.get(UNIT_ID),
        unit_name=settings[UNIT_NAME],
        commune_id=settings.get(COMMUNE_SETTING),
        device_id=settings[DEVICE],
        chain=settings[CHAIN],
        officer=settings[OFFICER],
        is_office=office == settings[DEVICE],
    )


def _found_commune(session: Session, passphrase: str) -> CreatedInstallation:
    """The commune's root key, its first device as the office, and its own unit."""
    root = SigningKey(session.ports.randomness.token(KEY_BYTES))
    create_root_key(session.paths.root_key, RootSecrets(root), passphrase, session.identity.officer)
    commune = session.new_record_id()
    enrolment = Enrolment(
        public_key=session.secrets.signing_key.public,
        recipient=recipient_of(session.secrets.age_identity),
        unit=commune,
        role=UnitKind.COMMUNE,
        officer=session.identity.officer,
        request="",
    )
    lines = [
        enrol_statement(commune, enrolment, root),
        office_statement(commune, OfficeNamed(enrolment.device, 1), root),
    ]
    with session.work() as work:
        work.local.set_settings(
            {UNIT_ID: commune, COMMUNE_SETTING: commune, ROOT_SETTING: root.public.hex()}
        )
        work.local.add_statements({object_id(line): line for line in lines})
        work.commit()
    session.identity = reread_identity(session)
    with session.work() as work:
        name = session.identity.unit_name
        values = control(commune) | {
            "name": name,
            "parent": None,
            "unit_kind": UnitKind.COMMUNE.value,
        }
        work.put("unit", commune, values)
        work.commit()
    return CreatedInstallation(session.identity.device_id, fingerprint(root.public), commune)

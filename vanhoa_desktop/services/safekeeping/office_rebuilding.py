"""The office burns: the commune rebuilt on a new computer (bundle.md §4).

From the recovery file and its code, and any backup of a commune device; what the villages hold
comes back with their next files. The new computer has keys and a chain of its own, and a root
statement makes it the office.
"""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from vanhoa_desktop.db.authority import COMMUNE_SETTING, ROOT_SETTING
from vanhoa_desktop.db.backup_archive import KEYS
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.unit_of_work import Author, Ports
from vanhoa_desktop.domain.enums import RestoreSource, UnitKind
from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.rotation import renew_at_once
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.founding import (
    begin_founding,
    check_unfounded,
    complete_founding,
    give_up_founding,
)
from vanhoa_desktop.services.office.identity_settings import (
    DEVICE,
    OFFICER,
    RESTORED_FROM,
    ROLE,
    UNIT_ID,
    UNIT_NAME,
)
from vanhoa_desktop.services.office.installation import open_session, system_ports
from vanhoa_desktop.services.office.new_chain import begin_chain
from vanhoa_desktop.services.office.place import place_of
from vanhoa_desktop.services.office.unit_names import noted_names
from vanhoa_desktop.services.safekeeping.restoring import StagedBackup, staged_backup
from vanhoa_desktop.texts.words.names import clean_name
from vanhoa_desktop.trust.envelope import recipient_of
from vanhoa_desktop.trust.keyring import (
    DeviceSecrets,
    create_keyring,
    create_root_key,
    new_device_secrets,
)
from vanhoa_desktop.trust.keys import device_id
from vanhoa_desktop.trust.office_numbers import rebuilt_office_number
from vanhoa_desktop.trust.passphrases import check_passphrase
from vanhoa_desktop.trust.recovery_code import read_code
from vanhoa_desktop.trust.recovery_file import (
    MAX_RECOVERY_BYTES,
    RecoveryContents,
    open_recovery,
)
from vanhoa_desktop.trust.recovery_slot import recover_device_secrets
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import (
    Enrolment,
    OfficeNamed,
    enrol_statement,
    office_statement,
)
from vanhoa_desktop.trust.trust_view import TrustView, trust_view


@dataclass(frozen=True, slots=True)
class RebuildWish:
    """What is at hand: the recovery file, the code of its sheet, and a backup if there is one."""

    file: Path
    code: str = field(repr=False)
    backup: Path | None = None
    officer: str = ""


@dataclass(frozen=True, slots=True)
class RebuiltOffice:
    """The new office; `changes` is how many the backup brought."""

    device_id: str
    fingerprint: str
    unit_id: str
    chain: str
    changes: int


def rebuild_office(
    paths: InstallationPaths, wish: RebuildWish, passphrase: str, ports: Ports | None = None
) -> RebuiltOffice:
    """Make this computer the commune's office; `passphrase` is its new one.

    Where a backup of the commune was restored already, only the root key is missing, and comes back
    under the passphrase of that backup.

    Raises STORE_EXISTS, PASSPHRASE_TOO_SHORT, PASSPHRASE_COMMON, RECOVERY_FILE_INVALID,
    RECOVERY_CODE_WRONG,
    BACKUP_INVALID (damaged, or not of this commune), RECOVERY_SLOT_MISSING (a backup that the
    recovery key does not open).
    """
    is_rootless = paths.is_founded and not paths.root_key.exists()
    if not is_rootless:
        check_passphrase(passphrase)
        check_unfounded(paths)
    with door(wish.file, OurFile.RECOVERY):
        contents = open_recovery(read_limited(wish.file, MAX_RECOVERY_BYTES), read_code(wish.code))
    if is_rootless:
        return _give_root_back(paths, contents, passphrase, ports)
    builder = _Builder(paths, contents, clean_name(wish.officer), passphrase, ports)
    if wish.backup is None:
        return builder.from_nothing()
    with staged_backup(paths, wish.backup) as staged:
        return builder.from_backup(staged)


def _give_root_back(
    paths: InstallationPaths, contents: RecoveryContents, passphrase: str, ports: Ports | None
) -> RebuiltOffice:
    """Put the root secrets beside a restored store of this commune, and make it the office."""
    with open_session(paths, passphrase, writing=True, ports=ports) as session:
        identity = session.identity
        if not identity.is_commune or identity.commune_id != contents.commune:
            raise VanHoaError(ErrorCode.STORE_EXISTS, path=str(paths.root))
        create_root_key(paths.root_key, contents.secrets, passphrase, identity.officer)
        with session.database.reading() as reading:
            held = [*reading.local.statements(), *contents.statements]
            changes = reading.journal.count()
        view = trust_view(held, contents.commune, contents.secrets.root.public)
        fresh = new_device_secrets()
        # The backup may be of before the keys in it ended, which nothing here can tell.
        made = _statements_of_office(
            contents, fresh, identity.officer, view, session.ports.clock.now()
        )
        renew_at_once(session, fresh, {object_id(line): line for line in (*held, *made)})
        return RebuiltOffice(
            session.identity.device_id,
            contents.fingerprint,
            contents.commune,
            session.identity.chain,
            changes,
        )


def _statements_of_office(
    contents: RecoveryContents,
    fresh: DeviceSecrets,
    officer: str,
    view: TrustView,
    now: datetime,
) -> list[bytes]:
    """That a device with these keys is the commune's, and its office past all that `view` knows."""
    commune, root = contents.commune, contents.secrets.root
    enrolment = Enrolment(
        public_key=fresh.signing_key.public,
        recipient=recipient_of(fresh.age_identity),
        unit=commune,
        role=UnitKind.COMMUNE,
        officer=officer,
        request="",
    )
    # The former office was lost: nobody can say up to where it wrote, so all of it counts.
    named = OfficeNamed(enrolment.device, rebuilt_office_number(view.office_number, now))
    return [enrol_statement(commune, enrolment, root), office_statement(commune, named, root)]


class _Builder:
    """The steps that both ways share."""

    def __init__(
        self,
        paths: InstallationPaths,
        contents: RecoveryContents,
        officer: str,
        passphrase: str,
        ports: Ports | None,
    ) -> None:
        self._paths = paths
        self._contents = contents
        self._officer = officer or contents.commune_name
        self._passphrase = passphrase
        self._ports = ports or system_ports()
        self._fresh = new_device_secrets()

    @property
    def _device(self) -> str:
        return device_id(self._fresh.signing_key.public)

    def from_nothing(self) -> RebuiltOffice:
        """An empty store that knows its commune; everything comes from the villages."""
        lock = begin_founding(self._paths)
        try:
            secrets = self._secrets(self._fresh.store_key, ())
            store = Database(self._paths.store, secrets.store_key, lock=lock, create=True)
            with closing(store) as database:
                chain = self._begin(database, self._paths.store, RestoreSource.NOTHING.value)
                self._seal(self._paths.keys, secrets)
                complete_founding(self._paths)
        except BaseException:
            give_up_founding(self._paths)
            raise
        return self._rebuilt(chain, 0)

    def from_backup(self, staged: StagedBackup) -> RebuiltOffice:
        """The backup's store under new keys."""
        recovery = self._contents.secrets.recovery_identity or ""
        old = recover_device_secrets(staged.keys.read_bytes(), [recovery])
        staged.check(old)
        secrets = self._secrets(old.store_key, old.identities)
        with staged.open(old) as database:
            self._check_commune(database)
            source = f"{RestoreSource.BACKUP.value} {staged.note.created}"
            chain = self._begin(database, staged.store, source)
        staged.keys.unlink()
        self._seal(staged.folder / KEYS, secrets)
        staged.settle()
        return self._rebuilt(chain, staged.note.changes)

    def _secrets(self, store_key: bytes, former: tuple[str, ...]) -> DeviceSecrets:
        """New keys for what is written from now on; the old ones open what is on its way."""
        recovery = self._contents.secrets.recovery_identity
        return DeviceSecrets(
            store_key=store_key,
            signing_key=self._fresh.signing_key,
            age_identity=self._fresh.age_identity,
            former_identities=(*former, *([recovery] if recovery else [])),
        )

    def _check_commune(self, database: Database) -> None:
        with database.reading() as reading:
            settings = reading.local.settings()
        is_ours = (
            settings.get(ROLE) == UnitKind.COMMUNE.value
            and settings.get(COMMUNE_SETTING) == self._contents.commune
        )
        if not is_ours:
            raise VanHoaError(ErrorCode.BACKUP_INVALID, why="not a backup of this commune")

    def _begin(self, database: Database, store: Path, source: str) -> str:
        """Settings, a new chain, and the statements that make this device the office."""
        root = self._contents.secrets.root
        settings = {
            **noted_names(self._contents.units),
            RESTORED_FROM: source,
            ROLE: UnitKind.COMMUNE.value,
            UNIT_NAME: self._contents.commune_name,
            UNIT_ID: self._contents.commune,
            COMMUNE_SETTING: self._contents.commune,
            ROOT_SETTING: root.public.hex(),
            DEVICE: self._device,
            OFFICER: self._officer,
        }
        place = place_of(self._paths, store)
        chain = begin_chain(database, self._ports, place, settings, is_restored=True)
        author = Author(chain, self._device, self._officer)
        with database.unit_of_work(author, self._ports) as work:
            held = [*work.local.statements(), *self._contents.statements]
            view = trust_view(held, self._contents.commune, root.public)
            made = _statements_of_office(
                self._contents, self._fresh, self._officer, view, self._ports.clock.now()
            )
            work.trust({object_id(line): line for line in (*held, *made)})
            work.commit()
        return chain

    def _seal(self, keys: Path, secrets: DeviceSecrets) -> None:
        create_root_key(
            self._paths.root_key, self._contents.secrets, self._passphrase, self._officer
        )
        create_keyring(keys, secrets, self._passphrase, self._officer)

    def _rebuilt(self, chain: str, changes: int) -> RebuiltOffice:
        return RebuiltOffice(
            self._device, self._contents.fingerprint, self._contents.commune, chain, changes
        )

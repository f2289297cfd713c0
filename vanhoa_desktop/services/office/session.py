"""An open installation: who sits here, the store, and the keys, for as long as the program runs."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC
from types import TracebackType
from typing import Self

from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.failures import NOTHING_WRITTEN_HERE
from vanhoa_desktop.db.unit_of_work import Author, Ports, UnitOfWork
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import new_record_id
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.changes import Changes
from vanhoa_desktop.texts.words.moments import day_of
from vanhoa_desktop.trust.keyring import DeviceSecrets, RootSecrets, open_root_secrets
from vanhoa_desktop.trust.keys import SigningKey

_RECORD_ID_RANDOM_BYTES = 10


@dataclass(frozen=True, slots=True)
class Identity:
    """Who this installation is; `unit_id` and `commune_id` are None until it is enrolled."""

    role: UnitKind
    unit_id: str | None
    unit_name: str
    commune_id: str | None
    device_id: str
    chain: str
    officer: str
    is_office: bool

    @property
    def is_commune(self) -> bool:
        """Whether this is a device of the commune."""
        return self.role is UnitKind.COMMUNE

    @property
    def is_enrolled(self) -> bool:
        """Whether the commune has accepted this device (the commune's own always is)."""
        return self.unit_id is not None


@dataclass
class Session:
    """Everything a service needs; `listeners` hear of every committed unit of work.

    `root_passphrase` opens the commune's root key where it has a passphrase of its own; empty until
    it was given. `ask_root` asks for it at a terminal; a window gives it before it tries again.
    """

    paths: InstallationPaths
    identity: Identity
    database: Database
    secrets: DeviceSecrets = field(repr=False)
    ports: Ports
    passphrase: str = field(default="", repr=False)
    listeners: list[Callable[[Changes], None]] = field(default_factory=list)
    root_passphrase: str = field(default="", repr=False)
    ask_root: Callable[[], str] | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        """The session itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Close the store and give its lock back."""
        self.database.close()

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """A unit of work in this officer's name; listeners are told after it was committed."""
        with self.database.unit_of_work(self._author(), self.ports) as work:
            yield work
        changed = work.touched | work.judged_anew
        if work.committed and changed:
            self._hear_of_own_name(changed)
            for listener in self.listeners:
                listener(Changes(changed))

    def _hear_of_own_name(self, changed: frozenset[str]) -> None:
        """The name of this unit is the one that the commune gave it last."""
        own = self.identity.unit_id
        if own is None or own not in changed:
            return
        with self.database.reading() as reading:
            unit = reading.units.unit(own)
        if unit is not None:
            self.identity = replace(self.identity, unit_name=unit.name)

    def rehearsal(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that is never committed, to count what would change."""
        return self.database.rehearsal(self._author(), self.ports)

    def _author(self) -> Author:
        who = self.identity
        unit = None if who.is_commune else who.unit_id
        is_office = who.is_office or not (who.is_commune and who.is_enrolled)
        return Author(who.chain, who.device_id, who.officer, unit, is_office)

    def new_record_id(self) -> str:
        """A fresh record id, bound to this installation's unit."""
        milliseconds = int(self.ports.clock.now().timestamp() * 1000)
        noise = self.ports.randomness.token(_RECORD_ID_RANDOM_BYTES)
        return new_record_id(milliseconds, noise, self.identity.unit_id or "")

    def require_unit(self) -> str:
        """This installation's unit; raises NOT_ENROLLED before the commune has accepted it."""
        if self.identity.unit_id is None:
            raise VanHoaError(ErrorCode.NOT_ENROLLED)
        return self.identity.unit_id

    def require_commune(self) -> None:
        """Raise ROLE_NOT_ALLOWED unless this is a device of the commune."""
        self.require_unit()
        if not self.identity.is_commune:
            raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="commune")

    def require_office(self) -> None:
        """Raise ROLE_NOT_ALLOWED unless this is the one office device of the commune."""
        self.require_commune()
        if not self.identity.is_office:
            raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="office")

    def root_key(self) -> SigningKey:
        """The commune's root key, opened for one act; raises as `root_secrets` does."""
        return self.root_secrets().root

    def root_secrets(self) -> RootSecrets:
        """Root key and recovery identity.

        A backup holds none: where one was restored, they come from the recovery file. Raises
        ROLE_NOT_ALLOWED, ROOT_KEY_MISSING, ROOT_PASSPHRASE_REQUIRED, ROOT_PASSPHRASE_WRONG.
        """
        self.require_office()
        if not self.paths.root_key.exists():
            raise VanHoaError(ErrorCode.ROOT_KEY_MISSING)
        try:
            return open_root_secrets(self.paths.root_key, self.root_opener)
        except VanHoaError as error:
            if error.code is not ErrorCode.PASSPHRASE_WRONG:
                raise
            return self._root_secrets_by_own(error)

    def _root_secrets_by_own(self, refused: VanHoaError) -> RootSecrets:
        """By the passphrase of the root key's own, which was not given yet."""
        if self.root_passphrase:
            raise VanHoaError(ErrorCode.ROOT_PASSPHRASE_WRONG) from refused
        if self.ask_root is None:
            raise VanHoaError(ErrorCode.ROOT_PASSPHRASE_REQUIRED) from refused
        self.root_passphrase = self.ask_root()
        return self.root_secrets()

    @property
    def root_opener(self) -> str:
        """What opens the root key's file: its own passphrase if one was given, or the daily one."""
        return self.root_passphrase or self.passphrase

    def log_access(self, action: str, detail: str) -> None:
        """Note an export or a print in the access log, where the store can be written.

        On a full or write-protected disk what an office holds must still be saved elsewhere.
        """
        if not self.database.is_writable:
            return
        try:
            with self.work() as work:
                work.local.log_access(self.now(), self.identity.officer, action, detail)
                work.commit()
        except VanHoaError as error:
            if error.code not in NOTHING_WRITTEN_HERE:
                raise

    def now(self) -> str:
        """The current moment in UTC, as ISO text, for people to read."""
        return self.ports.clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> str:
        """Today's date in Viet Nam as an ISO string: the day of every moment that is shown."""
        return day_of(self.ports.clock.now())

    def this_year(self) -> int:
        """The year of that day."""
        return int(self.today()[:4])

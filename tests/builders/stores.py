"""Bare stores: an encrypted database with a made-up author, without passphrase and enrolment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.fakes.clocks import FixedClock
from tests.fakes.randomness import CountedRandomness
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.authority import COMMUNE_SETTING, ROOT_SETTING
from vanhoa_desktop.db.database import Database
from vanhoa_desktop.db.unit_of_work import Author, Ports, UnitOfWork
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.journal.change import ChangeId
from vanhoa_desktop.trust.envelope import new_age_identity, recipient_of
from vanhoa_desktop.trust.keys import SigningKey, device_id
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import (
    Ending,
    Enrolment,
    LastGood,
    OfficeNamed,
    StatementKind,
    ending_statement,
    enrol_statement,
    office_statement,
)

STORE_KEY = bytes(range(32))
COMMUNE_ID = "01a20e61-2643-7460-9c2e-25c0e8635737"
VILLAGE_ID = "01a20e61-26b0-7c11-97b7-2583d1c43848"
COMMUNE_CHAIN, VILLAGE_CHAIN = "aa" * 16, "bb" * 16
_ROOT = SigningKey(b"r" * 32)
_OFFICE, _LAPTOP = SigningKey(b"o" * 32), SigningKey(b"l" * 32)
_RECIPIENT = recipient_of(new_age_identity())

Answer = TypeVar("Answer")


def record(number: int) -> str:
    """The id of the record with this number."""
    return f"00000000-0000-7000-8000-{number:012d}"


def control_of(unit: str, status: str = "open", *, deleted: bool = False) -> dict[str, Json]:
    """A control value."""
    return {"control": {"deleted": deleted, "status": status, "unit": unit}}


def trust_lines() -> dict[str, bytes]:
    """The statements that enrol the commune's office and the village's laptop."""
    enrolled = [
        Enrolment(key.public, _RECIPIENT, unit, role, "Nguyễn Văn Thử", "cd" * 32)
        for key, unit, role in (
            (_OFFICE, COMMUNE_ID, UnitKind.COMMUNE),
            (_LAPTOP, VILLAGE_ID, UnitKind.VILLAGE),
        )
    ]
    lines = [enrol_statement(COMMUNE_ID, enrolment, _ROOT) for enrolment in enrolled]
    lines.append(office_statement(COMMUNE_ID, OfficeNamed(device_id(_OFFICE.public), 1), _ROOT))
    return {object_id(line): line for line in lines}


def revocation(last_good: int) -> dict[str, bytes]:
    """The statement that ends the village's chain after `last_good`."""
    device = device_id(_LAPTOP.public)
    ending = Ending(device, {VILLAGE_CHAIN: LastGood(last_good)}, "mất máy")
    line = ending_statement(COMMUNE_ID, StatementKind.REVOKE, ending, _ROOT)
    return {object_id(line): line}


@dataclass
class BareStore:
    """A store that is written to directly."""

    folder: Path
    chain: str
    device: str
    key: bytes = STORE_KEY
    ports: Ports = field(default_factory=lambda: Ports(FixedClock(), CountedRandomness()))
    database: Database = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = Database.create(self.path, self.key, self.lock_path)
        lines = trust_lines()

        def begin(work: UnitOfWork) -> None:
            settings = {COMMUNE_SETTING: COMMUNE_ID, ROOT_SETTING: _ROOT.public.hex()}
            work.local.set_settings(settings)
            work.local.add_statements(lines)
            work.own_chain()

        self.act(begin)

    @property
    def path(self) -> Path:
        """The store's file."""
        return self.folder / "store.db"

    @property
    def lock_path(self) -> Path:
        """The lock's file."""
        return self.folder / "store.lock"

    @property
    def author(self) -> Author:
        """Who writes here."""
        return Author(self.chain, self.device, "Nguyễn Văn Thử")

    def act(self, act: Callable[[UnitOfWork], Answer]) -> Answer:
        """Do something in one unit of work and commit it."""
        with self.database.unit_of_work(self.author, self.ports) as work:
            answer = act(work)
            work.commit()
        return answer

    def put(
        self, kind: str, record_id: str, values: Mapping[str, Json], *, covers: bool = False
    ) -> ChangeId:
        """Record values in a unit of work of their own."""
        return self.act(lambda work: work.put(kind, record_id, values, covers=covers))

    def take(self, other: "BareStore") -> int:
        """Merge everything that another store has written itself; how many changes were new."""
        with other.database.reading() as reading:
            changes = [held.change for held in reading.journal.of_chain(other.chain, 0)]
        return self.act(lambda work: work.merge(changes, {other.chain: other.device}))

    def open_again(self, *, writing: bool = True) -> Database:
        """Close the store and open it anew."""
        self.database.close()
        self.database = Database.open(self.path, self.key, self.lock_path, writing=writing)
        return self.database


def commune_store(folder: Path) -> BareStore:
    """The store of the commune's office."""
    return BareStore(folder / "commune", COMMUNE_CHAIN, device_id(_OFFICE.public))


def village_store(folder: Path) -> BareStore:
    """The store of the village's laptop."""
    store = BareStore(folder / "village", VILLAGE_CHAIN, device_id(_LAPTOP.public))
    # Otherwise both stores would give the same salts.
    store.ports = Ports(FixedClock(), CountedRandomness(1 << 40))
    return store


def person_values(full_name: str, birth: str = "1961") -> dict[str, Json]:
    """The first values of a person of the village."""
    return control_of(VILLAGE_ID) | {
        "full_name": full_name,
        "birth": {"precision": "year", "text": birth},
    }

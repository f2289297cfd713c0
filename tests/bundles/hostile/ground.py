"""The ground on which hostile bundles are tried: one commune, four villages, one commune beside.

Village A is honest, B another village; one village's laptop was revoked, one retired.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.builders.devices import device_of, retire, revoke
from tests.builders.offices import Office, Offices, add_person, found_offices, give_points
from tests.bundles.hostile.forging import Draft, taken_apart
from tests.bundles.hostile.pen import Pen
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.services.exchange.exporting import ExportService
from vanhoa_desktop.trust.envelope import open_sealed, recipient_of
from vanhoa_desktop.trust.keyring import open_root_key
from vanhoa_desktop.trust.keys import SigningKey
from vanhoa_desktop.trust.signed import verify_object
from vanhoa_desktop.trust.statements import STATEMENT_TYPE

VILLAGES = ("Thôn Ngọc Bản", "Thôn Cẩm Bào", "Thôn Mất Máy", "Thôn Thay Máy")


@dataclass(frozen=True)
class Side:
    """One device: its keys, unit and reading recipient, and what it wrote as a bundle."""

    office: Office
    key: SigningKey
    device: str
    unit: str
    identity: str
    draft: Draft

    @property
    def recipient(self) -> str:
        """The key that files for this device are sealed for."""
        return recipient_of(self.identity)

    @property
    def changes(self) -> list[Change]:
        """What the device wrote."""
        return self.draft.parsed_changes

    def pen(self) -> Pen:
        """A doctored program that goes on with this device's chain."""
        changes = self.changes
        return Pen(changes[0].header.chain, self.device, list(changes))

    def forged(self, pen: Pen) -> Draft:
        """The device's bundle with what the pen wrote."""
        return self.draft.with_changes(pen.changes, pen.owners)


@dataclass(frozen=True)
class Ground:
    """Everything a row can forge with; files are for the commune's office."""

    offices: Offices
    root: SigningKey
    commune: Side
    a: Side
    b: Side
    revoked: Side
    retired: Side
    stranger: SigningKey
    foreign: Side
    foreign_root: SigningKey
    down: Draft

    @property
    def statements(self) -> list[bytes]:
        """The lines of trust that the office's bundle carries."""
        return self.down.trust.split(b"\n")[:-1]

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Bundles for the commune's office, honest but for the last two, which come too late."""
        return (self.a.draft, self.b.draft, self.revoked.draft, self.retired.draft)

    def statement(self, kind: str) -> bytes:
        """The first of them of this kind."""
        for line in self.statements:
            content = verify_object(line, STATEMENT_TYPE, ErrorCode.STATEMENT_INVALID).content
            if content["statement"] == kind:
                return line
        raise LookupError(kind)


def _written(folder: Path, office: Office, reader: str) -> tuple[bytes, str]:
    with office.open() as session:
        give_points(session, add_person(session, "Đỗ Thị Mẫu"), ["8"] * 10)
    file = office.export(folder / f"{office.paths.root.name}.vhb").read_bytes()
    return open_sealed(file, [reader]), recipient_of(reader)


def _side(office: Office, archive: bytes, recipients: Sequence[str]) -> Side:
    with office.open(writing=False) as session:
        key, identity = session.secrets.signing_key, session.secrets.age_identity
        unit, device = session.require_unit(), session.identity.device_id
    return Side(office, key, device, unit, identity, taken_apart(archive, key, recipients))


def _root(commune: Office) -> SigningKey:
    with commune.open(writing=False) as session:
        return open_root_key(session.paths.root_key, session.passphrase)


def _reading_key(office: Office) -> str:
    with office.open(writing=False) as session:
        return session.secrets.age_identity


def prepare_ground(folder: Path) -> Ground:
    """Make all offices and let everybody write; nothing was merged by the commune yet."""
    offices = found_offices(folder / "ours", VILLAGES)
    beside = found_offices(folder / "theirs", ("Thôn Xã Bên",))
    reader = _reading_key(offices.commune)
    sides = []
    for village in offices.villages:
        archive, recipient = _written(folder, village, reader)
        sides.append(_side(village, archive, [recipient]))
    lost, replaced = offices.villages[2:]
    revoke(offices.commune, device_of(lost).device_id)
    retire(offices.commune, device_of(replaced).device_id)
    with offices.commune.open() as session, session.work() as work:
        work.commit()
        made = ExportService(session).make_invite_bundle(work, sides[0].unit)
    down = open_sealed(made.file, [sides[0].identity])
    foreign_reader = _reading_key(beside.commune)
    (foreigner,) = beside.villages
    foreign_archive, _ = _written(folder, foreigner, foreign_reader)
    commune = _side(offices.commune, down, [sides[0].recipient])
    return Ground(
        offices,
        _root(offices.commune),
        commune,
        sides[0],
        sides[1],
        sides[2],
        sides[3],
        SigningKey(b"s" * 32),
        _side(foreigner, foreign_archive, [recipient_of(reader)]),
        _root(beside.commune),
        commune.draft,
    )

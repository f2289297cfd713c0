"""The office moves to another device of the commune, by a root statement.

The former office stays an ordinary device of the commune: what it wrote as the office counts up to
the change named in the statement, and nothing that only the office writes after it.
"""

from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.bundles.writer import MadeBundle
from vanhoa_desktop.db.authority import ROOT_SETTING
from vanhoa_desktop.db.bundle_ledger import MergedBundle
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited, write_atomically
from vanhoa_desktop.services.devices.enrolment import MAX_INVITE_BYTES, EnrolmentService
from vanhoa_desktop.services.exchange.answers import check_answered
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.exporting import ExportService
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.installation import reread_identity
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.units_at_work import write_back_lost_units
from vanhoa_desktop.services.people.erasure import keep_erased
from vanhoa_desktop.trust.hand_over import HandOver, make_hand_over, read_hand_over
from vanhoa_desktop.trust.keyring import create_root_key
from vanhoa_desktop.trust.office_numbers import next_office_number
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import OfficeNamed, office_statement
from vanhoa_desktop.trust.trust_view import TrustedDevice, TrustView, trust_view


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Which device is the office from now on."""

    device_id: str
    officer: str


class HandOverService:
    """Gives the office away, and takes it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def give(self, device: str, output: Path) -> HandedOver:
        """Make another device of the commune the office, and save the file that it needs for it.

        The root key goes with the file and is deleted here; should the file be lost, the recovery
        file makes an office again, so there must be one. Raises ROLE_NOT_ALLOWED, ROOT_KEY_MISSING,
        RECOVERY_MISSING, ANSWERS_AWAITED, NOT_FOUND, AMBIGUOUS, DEVICE_ENDED (or not a device of
        the commune).
        """
        session = self._session
        secrets = session.root_secrets()
        if secrets.recovery_identity is None:
            raise VanHoaError(ErrorCode.RECOVERY_MISSING)
        with session.database.reading() as reading:
            check_answered(reading, session.identity.device_id)
        wanted = EnrolmentService(session).find_device(device).device_id
        # Made while this is the office still: nobody takes a file of the commune from another.
        with session.work() as work:
            work.commit()
            bundle = ExportService(session).make_invite_bundle(work, session.require_unit())
        with session.database.reading() as reading:
            trust = reading.trust
            successor = _successor(trust, wanted, session.identity.device_id)
            line = self._statement(reading, successor)
            statements = (*reading.local.statements(), line)
        given = HandOver(
            commune=session.require_unit(),
            device=successor.id,
            secrets=secrets,
            statements=statements,
            bundle=bundle.file,
        )
        write_atomically(output, make_hand_over(given, successor.recipient))
        with session.work() as work:
            work.trust({object_id(line): line})
            work.ledger.keep_merged(_own_word(session, bundle))
            work.commit()
        session.paths.root_key.unlink(missing_ok=True)
        session.identity = reread_identity(session)
        session.log_access("hand-over", successor.id[:16])
        return HandedOver(successor.id, successor.officer)

    def take(self, path: Path) -> HandedOver:
        """Become the office with a hand-over file; raises HAND_OVER_INVALID, NOT_ENROLLED."""
        session = self._session
        session.require_commune()
        with session.database.reading() as reading:
            root = bytes.fromhex(reading.local.settings()[ROOT_SETTING])
        with door(path, OurFile.HAND_OVER):
            given = read_hand_over(
                read_limited(path, MAX_INVITE_BYTES),
                session.secrets.identities,
                device=session.identity.device_id,
                root=root,
            )
        self._check_current(given, root)
        if not session.identity.is_office:
            ExchangeService(session).merge_bytes(given.bundle)
        create_root_key(
            session.paths.root_key, given.secrets, session.passphrase, session.identity.officer
        )
        with session.work() as work:
            erased = work.view.states.erased()
            work.trust({object_id(line): line for line in given.statements})
            work.commit()
        session.identity = reread_identity(session)
        # A former office that had gone back to an older state names an end before its last word.
        with session.work() as work:
            keep_erased(work, erased)
            work.commit()
        write_back_lost_units(session)
        session.log_access("take-over", session.identity.device_id[:16])
        return HandedOver(session.identity.device_id, session.identity.officer)

    def _check_current(self, given: HandOver, root: bytes) -> None:
        """Raise HAND_OVER_INVALID if the office went to yet another device since, as known here."""
        with self._session.database.reading() as reading:
            known = [*reading.local.statements(), *given.statements]
        if trust_view(known, given.commune, root).office != self._session.identity.device_id:
            raise VanHoaError(ErrorCode.HAND_OVER_INVALID, why="stale")

    def _statement(self, reading: Reading, successor: TrustedDevice) -> bytes:
        session = self._session
        own = session.identity.device_id
        known = 0 if reading.trust is None else reading.trust.office_number
        number = next_office_number(known, session.ports.clock.now())
        chains = reading.chains.of_devices([own])
        until = {chain: reading.journal.head(chain).seq for chain in chains}
        named = OfficeNamed(successor.id, number, former=own, until=until)
        return office_statement(session.require_unit(), named, session.root_key())


def _own_word(session: Session, given: MadeBundle) -> MergedBundle:
    """The bundle in the hand-over file, kept at the giver like every other word of an office.

    Should the taker go back to before it took the office, this computer may be the only one that
    still holds what others wrote: by its own word as the office it hands that back (§8 of the
    format: witness lines).
    """
    down = given.manifest.down
    return MergedBundle(
        bundle=given.id,
        device=given.manifest.sender_device,
        unit=given.manifest.sender_unit,
        manifest=given.witness.manifest,
        signature=given.witness.signature,
        changes=given.changes,
        down_number=None if down is None else down.number,
        at=session.now(),
        ids=given.witness.ids,
    )


def _successor(trust: TrustView | None, wanted: str, own: str) -> TrustedDevice:
    found = None if trust is None else trust.devices.get(wanted)
    if found is None or not found.is_commune or found.is_revoked or found.id == own:
        raise VanHoaError(ErrorCode.DEVICE_ENDED, device=wanted[:16])
    return found

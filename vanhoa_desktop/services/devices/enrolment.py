"""Enrolling a unit's laptop with the commune: request, approval with fingerprints, acceptance."""

from dataclasses import replace
from pathlib import Path

from vanhoa_desktop.db.authority import COMMUNE_SETTING, ROOT_SETTING
from vanhoa_desktop.db.local_store import REFUSED_REQUEST, EnrolmentRequestRow
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import DeviceStatus, UnitKind
from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import preparing, read_limited, write_atomically
from vanhoa_desktop.journal.identity import is_chain_of
from vanhoa_desktop.services.devices.endings import (
    REPLACED,
    end_of_replaced,
    note_ended,
    replaced_device,
)
from vanhoa_desktop.services.devices.rotation import open_rotation_invite, take_new_keys
from vanhoa_desktop.services.devices.seen_devices import (
    AskingDevice,
    EnrolledDevice,
    EnrolmentStep,
    listed_device,
    requested_device,
)
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.exporting import ExportService
from vanhoa_desktop.services.office.acts import undone_ids
from vanhoa_desktop.services.office.awaited import awaited_devices
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.identity_settings import REQUEST, REQUEST_ID, UNIT_ID
from vanhoa_desktop.services.office.installation import reread_identity, save_another_request
from vanhoa_desktop.services.office.keys_owners import keep_owner
from vanhoa_desktop.services.office.lookup import find_unit
from vanhoa_desktop.services.office.recovery_slots import keep_recovery_slot
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.services.office.unsent import record_unsent_again
from vanhoa_desktop.texts.words.names import clean_name, place_key
from vanhoa_desktop.trust.enrolment import (
    MAX_NAME_CHARACTERS,
    EnrolmentRequest,
    Invite,
    make_invite,
    read_invite,
    read_request,
)
from vanhoa_desktop.trust.keys import fingerprint, fingerprints_match, public_key_pem
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import (
    Enrolment,
    StatementKind,
    enrol_statement,
    is_chain,
)
from vanhoa_desktop.trust.trust_view import TrustedDevice, trust_view

MAX_INVITE_BYTES = 256 * 1024 * 1024


def read_asking(path: Path) -> EnrolmentRequest:
    """The request in a file, as it was signed; raises REQUEST_INVALID."""
    with door(path, OurFile.REQUEST):
        return read_request(read_limited(path, MAX_INVITE_BYTES))


class EnrolmentService:
    """Requests, approves and accepts devices."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def request(self, output: Path, *, is_new: bool = False) -> EnrolledDevice:
        """Save this device's request.

        Asking again saves the same one, so that its fingerprint stays; `is_new` makes another,
        after the commune refused the first.
        """
        identity = self._session.identity
        if identity.is_enrolled:
            raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="unenrolled")
        if is_new:
            encoded = save_another_request(self._session, output)
        else:
            with self._session.database.reading() as reading:
                encoded = reading.local.settings()[REQUEST].encode("utf-8")
            write_atomically(output, encoded)
        return requested_device(
            read_request(encoded), DeviceStatus.REQUESTED, None, identity.unit_name
        )

    @staticmethod
    def read(path: Path) -> AskingDevice:
        """Who asks in a request file, to be looked at before approving; raises REQUEST_INVALID.

        Without the fingerprint: it must be heard from the village, not read from the file.
        """
        request = plain_request(read_asking(path))
        return AskingDevice(request.unit_name, request.role, request.officer)

    @staticmethod
    def compare(path: Path, fingerprint: str) -> None:
        """Compare the fingerprint of a request file with what the village said, as typed.

        Raises FINGERPRINT_MISMATCH, REQUEST_INVALID. `approve` does it too; this tells earlier.
        """
        request = read_asking(path)
        if not fingerprints_match(fingerprint, request.fingerprint):
            raise VanHoaError(ErrorCode.FINGERPRINT_MISMATCH)

    def approve(
        self,
        path: Path,
        output: Path,
        *,
        unit_text: str | None,
        fingerprint: str,
        ending: bytes | None = None,
    ) -> EnrolmentStep:
        """Enrol the asking device for a unit and save its invite.

        Which carries the unit's first bundle. Approving again saves the invite again. `ending`: the
        statement that ends the device which this one replaces. A request for new keys names that
        device itself, which says the unit, whatever it was called then; and it ends.

        Raises FINGERPRINT_MISMATCH, REQUEST_INVALID, REQUEST_REFUSED, NOT_FOUND (unknown unit),
        ANSWERS_AWAITED (of the device that ends), and how the disk fails: nobody is enrolled then.
        """
        self._session.require_office()
        self.compare(path, fingerprint)
        request = plain_request(read_asking(path))
        replaced = replaced_device(self._session, request)
        drafted = end_of_replaced(self._session, replaced)
        asked_for = request.unit_name if replaced is None else replaced.unit
        with self._session.database.reading() as reading:
            unit = find_unit(reading, unit_text or asked_for)
            known = reading.trust.devices.get(request.device) if reading.trust else None
            _check_chain(reading, request)
            refused = {
                row.request for row in reading.local.requests() if row.status == REFUSED_REQUEST
            }
        if request.id.encode() in refused:
            raise VanHoaError(ErrorCode.REQUEST_REFUSED)
        if unit.kind is not request.role or (known is not None and known.unit != unit.id):
            raise VanHoaError(ErrorCode.REQUEST_INVALID, why="role")
        if replaced is not None and replaced.unit != unit.id:
            raise VanHoaError(ErrorCode.REQUEST_INVALID, why="replaced")
        endings = [line for line in (ending, drafted and drafted.line) if line is not None]
        with preparing(output) as prepared:
            with self._session.work() as work:
                if known is None:
                    self._enrol(work, request, unit.id)
                work.trust({object_id(line): line for line in endings})
                work.commit()
                prepared.fill(self._invite(work, request, unit.id))
            prepared.settle()
        if drafted is not None:
            note_ended(self._session, StatementKind.RETIRE, drafted, REPLACED)
        device = requested_device(request, DeviceStatus.APPROVED, unit.id, unit.name)
        return EnrolmentStep(
            device,
            self.commune_fingerprint(),
            request.unit_name,
            has_ended_former=drafted is not None,
        )

    def accept(self, path: Path, *, fingerprint: str) -> EnrolmentStep:
        """Take the commune's invite: its root, its statements and the unit's first bundle.

        Raises INVITE_INVALID, INVITE_NOT_FOR_US, FINGERPRINT_MISMATCH, and what opening a bundle
        raises.
        """
        with self._session.database.reading() as reading:
            settings = reading.local.settings()
        if REQUEST not in settings:
            raise VanHoaError(ErrorCode.INVITE_NOT_FOR_US)
        is_rotation = self._session.paths.rotation.exists()
        with door(path, OurFile.INVITE):
            encoded = read_limited(path, MAX_INVITE_BYTES)
            if is_rotation:
                invite = open_rotation_invite(self._session, encoded)
            else:
                own = self._session.secrets.age_identity
                invite = read_invite(encoded, own, settings[REQUEST_ID])
        if not fingerprints_match(fingerprint, invite.fingerprint):
            raise VanHoaError(ErrorCode.FINGERPRINT_MISMATCH)
        request = read_request(settings[REQUEST].encode("utf-8"))
        enrolled = _own_enrolment(invite, request.device)
        if is_rotation:
            take_new_keys(self._session, {object_id(line): line for line in invite.statements})
        if is_rotation or not self._session.identity.is_enrolled:
            self._take(invite, enrolled)
        ExchangeService(self._session).merge_bytes(invite.bundle)
        record_unsent_again(self._session)
        keep_recovery_slot(self._session)
        # The first bundle says what the commune calls the unit.
        self._session.identity = reread_identity(self._session)
        keep_owner(self._session)
        device = requested_device(
            request, DeviceStatus.ACCEPTED, enrolled.unit, self._session.identity.unit_name
        )
        asked = clean_name(request.unit_name)
        return EnrolmentStep(device, invite.fingerprint, asked)

    def devices(self) -> list[EnrolledDevice]:
        """All devices known here, the commune's first, then by unit."""
        with self._session.database.reading() as reading:
            names = unit_names(reading)
            trusted = {} if reading.trust is None else reading.trust.devices
            undone = undone_ids(reading.acts.acts())
            heard = reading.ledger.newest_at(trusted, undone)
            mine = self._own_request(reading)
            awaited = {device.id for device in awaited_devices(reading)}
        own = self._session.identity.device_id
        listed = [listed_device(device, own, names, heard, awaited) for device in trusted.values()]
        if mine is not None and mine.device_id not in trusted:
            listed.append(mine)
        return sorted(
            listed,
            key=lambda d: (d.role is not UnitKind.COMMUNE, place_key(d.unit_name), d.device_id),
        )

    def find_device(self, text: str) -> EnrolledDevice:
        """The device whose id begins with `text`; raises NOT_FOUND or AMBIGUOUS."""
        found = [device for device in self.devices() if device.device_id.startswith(text.lower())]
        if not found:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="device", text=text)
        if len(found) > 1:
            names = ", ".join(device.device_id[:16] for device in found)
            raise VanHoaError(
                ErrorCode.AMBIGUOUS, what="device", text=text, count=len(found), candidates=names
            )
        return found[0]

    @staticmethod
    def public_key_pem(device: EnrolledDevice) -> str:
        """A device's public key as PEM, as openssl reads it."""
        return public_key_pem(device.public_key)

    def export_reading_key(self, output: Path) -> str:
        """Save this device's reading (age) key, with which any age program opens its bundles.

        Logged.
        """
        identity = self._session.secrets.age_identity
        write_atomically(output, f"{identity}\n".encode("ascii"))
        self._session.log_access("export-key", output.name)
        return self._session.identity.device_id

    def _enrol(self, work: UnitOfWork, request: EnrolmentRequest, unit: str) -> None:
        root = self._session.root_key()
        enrolment = Enrolment(
            public_key=request.public_key,
            recipient=request.recipient,
            unit=unit,
            role=request.role,
            officer=request.officer,
            request=request.id,
            chain=request.chain,
        )
        line = enrol_statement(self._session.require_unit(), enrolment, root)
        work.trust({object_id(line): line})
        row = EnrolmentRequestRow(
            request.device, request.id.encode(), DeviceStatus.APPROVED, self._session.now()
        )
        work.local.keep_request(row)

    def _invite(self, work: UnitOfWork, request: EnrolmentRequest, unit: str) -> bytes:
        bundle = ExportService(self._session).make_invite_bundle(work, unit)
        statements = tuple(work.local.statements())
        invite = Invite(
            request=request.id,
            commune=self._session.require_unit(),
            commune_name=self._session.identity.unit_name,
            root=self._session.root_key().public,
            statements=statements,
            bundle=bundle.file,
        )
        return make_invite(invite, request, self._session.root_key())

    def _take(self, invite: Invite, enrolled: TrustedDevice) -> None:
        settings = {
            UNIT_ID: enrolled.unit,
            COMMUNE_SETTING: invite.commune,
            ROOT_SETTING: invite.root.hex(),
        }
        with self._session.work() as work:
            work.local.set_settings(settings)
            work.trust({object_id(line): line for line in invite.statements})
            work.commit()
        self._session.identity = reread_identity(self._session)

    def _own_request(self, reading: Reading) -> EnrolledDevice | None:
        stored = reading.local.settings().get(REQUEST)
        if stored is None:
            return None
        request = read_request(stored.encode("utf-8"))
        return requested_device(
            request, DeviceStatus.REQUESTED, None, self._session.identity.unit_name
        )

    def commune_fingerprint(self) -> str:
        """24 digits of the commune's root key, to be read out to a unit; raises NOT_ENROLLED."""
        with self._session.database.reading() as reading:
            root = reading.local.settings().get(ROOT_SETTING)
        if root is None:
            raise VanHoaError(ErrorCode.NOT_ENROLLED)
        return fingerprint(bytes.fromhex(root))


def _own_enrolment(invite: Invite, device: str) -> TrustedDevice:
    own = trust_view(invite.statements, invite.commune, invite.root).devices.get(device)
    if own is None or own.is_revoked:
        raise VanHoaError(ErrorCode.INVITE_NOT_FOR_US)
    return own


def _check_chain(reading: Reading, request: EnrolmentRequest) -> None:
    """Refuse a request whose chain is somebody else's: this device could never send."""
    bound = {} if reading.trust is None else reading.trust.bound
    owners = {bound.get(request.chain), reading.journal.devices().get(request.chain)}
    is_its_own = is_chain(request.chain) and is_chain_of(request.chain, request.device) is not False
    if not is_its_own or owners - {None, request.device}:
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="chain")


def plain_request(request: EnrolmentRequest) -> EnrolmentRequest:
    """A request whose names are plain text: it comes from a machine that nobody knows yet."""
    return replace(
        request,
        unit_name=clean_name(request.unit_name)[:MAX_NAME_CHARACTERS],
        officer=clean_name(request.officer)[:MAX_NAME_CHARACTERS],
    )

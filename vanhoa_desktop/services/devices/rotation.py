"""New keys for a device that stays: the old ones may have been seen by others.

The office gives itself new keys by root statements. Any other device asks as a new one does, is
approved in the place of the old one, and goes on in the same folder with everything it holds.
"""

from collections.abc import Mapping
from pathlib import Path

from vanhoa_desktop.bundles.waymarks import encode_waymarks
from vanhoa_desktop.db.authority import COMMUNE_SETTING, ROOT_SETTING
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import preparing, write_atomically
from vanhoa_desktop.journal.identity import CHAIN_RANDOM_BYTES, new_chain_id
from vanhoa_desktop.services.exchange.answers import check_answered
from vanhoa_desktop.services.office.identity_settings import (
    DEVICE,
    FORMER_DEVICES,
    REQUEST,
    REQUEST_ID,
    UNSENT,
)
from vanhoa_desktop.services.office.installation import reread_identity
from vanhoa_desktop.services.office.key_change import with_new_keys
from vanhoa_desktop.services.office.new_chain import begin_chain
from vanhoa_desktop.services.office.office_places import heard_waymarks
from vanhoa_desktop.services.office.place import place_of
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.enrolment import (
    EnrolmentRequest,
    FormerKeys,
    Invite,
    make_request,
    read_invite,
    read_request,
)
from vanhoa_desktop.trust.envelope import recipient_of
from vanhoa_desktop.trust.keyring import (
    DeviceSecrets,
    new_device_secrets,
    open_keyring,
    resealed_device,
    sealed_keyring,
)
from vanhoa_desktop.trust.keys import device_id
from vanhoa_desktop.trust.office_numbers import next_office_number
from vanhoa_desktop.trust.recovery_slot import RecoveryRecipient, seal_for_recovery
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
from vanhoa_desktop.trust.trust_view import enrolment_line

_REASON = "thay khóa"
# A request is a small file; an office has a handful of chains.
_MOST_WAYMARKS = 16


def ask_new_keys(session: Session, output: Path) -> EnrolmentRequest:
    """Save a request under new keys, which wait sealed until the commune's invite comes.

    The old keys sign that these are to replace them: whoever approves ends them, and an office that
    went back to a time before it enrolled them learns of them.

    Raises NOT_ENROLLED, ROLE_NOT_ALLOWED (the office renews its own), and how the disk fails: an
    earlier request stays good then.
    """
    session.require_unit()
    identity = session.identity
    if identity.is_office:
        raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="not the office")
    fresh = new_device_secrets()
    random = session.ports.randomness.token(CHAIN_RANDOM_BYTES)
    chain = new_chain_id(random, device_id(fresh.signing_key.public))
    former = _former_keys(session)
    encoded = make_request(
        fresh, identity.unit_name, identity.role, identity.officer, chain, former
    )
    settings = {REQUEST: encoded.decode("utf-8"), REQUEST_ID: object_id(encoded)}
    with preparing(output) as file, preparing(session.paths.rotation, is_own=True) as waiting:
        file.fill(encoded)
        waiting.fill(sealed_keyring(fresh, session.passphrase, identity.officer))
        with session.work() as work:
            work.local.set_settings(settings)
            work.commit()
        waiting.settle()
        file.settle()
    return read_request(encoded)


def _former_keys(session: Session) -> FormerKeys | None:
    """The keys of today with the commune's word on them; None where no statement enrolled them."""
    with session.database.reading() as reading:
        settings, lines = reading.local.settings(), reading.local.statements()
        waymarks = encode_waymarks(heard_waymarks(reading, _MOST_WAYMARKS))
    root = bytes.fromhex(settings[ROOT_SETTING])
    line = enrolment_line(lines, settings[COMMUNE_SETTING], root, session.identity.device_id)
    if line is None:
        return None
    return FormerKeys(session.secrets.signing_key, line, waymarks)


def open_rotation_invite(session: Session, encoded: bytes) -> Invite:
    """The invite that answers a request for new keys, of the commune that we know.

    Raises INVITE_INVALID, INVITE_NOT_FOR_US.
    """
    fresh, _ = open_keyring(session.paths.rotation, session.passphrase)
    with session.database.reading() as reading:
        settings = reading.local.settings()
    invite = read_invite(encoded, fresh.age_identity, settings[REQUEST_ID])
    is_ours = (
        invite.commune == settings[COMMUNE_SETTING] and invite.root.hex() == settings[ROOT_SETTING]
    )
    if not is_ours:
        raise VanHoaError(ErrorCode.INVITE_NOT_FOR_US)
    return invite


def take_new_keys(session: Session, statements: Mapping[str, bytes]) -> None:
    """Put the new keys in the place of the old ones, on a new chain, with what the invite says."""
    fresh, _ = open_keyring(session.paths.rotation, session.passphrase)
    _change_keys(session, fresh, statements)


def renew_office_keys(session: Session) -> str:
    """New keys for the office itself, at once; returns its new device id.

    What it wrote so far stays the office's word. Raises ROLE_NOT_ALLOWED, ROOT_KEY_MISSING,
    ANSWERS_AWAITED, and how the disk fails: the old keys stay in force then.
    """
    root, commune = session.root_key(), session.require_unit()
    fresh = new_device_secrets()
    old, new = session.identity.device_id, device_id(fresh.signing_key.public)
    with session.database.reading() as reading:
        check_answered(reading, old)
        known = 0 if reading.trust is None else reading.trust.office_number
        number = next_office_number(known, session.ports.clock.now())
        chains = reading.chains.of_devices([old])
        heads = {chain: reading.journal.head(chain) for chain in chains}
    enrolment = Enrolment(
        public_key=fresh.signing_key.public,
        recipient=recipient_of(fresh.age_identity),
        unit=commune,
        role=UnitKind.COMMUNE,
        officer=session.identity.officer,
        request="",
    )
    until = {chain: head.seq for chain, head in heads.items()}
    good = {chain: LastGood(head.seq, head.id.hex()) for chain, head in heads.items()}
    lines = [
        enrol_statement(commune, enrolment, root),
        office_statement(commune, OfficeNamed(new, number, former=old, until=until), root),
        ending_statement(commune, StatementKind.RETIRE, Ending(old, good, _REASON), root),
    ]
    renew_at_once(session, fresh, {object_id(line): line for line in lines})
    return new


def renew_at_once(session: Session, fresh: DeviceSecrets, statements: Mapping[str, bytes]) -> None:
    """Keys that nobody needs to approve take the place of the old ones, by the root's word."""
    keys = sealed_keyring(fresh, session.passphrase, session.identity.officer)
    write_atomically(session.paths.rotation, keys, is_own=True)
    _change_keys(session, fresh, statements)


def _change_keys(session: Session, fresh: DeviceSecrets, statements: Mapping[str, bytes]) -> None:
    """The store says from one moment on that this is the new device, and the commune's word on it.

    The new keys lie sealed in a file of their own already, and whole under a temporary name beside
    the old ones before the store names them: a full disk stops everything. Where the power goes
    before they take the old ones' place, the next opening completes it (`key_change`).
    """
    secrets = with_new_keys(session.secrets, fresh)
    device, former = device_id(fresh.signing_key.public), session.identity.device_id
    with session.database.reading() as reading:
        earlier = reading.local.settings().get(FORMER_DEVICES, "").split()
    settings = {DEVICE: device, FORMER_DEVICES: " ".join([*earlier, former]), UNSENT: "yes"}
    with preparing(session.paths.keys, is_own=True) as prepared:
        prepared.fill(resealed_device(session.paths.keys, secrets, session.passphrase))
        begin_chain(
            session.database,
            session.ports,
            place_of(session.paths),
            settings,
            statements=statements,
        )
        prepared.settle()
    session.paths.rotation.unlink(missing_ok=True)
    session.secrets = secrets
    session.identity = reread_identity(session)
    with session.database.reading() as reading:
        trust = reading.trust
    if trust is not None and trust.recovery is not None:
        recipient = RecoveryRecipient(trust.commune, trust.recovery, trust.recovery_number)
        seal_for_recovery(session.paths.keys, session.passphrase, device, recipient)

"""A village's forgotten passphrase, replaced through the commune (office-practice.md F27)."""

from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import preparing, read_limited, write_atomically
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.seen_devices import EnrolledDevice
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.keys import fingerprints_match
from vanhoa_desktop.trust.passphrase_reset import (
    MAX_RESET_BYTES,
    answer_reset,
    read_reset_request,
    reset_request,
    take_reset,
)
from vanhoa_desktop.trust.recovery_slot import open_recovery_box


@dataclass(frozen=True, slots=True)
class ResetAsked:
    """A saved request; its fingerprint is read out to the commune by voice."""

    fingerprint: str


def request_reset(paths: InstallationPaths, output: Path, new_passphrase: str) -> ResetAsked:
    """Save a request for the commune; the new passphrase counts once the answer is taken.

    Nothing on this computer is opened for it. Raises RESET_AT_OFFICE (where the root key lies,
    nobody else has what answers), STORE_MISSING, PASSPHRASE_TOO_SHORT, and
    RECOVERY_SLOT_MISSING (this device never heard of a recovery key), and how the disk fails: an
    earlier request stays good then.
    """
    if paths.root_key.exists():
        raise VanHoaError(ErrorCode.RESET_AT_OFFICE)
    request, waiting = reset_request(paths.keys, new_passphrase)
    with preparing(output) as file, preparing(paths.reset_waiting, is_own=True) as kept:
        file.fill(request)
        kept.fill(waiting)
        kept.settle()
        file.settle()
    return ResetAsked(read_reset_request(request).fingerprint)


def accept_reset(paths: InstallationPaths, answer: Path, new_passphrase: str) -> None:
    """Take the commune's answer: from now on the new passphrase opens this installation.

    Raises RESET_NOT_ASKED, RESET_ANSWER_INVALID, PASSPHRASE_WRONG.
    """
    with door(answer, OurFile.RESET_ANSWER):
        encoded = read_limited(answer, MAX_RESET_BYTES)
        take_reset(paths.keys, paths.reset_waiting, encoded, new_passphrase)


class PassphraseResetService:
    """Answers requests; only at the office, which alone holds the recovery identity."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def answer(self, path: Path, output: Path, *, fingerprint: str) -> EnrolledDevice:
        """Save the answer to a request whose fingerprint was heard from the village itself.

        Whoever holds the laptop can ask; that it is the right person only the voice on the phone
        tells. Raises RESET_REQUEST_INVALID, FINGERPRINT_MISMATCH, RECOVERY_MISSING,
        RECOVERY_SLOT_MISSING, DEVICE_ENDED, ROOT_KEY_MISSING.
        """
        secrets = self._session.root_secrets()
        with door(path, OurFile.RESET_REQUEST):
            request = read_reset_request(read_limited(path, MAX_RESET_BYTES))
        if not fingerprints_match(fingerprint, request.fingerprint):
            raise VanHoaError(ErrorCode.FINGERPRINT_MISMATCH)
        if secrets.recovery_identity is None:
            raise VanHoaError(ErrorCode.RECOVERY_MISSING)
        opened = open_recovery_box(request.box, [secrets.recovery_identity])
        device = EnrolmentService(self._session).find_device(opened.device)
        with self._session.database.reading() as reading:
            trusted = {} if reading.trust is None else reading.trust.devices
        known = trusted.get(opened.device)
        if opened.commune != self._session.require_unit() or known is None or known.is_revoked:
            raise VanHoaError(ErrorCode.DEVICE_ENDED, device=opened.device[:16])
        write_atomically(output, answer_reset(request, opened, secrets.root))
        self._session.log_access("reset-passphrase", device.device_id[:16])
        return device

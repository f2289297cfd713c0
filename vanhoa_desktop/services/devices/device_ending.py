"""Ending devices: a request refused, a laptop replaced, a lost laptop revoked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vanhoa_desktop.db.local_store import REFUSED_REQUEST, EnrolmentRequestRow
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.devices.endings import (
    REPLACED,
    DraftedEnding,
    draft_ending,
    note_ended,
)
from vanhoa_desktop.services.devices.enrolment import EnrolmentService, plain_request, read_asking
from vanhoa_desktop.services.devices.seen_devices import AskingDevice, EnrolledDevice, EnrolmentStep
from vanhoa_desktop.services.office.awaited import awaited_devices, check_heard, silent_devices
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.sentences.rebuilding import ALL_ENROLLED
from vanhoa_desktop.texts.words.plain import plain_text
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import StatementKind


@dataclass(frozen=True, slots=True)
class RevocationWish:
    """Which device is lost, why, and (an id of a merged bundle) its last file to be trusted.

    Without a last bundle all that the commune holds of the device stays good. `is_unheard`: it ends
    there even where others of its unit may still bring home what a restored office has lost of it.
    """

    device: str
    reason: str
    last_bundle: str | None = None
    is_unheard: bool = False


@dataclass(frozen=True, slots=True)
class EndedDevice:
    """A device after its end: per chain the last good seq, and how many held changes are past it.

    Those changes are kept, count no more, and are shown for review. `was_awaited`: a restored
    office had not heard from it, and what it had sent before counts no more either.
    """

    device: EnrolledDevice
    chains: Mapping[str, int]
    set_aside: int
    was_awaited: bool = False


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """A merged file of a device: its id, when it was merged here, how many changes it brought."""

    bundle: str
    at: str
    changes: int


class DeviceEndingService:
    """Refuses, retires and revokes; only at the office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def refuse(self, path: Path, reason: str) -> AskingDevice:
        """Turn a request down: it is not approved any more, the device must ask anew.

        Raises REQUEST_INVALID, DEVICE_ENROLLED if it was approved already (then revoke it).
        """
        self._session.require_office()
        request = plain_request(read_asking(path))
        with self._session.database.reading() as reading:
            if reading.trust is not None and request.device in reading.trust.devices:
                raise VanHoaError(ErrorCode.DEVICE_ENROLLED, device=request.device[:16])
        row = EnrolmentRequestRow(
            request.device, request.id.encode(), REFUSED_REQUEST, self._session.now()
        )
        with self._session.work() as work:
            work.local.keep_request(row)
            work.commit()
        self._session.log_access("device-refuse", f"{request.device[:16]} {reason}")
        return AskingDevice(request.unit_name, request.role, request.officer)

    def revoke(self, wish: RevocationWish) -> EndedDevice:
        """Revoke a lost device: its next files are not merged, nothing is sealed for it any more.

        Raises NOT_FOUND, AMBIGUOUS, DEVICE_IS_OFFICE, VALUE_INVALID (no reason), and
        ANSWERS_AWAITED where a restored office has not heard from everybody and a former office is
        to end (the commune's whole word would end where this one holds it), or not from the other
        laptops of its unit, which may bring home what it wrote.
        """
        if not plain_text(wish.reason):
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="reason", value=wish.reason)
        return self._end(StatementKind.REVOKE, wish)

    def files_of(self, device: str) -> list[DeviceFile]:
        """The merged files of a device, the newest first; raises NOT_FOUND, AMBIGUOUS."""
        found = EnrolmentService(self._session).find_device(device)
        with self._session.database.reading() as reading:
            merged = reading.ledger.merged_of(found.device_id)
        return [DeviceFile(item.bundle, item.at, item.changes) for item in reversed(merged)]

    def retire(self, device: str) -> EndedDevice:
        """Retire a device that was replaced, at the last change that the commune holds of it.

        Raises NOT_FOUND, AMBIGUOUS, DEVICE_IS_OFFICE, and ANSWERS_AWAITED where a restored office
        has not heard from it, or of a former office from everybody: a laptop that never will be
        heard is revoked.
        """
        return self._end(StatementKind.RETIRE, RevocationWish(device, REPLACED))

    def replace(self, old: str, path: Path, output: Path, *, fingerprint: str) -> EnrolmentStep:
        """Approve the request of a new laptop in the place of an old one, which is retired.

        The old one's unsent work must have been merged before. Raises as approving and retiring do.
        """
        service = EnrolmentService(self._session)
        unit = service.find_device(old).unit_id
        drafted = self._draft(StatementKind.RETIRE, RevocationWish(old, REPLACED))
        # In one step: the invite tells the new one where the old one ends, before it writes.
        step = service.approve(
            path, output, unit_text=unit, fingerprint=fingerprint, ending=drafted.line
        )
        self._note_ended(StatementKind.RETIRE, drafted, REPLACED)
        return step

    def _end(self, kind: StatementKind, wish: RevocationWish) -> EndedDevice:
        drafted = self._draft(kind, wish)
        before = EnrolmentService(self._session).find_device(drafted.device)
        with self._session.work() as work:
            work.trust({object_id(drafted.line): drafted.line})
            work.commit()
        ended = self._note_ended(kind, drafted, wish.reason)
        return replace(ended, was_awaited=before.is_awaited)

    def _draft(self, kind: StatementKind, wish: RevocationWish) -> DraftedEnding:
        self._session.require_office()
        found = EnrolmentService(self._session).find_device(wish.device)
        with self._session.database.reading() as reading:
            awaited = awaited_devices(reading)
            if reading.trust is not None and found.device_id in reading.trust.offices:
                check_heard(reading, awaited)
                _check_word_is_home(reading, found.device_id)
            elif kind is StatementKind.RETIRE:
                check_heard(reading, [d for d in awaited if d.id == found.device_id])
            elif found.is_awaited and not wish.is_unheard:
                # What they wrote upon its records would be refused, once those count no more.
                beside = [d for d in awaited if d.unit == found.unit_id and d.id != found.device_id]
                check_heard(reading, beside)
        return draft_ending(
            self._session, kind, found.device_id, wish.reason, last_bundle=wish.last_bundle
        )

    def _note_ended(self, kind: StatementKind, drafted: DraftedEnding, reason: str) -> EndedDevice:
        note_ended(self._session, kind, drafted, reason)
        return EndedDevice(
            EnrolmentService(self._session).find_device(drafted.device),
            {chain: last.seq for chain, last in drafted.good.items()},
            sum(place.seq - drafted.good[chain].seq for chain, place in drafted.held.items()),
        )


def _check_word_is_home(reading: Reading, office: str) -> None:
    """Raise ANSWERS_AWAITED where a restored office holds nothing that a former one wrote.

    What it wrote comes home with the answers of those who heard it; an office that was rebuilt
    from an early recovery file and no backup knows nobody yet whom it could await.
    """
    if silent_devices(reading, [office]) and not reading.chains.of_devices([office]):
        raise VanHoaError(ErrorCode.ANSWERS_AWAITED, units=ALL_ENROLLED, count="mọi")

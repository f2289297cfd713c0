"""The statement that ends a device: up to where its chains stay good, and what follows from it."""

from collections.abc import Mapping
from typing import NamedTuple

from vanhoa_desktop.bundles.manifest import decode_manifest
from vanhoa_desktop.bundles.waymarks import decode_waymarks
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.exchange.disputed_chain import begin_again_if_behind
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.office.awaited import check_heard
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.plain import plain_line
from vanhoa_desktop.trust.enrolment import EnrolmentRequest, ReplacedDevice
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import Ending, LastGood, StatementKind, ending_statement
from vanhoa_desktop.trust.trust_view import TrustedDevice, TrustView, enrolment_line, trust_view

REPLACED = "thay máy"


class DraftedEnding(NamedTuple):
    """The statement that ends a device, and up to where its chains are held and good."""

    device: str
    held: Mapping[str, LastGood]
    good: Mapping[str, LastGood]
    line: bytes


def draft_ending(
    session: Session,
    kind: StatementKind,
    device: str,
    reason: str,
    *,
    last_bundle: str | None = None,
) -> DraftedEnding:
    """The statement that ends a device where the office holds it, or at its file `last_bundle`.

    Nothing is written. Raises DEVICE_IS_OFFICE of this device, NOT_FOUND of one that the commune
    never enrolled and of an unknown file, ROOT_KEY_MISSING.
    """
    if device == session.identity.device_id:
        raise VanHoaError(ErrorCode.DEVICE_IS_OFFICE)
    with session.database.reading() as reading:
        if reading.trust is None or device not in reading.trust.devices:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="device", text=device)
        held = _held_of(reading, device)
        good = held
        if last_bundle is not None:
            good = _good_until(reading, device, last_bundle, held)
        good = _ended_before(reading.trust, device, good)
    ending = Ending(device, good, plain_line(reason))
    line = ending_statement(session.require_unit(), kind, ending, session.root_key())
    return DraftedEnding(device, held, good, line)


def replaced_device(session: Session, request: EnrolmentRequest) -> TrustedDevice | None:
    """The device that a request names as its former keys, as the commune holds it.

    An office that went back to a time before it enrolled that device learns of it here: one
    that is at work for the commune and nowhere ended could neither send nor be asked for what
    it left. Raises REQUEST_INVALID where the commune never enrolled it, or as something else.
    """
    replaced = request.replaced
    if replaced is None:
        return None
    _look_back(session, replaced)
    root, commune = session.root_key().public, session.require_unit()
    try:
        line = enrolment_line([replaced.enrolment], commune, root, replaced.device)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="replaced") from error
    known = {} if line is None else trust_view([line], commune, root).devices
    named = known.get(replaced.device)
    if line is None or named is None or named.role != request.role:
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="replaced")
    with session.work() as work:
        work.trust({object_id(line): line})
        work.commit()
    with session.database.reading() as reading:
        return named if reading.trust is None else reading.trust.devices[named.id]


def _look_back(session: Session, replaced: ReplacedDevice) -> None:
    """See in a request that this office went back: it ends nothing at an old place then."""
    if replaced.waymarks is None:
        return
    try:
        waymarks = decode_waymarks(replaced.waymarks)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.REQUEST_INVALID, why="waymarks") from error
    begin_again_if_behind(session, waymarks)


def end_of_replaced(session: Session, replaced: TrustedDevice | None) -> DraftedEnding | None:
    """The end of the device that a request names as its former keys; None if it has ended.

    Raises ANSWERS_AWAITED where a restored office has not heard from it: it would end at an old
    place, and what it alone holds would count no more.
    """
    if replaced is None or replaced.is_revoked:
        return None
    with session.database.reading() as reading:
        check_heard(reading, [replaced])
    return draft_ending(session, StatementKind.RETIRE, replaced.id, REPLACED)


def note_ended(session: Session, kind: StatementKind, drafted: DraftedEnding, reason: str) -> None:
    """What follows once the statement is kept: what waits of the device goes to quarantine."""
    ExchangeService(session).merge([])
    session.log_access(f"device-{kind.value}", f"{drafted.device[:16]} {reason}")


def _held_of(reading: Reading, device: str) -> dict[str, LastGood]:
    """The chains of a device with the last change held: an ending never names one beyond."""
    places = {chain: reading.journal.head(chain) for chain in reading.chains.of_devices([device])}
    return {
        chain: LastGood(place.seq, place.id.hex()) for chain, place in places.items() if place.seq
    }


def _ended_before(
    trust: TrustView, device: str, good: Mapping[str, LastGood]
) -> dict[str, LastGood]:
    """What may be called good: of a device that has ended never more than when it ended.

    What it wrote past that may have been taken in since, for review; to end the device once more
    must not make it stand.
    """
    if not trust.devices[device].is_revoked:
        return dict(good)
    return {
        chain: min(place, trust.last_good.get(chain, LastGood(0))) for chain, place in good.items()
    }


def _good_until(
    reading: Reading, device: str, bundle: str, held: Mapping[str, LastGood]
) -> dict[str, LastGood]:
    """Where each held chain stood when the device's file `bundle` (an id or its beginning) came.

    Raises NOT_FOUND.
    """
    good = {chain: LastGood(0) for chain in held}
    for merged in reading.ledger.merged_of(device):
        for chain, run in decode_manifest(merged.manifest).chains.items():
            if chain in good:
                good[chain] = max(good[chain], LastGood(run.last, run.after))
        if merged.bundle.startswith(bundle.lower()):
            return good
    raise VanHoaError(ErrorCode.NOT_FOUND, what="bundle", text=bundle)

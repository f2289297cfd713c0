"""Whom an office that went back awaits: each device answers once with everything it holds."""

from collections import defaultdict
from collections.abc import Iterable

from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.identity_settings import RESTORED_CHAIN
from vanhoa_desktop.services.office.unit_names import unit_names, whose_devices
from vanhoa_desktop.texts.words.names import place_key
from vanhoa_desktop.trust.trust_view import TrustedDevice

_ANSWERED = "answered."


def silent_devices(reading: Reading, devices: Iterable[str]) -> list[str]:
    """Those of some devices that have not answered since this office was restored."""
    settings = reading.local.settings()
    chain = settings.get(RESTORED_CHAIN)
    if chain is None:
        return []
    return [device for device in devices if settings.get(_ANSWERED + device) != chain]


def note_answer(local: LocalStore, device: str) -> None:
    """Remember that a device answered; the next restore asks again."""
    chain = local.settings().get(RESTORED_CHAIN)
    if chain is not None:
        local.set_settings({_ANSWERED + device: chain})


def awaited_devices(reading: Reading) -> list[TrustedDevice]:
    """Those at work that have not answered; never a former office, which may have burnt."""
    trust = reading.trust
    if trust is None:
        return []
    asked = (d.id for d in trust.devices.values() if d.id not in trust.offices and not d.is_revoked)
    return [trust.devices[device] for device in silent_devices(reading, asked)]


def check_heard(reading: Reading, devices: Iterable[TrustedDevice]) -> None:
    """Raise ANSWERS_AWAITED where some of these devices have not answered; names their units."""
    by_id = {device.id: device for device in devices}
    by_unit: dict[str, list[TrustedDevice]] = defaultdict(list)
    for silent in silent_devices(reading, by_id):
        by_unit[by_id[silent].unit].append(by_id[silent])
    if by_unit:
        known = unit_names(reading)
        names = sorted((whose_devices(known, found) for found in by_unit.values()), key=place_key)
        raise VanHoaError(ErrorCode.ANSWERS_AWAITED, units=", ".join(names), count=len(names))

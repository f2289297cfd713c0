"""Which devices a restored office has heard from since: each answers once with all it holds."""

from collections.abc import Iterable

from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.services.identity_settings import RESTORED_CHAIN

_ANSWERED = "answered."


def asks_for_answers(reading: Reading, devices: Iterable[str]) -> bool:
    """Whether this office was restored and one of these devices has not answered since."""
    return bool(silent_devices(reading, devices))


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

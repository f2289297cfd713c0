"""What units are called, also where the store has not heard of them: at an office that was rebuilt.

Its recovery file names the units of its day; of younger ones the statements name the officers.
"""

from collections.abc import Iterable, Mapping

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.services.office.identity_settings import UNIT_ID, UNIT_NAME
from vanhoa_desktop.texts.sentences.rebuilding import whose_text
from vanhoa_desktop.trust.trust_view import TrustedDevice

_NAMED = "named_unit."


def noted_names(names: Mapping[str, str]) -> dict[str, str]:
    """Local settings that keep names of units until the store has them."""
    return {_NAMED + unit: name for unit, name in names.items()}


def unit_names(reading: Reading) -> dict[str, str]:
    """The names of units by their ids, the commune among them; those in the store come first."""
    settings = reading.local.settings()
    names = {
        key.removeprefix(_NAMED): name for key, name in settings.items() if key.startswith(_NAMED)
    }
    if UNIT_ID in settings:
        names[settings[UNIT_ID]] = settings[UNIT_NAME]
    commune = reading.units.commune()
    held = [*reading.units.units(), *([commune] if commune else [])]
    return names | {unit.id: unit.name for unit in held}


def whose_devices(names: Mapping[str, str], devices: Iterable[TrustedDevice]) -> str:
    """Whose some devices of one unit are: the unit by name, else the officers."""
    listed = list(devices)
    unit = listed[0].unit if listed else ""
    return whose_text(names.get(unit, ""), [(d.officer, d.fingerprint) for d in listed])

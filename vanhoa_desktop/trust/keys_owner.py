"""Whose a file of sealed keys is, said in the open beside what is sealed.

Random ids and nobody's name. It proves nothing: it keeps a person from putting the backup of
another machine over this one, also where the passphrase that is typed opens only the backup.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop import canonical
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.trust.keyring import DEVICE_FILE
from vanhoa_desktop.trust.sealed_file import load_sealed

_OWNER = "owner"


@dataclass(frozen=True, slots=True)
class KeysOwner:
    """The device, and the commune and unit that it is enrolled for; these are empty before."""

    device: str
    commune: str
    unit: str


def owner_of(path: Path) -> KeysOwner | None:
    """Whose the keys at `path` are; None where they do not say (an older program made them).

    Raises STORE_MISSING or STORE_DAMAGED.
    """
    said = load_sealed(path, DEVICE_FILE).get(_OWNER)
    if not isinstance(said, Mapping):
        return None
    return KeysOwner(*(str(said.get(name)) for name in ("device", "commune", "unit")))


def name_owner(path: Path, owner: KeysOwner) -> None:
    """Say whose the keys at `path` are, unless they say it already."""
    content = load_sealed(path, DEVICE_FILE)
    said = {"commune": owner.commune, "device": owner.device, "unit": owner.unit}
    if content.get(_OWNER) != said:
        write_atomically(path, canonical.encode({**content, _OWNER: {**said}}), is_own=True)

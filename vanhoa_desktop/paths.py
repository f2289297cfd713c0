"""Where things lie.

Resources (from the source tree or a frozen program) and the folder of one installation.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from vanhoa_desktop.errors import ErrorCode, VanHoaError

APPLICATION_FOLDER = "VanHoaHocTap"
# An installation is known by two of its three first files: one may be lost, and one of these names
# may be somebody else's.
_LEAST_MARKS = 2


def resources_folder() -> Path:
    """The folder of fonts, criteria and templates.

    Beside the package, or inside the frozen program.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def resource(*parts: str) -> Path:
    """The path of one shipped file.

    Raises RESOURCE_MISSING if the program was installed without it.
    """
    path = resources_folder().joinpath(*parts)
    if not path.exists():
        raise VanHoaError(ErrorCode.RESOURCE_MISSING, name="/".join(parts))
    return path


def default_data_folder() -> Path:
    """The folder that holds this officer's installation when none is named."""
    return Path(platformdirs.user_data_dir(APPLICATION_FOLDER, appauthor=False))


def is_file_of_installation(path: Path) -> bool:
    """Whether `path`, its links resolved, is one that an installation, this or another, lives by.

    Other names in its folder are nobody's. Its folder of backups takes further files, and none that
    takes the place of one that is there.
    """
    resolved = Path(os.path.realpath(path))
    for folder in resolved.parents:
        paths = InstallationPaths(folder)
        marks = (paths.store, paths.keys, paths.lock)
        if sum(mark.exists() for mark in marks) >= _LEAST_MARKS:
            if resolved.parent == paths.backups:
                return resolved.exists()
            return paths.is_own_name(resolved.relative_to(folder).parts[0])
    return False


@dataclass(frozen=True)
class InstallationPaths:
    """The files of one installation: store, keys, lock, waiting bundles and log."""

    root: Path

    @property
    def store(self) -> Path:
        """The encrypted SQLite file."""
        return self.root / "store.db"

    @property
    def renewed_store(self) -> Path:
        """The store under a new key, until it takes the place of the old one."""
        return self.root / "store.db.renewed"

    @property
    def keys(self) -> Path:
        """Sealed keys of the device and its officers."""
        return self.root / "keys.json"

    @property
    def root_key(self) -> Path:
        """The commune's root key, sealed apart from the device's keys; only at the commune."""
        return self.root / "root-key.json"

    @property
    def founding(self) -> Path:
        """Lies here from the beginning to the end of the first start."""
        return self.root / "founding"

    @property
    def is_founded(self) -> bool:
        """Whether a first start was completed here."""
        return self.keys.exists() and not self.founding.exists()

    def is_own_name(self, name: str) -> bool:
        """Whether a file or folder of this name beside the store belongs to the installation.

        Letters of either size are alike, as on Windows; what SQLite lays beside the store counts.
        """
        own = {
            *(self.keys, self.root_key, self.founding, self.lock, self.waiting, self.quarantine),
            *(self.backups, self.replaced, self.reset_waiting, self.rotation, self.log),
            *(self.restoring, self.passing),
        }
        wanted, store = name.casefold(), self.store.name
        return wanted in {path.name for path in own} or wanted.startswith(store)

    @property
    def lock(self) -> Path:
        """Held by whoever writes."""
        return self.root / "store.lock"

    @property
    def waiting(self) -> Path:
        """Bundles that wait for their predecessor."""
        return self.root / "waiting"

    @property
    def quarantine(self) -> Path:
        """Bundles of devices that were retired or revoked: not merged, kept to be looked at."""
        return self.root / "quarantine"

    @property
    def backups(self) -> Path:
        """Backups of this installation, thinned as they grow old."""
        return self.root / "backups"

    @property
    def replaced(self) -> Path:
        """What lay here before a backup was restored over it."""
        return self.root / "replaced"

    @property
    def restoring(self) -> Path:
        """A backup while it is unpacked and checked, before it is put in place."""
        return self.root / ".restoring"

    @property
    def passing(self) -> Path:
        """What parts of the system write for a while, as pages on their way to a printer."""
        return self.root / "passing"

    @property
    def reset_waiting(self) -> Path:
        """What opens the commune's answer to a forgotten passphrase, under the new one."""
        return self.root / "reset-waiting.json"

    @property
    def rotation(self) -> Path:
        """New keys of this device, sealed, until the commune has approved them."""
        return self.root / "rotation.json"

    @property
    def log(self) -> Path:
        """The program's log, without personal data."""
        return self.root / "vanhoa.log"

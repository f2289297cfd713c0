"""Where an installation lies: on which machine, in which folder, in which file.

A copied disk or folder finds itself at another place, and starts a chain of its own before it
writes: else two computers would write different changes under the same numbers (bundle.md §1).
"""

import hashlib
import os
import platform
import sys
from pathlib import Path

from vanhoa_desktop.paths import InstallationPaths

if sys.platform == "win32":
    import winreg

_MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_WINDOWS_KEY, _WINDOWS_VALUE = r"SOFTWARE\Microsoft\Cryptography", "MachineGuid"


def place_of(paths: InstallationPaths, store: Path | None = None) -> str:
    """SHA-256 (hex) of machine, folder and file of an installation.

    `store` is the store's file where it does not lie at its place yet.
    """
    folder = os.path.normcase(paths.root.resolve())
    file = (store or paths.store).stat().st_ino
    parts = (_machine(), str(folder), str(file))
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _machine() -> str:
    if sys.platform == "win32":
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _WINDOWS_KEY) as key:
            return str(winreg.QueryValueEx(key, _WINDOWS_VALUE)[0])
    for file in _MACHINE_FILES:
        if file.is_file():
            return file.read_text(encoding="ascii", errors="replace").strip()
    return platform.node()

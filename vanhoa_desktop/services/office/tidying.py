"""What is put in order when an installation is opened for writing, and so by one program at a time.

What a kill or the power left half is cleared away (never a backup: a copy counts once it has its
name), and nobody but this user may read what belongs to the installation.
"""

import contextlib
import shutil

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.files import tighten
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.passphrase_change import clear_renewed
from vanhoa_desktop.unfinished import clear_unfinished

# The look of the window and the year that was chosen.
_OF_WINDOW = ".json"


def put_in_order(paths: InstallationPaths) -> None:
    """Clear away and tighten; what cannot be done now is left for the next start.

    The caller holds the store's lock.
    """
    shutil.rmtree(paths.restoring, ignore_errors=True)
    shutil.rmtree(paths.passing, ignore_errors=True)
    with contextlib.suppress(VanHoaError):
        # Of a change of the passphrase that did not come as far as the keys.
        clear_renewed(paths)
    for folder in (paths.root, paths.backups, paths.waiting, paths.quarantine, paths.replaced):
        clear_unfinished(folder)
    _keep_private(paths)


def _keep_private(paths: InstallationPaths) -> None:
    """Of a folder that holds other people's files as well, our own files alone."""
    with contextlib.suppress(OSError):
        names = [path.name for path in paths.root.iterdir()]
        own = [name for name in names if paths.is_own_name(name) or name.endswith(_OF_WINDOW)]
        is_ours_alone = len(own) == len(names)
        for path in [paths.root] if is_ours_alone else [paths.root / name for name in own]:
            tighten(path)

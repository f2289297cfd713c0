"""Reading a bundle from the disk: once, whole, and never more than a bundle may be."""

from pathlib import Path

from vanhoa_desktop.bundles.limits import MAX_FILE_BYTES
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited


def read_bundle(path: Path) -> bytes:
    """The bytes of a bundle; raises BUNDLE_TOO_LARGE, FILE_MISSING or FILE_UNREADABLE."""
    try:
        return read_limited(path, MAX_FILE_BYTES)
    except VanHoaError as error:
        if error.code is not ErrorCode.FILE_TOO_LARGE:
            raise
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE) from error

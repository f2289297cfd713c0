"""A file of ours that is given at the wrong door: what it is, and where it belongs.

An invite that is «taken in», a backup that is «merged», a request that is «accepted»: all are sound
files, and «damaged, or not for us» would send an officer looking for what is not wrong.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vanhoa_desktop.db.backup_archive import NOTE
from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Identity, Session
from vanhoa_desktop.trust.enrolment import REQUEST_TYPE
from vanhoa_desktop.trust.envelope import AGE_PREFIX
from vanhoa_desktop.trust.passphrase_reset import REQUEST_TYPE as RESET_REQUEST_TYPE
from vanhoa_desktop.trust.recovery_file import RECOVERY_TYPE

GIVEN_FILE = "given_file"
_LOOKED_AT_BYTES = 65_536
# Sealed files do not say outside what they are; their names do.
_SEALED = {
    ".vhb": OurFile.BUNDLE,
    ".vhi": OurFile.INVITE,
    ".vhg": OurFile.HAND_OVER,
    ".vha": OurFile.RESET_ANSWER,
    # A request is not sealed and says what it is.
    ".vhq": OurFile.RESET_ANSWER,
}
_SAYS = {
    REQUEST_TYPE: OurFile.REQUEST,
    RESET_REQUEST_TYPE: OurFile.RESET_REQUEST,
    RECOVERY_TYPE: OurFile.RECOVERY,
}
_NOT_WANTED = frozenset(
    {
        ErrorCode.BACKUP_INVALID,
        ErrorCode.BUNDLE_NOT_A_BUNDLE,
        ErrorCode.BUNDLE_NOT_FOR_US,
        ErrorCode.BUNDLE_TAMPERED,
        ErrorCode.BUNDLE_TRUNCATED,
        ErrorCode.FILE_TOO_LARGE,
        ErrorCode.HAND_OVER_INVALID,
        ErrorCode.INVITE_INVALID,
        ErrorCode.INVITE_NOT_FOR_US,
        ErrorCode.RECOVERY_FILE_INVALID,
        ErrorCode.REQUEST_INVALID,
        ErrorCode.RESET_ANSWER_INVALID,
        ErrorCode.RESET_REQUEST_INVALID,
        ErrorCode.SPREADSHEET_EMPTY,
        ErrorCode.SPREADSHEET_ENCODING_UNKNOWN,
        ErrorCode.SPREADSHEET_NO_HEADINGS,
        ErrorCode.SPREADSHEET_UNREADABLE,
    }
)


@contextmanager
def door(path: Path, wanted: OurFile | None) -> Iterator[None]:
    """Where a file is read: a refusal of another file of ours says which one it is.

    `wanted` is None where a spreadsheet belongs, which is none of ours.

    The code stays; `given_file` among its facts names the kind.
    """
    try:
        yield
    except VanHoaError as error:
        given = kind_of(path) if error.code in _NOT_WANTED else None
        if given is None or given is wanted:
            raise
        raise VanHoaError(error.code, **error.facts, **{GIVEN_FILE: given.value}) from error


@contextmanager
def bundle_door(session: Session, path: Path) -> Iterator[None]:
    """Where a bundle is read: what cannot be opened is told as fits whoever reads it.

    Only a unit can ask the commune; the office itself is ended by nobody.
    """
    try:
        with door(path, OurFile.BUNDLE):
            yield
    except VanHoaError as error:
        here = _where(session.identity)
        is_sealed = error.code is ErrorCode.BUNDLE_NOT_FOR_US and error.facts.get("how") == "sealed"
        if not (is_sealed and here):
            raise
        raise VanHoaError(error.code, **{**error.facts, "how": here}) from error


def _where(identity: Identity) -> str:
    if identity.is_office:
        return "sealed at the office"
    return "sealed at another device of the commune" if identity.is_commune else ""


def kind_of(path: Path) -> OurFile | None:
    """What a file of ours is, by what it says outside or by its name; None for all others."""
    try:
        with path.open("rb") as stream:
            begin = stream.read(_LOOKED_AT_BYTES)
    except OSError:
        return None
    if begin.startswith(AGE_PREFIX):
        return _SEALED.get(path.suffix.lower())
    if begin.startswith(b"PK") and NOTE.encode() in begin:
        return OurFile.BACKUP
    said = (kind for name, kind in _SAYS.items() if f'"{name}"'.encode() in begin)
    return next(said, None) if begin.startswith(b"{") else None

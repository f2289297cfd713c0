"""The commune's root key under a passphrase of its own (docs/decisions/0027).

What it signs is who belongs to the commune: approving, ending, new keys, handing over. For the rest
of the year's work it stays locked.
"""

from pathlib import Path

from vanhoa_desktop.db.authority import ROOT_SETTING
from vanhoa_desktop.domain.our_files import OurFile
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import read_limited
from vanhoa_desktop.services.office.file_doors import door
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.keyring import RootSecrets, create_root_key, open_root_secrets
from vanhoa_desktop.trust.passphrases import check_passphrase, normal_passphrase
from vanhoa_desktop.trust.recovery_code import read_code
from vanhoa_desktop.trust.recovery_file import MAX_RECOVERY_BYTES, open_recovery


class RootKeyService:
    """Locks and unlocks the root key; only at the office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has_own_passphrase(self) -> bool:
        """Whether the daily passphrase does not open it; raises ROOT_KEY_MISSING."""
        try:
            self._opened(self._session.passphrase)
        except VanHoaError as error:
            if error.code is not ErrorCode.ROOT_PASSPHRASE_WRONG:
                raise
            return True
        return False

    def unlock(self, passphrase: str) -> None:
        """Open it for as long as the session lasts; raises ROOT_PASSPHRASE_WRONG."""
        self._opened(passphrase)
        self._session.root_passphrase = passphrase

    def protect(self, known: str, new: str) -> None:
        """Lock it under a new passphrase; `known` opens it now (at first the daily one).

        Raises ROOT_PASSPHRASE_WRONG, PASSPHRASE_TOO_SHORT, PASSPHRASE_COMMON, PASSPHRASE_SAME (as
        the daily one, or as it was), and how the disk fails.
        """
        secrets = self._opened(known)
        self._check_new(new, known)
        self._lock(secrets, new)

    def reset(self, file: Path, code: str, new: str) -> None:
        """Lock it under a new passphrase when nobody knows its own any more: by a recovery file.

        Raises RECOVERY_FILE_INVALID (also of another commune), RECOVERY_CODE_WRONG, and as
        `protect` does.
        """
        self._session.require_office()
        with door(file, OurFile.RECOVERY):
            contents = open_recovery(read_limited(file, MAX_RECOVERY_BYTES), read_code(code))
        with self._session.database.reading() as reading:
            root = reading.local.settings()[ROOT_SETTING]
        if contents.secrets.root.public.hex() != root:
            raise VanHoaError(ErrorCode.RECOVERY_FILE_INVALID)
        self._check_new(new)
        self._lock(contents.secrets, new)

    def _check_new(self, new: str, known: str = "") -> None:
        used = (self._session.passphrase, known)
        if check_passphrase(new) in map(normal_passphrase, used):
            raise VanHoaError(ErrorCode.PASSPHRASE_SAME)

    def _lock(self, secrets: RootSecrets, new: str) -> None:
        session = self._session
        create_root_key(session.paths.root_key, secrets, new, session.identity.officer)
        session.root_passphrase = ""
        session.log_access("root-passphrase", "")

    def _opened(self, passphrase: str) -> RootSecrets:
        session = self._session
        session.require_office()
        if not session.paths.root_key.exists():
            raise VanHoaError(ErrorCode.ROOT_KEY_MISSING)
        try:
            return open_root_secrets(session.paths.root_key, passphrase)
        except VanHoaError as error:
            if error.code is not ErrorCode.PASSPHRASE_WRONG:
                raise
            raise VanHoaError(ErrorCode.ROOT_PASSPHRASE_WRONG) from error

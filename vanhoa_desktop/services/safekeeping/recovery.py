"""Keys that survive a lost computer: the commune's recovery file and its code."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop.documents.recovery_sheet import RecoverySheet, render_recovery_sheet
from vanhoa_desktop.files import preparing
from vanhoa_desktop.services.office.paper_endings import PDF_ENDING, require_ending
from vanhoa_desktop.services.office.recovery_slots import keep_recovery_slot
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.trust.envelope import new_age_identity, recipient_of
from vanhoa_desktop.trust.keyring import RootSecrets, replace_root_secrets
from vanhoa_desktop.trust.recovery_code import CODE_BYTES, code_text
from vanhoa_desktop.trust.recovery_file import RecoveryContents, seal_recovery
from vanhoa_desktop.trust.signed import object_id
from vanhoa_desktop.trust.statements import recovery_statement


@dataclass(frozen=True, slots=True)
class RecoveryMade:
    """A saved recovery file and the code that opens it, which is nowhere on this computer."""

    device_id: str
    path: Path
    sheet: Path | None
    code: str = field(repr=False)
    commune_fingerprint: str


class RecoveryService:
    """Makes recovery files; only at the office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def create(self, output: Path, sheet: Path | None = None) -> RecoveryMade:
        """Save a recovery file under a fresh code; earlier files keep their own codes.

        `sheet`: where the code is written as a page to be printed; the caller tells people to print
        it and delete it. Raises ROLE_NOT_ALLOWED, ROOT_KEY_MISSING, DISK_FULL, FOLDER_READ_ONLY;
        PAPER_ENDING or PAPER_LETTERS_MISSING for a page that could not be printed: no file then.
        """
        session = self._session
        session.require_office()
        if sheet is not None:
            require_ending(sheet, PDF_ENDING)
        secrets, lines = self._recovery_secrets()
        with session.database.reading() as reading:
            statements = (*reading.local.statements(), *lines)
            names = unit_names(reading)
        code = session.ports.randomness.token(CODE_BYTES)
        contents = RecoveryContents(
            commune=session.require_unit(),
            commune_name=session.identity.unit_name,
            secrets=secrets,
            statements=statements,
            units=names,
        )
        made = RecoveryMade(
            session.identity.device_id, output, sheet, code_text(code), contents.fingerprint
        )
        # A file whose code could not be put on paper would be lost with the code.
        page = b"" if sheet is None else render_recovery_sheet(self._sheet(made))
        with ExitStack() as files:
            made_files = [files.enter_context(preparing(output))]
            made_files[0].fill(seal_recovery(contents, code))
            if sheet is not None:
                made_files.append(files.enter_context(preparing(sheet)))
                made_files[1].fill(page)
            # Only now is there a recovery key for others to rely on.
            self._keep(secrets, lines)
            for file in reversed(made_files):
                file.settle()
        session.log_access("recovery-create", output.name)
        return made

    def _sheet(self, made: RecoveryMade) -> RecoverySheet:
        return RecoverySheet(
            commune=self._session.identity.unit_name,
            code=made.code,
            file_name=made.path.name,
            fingerprint=made.commune_fingerprint,
            made_on=self._session.today(),
        )

    def _recovery_secrets(self) -> tuple[RootSecrets, list[bytes]]:
        """The root secrets with a recovery identity, and what the statements lack to name it."""
        session = self._session
        secrets = session.root_secrets()
        if secrets.recovery_identity is None:
            secrets = RootSecrets(secrets.root, new_age_identity())
        recipient = recipient_of(secrets.recovery_identity or "")
        with session.database.reading() as reading:
            trust = reading.trust
        if trust is None or trust.recovery == recipient:
            return secrets, []
        number = trust.recovery_number + 1
        return secrets, [recovery_statement(trust.commune, recipient, number, secrets.root)]

    def _keep(self, secrets: RootSecrets, lines: list[bytes]) -> None:
        session = self._session
        if session.root_secrets().recovery_identity is None:
            replace_root_secrets(session.paths.root_key, secrets, session.root_opener)
        with session.work() as work:
            work.trust({object_id(line): line for line in lines})
            work.commit()
        keep_recovery_slot(session)

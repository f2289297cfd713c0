"""Keeping this device's keys sealed for the commune's current recovery key as well (F27)."""

from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.recovery_slot import RecoveryRecipient, seal_for_recovery, sealed_for


def keep_recovery_slot(session: Session) -> None:
    """Seal the keys anew if a root statement named another recovery key since.

    Costs one passphrase derivation when there is something to do, and next to nothing otherwise.
    """
    with session.database.reading() as reading:
        trust = reading.trust
    if trust is None or trust.recovery is None or not session.passphrase:
        return
    if sealed_for(session.paths.keys) == trust.recovery_number:
        return
    recipient = RecoveryRecipient(trust.commune, trust.recovery, trust.recovery_number)
    seal_for_recovery(session.paths.keys, session.passphrase, session.identity.device_id, recipient)

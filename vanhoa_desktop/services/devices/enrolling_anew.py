"""A device that asks once more: after a refusal, or enrolled for a unit that is not its own.

A unit is given for life. Who was enrolled for another one begins again, with keys that nobody knows
and without what that unit's first file brought; that loses nothing as long as nothing was written.
"""

from pathlib import Path

from vanhoa_desktop.db.unit_of_work import Ports
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import preparing, write_atomically
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.seen_devices import EnrolledDevice
from vanhoa_desktop.services.office.identity_settings import REQUEST
from vanhoa_desktop.services.office.installation import (
    NewInstallation,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.enrolment import read_request
from vanhoa_desktop.trust.passphrases import check_passphrase


def request_anew(
    paths: InstallationPaths, output: Path, passphrase: str, ports: Ports | None = None
) -> EnrolledDevice:
    """Save another request; an enrolled device of a unit becomes a new one for it.

    Raises ENROLLED_AND_USED (something was written here for the unit), ROLE_NOT_ALLOWED (at the
    commune), and as opening and first starts do.
    """
    with open_session(paths, passphrase, writing=True, ports=ports) as session:
        if not session.identity.is_enrolled or session.identity.is_commune:
            return EnrolmentService(session).request(output, is_new=True)
        wish = _wish(session)
    check_passphrase(passphrase)
    # A place that takes no file is told while there is still something to leave as it was.
    with preparing(output):
        # From here on this is a first start that has not come to its end: killed, it begins again.
        write_atomically(paths.founding, b"", is_own=True)
        create_installation(paths, wish, passphrase, ports)
    with open_session(paths, passphrase, writing=True, ports=ports) as session:
        return EnrolmentService(session).request(output)


def _wish(session: Session) -> NewInstallation:
    """What the first start was told; raises ENROLLED_AND_USED."""
    with session.database.reading() as reading:
        written = reading.chains.last_written_by([session.identity.device_id])
        stored = reading.local.settings().get(REQUEST)
    if written is not None or stored is None:
        raise VanHoaError(ErrorCode.ENROLLED_AND_USED, unit=session.identity.unit_name)
    asked = read_request(stored.encode("utf-8"))
    return NewInstallation(asked.role, asked.unit_name, asked.officer)

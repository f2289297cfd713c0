"""Work that the former keys of this installation left unsent, written again under the new ones."""

from vanhoa_desktop.services.office.identity_settings import FORMER_DEVICES, UNSENT
from vanhoa_desktop.services.office.rescue import RescueService
from vanhoa_desktop.services.office.session import Session


def record_unsent_again(session: Session) -> int:
    """Write under the new keys what the old ones wrote and the commune never got.

    It does not stand any more, because the old keys ended at the last change that the commune held;
    it was written here, by this officer, so nobody needs to look at it first. Returns how many
    records were written; doing it again writes nothing twice. What is cut short goes on when the
    installation is opened next.
    """
    with session.database.reading() as reading:
        settings = reading.local.settings()
    if settings.get(UNSENT) != "yes":
        return 0
    former = settings.get(FORMER_DEVICES, "").split()
    recorded = RescueService(session).keep_own(former).rescued
    with session.work() as work:
        work.local.set_settings({UNSENT: ""})
        work.commit()
    return recorded

"""Numbers of certificates after a restore: none is given twice.

What was issued after the backup may have come back from nobody; only the paper register knows. So
a restored office gives no number of a year before the secretary has confirmed the next one.
"""

from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.identity_settings import RESTORED_CHAIN
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.plain import is_number

_NUMBERING = "numbering."
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of a year: the last known here, the next to be given, and whether it may be.

    `latest` are the last few certificates known here, the highest first: number and name.
    """

    year: int
    last: int
    next: int
    is_confirmed: bool
    latest: tuple[tuple[str, str], ...] = ()


def last_number_given(reading: Reading, year: int, last_here: int) -> int:
    """The number after which a year goes on; raises NUMBERING_UNCONFIRMED after a restore."""
    settings = reading.local.settings()
    chain = settings.get(RESTORED_CHAIN)
    if chain is None:
        return last_here
    confirmed_for, _, following = settings.get(f"{_NUMBERING}{year}", "").partition(":")
    if confirmed_for != chain:
        raise VanHoaError(ErrorCode.NUMBERING_UNCONFIRMED, year=year, last=last_here)
    return max(last_here, int(following) - 1)


class NumberingService:
    """Looks at the register's numbers and confirms them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def numbering(self, year: int) -> Numbering:
        """Where the numbers of a year stand."""
        with self._session.database.reading() as reading:
            last = _last_here(reading, year)
            latest = _latest_here(reading, year)
            try:
                given = last_number_given(reading, year, last)
            except VanHoaError:
                return Numbering(year, last, last + 1, is_confirmed=False, latest=latest)
        return Numbering(year, last, given + 1, is_confirmed=True, latest=latest)

    def confirm(self, year: int, following: int) -> Numbering:
        """The secretary has read the next free number in the paper register.

        Raises ROLE_NOT_ALLOWED, NUMBER_USED (that number or a higher one is known here).
        """
        self._session.require_office()
        with self._session.database.reading() as reading:
            last = _last_here(reading, year)
            chain = reading.local.settings().get(RESTORED_CHAIN)
        if following <= last:
            raise VanHoaError(ErrorCode.NUMBER_USED, number=following, year=year, last=last)
        if chain is not None:
            with self._session.work() as work:
                work.local.set_settings({f"{_NUMBERING}{year}": f"{chain}:{following}"})
                work.commit()
        return self.numbering(year)


def _latest_here(reading: Reading, year: int) -> tuple[tuple[str, str], ...]:
    titles = reading.recognitions.recognitions(year)
    numbered = [(t.certificate_number, t.full_name) for t in titles if t.certificate_number]
    given = [item for item in numbered if is_number(item[0].partition("/")[0])]
    return tuple(reversed(given[-_SHOWN:]))


def _last_here(reading: Reading, year: int) -> int:
    numbers = [n.partition("/")[0] for n in reading.recognitions.certificate_numbers(year)]
    return max((int(number) for number in numbers if is_number(number)), default=0)

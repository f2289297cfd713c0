"""Clocks that show what a test wants."""

import datetime as dt
from dataclasses import dataclass

NOON = dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


@dataclass
class FixedClock:
    """A clock that stands still until it is set."""

    moment: dt.datetime = NOON

    def now(self) -> dt.datetime:
        """The moment it shows."""
        return self.moment


class StoppedClock:
    """A laptop whose battery died: it is 1970."""

    def now(self) -> dt.datetime:
        """Always the same wrong moment."""
        return dt.datetime(1970, 1, 1, 0, 0, 7, tzinfo=dt.UTC)

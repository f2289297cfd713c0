"""The commune's dated settings of who counts, as they are in force on a day."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.tables.projections import setting
from vanhoa_desktop.domain.counting import COUNTING_KEYS, CountingRules
from vanhoa_desktop.errors import VanHoaError


def counting_rules(connection: Connection, on: str) -> CountingRules:
    """The rules in force on an ISO date; raises VALUE_INVALID for a setting that cannot be read."""
    return CountingRules.read(_said(connection, on))


def rules_for_results(connection: Connection, year: int) -> CountingRules:
    """The rules in force when a year ends, by which results are kept.

    A setting that cannot be read (a newer program made it) is left out, so that the default holds
    for what it says: results follow every change that is written, and an office whose results
    refused a setting could write nothing any more, not even another setting. Reports refuse it.
    """
    said = _said(connection, f"{year}-12-31")
    return CountingRules.read({key: text for key, text in said.items() if _is_read(key, text)})


def _said(connection: Connection, on: str) -> dict[str, str]:
    query = select(setting.c.key, setting.c.value).where(
        setting.c.key.in_(COUNTING_KEYS), setting.c.valid_from <= on
    )
    return {row.key: row.value for row in connection.execute(query.order_by(setting.c.valid_from))}


def _is_read(key: str, text: str) -> bool:
    try:
        CountingRules.read({key: text})
    except VanHoaError:
        return False
    return True

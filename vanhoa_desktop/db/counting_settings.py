"""The commune's dated settings of who counts, as a year's results read them."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.tables.projections import setting
from vanhoa_desktop.domain.counting import ADULT_AGE_KEY, NOT_COUNTED_KEY, CountingBasis


def counting_basis(connection: Connection, year: int) -> CountingBasis:
    """Who counts in a year: by the settings in force when it ends."""
    query = select(setting.c.key, setting.c.value).where(
        setting.c.key.in_([ADULT_AGE_KEY, NOT_COUNTED_KEY]),
        setting.c.valid_from <= f"{year}-12-31",
    )
    said = {row.key: row.value for row in connection.execute(query.order_by(setting.c.valid_from))}
    return CountingBasis.read(said.get(ADULT_AGE_KEY), said.get(NOT_COUNTED_KEY))

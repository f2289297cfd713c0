"""The answers that count on all sheets of a year, in one pass over the rows."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from vanhoa_desktop.db.readers.begun import is_begun_sheet
from vanhoa_desktop.db.tables.projections import assessment, person
from vanhoa_desktop.domain.enums import Assessor, LearningModel

_decode = msgspec.json.Decoder(dict[str, int]).decode
# Half a million rows cost more to hand over than to add up: SQLite makes one text of each sheet, in
# the order of the table, so that no page is decrypted twice.
_ANSWERS = f"""
    SELECT assessment, json_group_object(indicator, points_milli) FROM points
    WHERE assessment IN (SELECT record FROM assessment WHERE year = ? AND model = ?)
        AND assessor <> '{Assessor.SELF.value}'
    GROUP BY assessment, assessor ORDER BY assessment, assessor DESC
"""  # noqa: S608 - the one value is ours


class AnsweredSheet(NamedTuple):
    """A sheet's set and target group, and its answers that count (thousandths by indicator)."""

    criteria_sha256: str
    group: str | None
    answers: dict[str, int]


def answered_sheets(
    connection: Connection, year: int, model: LearningModel
) -> Iterator[AnsweredSheet]:
    """Every begun sheet of a year and model.

    Per indicator the commune's answer, else the village's. A citizen who is in no list has none.
    """
    columns = (assessment.c.record, assessment.c.criteria, assessment.c.target_group)
    query = select(*columns).where(
        assessment.c.year == year, assessment.c.model == model.value, is_begun_sheet()
    )
    if model is LearningModel.CITIZEN:
        query = query.join(person, person.c.record == assessment.c.person)
    found = {row[0]: AnsweredSheet(row[1], row[2], {}) for row in connection.execute(query)}
    # By name «village» comes after «commune»: from last to first, what counts more comes later.
    for record, answers in connection.exec_driver_sql(_ANSWERS, (year, model.value)):
        if record in found:
            found[record].answers.update(_decode(answers))
    return iter(found.values())

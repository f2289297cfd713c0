"""The fold of the journal as tables: what readers query. Dropping and refolding them loses nothing.

Record ids are 16-byte UUIDs. Points are integers in thousandths (scoring allows three decimals at
most), so that SQL adds them exactly.
"""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, LargeBinary, Table, Text

from vanhoa_desktop.db.tables.evidence import evidence, evidence_name
from vanhoa_desktop.db.tables.journal import metadata
from vanhoa_desktop.db.tables.reporting import REPORTING


def _record() -> Column[bytes]:
    return Column("record", LargeBinary, primary_key=True)


# One row per held record: whose it is, where it stands, and a digest of what its unit may see
# (state-hash).
record_state = Table(
    "record_state",
    metadata,
    _record(),
    Column("kind_no", Integer, nullable=False),
    Column("unit", LargeBinary),
    Column("status", Text),
    Column("deleted", Boolean, nullable=False),
    Column("reviews", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
Index("record_state_by_unit", record_state.c.unit)
Index("record_state_to_review", record_state.c.reviews, sqlite_where=record_state.c.reviews > 0)

# Which units hold a record, and since which journal position. A unit that lost it (`is_current`
# false) keeps a frozen copy as of the change that took it away.
record_scope = Table(
    "record_scope",
    metadata,
    _record(),
    Column("unit", LargeBinary, primary_key=True),
    Column("scoped_at", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False),
)
Index("record_scope_by_unit", record_scope.c.unit)

# Whom a record is about (a person, a household, a body), whether or not anything of it stands: it
# is judged by where they belong, so it is judged anew when they move.
record_subject = Table(
    "record_subject",
    metadata,
    _record(),
    Column("subject", LargeBinary, nullable=False),
)
Index("record_subject_by_subject", record_subject.c.subject)

unit = Table(
    "unit",
    metadata,
    _record(),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("unit_kind", Text, nullable=False),
    Column("parent", LargeBinary),
)

cycle = Table(
    "cycle",
    metadata,
    _record(),
    Column("year", Integer, nullable=False),
    Column("until", Text),
    Column("criteria", JSON, nullable=False),
)

criteria = Table(
    "criteria",
    metadata,
    _record(),
    Column("set_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", Text, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    _record(),
    Column("key", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("value", Text, nullable=False),
)

household = Table(
    "household",
    metadata,
    _record(),
    Column("unit", LargeBinary, nullable=False),
    Column("code", Text, nullable=False),
    Column("head_name", Text),
)

# The clans that the commune keeps, and the households that count in each in a year.
clan = Table(
    "clan",
    metadata,
    _record(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("head_name", Text),
)

clan_household = Table(
    "clan_household",
    metadata,
    Column("household", LargeBinary, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("clan", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

person = Table(
    "person",
    metadata,
    _record(),
    Column("unit", LargeBinary, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("birth", Text),
    Column("birth_precision", Text),
    Column("birth_year", Integer),
    Column("sex", Text),
    Column("citizen_number", Text),
    Column("phone", Text),
    Column("household", LargeBinary),
    Column("relation", Text),
    Column("occupation", Text),
    Column("target_group", Text),
    Column("presence", Text, nullable=False),
    Column("presence_on", Text),
    Column("note", Text),
)
Index("person_by_order", person.c.sort_key, person.c.record)
Index("person_by_unit", person.c.unit, person.c.sort_key)
Index("person_by_citizen_number", person.c.citizen_number)
Index("person_by_folded", person.c.folded)

# Where a person is assessed in a year, if not at home (office-practice.md A2).
person_assessing = Table(
    "person_assessing",
    metadata,
    Column("person", LargeBinary, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("unit", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Where a unit alone says so: a wish, until the commune answers (docs/decisions/0030).
assessing_wish = Table(
    "assessing_wish",
    metadata,
    Column("person", LargeBinary, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("unit", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Two records of one person, as the commune linked them (bundle.md §2, rule 6).
same_person = Table(
    "same_person",
    metadata,
    _record(),
    Column("a", LargeBinary, nullable=False),
    Column("b", LargeBinary, nullable=False),
)

# Which record of a person counts in a year, where the commune said so.
same_person_choice = Table(
    "same_person_choice",
    metadata,
    Column("link", LargeBinary, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("person", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

registration = Table(
    "registration",
    metadata,
    _record(),
    Column("person", LargeBinary, nullable=False),
    Column("year", Integer, nullable=False),
    Column("unit", LargeBinary, nullable=False),
    Column("use_consent_on", Text),
    Column("post_consent_on", Text),
)
Index("registration_by_year", registration.c.year, registration.c.person)

assessment = Table(
    "assessment",
    metadata,
    _record(),
    Column("person", LargeBinary, nullable=False),
    Column("year", Integer, nullable=False),
    Column("model", Text, nullable=False),
    Column("unit", LargeBinary, nullable=False),
    Column("status", Text, nullable=False),
    Column("criteria", Text, nullable=False),
    Column("target_group", Text),
    Column("total_milli", Integer),
    Column("outcome", Text, nullable=False),
    Column("return_reason", Text),
    Column("in_conflict", Boolean, nullable=False),
)
Index("assessment_by_year", assessment.c.year, assessment.c.model, assessment.c.unit)
Index("assessment_by_person", assessment.c.person, assessment.c.year)

points = Table(
    "points",
    metadata,
    Column("assessment", LargeBinary, primary_key=True),
    Column("assessor", Text, primary_key=True),
    Column("indicator", Text, primary_key=True),
    Column("points_milli", Integer, nullable=False),
    Column("reason", Text),
    sqlite_with_rowid=False,
)

# What was entered beside the points of an assessment: «true», «false», or an exact decimal.
fact = Table(
    "fact",
    metadata,
    Column("assessment", LargeBinary, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    _record(),
    Column("year", Integer, nullable=False),
    Column("model", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("number", Text),
    Column("decided_on", Text),
    Column("signer", Text),
)

recognition = Table(
    "recognition",
    metadata,
    _record(),
    Column("person", LargeBinary, nullable=False),
    Column("year", Integer, nullable=False),
    Column("model", Text, nullable=False),
    Column("decision", LargeBinary, nullable=False),
    Column("certificate_number", Text),
    Column("full_name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("birth_year", Integer),
    Column("unit", LargeBinary, nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("level", Text),
)
Index("recognition_by_year", recognition.c.year, recognition.c.model)

PROJECTED = (
    record_state,
    record_subject,
    unit,
    cycle,
    criteria,
    setting,
    household,
    clan,
    clan_household,
    person,
    person_assessing,
    assessing_wish,
    same_person,
    same_person_choice,
    registration,
    assessment,
    points,
    fact,
    decision,
    recognition,
    *REPORTING,
    evidence,
    evidence_name,
)

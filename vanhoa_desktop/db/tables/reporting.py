"""What targets, reports and verification samples read: the fold of their kinds as tables."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text

from vanhoa_desktop.db.tables.journal import metadata


def _record() -> Column[bytes]:
    return Column("record", LargeBinary, primary_key=True)


digital = Table(
    "digital",
    metadata,
    _record(),
    Column("person", LargeBinary, nullable=False),
    Column("year", Integer, nullable=False),
    Column("skills", Boolean),
    Column("skills_basis", Text),
    Column("skills_on", Text),
    Column("fluency", Boolean),
    Column("fluency_basis", Text),
    Column("fluency_on", Text),
)
Index("digital_by_year", digital.c.year, digital.c.person)

training = Table(
    "training",
    metadata,
    _record(),
    Column("unit", LargeBinary, nullable=False),
    Column("year", Integer, nullable=False),
    Column("attended", Integer, nullable=False),
    Column("members", Integer, nullable=False),
)

outside_title = Table(
    "outside_title",
    metadata,
    _record(),
    Column("person", LargeBinary, nullable=False),
    Column("year", Integer, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("decided_on", Text),
    Column("checked_on", Text),
)

snapshot = Table(
    "snapshot",
    metadata,
    _record(),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("snapshot_kind", Text, nullable=False),
    Column("cut_off", Text, nullable=False),
    Column("made_on", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", Text, nullable=False),
)

sample = Table(
    "sample",
    metadata,
    _record(),
    Column("year", Integer, nullable=False),
    Column("seed", Text, nullable=False),
    Column("share_percent", Integer, nullable=False),
    Column("drawn_on", Text, nullable=False),
    Column("population", Integer, nullable=False),
    Column("population_sha256", Text, nullable=False),
)

sampled_sheet = Table(
    "sampled_sheet",
    metadata,
    _record(),
    Column("sample", LargeBinary, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("unit", Text, nullable=False),
    Column("target_group", Text),
    Column("total_milli", Integer),
    Column("outcome", Text, nullable=False),
    Column("found_on", Text),
    Column("found_by", Text),
    Column("found_total_milli", Integer),
    Column("found_outcome", Text),
    Column("note", Text),
)
Index("sampled_sheet_by_sample", sampled_sheet.c.sample)
Index("sampled_sheet_by_person", sampled_sheet.c.person)

REPORTING = (digital, training, outside_title, snapshot, sample, sampled_sheet)

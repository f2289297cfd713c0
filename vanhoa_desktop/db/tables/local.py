"""What belongs to this installation alone and is not a fold of the journal.

Identity, trust, bundle book-keeping.
"""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from vanhoa_desktop.db.tables.journal import metadata

setting = Table(
    "local_setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

statement = Table(
    "trust_statement",
    metadata,
    Column("id", Text, primary_key=True),
    Column("line", LargeBinary, nullable=False),
)

enrolment_request = Table(
    "enrolment_request",
    metadata,
    Column("device", Text, primary_key=True),
    Column("request", LargeBinary, nullable=False),
    Column("status", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# The signed manifest of every merged bundle is kept for ever: a checkpoint (bundle.md §4).
merged_bundle = Table(
    "merged_bundle",
    metadata,
    Column("bundle", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("down_number", Integer),
    Column("at", Text, nullable=False),
    # The ids of the changes inside, in their order: only of what came down from an office, which
    # vouches for them (bundles.witness).
    Column("ids", LargeBinary),
)

down_bundle = Table(
    "down_bundle",
    metadata,
    Column("unit", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("bundle", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# What each installation of a device last said it holds: its acknowledgement (`known` of its
# manifests). An installation is named by the chain it writes to: a copied folder has the same keys.
acknowledgement = Table(
    "installation_acknowledgement",
    metadata,
    Column("device", Text, primary_key=True),
    Column("installation", Text, primary_key=True),
    Column("chain", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("change", LargeBinary, nullable=False),
)

# `heard`: 1, 2, 3 … for each device, the greatest for what it said last. `sent`: the number of the
# newest down-bundle that this office had sent it then.
installation_news = Table(
    "installation_news",
    metadata,
    Column("device", Text, primary_key=True),
    Column("installation", Text, primary_key=True),
    Column("heard", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("down_number", Integer, nullable=False),
    Column("down_bundle", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# What was brought in as a whole (a bundle, an import), and its undoing and redoing: the changes at
# journal positions first..last. `answers`: the act that an undo or redo is about.
act = Table(
    "act",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("answers", Text),
    Column("officer", Text, nullable=False),
    Column("at", Text, nullable=False),
)

access_log = Table(
    "access_log",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

"""The journal and its dictionaries: append-only, the only truth of the store."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

chain = Table(
    "chain",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("chain", Text, nullable=False, unique=True),
    Column("device", Text),
)

kind = Table(
    "kind",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

# Ids named by a change (`links`, and the bases inside `body`) are kept as positions in this table:
# a device holds
# all changes of a record or none, so every named change is here. `prev` is kept only where it is
# not simply the
# change before in the same chain; `commitment` only where the body was erased (else it is derived).
change = Table(
    "change",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", LargeBinary, nullable=False, unique=True),
    Column("chain_no", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("clock", Integer, nullable=False),
    Column("kind_no", Integer, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("op", Integer, nullable=False),
    Column("prev", LargeBinary),
    Column("links", LargeBinary),
    Column("body", LargeBinary),
    Column("salt", LargeBinary),
    Column("commitment", LargeBinary),
)
Index("change_by_record", change.c.record)
Index("change_by_chain", change.c.chain_no, change.c.seq)

"""All tables of a store in one place, its format's number, and making them.

Kept tables hold what nothing else tells: the journal, what belongs to this installation, evidence
files, since when a unit holds a record. Folded tables are what the journal says, and are dropped
and made anew whenever they are not as this program defines them (`db.migrations`).
"""

from sqlalchemy import Connection

from vanhoa_desktop.db.migrations.layout import columns, definitions, wanted_definitions
from vanhoa_desktop.db.migrations.steps import STEPS
from vanhoa_desktop.db.tables import evidence, local
from vanhoa_desktop.db.tables.journal import chain, change, kind, metadata
from vanhoa_desktop.db.tables.projections import PROJECTED, record_scope
from vanhoa_desktop.db.tables.results import tally, title
from vanhoa_desktop.errors import ErrorCode, VanHoaError

SCHEMA_VERSION = max(STEPS)

FOLDED = (*PROJECTED, title, tally)
KEPT = (
    chain,
    kind,
    change,
    record_scope,
    local.setting,
    local.statement,
    local.enrolment_request,
    local.merged_bundle,
    local.down_bundle,
    local.acknowledgement,
    local.installation_news,
    local.act,
    local.access_log,
    evidence.evidence_file,
    evidence.early_evidence,
    evidence.wanted_evidence,
)


def create_schema(connection: Connection) -> None:
    """Make all tables of a new store."""
    metadata.create_all(connection, tables=[*KEPT, *FOLDED])
    mark_version(connection)


def mark_version(connection: Connection) -> None:
    """Say that the store is of this program's format."""
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def check_version(connection: Connection) -> int:
    """The number of a store's format, which this program knows.

    Raises STORE_NEWER for a store of a newer program, STORE_DAMAGED for one without tables.
    """
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > SCHEMA_VERSION:
        raise VanHoaError(ErrorCode.STORE_NEWER, found=found, known=SCHEMA_VERSION)
    if found == 0:
        raise VanHoaError(ErrorCode.STORE_DAMAGED, detail="user_version 0")
    return found


def has_own_layout(connection: Connection) -> bool:
    """Whether every folded table and index is there as this program defines it."""
    found = definitions(connection)
    return all(found.get(name) == wanted for name, wanted in wanted_definitions(FOLDED).items())


def run_steps(connection: Connection, version: int) -> None:
    """Bring the kept tables of a store of format `version` to those of this program.

    Raises STORE_DAMAGED where they are none that any program made.
    """
    for number in range(version + 1, SCHEMA_VERSION + 1):
        STEPS[number](connection)
    for table in KEPT:
        wanted = {
            (column.name, str(column.type.compile(connection.dialect))) for column in table.columns
        }
        found = {(column.name, column.type) for column in columns(connection, table.name)}
        if wanted != found:
            raise VanHoaError(ErrorCode.STORE_DAMAGED, detail=f"table {table.name}")
        for index in table.indexes:
            index.create(connection, checkfirst=True)


def remake_folded(connection: Connection) -> None:
    """Drop all tables but the kept ones, whatever they are like, and make the folded ones empty.

    A folded table of another program may hold what was erased since, so it goes too.
    """
    kept = {table.name for table in KEPT}
    for name in definitions(connection).keys() - kept:
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    metadata.create_all(connection, tables=FOLDED, checkfirst=False)

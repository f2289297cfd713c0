"""Limits of bundle format 1: what is larger is refused before it is unpacked or counted.

No honest file comes near: exports are cut into parts long before (`USUAL_PART_BYTES`,
`MAX_CHANGES_PER_PART`). They bound what one file can cost its receiver (benchmarks/hostile.py).
"""

from typing import NamedTuple

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 72 * MEGABYTE
MAX_TOTAL_BYTES = 256 * MEGABYTE
MAX_ENTRIES = 20_000
MAX_MANIFEST_BYTES = 8 * MEGABYTE
MAX_TRUST_BYTES = 16 * MEGABYTE
MAX_STATEMENTS = 20_000
# An answer to a restored office names every change that it ever got from one: some years of a large
# village are 10 MB.
MAX_WITNESS_BYTES = 48 * MEGABYTE
MAX_EVIDENCE_BYTES = 32 * MEGABYTE
# What is exported without a wish for a size: making or opening it takes about four times as much
# memory, which an old laptop must have.
USUAL_PART_BYTES = 64 * MEGABYTE
MAX_FILES_PER_PART = 5_000
MAX_CHANGES_PER_PART = 20_000
MAX_CHANGES_OF_RECORD_PER_PART = 2_000
MAX_CHAINS_PER_PART = 400
# What a change says in one field is a value. A sheet has some two hundred fields; a new field of a
# later version is one more.
MAX_VALUES_PER_PART = 200_000
MAX_VALUES_OF_RECORD_PER_PART = 20_000
MAX_FIELDS_OF_RECORD_PER_PART = 500


# Each merge looks at all that waits. What a unit sends while a file of it is missing holds all that
# the ones before held: more than a few are of no use.
MAX_WAITING_OF_UNIT = 30
# A new chain begins where a folder was copied or restored: some hundreds in the life of a device.
MAX_CHAINS_OF_DEVICE = 5_000
# All that one device ever says of one record, over all its files: folding it takes some 10 KB for
# each change. A sheet has some hundred values, each written a few times.
MAX_CHANGES_OF_RECORD_BY_DEVICE = 10_000


class ChangeLimits(NamedTuple):
    """How much the changes of one file may be: in all, of one record, by chains, in a line.

    `values`, `values_of_record` count what all changes say, field by field; `fields` the names of
    fields that one record has in the file, whoever may know them.
    """

    bytes: int
    changes: int
    of_record: int
    chains: int
    line_bytes: int
    named: int
    values: int
    values_of_record: int
    fields: int


# A unit's own work: cut into parts before it comes to a half of any of these.
OF_A_UNIT = ChangeLimits(
    bytes=48 * MEGABYTE,
    changes=50_000,
    of_record=5_000,
    chains=1_000,
    line_bytes=MEGABYTE,
    named=2_000,
    values=500_000,
    values_of_record=50_000,
    fields=1_200,
)
# Files of the office, which is trusted with all costs: an invite travels whole.
OF_THE_OFFICE = ChangeLimits(
    bytes=192 * MEGABYTE,
    changes=400_000,
    of_record=50_000,
    chains=10_000,
    line_bytes=4 * MEGABYTE,
    named=50_000,
    values=8_000_000,
    values_of_record=500_000,
    fields=12_000,
)

"""Limits of bundle format 1: what is larger is refused before it is unpacked."""

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 256 * MEGABYTE
MAX_TOTAL_BYTES = 512 * MEGABYTE
MAX_ENTRIES = 20_000
MAX_MANIFEST_BYTES = 8 * MEGABYTE
MAX_TRUST_BYTES = 16 * MEGABYTE
MAX_EVIDENCE_BYTES = 32 * MEGABYTE
# What is exported without a wish for a size: making or opening it takes about four times as much
# memory, which an old laptop must have.
USUAL_PART_BYTES = 96 * MEGABYTE
MAX_FILES_PER_PART = 5_000

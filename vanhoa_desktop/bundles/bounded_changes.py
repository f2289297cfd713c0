"""The changes of a file, read until there are more than any office sends."""

from vanhoa_desktop.bundles.change_counts import ChangeCounts
from vanhoa_desktop.bundles.limits import (
    MAX_WITNESS_BYTES,
    OF_A_UNIT,
    OF_THE_OFFICE,
    ChangeLimits,
)
from vanhoa_desktop.bundles.manifest import Direction, Manifest
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.wire import decode_lines


def limits_of(manifest: Manifest) -> ChangeLimits:
    """How much the changes of a file may be, by who sends it."""
    return OF_A_UNIT if manifest.direction is Direction.UP else OF_THE_OFFICE


def check_sizes(manifest: Manifest, changes_bytes: int, witness_bytes: int) -> None:
    """Raise BUNDLE_TOO_LARGE for what no office sends, before any of it is unpacked."""
    limits = limits_of(manifest)
    is_heavy = changes_bytes > limits.bytes or witness_bytes > MAX_WITNESS_BYTES
    if is_heavy or len(manifest.chains) > limits.chains:
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)


def changes_within(encoded: bytes, limits: ChangeLimits) -> tuple[Change, ...]:
    """The changes in a `changes.jsonl`.

    Raises BUNDLE_TOO_LARGE where there are too many, or they say too much, in all or of one record,
    or one names too many others; BUNDLE_INVALID_CHANGE as `decode_lines`.
    """
    if encoded.count(b"\n") > limits.changes:
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    changes: list[Change] = []
    counts = ChangeCounts()
    for change in decode_lines(encoded, limits.line_bytes):
        changes.append(change)
        counts.add(change)
        record = change.header.record
        if (
            len(change.parents) > limits.named
            or counts.changes[record] > limits.of_record
            or counts.all_values > limits.values
            or counts.values[record] > limits.values_of_record
            or len(counts.fields[record]) > limits.fields
        ):
            raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    return tuple(changes)

"""The changes of a file, read until there are more than any office sends."""

from collections import Counter

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

    Raises BUNDLE_TOO_LARGE where there are too many, in all or of one record, or one names too
    many others; BUNDLE_INVALID_CHANGE as `decode_lines`.
    """
    if encoded.count(b"\n") > limits.changes:
        raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    changes: list[Change] = []
    of_record: Counter[str] = Counter()
    for change in decode_lines(encoded, limits.line_bytes):
        changes.append(change)
        of_record[change.header.record] += 1
        is_wide = len(change.parents) > limits.named
        if is_wide or of_record[change.header.record] > limits.of_record:
            raise VanHoaError(ErrorCode.BUNDLE_TOO_LARGE)
    return tuple(changes)

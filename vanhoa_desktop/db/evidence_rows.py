"""What a live record of evidence looks like in the tables."""

from typing import Any

from sqlalchemy import Table

from vanhoa_desktop.db.criteria_cache import CriteriaCache
from vanhoa_desktop.db.encoding import optional_key, record_key
from vanhoa_desktop.db.folded_values import number_of, text_of, unit_key
from vanhoa_desktop.db.tables.evidence import evidence
from vanhoa_desktop.journal.fold import RecordState


def evidence_rows(state: RecordState, _: CriteriaCache) -> dict[Table, list[dict[str, Any]]]:
    """The one row of a record of evidence."""
    sha256 = text_of(state, "sha256")
    row = {
        "record": record_key(state.record),
        "person": optional_key(text_of(state, "person")),
        "year": number_of(state, "year") or 0,
        "indicator": text_of(state, "indicator"),
        "unit": unit_key(state),
        "sha256": None if sha256 is None else bytes.fromhex(sha256),
        "note": text_of(state, "note"),
    }
    return {evidence: [row]}

"""Each hostile file has its row: refused with its code, in Vietnamese, and nothing has happened."""

import re
from pathlib import Path

import pytest

from tests.bundles.hostile import (
    rows_archive,
    rows_changes,
    rows_envelope,
    rows_lines,
    rows_manifest,
    rows_trust,
    rows_values,
)
from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.receiver import Receiver
from tests.bundles.hostile.row import Row
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.texts.errors import sentence

TABLE: tuple[Row, ...] = (
    *rows_envelope.ROWS,
    *rows_archive.ROWS,
    *rows_manifest.ROWS,
    *rows_trust.ROWS,
    *rows_lines.ROWS,
    *rows_changes.ROWS,
    *rows_values.ROWS,
)
LONGEST_SENTENCE = 600
_VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def test_every_row_has_a_name_of_its_own() -> None:
    names = [row.name for row in TABLE]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_a_hostile_file_is_refused_and_nothing_has_happened(
    row: Row, ground: Ground, receivers: dict[str, Receiver], tmp_path: Path
) -> None:
    receiver = receivers[row.receiver]
    path = tmp_path / "tep.vhb"
    path.write_bytes(row.forge(ground))
    before, kept = receiver.standing(), receiver.quarantined()
    with pytest.raises(VanHoaError) as looked:
        receiver.inspect(path)
    report = receiver.merge(path)
    assert [refused.error.code for refused in report.refused] == [row.code]
    assert looked.value.code is row.code
    assert (report.merged, report.skipped, report.waiting) == (0, 0, [])
    assert receiver.standing() == before
    assert receiver.quarantined() == kept + row.is_kept
    assert [found.name for found in tmp_path.iterdir()] == ["tep.vhb"]
    said = sentence(report.refused[0].error)
    assert _VIETNAMESE.search(said)
    assert "{" not in said
    assert len(said) < LONGEST_SENTENCE

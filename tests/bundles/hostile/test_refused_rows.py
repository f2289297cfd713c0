"""Each hostile file has its row: refused with its code, in Vietnamese, and nothing has happened.

A reader that was made from docs/bundle-format.md alone refuses each for the same reason.
"""

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
from tests.bundles.hostile.row import COMMUNE, Row
from tests.bundles.stranger.held import Held
from tests.bundles.stranger_hands import is_strangers_word, word_of_stranger
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.texts.errors.catalogue import sentence

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
    row: Row,
    ground: Ground,
    receivers: dict[str, Receiver],
    strangers: dict[str, Held],
    tmp_path: Path,
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
    assert is_strangers_word(row.code.value, path.read_bytes(), strangers[row.receiver])


def test_the_stranger_accepts_what_honest_villages_wrote(
    ground: Ground, strangers: dict[str, Held]
) -> None:
    words = [word_of_stranger(draft.file(), strangers[COMMUNE]) for draft in ground.drafts]
    ended = "BUNDLE_REVOKED_SENDER"
    assert words == ["accepted", "accepted", ended, ended]

"""Files that name what nobody knows: kept once, shown, dropped, and nothing else has happened."""

from pathlib import Path

import pytest

from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.receiver import Receiver
from tests.bundles.hostile.row import Row
from tests.bundles.hostile.rows_changes import WAITING
from tests.bundles.stranger.held import Held
from tests.bundles.stranger_hands import is_strangers_word
from vanhoa_desktop.services.exchange.waiting_list import WaitingList


@pytest.mark.parametrize("row", WAITING, ids=lambda row: row.name)
def test_a_file_that_names_what_nobody_knows_waits_and_can_be_dropped(
    row: Row,
    ground: Ground,
    receivers: dict[str, Receiver],
    strangers: dict[str, Held],
    tmp_path: Path,
) -> None:
    receiver = receivers[row.receiver]
    path = tmp_path / "tep.vhb"
    path.write_bytes(row.forge(ground))
    assert is_strangers_word(row.code.value, path.read_bytes(), strangers[row.receiver])
    before = receiver.standing()
    for _ in range(2):
        report = receiver.merge(path)
        assert [refused.error.code for refused in report.refused] == [row.code]
        assert report.merged == 0
    waiting = WaitingList(receiver.session)
    (kept,) = waiting.bundles()
    assert receiver.standing().state == before.state
    assert receiver.standing().statements == before.statements
    waiting.drop(waiting.find(kept.path.name))
    assert waiting.bundles() == []
    kept.path.parent.rmdir()
    assert receiver.standing() == before

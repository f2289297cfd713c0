"""What looks hostile and is not refused: skipped, kept waiting, or merged and left to the fold."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.builders.offices import Office, Offices
from tests.bundles.hostile.forging import Draft
from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.pen import Pen
from tests.bundles.hostile.receiver import Receiver
from tests.bundles.hostile.rows_changes import NEW_RECORD, UNKNOWN, person
from vanhoa_desktop.canonical import MAX_INTEGER, Json
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.exchange.exchange import MergeReport
from vanhoa_desktop.services.office.integrity import IntegrityService

_THOUSANDS = 3_000


@dataclass
class Commune:
    """The commune's office of one test, which has merged A's honest bundle."""

    office: Office
    ground: Ground
    folder: Path
    sent: int = 0

    def takes(self, file: bytes) -> MergeReport:
        """Merge a file."""
        self.sent += 1
        path = self.folder / f"{self.sent}.vhb"
        path.write_bytes(file)
        return self.office.merge(path)

    def scribbled(self, scribble: Callable[[Pen], object]) -> bytes:
        """A's whole chain with what `scribble` writes after it."""
        pen = self.ground.a.pen()
        scribble(pen)
        return self.ground.a.forged(pen).file()

    def is_sound(self) -> bool:
        """Whether the store is what its journal says."""
        with self.office.open(writing=False) as session:
            return IntegrityService(session).check().is_ok

    def state(self) -> str:
        """The hash of all values."""
        with self.office.open(writing=False) as session:
            return IntegrityService(session).state_hash().sha256


@pytest.fixture
def commune(ground: Ground, tmp_path: Path) -> Commune:
    offices: Offices = ground.offices.copy(tmp_path / "offices")
    made = Commune(offices.commune, ground, tmp_path)
    assert made.takes(ground.a.draft.file()).merged == 1
    return made


def codes(report: MergeReport) -> list[ErrorCode]:
    return [refused.error.code for refused in report.refused]


def test_an_old_bundle_played_again_is_skipped_and_changes_nothing(commune: Commune) -> None:
    before = commune.state()
    report = commune.takes(commune.ground.a.draft.file())
    assert (report.merged, report.skipped, report.refused) == (0, 1, [])
    assert commune.state() == before


def test_old_changes_under_a_new_manifest_are_skipped(commune: Commune) -> None:
    before = commune.state()
    report = commune.takes(commune.ground.a.draft.with_manifest(created="1970").file())
    assert (report.merged, report.skipped, report.refused) == (0, 1, [])
    assert commune.state() == before


def test_thousands_of_copies_of_true_statements_are_read_once(commune: Commune) -> None:
    draft = commune.ground.a.draft.with_manifest(created="1970")
    before = commune.state()
    report = commune.takes(replace(draft, trust=draft.trust * _THOUSANDS).file())
    assert (report.skipped, report.refused) == (1, [])
    assert commune.state() == before
    assert commune.is_sound()


def later(draft: Draft, pen: Pen, first: int) -> bytes:
    """A bundle of the pen's changes from seq `first` on."""
    changes = [change for change in pen.changes if change.header.seq >= first]
    return draft.with_changes(changes, pen.owners).file()


def test_a_bundle_after_a_missing_one_waits_and_is_merged_when_it_came(commune: Commune) -> None:
    ground, pen = commune.ground, commune.ground.a.pen()
    missing = pen.write("person", NEW_RECORD, person(ground))
    pen.write("person", NEW_RECORD, {"note": "sau"}, [missing])
    before = commune.state()
    late = commune.takes(later(ground.a.draft, pen, missing.header.seq + 1))
    assert (codes(late), len(late.waiting)) == ([ErrorCode.BUNDLE_GAP], 1)
    assert commune.state() == before
    healed = commune.takes(later(ground.a.draft, pen, missing.header.seq))
    assert (healed.merged, healed.refused, healed.waiting) == (1, [], [])


@pytest.mark.parametrize("clock", [1, 50, MAX_INTEGER])
def test_a_change_whose_predecessor_nobody_has_seen_waits_whatever_its_clock_says(
    commune: Commune, clock: int
) -> None:
    """Its clock cannot be checked: merged, it would win every conflict and bar all that follows."""
    ground, pen = commune.ground, commune.ground.a.pen()
    orphan = pen.write("person", NEW_RECORD, person(ground), prev=UNKNOWN, clock=clock)
    before = commune.state()
    report = commune.takes(later(ground.a.draft, pen, orphan.header.seq))
    assert codes(report) == [ErrorCode.BUNDLE_GAP]
    assert commune.state() == before


def test_a_change_that_hangs_on_a_change_of_another_chain_waits(commune: Commune) -> None:
    ground, pen = commune.ground, commune.ground.a.pen()
    foreign = next(c for c in ground.down.parsed_changes if c.header.kind == "unit")
    clock = 1 + foreign.header.clock
    pen.write("person", NEW_RECORD, person(ground), prev=foreign.id, clock=clock)
    report = commune.takes(later(ground.a.draft, pen, pen.changes[-1].header.seq))
    assert codes(report) == [ErrorCode.BUNDLE_GAP]
    assert commune.is_sound()


def test_a_fork_is_kept_and_does_not_stand_and_the_store_is_sound(commune: Commune) -> None:
    """A copied laptop: two changes under one chain and seq, both of them whole."""
    ground = commune.ground
    first, second = ground.a.pen(), ground.a.pen()
    first.write("person", NEW_RECORD, person(ground))
    second.write("person", NEW_RECORD, person(ground, note="bản sao"))
    seq = first.changes[-1].header.seq
    assert commune.takes(ground.a.forged(first).file()).merged == 1
    assert commune.takes(later(ground.a.draft, second, seq)).merged == 1
    with commune.office.open(writing=False) as session, session.database.reading() as reading:
        held = reading.journal.of_records([NEW_RECORD])[NEW_RECORD]
        assert len(held) == 2
        assert NEW_RECORD not in {p.id for p in reading.people.search("")}
    assert commune.is_sound()


def test_the_second_branch_of_a_fork_goes_on(commune: Commune) -> None:
    ground = commune.ground
    first, second = ground.a.pen(), ground.a.pen()
    first.write("person", NEW_RECORD, person(ground))
    second.write("person", NEW_RECORD, person(ground, note="bản sao"))
    seq = first.changes[-1].header.seq
    commune.takes(ground.a.forged(first).file())
    commune.takes(later(ground.a.draft, second, seq))
    for pen in (first, second):
        pen.write("person", NEW_RECORD, {"note": "tiếp"}, pen.changes[-1:])
        report = commune.takes(later(ground.a.draft, pen, seq + 1))
        assert (report.merged, report.refused) == (1, [])
    assert commune.is_sound()


def test_an_unknown_modest_field_of_a_newer_program_is_kept(commune: Commune) -> None:
    ground = commune.ground
    values = person(ground, blood_group="O", **{"later.x1": {"a": [1, None]}})
    file = commune.scribbled(lambda pen: pen.write("person", NEW_RECORD, values))
    assert commune.takes(file).merged == 1
    with commune.office.open(writing=False) as session, session.database.reading() as reading:
        (held,) = reading.journal.of_records([NEW_RECORD])[NEW_RECORD]
    assert held.change.body is not None
    assert held.change.body.values["blood_group"] == "O"
    assert commune.is_sound()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("person", {}),
        ("minutes", {"year": 2026}),
        ("evidence", {"year": 2026}),
    ],
)
def test_a_record_that_says_almost_nothing_does_not_break_the_tables(
    commune: Commune, kind: str, values: dict[str, Json]
) -> None:
    ground = commune.ground
    control: Json = {"deleted": False, "status": "open", "unit": ground.a.unit}
    file = commune.scribbled(
        lambda pen: pen.write(kind, NEW_RECORD, {"control": control, **values})
    )
    assert commune.takes(file).merged == 1
    assert commune.is_sound()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("assessment", {"village.CS1": {"points": "8", "reason": None}}),
        ("registration", {}),
        ("household", {}),
    ],
)
def test_a_record_that_its_key_names_is_not_begun_without_the_key(
    commune: Commune, kind: str, values: dict[str, Json]
) -> None:
    """Under the id of another record it would bar what belongs there."""
    control: Json = {"deleted": False, "status": "open", "unit": commune.ground.a.unit}
    file = commune.scribbled(
        lambda pen: pen.write(kind, NEW_RECORD, {"control": control, **values})
    )
    (refused,) = commune.takes(file).refused
    assert refused.error.code is ErrorCode.BUNDLE_INVALID_CHANGE
    assert commune.is_sound()


def test_a_down_bundle_played_again_to_its_village_is_skipped(
    ground: Ground, receivers: dict[str, Receiver], tmp_path: Path
) -> None:
    path = tmp_path / "down.vhb"
    path.write_bytes(ground.down.file())
    village = receivers["village1"]
    village.merge(path)
    before = village.standing()
    report = village.merge(path)
    assert (report.merged, report.skipped, report.refused) == (0, 1, [])
    assert village.standing() == before

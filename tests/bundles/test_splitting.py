"""Parts stay under their size, hold everything once, changes first."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bundles.hostile.pen import Pen
from tests.simulators.desks import Desk
from vanhoa_desktop.bundles.limits import (
    MAX_CHAINS_PER_PART,
    MAX_CHANGES_OF_RECORD_PER_PART,
    MAX_CHANGES_PER_PART,
    MAX_FIELDS_OF_RECORD_PER_PART,
    MAX_VALUES_OF_RECORD_PER_PART,
    MAX_VALUES_PER_PART,
    OF_A_UNIT,
    USUAL_PART_BYTES,
)
from vanhoa_desktop.bundles.manifest import Direction, Manifest
from vanhoa_desktop.bundles.splitting import Part, Splitter
from vanhoa_desktop.bundles.writer import BundleContents, write_bundle
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.fold import Authority
from vanhoa_desktop.journal.wire import MAX_FIELDS
from vanhoa_desktop.trust.envelope import new_age_identity, recipient_of
from vanhoa_desktop.trust.keys import SigningKey

UNIT = "01a20e61-2713-7a3c-b4ff-fd492297f5ec"
MANIFEST = Manifest(
    commune=UNIT,
    addressee=UNIT,
    sender_device="ab" * 32,
    sender_unit=UNIT,
    direction=Direction.UP,
    chains={},
    known={},
    criteria=(),
    created="2026-11-25T12:00:00Z",
    app_version="0.1.0",
    entries=(),
)
KEY = SigningKey(b"k" * 32)
READERS = [recipient_of(new_age_identity()) for _ in range(3)]


def changes(count: int) -> list[Change]:
    """Changes of two desks that hear of each other now and then."""
    authority = Authority(frozenset(), {})
    desks = [Desk("mot", "aa" * 16), Desk("hai", "bb" * 16)]
    desks[0].put({"control": {"deleted": False, "status": "open", "unit": UNIT}}, authority)
    for number in range(1, count):
        writer, other = desks[number % 2], desks[(number + 1) % 2]
        writer.take(other)
        writer.put({"note": f"{number} " + "ghi chú " * (number % 40)}, authority)
    return list({**desks[0].held, **desks[1].held}.values())[:count]


CHANGES = changes(60)
OWNERS = {change.header.chain: "ab" * 32 for change in CHANGES}
STATEMENTS = (b"x" * 700, b"y" * 900)


def contents(number: int) -> BundleContents:
    held = sorted(CHANGES, key=lambda change: change.header.clock)[:number]
    return BundleContents(MANIFEST, STATEMENTS, held, OWNERS)


def file_named(number: int) -> str:
    return f"{number:064x}"


def made_sizes(whole: BundleContents, parts: list[Part], files: dict[str, int]) -> list[int]:
    """What the writer really makes of each part; the files hold what does not compress."""
    chance = random.Random(7)
    return [
        len(
            write_bundle(
                BundleContents(
                    whole.manifest,
                    whole.statements,
                    part.changes,
                    whole.owners,
                    {sha256: chance.randbytes(files[sha256]) for sha256 in part.files},
                ),
                KEY,
                READERS,
            ).file
        )
        for part in parts
    ]


def planned(whole: BundleContents, files: dict[str, int], limit: int) -> list[Part] | VanHoaError:
    """The parts, or the refusal where something does not fit."""
    try:
        return Splitter(whole, len(READERS), limit).parts(files)
    except VanHoaError as error:
        return error


@given(
    number=st.integers(0, 60),
    sizes=st.lists(st.integers(1, 60_000), max_size=25),
    limit=st.integers(4_000, 200_000),
)
def test_every_part_is_under_the_limit_and_nothing_is_lost(
    number: int, sizes: list[int], limit: int
) -> None:
    whole = contents(number)
    files = {file_named(index): size for index, size in enumerate(sizes)}
    parts = planned(whole, files, limit)
    if isinstance(parts, VanHoaError):
        assert parts.code is ErrorCode.BUNDLE_PARTS_TOO_SMALL
        assert int(str(parts.facts["needed"])) > limit
        return
    assert max(made_sizes(whole, parts, files)) <= limit
    assert sorted(change.id for part in parts for change in part.changes) == sorted(
        change.id for change in whole.changes
    )
    assert [sha256 for part in parts for sha256 in part.files] == sorted(files)
    assert all(part.changes or part.files for part in parts[1:])
    carrying = [bool(part.changes) for part in parts]
    assert carrying == sorted(carrying, reverse=True)
    assert not any(part.files for part, later in pairwise(parts) if later.changes)


@given(limit=st.integers(7_000, 30_000))
def test_a_part_stands_on_those_before_it(limit: int) -> None:
    """Every change comes with or after all that it names."""
    held: set[bytes] = set()
    for part in Splitter(contents(60), 1, limit).parts({}):
        held |= {change.id for change in part.changes}
        for change in part.changes:
            assert change.parents <= held
    assert len(held) == 60


def test_what_fits_stays_one_file() -> None:
    files = {file_named(index): 300_000 for index in range(20)}
    (part,) = Splitter(contents(60), 3, USUAL_PART_BYTES).parts(files)
    assert (len(part.changes), len(part.files)) == (60, 20)


def test_an_empty_bundle_is_still_a_bundle() -> None:
    assert Splitter(contents(0), 3, USUAL_PART_BYTES).parts({}) == [Part(())]


@pytest.mark.parametrize("number", [0, 1, 60])
def test_a_file_that_fits_nowhere_is_refused(number: int) -> None:
    with pytest.raises(VanHoaError) as caught:
        Splitter(contents(number), 3, 50_000).parts({file_named(1): 50_000})
    assert caught.value.code is ErrorCode.BUNDLE_PARTS_TOO_SMALL


def test_a_file_holds_few_enough_changes_and_few_enough_of_one_record() -> None:
    """Long before a receiver would refuse it."""
    assert OF_A_UNIT.changes > MAX_CHANGES_PER_PART * 2
    assert OF_A_UNIT.of_record > MAX_CHANGES_OF_RECORD_PER_PART * 2
    many = 2 * MAX_CHANGES_OF_RECORD_PER_PART + 1
    pen = Pen("aa" * 16, "ab" * 32)
    for number in range(many):
        pen.write("person", UNIT, {"note": str(number)})
    edits = BundleContents(MANIFEST, STATEMENTS, pen.changes, OWNERS)
    sizes = [len(part.changes) for part in Splitter(edits, 3, USUAL_PART_BYTES).parts({})]
    assert sum(sizes) == many
    assert max(sizes) <= MAX_CHANGES_OF_RECORD_PER_PART


@pytest.mark.parametrize(
    ("number", "fields", "records"),
    [(500, 100, 1), (2_000, 300, 40), (300, 3, 1)],
    ids=["values of a record", "values", "fields"],
)
def test_a_file_says_little_enough_of_one_record_and_in_all(
    number: int, fields: int, records: int
) -> None:
    """Long before a receiver would refuse it; one change alone always fits."""
    assert OF_A_UNIT.values > MAX_VALUES_PER_PART * 2
    assert OF_A_UNIT.values_of_record > MAX_VALUES_OF_RECORD_PER_PART * 2
    assert OF_A_UNIT.fields > MAX_FIELDS_OF_RECORD_PER_PART * 2
    assert MAX_FIELDS_OF_RECORD_PER_PART >= MAX_FIELDS
    pen = Pen("aa" * 16, "ab" * 32)
    for place in range(number):
        record = f"01a20e61-2713-7a3c-b4ff-{place % records:012x}"
        names = range(place * fields % 900, place * fields % 900 + fields)
        pen.write("person", record, {f"f{name}": 1 for name in names})
    said = BundleContents(MANIFEST, STATEMENTS, pen.changes, OWNERS)
    parts = Splitter(said, 3, USUAL_PART_BYTES).parts({})
    assert len(parts) > 1
    assert sum(len(part.changes) for part in parts) == number
    for part in parts:
        bodies = [(c.header.record, c.body.values) for c in part.changes if c.body is not None]
        assert sum(len(values) for _, values in bodies) <= MAX_VALUES_PER_PART
        for record in {record for record, _ in bodies}:
            of_record = [values for named, values in bodies if named == record]
            assert sum(map(len, of_record)) <= MAX_VALUES_OF_RECORD_PER_PART
            assert len(set().union(*of_record)) <= MAX_FIELDS_OF_RECORD_PER_PART


def test_a_file_holds_few_enough_chains() -> None:
    """A folder that is carried between two computers begins a chain each day."""
    assert OF_A_UNIT.chains > MAX_CHAINS_PER_PART * 2
    pens = [Pen(f"{number:032x}", "ab" * 32) for number in range(2 * MAX_CHAINS_PER_PART)]
    for pen in pens:
        pen.write("person", UNIT, {"note": "x"})
    owners = {pen.chain: pen.device for pen in pens}
    carried = BundleContents(MANIFEST, STATEMENTS, [pen.changes[0] for pen in pens], owners)
    parts = Splitter(carried, 3, USUAL_PART_BYTES).parts({})
    assert [len(part.changes) for part in parts] == [MAX_CHAINS_PER_PART] * 2

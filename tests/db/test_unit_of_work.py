"""The only way in: everything that was recorded is there after a commit, or nothing is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders.stores import (
    COMMUNE_CHAIN,
    VILLAGE_CHAIN,
    VILLAGE_ID,
    BareStore,
    control_of,
    person_values,
    record,
)
from tests.db.table_contents import everything
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.bundle_ledger import MergedBundle
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import GENESIS, Op, id_of
from vanhoa_desktop.journal.drafting import Wish

PERSON, HOUSE, SHEET = record(1), record(2), record(3)


class DiskError(Exception):
    """What a test lets the store run into."""


def write_much(work: UnitOfWork) -> None:
    """A bit of everything that a unit of work can write."""
    work.put("household", HOUSE, control_of(VILLAGE_ID) | {"code": "H1"})
    work.put("person", PERSON, person_values("Lê Văn Mẫu"))
    work.put("person", PERSON, {"membership": {"household": HOUSE, "relation": "Chủ hộ"}})
    work.put("person", record(4), person_values("Trần Thị Thử"))
    work.local.set_settings({"note": "x"})
    work.local.log_access("2026-11-25T12:00:00Z", "Nguyễn Văn Thử", "print", "x.pdf")
    row = MergedBundle("b", "d", VILLAGE_ID, b"{}", b"s", 0, None, "2026-11-25T12:00:00Z")
    work.ledger.keep_merged(row)
    work.commit()


@contextmanager
def failing_at(store: BareStore, number: int) -> Iterator[list[str]]:
    """Let the statement with this number fail on the writer; gives all that were tried."""
    tried: list[str] = []
    writer = store.database._writer

    def note(*details: Any) -> None:
        tried.append(details[2])
        if len(tried) == number:
            raise DiskError

    event.listen(writer, "before_cursor_execute", note)
    try:
        yield tried
    finally:
        event.remove(writer, "before_cursor_execute", note)


def test_a_failure_at_any_statement_rolls_everything_back(commune: BareStore) -> None:
    before = everything(commune.database)
    number = 1
    while True:
        with failing_at(commune, number) as tried:
            try:
                with commune.database.unit_of_work(commune.author, commune.ports) as work:
                    write_much(work)
            except DiskError:
                assert everything(commune.database) == before
            else:
                break
        number += 1
    assert len(tried) == number - 1 > 10
    with commune.database.reading() as reading:
        assert reading.people.count() == 2
        assert reading.local.settings()["note"] == "x"


def test_a_commit_that_the_disk_refuses_leaves_nothing(commune: BareStore) -> None:
    before = everything(commune.database)

    def refuse(_: object) -> None:
        raise DiskError

    event.listen(commune.database._writer, "commit", refuse)
    with (
        pytest.raises(DiskError),
        commune.database.unit_of_work(commune.author, commune.ports) as work,
    ):
        write_much(work)
    event.remove(commune.database._writer, "commit", refuse)
    assert everything(commune.database) == before


def _leave(work: UnitOfWork) -> None:
    work.put("person", PERSON, person_values("Lê Văn Mẫu"))


def _fail_after_commit(work: UnitOfWork) -> None:
    write_much(work)
    raise DiskError


@pytest.mark.parametrize(("act", "raised"), [(_leave, None), (_fail_after_commit, DiskError)])
def test_leaving_the_block_without_a_commit_or_with_an_error_writes_nothing(
    commune: BareStore, act: Callable[[UnitOfWork], None], raised: type[Exception] | None
) -> None:
    before = everything(commune.database)
    found: type[Exception] | None = None
    try:
        with commune.database.unit_of_work(commune.author, commune.ports) as work:
            act(work)
    except DiskError as error:
        found = type(error)
    assert found is raised
    assert everything(commune.database) == before


def test_a_rehearsal_folds_what_would_be_written_and_writes_nothing(commune: BareStore) -> None:
    before = everything(commune.database)
    with commune.database.rehearsal(commune.author, commune.ports) as work:
        work.put("person", PERSON, person_values("Lê Văn Mẫu"))
        state = work.state(PERSON)
    assert state is not None
    assert state.values["full_name"] == "Lê Văn Mẫu"
    assert everything(commune.database) == before


def test_readers_cannot_write_though_they_share_classes_with_writers(commune: BareStore) -> None:
    before = everything(commune.database)
    with pytest.raises(VanHoaError) as refused, commune.database.reading() as reading:
        reading.local.set_settings({"note": "x"})
    assert refused.value.code is ErrorCode.FOLDER_READ_ONLY
    assert everything(commune.database) == before


def test_the_chain_goes_on_from_unit_of_work_to_unit_of_work(commune: BareStore) -> None:
    first = commune.put("person", PERSON, person_values("Lê Văn Mẫu"))
    commune.open_again()
    second = commune.put("person", PERSON, {"full_name": "Lê Văn Thử"})
    with commune.database.reading() as reading:
        changes = [held.change for held in reading.journal.of_chain(COMMUNE_CHAIN, 0)]
        head = reading.journal.head(COMMUNE_CHAIN)
    assert [change.id for change in changes] == [first, second]
    assert [change.header.seq for change in changes] == [1, 2]
    assert [change.header.prev for change in changes] == [GENESIS, first]
    assert [change.header.under for change in changes] == [(), (first,)]
    assert changes[1].body is not None
    assert changes[1].body.bases == {"full_name": (first,)}
    assert changes[0].header.clock < changes[1].header.clock
    assert (head.seq, head.id) == (2, second)


def test_a_change_comes_back_from_the_store_as_it_was_written(commune: BareStore) -> None:
    values = person_values("Lê Văn Mẫu") | {"note": "dòng 1\ndòng 2", "phone": None}
    commune.put("person", PERSON, values)
    with commune.database.reading() as reading:
        (held,) = reading.journal.of_records([PERSON])[PERSON]
    assert held.change.body is not None
    assert held.change.body.values == values
    assert held.change.body.actor == "Nguyễn Văn Thử"
    assert held.change.body.at == "2026-11-25T12:00:00Z"
    assert id_of(held.change.header) == held.change.id


def test_only_what_differs_is_recorded(commune: BareStore) -> None:
    commune.put("person", PERSON, person_values("Lê Văn Mẫu"))

    def again(work: UnitOfWork) -> tuple[object, object]:
        same = work.put_changed("person", PERSON, person_values("Lê Văn Mẫu"))
        other = work.put_changed("person", PERSON, person_values("Lê Văn Thử"))
        return same, other

    same, other = commune.act(again)
    assert same is None
    assert other is not None
    with commune.database.reading() as reading:
        last = reading.journal.of_records([PERSON])[PERSON][-1].change
    assert last.body is not None
    assert last.body.values == {"full_name": "Lê Văn Thử"}


def test_within_one_unit_of_work_later_changes_see_earlier_ones(commune: BareStore) -> None:
    def twice(work: UnitOfWork) -> None:
        first = work.put("person", PERSON, person_values("Lê Văn Mẫu"))
        work.put("person", PERSON, {"full_name": "Lê Văn Thử"})
        state = work.state(PERSON)
        assert state is not None
        assert state.values["full_name"] == "Lê Văn Thử"
        assert first not in state.heads("full_name")
        assert work.touched == {PERSON}

    commune.act(twice)


def test_merging_again_adds_nothing(commune: BareStore, village: BareStore) -> None:
    village.put("person", PERSON, person_values("Lê Văn Mẫu"))
    village.put("person", PERSON, {"phone": "1"})
    assert commune.take(village) == 2
    before = everything(commune.database)
    assert commune.take(village) == 0
    assert everything(commune.database) == before
    with commune.database.reading() as reading:
        assert reading.journal.devices()[VILLAGE_CHAIN] == village.device


def test_a_change_that_names_one_that_is_not_held_is_refused_whole(
    commune: BareStore, village: BareStore
) -> None:
    village.put("person", PERSON, person_values("Lê Văn Mẫu"))
    village.put("person", PERSON, {"phone": "1"})
    with village.database.reading() as reading:
        (_, second) = reading.journal.of_chain(VILLAGE_CHAIN, 0)
    before = everything(commune.database)
    with pytest.raises(VanHoaError) as refused:
        commune.act(lambda work: work.merge([second.change], {VILLAGE_CHAIN: village.device}))
    assert refused.value.code is ErrorCode.BUNDLE_INVALID_CHANGE
    assert everything(commune.database) == before


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("person", person_values("Lê Văn Mẫu", "61")),
        ("person", control_of(VILLAGE_ID, "appraised")),
        ("person", control_of("thôn")),
        ("registration", control_of(VILLAGE_ID) | {"person": PERSON, "year": 20260}),
        ("assessment", {"village.CS1": {"points": "-0", "reason": None}}),
        ("decision", {"decided_on": "05/12/2026"}),
        ("later_kind", {"name": "x"}),
    ],
)
def test_what_other_offices_would_refuse_is_not_recorded_in_the_first_place(
    commune: BareStore, kind: str, values: dict[str, Json]
) -> None:
    before = everything(commune.database)
    with pytest.raises(VanHoaError) as refused:
        commune.put(kind, PERSON, values)
    assert refused.value.code is ErrorCode.VALUE_INVALID
    assert everything(commune.database) == before


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("person", person_values("L" * 121)),
        ("person", person_values("")),
        ("unit", {"name": "T" * 201}),
    ],
)
def test_a_text_that_is_too_long_or_empty_is_refused_as_a_text(
    commune: BareStore, kind: str, values: dict[str, Json]
) -> None:
    before = everything(commune.database)
    with pytest.raises(VanHoaError) as refused:
        commune.put(kind, PERSON, values)
    assert refused.value.code is ErrorCode.TEXT_NOT_ALLOWED
    assert everything(commune.database) == before


def test_a_name_in_pieces_is_put_together_before_it_is_recorded(commune: BareStore) -> None:
    commune.put("person", PERSON, person_values("Lê Văn Ma\u0301"))
    with commune.database.reading() as reading:
        assert reading.people.people([PERSON])[PERSON].full_name == "Lê Văn Má"


def test_a_value_without_a_canonical_form_is_refused(commune: BareStore) -> None:
    before = everything(commune.database)
    with pytest.raises(VanHoaError) as refused:
        commune.put("person", PERSON, person_values("Lê Văn Mẫu") | {"later": 2**60})
    assert refused.value.code in {ErrorCode.CANONICAL_INVALID, ErrorCode.VALUE_INVALID}
    assert everything(commune.database) == before


def test_a_wish_to_undo_names_what_it_undoes(commune: BareStore) -> None:
    first = commune.put("person", PERSON, person_values("Lê Văn Mẫu"))
    second = commune.put("person", PERSON, {"full_name": "Lê Văn Thử"})
    commune.act(lambda work: work.record(Wish("person", PERSON, Op.VOID, names=(second,))))
    with commune.database.reading() as reading:
        person = reading.people.person(PERSON)
    assert person is not None
    assert person.full_name == "Lê Văn Mẫu"
    assert first != second

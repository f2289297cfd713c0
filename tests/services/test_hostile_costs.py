"""What a file may cost: a merge can be stopped, and a poisoned file stops nothing else."""

from collections import Counter
from pathlib import Path

import pytest

from tests.builders.doctored import DoctoredLaptop, doctor
from tests.builders.offices import Office, Offices, add_person
from vanhoa_desktop.bundles.limits import MAX_WAITING_OF_UNIT, OF_A_UNIT
from vanhoa_desktop.bundles.opening import open_bundle
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import new_record_id
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.quarantine import quarantined
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.review.conflicts import MOST_OF_UNIT, MOST_VALUES, ConflictService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.services.rows.roster import RosterService

RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43848"


# What the file waited for has come.
HELD_SINCE = VanHoaError(ErrorCode.BUNDLE_GAP, chain="", expected=0, found=1)


class StopError(Exception):
    """Somebody pressed «Dừng»."""


def sent(office: Office, folder: Path, *names: str) -> Path:
    with office.open() as session:
        for name in names:
            add_person(session, name)
    return office.export(folder / f"{office.paths.root.name}.vhb")


def test_a_merge_is_stopped_within_a_file_and_nothing_of_it_counts(
    offices: Offices, tmp_path: Path
) -> None:
    file = sent(offices.villages[0], tmp_path, "Nguyễn Văn Một", "Nguyễn Văn Hai")
    calls: list[int] = []

    def stop_at(number: int) -> None:
        def progress(_done: int, _total: int) -> None:
            calls.append(number)
            if len(calls) == number:
                raise StopError

        calls.clear()
        with offices.commune.open() as session:
            before = IntegrityService(session).state_hash()
            with pytest.raises(StopError):
                ExchangeService(session).merge([file], progress)
            assert IntegrityService(session).state_hash() == before

    for number in range(1, 5):
        stop_at(number)
    assert offices.commune.merge(file).merged == 1


def test_a_poisoned_file_is_put_aside_and_the_others_are_merged(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No such file is known: a check is taken out, as if one had been forgotten."""
    poisoned = sent(offices.villages[0], tmp_path, "Nguyễn Văn Độc")
    good = sent(offices.villages[1], tmp_path, "Nguyễn Văn Lành")
    poison = poisoned.read_bytes()

    def breaks(file: bytes, *rest: object, **named: object) -> object:
        if file == poison:
            raise KeyError("nobody looked")
        return open_bundle(file, *rest, **named)  # type: ignore[arg-type]  # passed on as it came

    with offices.commune.open() as session:
        WaitingList(session).keep(poison, HELD_SINCE)
        monkeypatch.setattr("vanhoa_desktop.services.exchange.exchange.open_bundle", breaks)
        report = ExchangeService(session).merge([poisoned, good])
        assert (report.merged, report.waiting) == (1, [])
        assert {item.error.code for item in report.refused} == {ErrorCode.BUNDLE_TAMPERED}
        assert [path.read_bytes() for path in quarantined(session)] == [poison]
        assert ExchangeService(session).merge([]).refused == []
        assert [p.full_name for p in RosterService(session).search("")] == ["Nguyễn Văn Lành"]


def test_what_no_office_sends_is_refused_for_its_size(offices: Offices, tmp_path: Path) -> None:
    laptop = doctor(offices.villages[0])
    pen = laptop.second_pen()
    first = pen.write("person", RECORD, laptop.own_control() | {"full_name": "Người Thử"})
    for number in range(OF_A_UNIT.of_record):
        pen.write("person", RECORD, {"note": str(number)}, [first])
    report = offices.commune.merge(laptop.save(tmp_path / "nhieu.vhb"))
    assert [item.error.code for item in report.refused] == [ErrorCode.BUNDLE_TOO_LARGE]
    del pen.changes[-1]
    assert offices.commune.merge(laptop.save(tmp_path / "vua.vhb")).merged == 1


def rivals(laptop: DoctoredLaptop, name: str, changes: int, fields: int) -> str:
    """One record whose changes know nothing of each other: each says something else everywhere."""
    record = new_record_id(len(laptop.pens) + 1, b"x" * 10, laptop.unit)
    pen = laptop.second_pen(laptop.unit + name)
    for number in range(changes):
        said = {f"later{place}": number for place in range(fields)}
        pen.write("person", record, laptop.own_control() | {"full_name": "Người Thử"} | said)
    return record


def test_what_says_too_much_of_one_record_is_refused_by_its_own_bytes(
    offices: Offices, tmp_path: Path
) -> None:
    """Fields that nobody knows are taken in, as a later version's, up to what no office says."""
    laptop = doctor(offices.villages[0])
    rivals(laptop, "many", OF_A_UNIT.values_of_record // 102 + 1, 100)
    report = offices.commune.merge(laptop.save(tmp_path / "nhieu.vhb"))
    assert [item.error.code for item in report.refused] == [ErrorCode.BUNDLE_TOO_LARGE]
    del laptop.pens[-1].changes[10:]
    assert offices.commune.merge(laptop.save(tmp_path / "vua.vhb")).merged == 1


def test_of_many_rival_values_some_are_listed_and_all_are_counted_and_settled(
    offices: Offices, tmp_path: Path
) -> None:
    laptop = doctor(offices.villages[0])
    record = rivals(laptop, "record", 30, 2)
    assert offices.commune.merge(laptop.save(tmp_path / "trai-nhau.vhb")).merged == 1
    with offices.commune.open() as session:
        service = ConflictService(session)
        found = service.listed().shown
        assert [item.field for item in found] == ["later0", "later1"]
        assert [(len(item.values), item.further) for item in found] == [(MOST_VALUES, 10)] * 2
        assert all(any(value.is_shown for value in item.values) for item in found)
        assert service.count() == 2
        SettlingService(session).keep_all(record)
        assert (service.listed().shown, service.count()) == ([], 0)


def test_of_many_figures_of_one_unit_some_are_listed_and_no_other_units_are_hidden(
    offices: Offices, tmp_path: Path
) -> None:
    for village, records in zip(offices.villages, (3, 1), strict=True):
        laptop = doctor(village)
        for number in range(records):
            rivals(laptop, f"record{number}", 2, 400)
        assert offices.commune.merge(laptop.save(tmp_path / "trai-nhau.vhb")).merged == 1
    with offices.commune.open(writing=False) as session:
        listed = ConflictService(session).listed()
        of_unit = Counter(item.unit_name for item in listed.shown)
        assert sorted(of_unit.values()) == [400, MOST_OF_UNIT]
        assert (listed.further, ConflictService(session).count()) == (200, 1_600)


def test_files_that_wait_for_one_that_never_comes_are_kept_up_to_a_number(
    offices: Offices, tmp_path: Path
) -> None:
    """Every merge looks at them; what is not kept is said, and the whole work may still come."""
    commune, village = offices.commune, offices.villages[0]
    missing = sent(village, tmp_path, "Nguyễn Văn Một").read_bytes()
    laptop = doctor(village)
    for number in range(MAX_WAITING_OF_UNIT + 1):
        pen = laptop.pen
        pen.write("person", RECORD, laptop.own_control() | {"full_name": f"Người {number}"})
        del pen.changes[:-1]
        report = commune.merge(laptop.save(tmp_path / f"{number}.vhb"))
        is_kept = number < MAX_WAITING_OF_UNIT
        code = ErrorCode.BUNDLE_GAP if is_kept else ErrorCode.BUNDLE_TOO_MANY_WAITING
        assert [item.error.code for item in report.refused] == [code]
        assert len(report.waiting) == is_kept
    first = tmp_path / "dau.vhb"
    first.write_bytes(missing)
    report = commune.merge(first)
    assert report.merged == 1 + MAX_WAITING_OF_UNIT
    with commune.open(writing=False) as session:
        assert WaitingList(session).files() == []


def test_a_waiting_file_is_opened_again_when_what_it_waits_for_has_come(
    offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not at every merge: a large one takes seconds, and some wait for what never comes."""
    commune, village = offices.commune, offices.villages[0]
    first = sent(village, tmp_path, "Nguyễn Văn Một").read_bytes()
    laptop = doctor(village)
    laptop.pen.write("person", RECORD, laptop.own_control() | {"full_name": "Người Thử"})
    del laptop.pen.changes[:-1]
    second = laptop.save(tmp_path / "sau.vhb").read_bytes()
    opened: list[bytes] = []

    def noting(file: bytes, *rest: object, **named: object) -> object:
        opened.append(file)
        return open_bundle(file, *rest, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr("vanhoa_desktop.services.exchange.exchange.open_bundle", noting)
    early = tmp_path / "som.vhb"
    early.write_bytes(second)
    assert len(commune.merge(early).waiting) == 1
    other = sent(offices.villages[1], tmp_path, "Trần Thị Ba")
    assert commune.merge(other).merged == 1
    assert opened == [second, other.read_bytes()]
    late = tmp_path / "muon.vhb"
    late.write_bytes(first)
    assert commune.merge(late).merged == 2
    assert opened[2:] == [first, second]
    with commune.open(writing=False) as session:
        assert [path.name for path in session.paths.waiting.iterdir()] == []

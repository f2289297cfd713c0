"""Who changed what of a person and a sheet, in the words of the form."""

import datetime as dt
from pathlib import Path

import pytest

from tests.builders.offices import (
    CAM_BAO,
    COMMUNE,
    NGOC_BAN,
    PASSPHRASE,
    YEAR,
    Offices,
    add_person,
    give_points,
)
from tests.fakes.clocks import FixedClock
from vanhoa_desktop.db.unit_of_work import Ports
from vanhoa_desktop.domain.enums import ActKind, Assessor, ConsentKind, NotStanding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.office.system_ports import SystemRandomness
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.review.history import HistoryService
from vanhoa_desktop.services.review.undo import UndoService


def test_the_history_of_a_person_tells_the_year_with_the_values_written_over(
    offices: Offices,
) -> None:
    with offices.villages[0].open() as session:
        person = add_person(session, "Lê Thị Sửa")
        RegistrationService(session).register([person], YEAR, Consent(frozenset({ConsentKind.USE})))
        give_points(session, person, ["7"])
        give_points(session, person, ["8.5"])
        told = HistoryService(session).of_person(person.id, YEAR)
        lines = [line for item in told for line in item.lines]
        alone = HistoryService(session).of_person(person.id, None)
    assert f"Lập hồ sơ: {NGOC_BAN}" in lines
    assert "Họ và tên: Lê Thị Sửa" in lines
    assert "Điểm chỉ số 1 (thôn chấm): 7" in lines
    assert "Điểm chỉ số 1 (thôn chấm): 7 → 8,5" in lines
    assert not [line for line in lines if line.startswith(("person", "year", "model", "criteria"))]
    assert {item.by for item in told} == {"Nguyễn Văn Thử"}
    assert 0 < len(alone) < len(told)


def test_changes_of_person_registration_and_sheet_are_told_in_the_order_of_their_moments(
    offices: Offices,
) -> None:
    clock = FixedClock()
    village, ports = offices.villages[0], Ports(clock, SystemRandomness())
    with open_session(village.paths, PASSPHRASE, writing=True, ports=ports) as session:
        person = add_person(session, "Lê Thị Giờ")
        give_points(session, person, ["7"])
        clock.moment += dt.timedelta(minutes=3)
        with session.work() as work:
            work.put("person", person.id, {"phone": "0912"})
            work.commit()
    clock.moment += dt.timedelta(minutes=2)
    offices.commune.merge(village.export(offices.folder / "len.vhb"))
    with open_session(offices.commune.paths, PASSPHRASE, writing=True, ports=ports) as session:
        give_points(session, person, ["6"], Assessor.COMMUNE)
        told = [item.at for item in HistoryService(session).of_person(person.id, YEAR)]
    assert told == sorted(told)
    assert {at[11:16] for at in told} == {"12:00", "12:03", "12:05"}


def test_moving_and_deleting_a_person_are_told_in_words(offices: Offices, tmp_path: Path) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Lê Thị Chuyển")
    offices.commune.merge(village.export(tmp_path / "up.vhb"))
    with offices.commune.open() as session:
        with session.database.reading() as reading:
            other = next(unit.id for unit in reading.units.units() if unit.name == CAM_BAO)
        for values in (control(other), control(other, deleted=True)):
            with session.work() as work:
                work.put("person", person.id, values, covers=True)
                work.commit()
        told = HistoryService(session).of_person(person.id, YEAR)
    assert [item.lines for item in told[-2:]] == [(f"Chuyển đến: {CAM_BAO}",), ("Đã xóa",)]
    assert told[-1].unit_name == COMMUNE


def test_taking_a_file_back_is_told_in_the_history(offices: Offices, tmp_path: Path) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Lê Thị Nhầm")
    offices.commune.merge(village.export(tmp_path / "up.vhb"))
    with offices.commune.open() as session:
        (act,) = UndoService(session).acts()
        UndoService(session).undo(ActKind.BUNDLE, act.id)
        first, last = HistoryService(session).of_person(person.id, YEAR)
    assert first.reason is NotStanding.VOIDED
    assert last.lines == ("Hoàn tác, hoặc làm lại, cả một tệp hay một lần nhập",)


def test_the_history_of_nobody_is_refused(offices: Offices) -> None:
    with offices.commune.open() as session, pytest.raises(VanHoaError) as caught:
        HistoryService(session).of_person("00000000-0000-4000-8000-000000000000", YEAR)
    assert caught.value.code is ErrorCode.NOT_FOUND


def test_an_identity_number_is_masked_in_a_history_and_a_correction_shows_what_differs(
    offices: Offices,
) -> None:
    with offices.villages[0].open() as session:
        person = add_person(session, "Lê Thị Số")
        for number in ("038061001234", "038071001234"):
            with session.work() as work:
                work.put("person", person.id, {"citizen_number": number})
                work.commit()
        told = HistoryService(session).of_person(person.id, YEAR)
    lines = [line for item in told for line in item.lines if "CCCD" in line]
    assert lines == ["Số CCCD: 038•••••1234", "Số CCCD: 038•6•••1234 → 038•7•••1234"]

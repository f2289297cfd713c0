"""A list that was exported here and comes back untouched changes nothing, whatever it holds."""

from pathlib import Path
from random import Random

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.import_account import AnswerKind, RowAnswer
from vanhoa_desktop.services.demo.people import MadeUpPerson, make_villages
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.import_report import Answers, ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService

PEOPLE = 24


def come_back(session: Session, folder: Path) -> ImportReport:
    path = folder / "ra.xlsx"
    RosterService(session).export_file(path)
    return RosterService(session).import_file(RosterImport(path))


def heads(session: Session) -> dict[str, str | None]:
    return {h.household.code: h.household.head_name for h in HouseholdService(session).households()}


def typed(person: MadeUpPerson, chance: Random) -> dict[str, str]:
    """What an officer types of a made-up person: much of it, in every combination."""
    every = {
        "birth": person.birth,
        "sex": person.sex.value,
        "citizen_number": person.citizen_number,
        "household": person.household_code,
        "relation": person.relation,
        "occupation": person.occupation,
        "target_group": person.target_group.value,
        "phone": person.phone,
        "note": chance.choice(["ghi chú", "hai\ndòng", "= 3 con", "1/2"]),
    }
    said = {name: text for name, text in every.items() if text and chance.random() < 0.8}
    return {"full_name": person.full_name, **said}


@pytest.mark.parametrize("seed", range(4))
def test_any_commune_comes_back_unchanged(offices: Offices, tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    with offices.commune.open() as session:
        villages = make_villages(2, PEOPLE, seed, 2026)
        for unit, village in zip((NGOC_BAN, CAM_BAO), villages, strict=True):
            for person in village.people:
                PersonService(session).add(typed(person, chance), unit)
                if person.household_code and chance.random() < 0.4:
                    head = chance.choice(["", "Chủ Xưa", person.full_name])
                    HouseholdService(session).add(person.household_code, head, unit)
        before = IntegrityService(session).state_hash()
        report = come_back(session, tmp_path)
        assert (report.rows, report.unchanged) == (PEOPLE, PEOPLE)
        assert {p.code for p in report.problems} == set()
        assert IntegrityService(session).state_hash() == before


def test_a_head_named_by_hand_stays_though_a_member_is_called_the_head(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        for day in range(1, 8):
            PersonService(session).add(
                {
                    "full_name": f"Lê Văn Mẫu {'ABCDEFGH'[day]}",
                    "birth": f"0{day}/05/1960",
                    "household": f"H{day}",
                    "relation": "Chủ hộ",
                }
            )
            HouseholdService(session).add(f"H{day}", "Chủ Xưa")
        report = come_back(session, tmp_path)
        # Seven days with no number above 12: day first, as they were written here.
        assert (report.unchanged, report.problems) == (7, ())
        assert set(heads(session).values()) == {"Chủ Xưa"}


def test_who_becomes_the_head_by_a_list_is_the_head_and_the_account_says_it(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        PersonService(session).add(
            {"full_name": "Trần Thị Thử", "birth": "1962", "household": "H1", "relation": "Vợ"}
        )
        HouseholdService(session).add("H1", "Lê Văn Xưa")
        head = ("Họ và tên", "Năm sinh", "Mã hộ", "Quan hệ với chủ hộ")
        path = write_xlsx(tmp_path / "d.xlsx", [head, ("Trần Thị Thử", "1962", "H1", "Chủ hộ")])
        report = RosterService(session).import_file(RosterImport(path))
        (_, account) = list(report.account.rows())[-1]
        changes = {change.field: (change.before, change.after) for change in account.changes}
        assert changes["head_name"] == ("Lê Văn Xưa", "Trần Thị Thử")
        assert heads(session) == {"H1": "Trần Thị Thử"}
        new = [head, ("Lê Văn Mới", "1963", "H1", "Chủ hộ")]
        path = write_xlsx(tmp_path / "m.xlsx", new)
        # A stranger who heads the household of others is asked about.
        assert [
            a.row for a in RosterService(session).import_file(RosterImport(path)).asked_rows
        ] == [2]
        answers = Answers(rest=RowAnswer(AnswerKind.NEW))
        report = RosterService(session).import_file(RosterImport(path, answers=answers))
        (_, account) = list(report.account.rows())[-1]
        assert [(c.before, c.after) for c in account.changes] == [("Trần Thị Thử", "Lê Văn Mới")]


def test_in_a_list_from_here_an_empty_code_is_not_the_code_of_the_row_above(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        first = {"full_name": "Lê Văn Mẫu", "birth": "1960", "household": "H1"}
        PersonService(session).add({**first, "relation": "Chủ hộ"})
        PersonService(session).add(
            {"full_name": "Lê Văn Thử", "birth": "1990", "relation": "Ở nhờ"}
        )
        report = come_back(session, tmp_path)
        assert (report.unchanged, report.problems) == (2, ())

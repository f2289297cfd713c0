"""The household register and the clans, kept by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Offices
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.clans import ClanService
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService


def refusal(act: Callable[[], object]) -> VanHoaError:
    with pytest.raises(VanHoaError) as caught:
        act()
    return caught.value


def test_a_household_exists_once_per_code_and_unit(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        service = HouseholdService(session)
        first = service.add(" H1 ", "Lê Văn Mẫu")
        again = service.add("H1")
        assert again == first
        assert service.add("H1", "Lê Thị Mẫu").id == first.id
        (listed,) = service.households()
        assert (listed.household.head_name, listed.people) == ("Lê Thị Mẫu", 0)


def test_households_are_listed_by_code_with_their_people(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        service = HouseholdService(session)
        for code in ("H10", "H2", "H1"):
            service.add(code)
        for name in ("Đỗ Văn Một", "Đỗ Thị Hai"):
            PersonService(session).add({"full_name": name, "household": "H2"})
        listed = [(item.household.code, item.people) for item in service.households()]
        assert listed == [("H1", 0), ("H2", 2), ("H10", 0)]


def test_a_household_whose_import_was_undone_begins_anew(offices: Offices, tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Họ và tên,Năm sinh,Mã hộ\nĐỗ Văn Một,1960,H1\n", encoding="utf-8")
    with offices.villages[0].open() as session:
        done = RosterService(session).import_file(RosterImport(table))
        assert done.import_id is not None
        UndoService(session).undo(ActKind.IMPORT, done.import_id)
        assert HouseholdService(session).households() == []
        made = HouseholdService(session).add("H1", "Đỗ Thị Hai")
        assert [item.household for item in HouseholdService(session).households()] == [made]
        PersonService(session).add({"full_name": "Đỗ Văn Ba", "household": "H1"})
        assert [item.people for item in HouseholdService(session).households()] == [1]


@pytest.mark.parametrize("code", ["", "  "])
def test_a_code_that_cannot_be_is_refused(offices: Offices, code: str) -> None:
    with offices.villages[0].open() as session:
        refused = refusal(lambda: HouseholdService(session).add(code))
        assert (refused.code, refused.facts["field"]) == (ErrorCode.VALUE_INVALID, "code")
        assert HouseholdService(session).households() == []


def test_a_code_that_is_too_long_is_refused_with_its_length(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        refused = refusal(lambda: HouseholdService(session).add("H" * 121))
        assert refused.code is ErrorCode.TEXT_NOT_ALLOWED
        assert (refused.facts["text_field"], refused.facts["length"]) == ("code", 121)
        assert HouseholdService(session).households() == []


def test_a_head_is_named_and_taken_out(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        service = HouseholdService(session)
        household = service.add("H1")
        assert service.set_head(household, "Mai Thị Mẫu").head_name == "Mai Thị Mẫu"
        assert service.set_head(household, " ").head_name is None


def test_a_code_that_two_villages_use_is_ambiguous_at_the_commune(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = HouseholdService(session)
        first = service.add("H1", unit_text=NGOC_BAN)
        service.add("H1", unit_text=CAM_BAO)
        assert refusal(lambda: service.find("h1")).code is ErrorCode.AMBIGUOUS
        assert service.find("h1", first.unit) == first
        assert service.find(first.id) == first
        assert refusal(lambda: service.find("H2")).code is ErrorCode.NOT_FOUND
        assert refusal(lambda: service.add("H3")).facts["field"] == "unit"


def test_a_household_counts_in_one_clan_a_year(offices: Offices) -> None:
    with offices.commune.open() as session:
        clans, service = ClanService(session), HouseholdService(session)
        le, do = clans.add("Dòng họ Lê", "Lê Văn Cả"), clans.add("Dòng họ Đỗ")
        household = service.add("H1", unit_text=NGOC_BAN)
        assert service.place(household, "dòng họ lê", YEAR) == le.id
        assert service.place(household, do.id, YEAR) == do.id
        assert clans.households(YEAR) == {household.id: do.id}
        assert clans.households(YEAR + 1) == {}
        assert service.place(household, "", YEAR) is None
        assert clans.households(YEAR) == {}
        assert IntegrityService(session).check().is_ok


def test_taking_a_household_out_of_no_clan_writes_nothing(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        household = HouseholdService(session).add("H1")
        before = IntegrityService(session).state_hash()
        HouseholdService(session).place(household, "", YEAR)
        assert IntegrityService(session).state_hash() == before


def test_a_clan_is_known_in_the_villages_and_kept_by_the_commune(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with offices.commune.open() as session:
        clan = ClanService(session).add("Dòng họ Trần (chi 2)", "Trần Văn Cả")
    village.merge(offices.commune.export(tmp_path / "down.vhb", NGOC_BAN))
    with village.open() as session:
        assert ClanService(session).clans() == [clan]
        household = HouseholdService(session).add("H1")
        assert HouseholdService(session).place(household, clan.name, YEAR) == clan.id
        refused = refusal(lambda: ClanService(session).add("Dòng họ Mai"))
        assert refused.code is ErrorCode.ROLE_NOT_ALLOWED
        corrected = refusal(lambda: ClanService(session).set(clan.id, "Dòng họ khác"))
        assert corrected.code is ErrorCode.ROLE_NOT_ALLOWED
    offices.commune.merge(village.export(tmp_path / "up.vhb"))
    with offices.commune.open() as session:
        assert ClanService(session).households(YEAR) == {household.id: clan.id}


def test_clans_are_corrected_and_keep_their_id(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = ClanService(session)
        clan = service.add("Dòng họ Lê", "Lê Văn Cả")
        renamed = service.set("dòng họ  lê", "Dòng họ Lê Văn")
        assert (renamed.id, renamed.name, renamed.head_name) == (
            *(clan.id, "Dòng họ Lê Văn"),
            "Lê Văn Cả",
        )
        assert service.set(clan.id, head_name="").head_name is None
        assert service.set(clan.id, "Dòng họ Lê Văn").name == "Dòng họ Lê Văn"


def test_two_clans_of_one_name_cannot_be_told_apart(offices: Offices) -> None:
    with offices.commune.open() as session:
        service = ClanService(session)
        service.add("Dòng họ Lê")
        other = service.add("Dòng họ Đỗ")
        assert refusal(lambda: service.add(" dòng họ LÊ")).facts["field"] == "clan"
        assert refusal(lambda: service.set(other.id, "Dòng họ Lê")).facts["field"] == "clan"
        assert refusal(lambda: service.add("  ")).facts["field"] == "name"
        assert refusal(lambda: service.find("Dòng họ Mai")).code is ErrorCode.NOT_FOUND


def test_a_year_that_is_not_open_has_no_clans(offices: Offices) -> None:
    with offices.commune.open() as session:
        clan = ClanService(session).add("Dòng họ Lê")
        household = HouseholdService(session).add("H1", unit_text=NGOC_BAN)
        refused = refusal(lambda: HouseholdService(session).place(household, clan.id, YEAR + 1))
        assert refused.code is ErrorCode.CYCLE_NOT_OPEN

"""`vanhoa person …`, `household …`, `clan …`: the same as an import, by hand."""

from tests.builders.offices import NGOC_BAN
from tests.cli.conftest import YEAR, Machines


def test_a_person_is_added_and_corrected(machines: Machines) -> None:
    village = machines.village
    fields = ("--birth", "05/03/1965", "--sex", "female", "--cccd", "038165001235")
    added = village.do("person", "add", "LÊ THỊ MẪU", *fields, "--household", "H1")
    assert added["id"]
    assert (added["full_name"], added["birth"], added["unit"]) == (
        *("Lê Thị Mẫu", "1965-03-05"),
        NGOC_BAN,
    )
    assert (added["changed"], added["warnings"]) == (True, [])
    corrected = village.do("person", "set", "le thi mau", "--name", "Lê Thị Mẫu Đơn")
    assert (corrected["id"], corrected["full_name"]) == (added["id"], "Lê Thị Mẫu Đơn")
    (found,) = village.do("roster", "search", "mau don")["people"]
    assert {name: found[name] for name in ("id", "birth")} == {
        "id": added["id"],
        "birth": "1965-03-05",
    }
    before = village.changes()
    assert not village.do("person", "set", added["id"], "--sex", "female")["changed"]
    assert village.changes() == before


def test_who_may_be_the_same_person_is_a_warning(machines: Machines) -> None:
    first = machines.village.do("person", "add", "Lê Thị Mẫu", "--birth", "1965")
    second = machines.village.do("person", "add", "Lê Thị Mẫu")
    assert second["warnings"] == [{"code": "SAME_PERSON", "people": [first["id"]]}]
    told = machines.village.tell("person", "add", "Lê Thị Mẫu")
    assert "Nghi trùng với 2 người khác" in told.out


def test_the_presence_is_said_with_its_day(machines: Machines) -> None:
    village = machines.village
    person = village.do("person", "add", "Lê Thị Mẫu")["id"]
    village.do("person", "set", person, "--presence", "working_away", "--on", "2026-02-01")
    (_, change) = village.do("history", person)["changes"]
    assert change["values"] == {"presence": {"on": "2026-02-01", "value": "working_away"}}
    assert "--on cần đi cùng --presence" in village.misused(
        "person", "set", person, "--on", "2026-02-01"
    )


def test_a_value_that_cannot_be_is_refused(machines: Machines) -> None:
    village = machines.village
    assert village.refuse("person", "add", "") == "VALUE_INVALID"
    assert village.refuse("person", "add", "Lê Mẫu", "--birth", "31/02/1990") == "VALUE_INVALID"
    assert village.refuse("person", "set", "Không Ai", "--phone", "1") == "NOT_FOUND"
    assert machines.commune.refuse("person", "add", "Lê Mẫu") == "VALUE_INVALID"
    assert "cần ghi ít nhất một mục" in village.misused("person", "set", "Lê Mẫu").lower()
    assert village.misused("person", "add", "Lê Mẫu", "--sex", "nữ")


def test_the_commune_adds_for_a_unit(machines: Machines) -> None:
    added = machines.commune.do("person", "add", "Lê Thị Mẫu", "--unit", NGOC_BAN)
    assert added["unit"] == NGOC_BAN


def test_households_and_clans_are_kept(machines: Machines) -> None:
    commune = machines.commune
    clan = commune.do("clan", "add", "Dòng họ Lê", "--head", "Lê Văn Cả")
    assert clan == {"id": clan["id"], "name": "Dòng họ Lê", "head_name": "Lê Văn Cả"}
    added = commune.do("household", "add", "H1", "--head", "Lê Văn Mẫu", "--unit", NGOC_BAN)
    assert set(added) == {"id", "code", "head_name", "unit", "unit_id"}
    placed = commune.do("household", "set", "h1", "--clan", "dòng họ lê", "--cycle", YEAR)
    assert (placed["id"], placed["clan"]) == (added["id"], clan["id"])
    assert commune.do("household", "set", added["id"], "--head", "Lê Thị Mẫu")["head_name"] == (
        "Lê Thị Mẫu"
    )
    (listed,) = commune.do("household", "list", "--unit", NGOC_BAN)["households"]
    assert (listed["id"], listed["people"]) == (added["id"], 0)
    (found,) = commune.do("clan", "list", "--cycle", YEAR)["clans"]
    assert found["households"] == [added["id"]]
    renamed = commune.do("clan", "set", clan["id"], "--name", "Dòng họ Lê Văn")
    assert renamed["name"] == "Dòng họ Lê Văn"
    assert commune.tell("clan", "list").out == "Dòng họ Lê Văn  Lê Văn Cả\n"
    assert commune.tell("household", "list").out == "H1  Lê Thị Mẫu  (0 người)\n"


def test_half_a_wish_for_a_household_is_wrong_usage(machines: Machines) -> None:
    commune = machines.commune
    for words in ((), ("--clan", "Dòng họ Lê"), ("--cycle", YEAR)):
        assert "Cần --head, hoặc --clan" in commune.misused("household", "set", "H1", *words)
    assert "Cần --name hoặc --head" in commune.misused("clan", "set", "Dòng họ Lê")
    assert commune.refuse("household", "set", "H1", "--head", "Lê Mẫu") == "NOT_FOUND"
    assert machines.village.refuse("clan", "add", "Dòng họ Lê") == "ROLE_NOT_ALLOWED"

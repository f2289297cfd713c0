"""`vanhoa settings …`."""

from tests.builders.offices import NGOC_BAN
from tests.cli.conftest import YEAR, Machines

AGE = "counting.adult_age"


def test_settings_are_shown_and_set(machines: Machines) -> None:
    commune = machines.commune
    found = {item["key"]: item for item in commune.do("settings", "show")["settings"]}
    for item in found.values():
        assert set(item) == {"key", "value", "default", "from", "text", "label"}
        assert (item["value"], item["from"]) == (item["default"], None)
    kept = commune.do("settings", "set", AGE, "16", "--from", f"{YEAR}-06-01")
    assert (kept["key"], kept["value"], kept["from"]) == (AGE, "16", f"{YEAR}-06-01")
    seen = commune.do("settings", "show")["settings"]
    assert kept in seen
    earlier = commune.do("settings", "show", "--on", f"{YEAR}-05-31")["settings"]
    assert kept not in earlier
    assert f"{AGE} = 16 (từ {YEAR}-06-01)" in commune.tell("settings", "show").out


def test_the_area_is_named_by_units(machines: Machines) -> None:
    kept = machines.commune.do("settings", "set", "targets.area", NGOC_BAN.upper())
    assert kept["text"] == NGOC_BAN
    assert kept["from"] == f"{YEAR}-01-01"


def test_what_cannot_be_set_is_refused(machines: Machines) -> None:
    commune = machines.commune
    assert commune.refuse("settings", "set", AGE, "99") == "VALUE_INVALID"
    assert commune.refuse("settings", "set", "không.có", "1") == "NOT_FOUND"
    assert machines.village.refuse("settings", "set", AGE, "16") == "ROLE_NOT_ALLOWED"
    assert "ngày có thật" in commune.misused("settings", "set", AGE, "16", "--from", "2026-02-30")

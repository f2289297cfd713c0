"""One enrolled laptop in bad hands, at the command line: it harms nobody but its own unit."""

from pathlib import Path

import pytest

from tests.builders.devices import AskingDevice, write_person
from tests.builders.doctored import POINTS, doctor
from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from tests.bundles.hostile.pen import Pen
from tests.cli.conftest import Machines, at_the_command_line
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.identity import (
    assessment_id,
    cycle_id,
    household_id,
    registration_id,
    training_id,
)
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.trust.enrolment import read_request

YEAR = 2026
RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43848"


@pytest.fixture
def laptops(offices: Offices, capsys: pytest.CaptureFixture[str]) -> Machines:
    """The commune, the honest village of Ngọc Bản, and Cẩm Bào, whose laptop is doctored."""
    return at_the_command_line(offices, capsys)


def pass_up(machines: Machines, offices: Offices, folder: Path) -> None:
    """Both villages send, and the commune answers both."""
    for number, name in enumerate((NGOC_BAN, CAM_BAO)):
        office = offices.villages[number]
        up = office.export(folder / f"up{number}.vhb")
        assert offices.commune.merge(up).refused == []
        down = folder / f"down{number}.vhb"
        machines.commune.do("bundle", "export", "--to", name, "-o", down)
        assert office.merge(down).refused == []


def test_a_village_takes_no_file_of_another_village(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    """One small file made a household vanish there: what the writer calls its own is nobody's."""
    honest, doctored = offices.villages
    write_person(honest, "Nguyễn Thị Mai")
    laptops.village.do("household", "add", "M1")
    other, target = doctor(doctored), doctor(honest)
    other.second_pen("x").write("household", household_id(target.unit, "M1"), other.own_control())
    hostile = other.save(tmp_path / "la.vhb", addressee=target.unit)
    before = laptops.village.do("state-hash")
    refused = laptops.village.run("bundle", "merge", hostile)
    assert refused.json["refused"][0]["code"] == "BUNDLE_OUT_OF_SCOPE"
    assert laptops.village.do("state-hash") == before
    laptops.village.do("bundle", "export", "-o", tmp_path / "len.vhb")
    assert laptops.commune.do("bundle", "merge", tmp_path / "len.vhb")["merged"] == 1


def known_to_doctored(offices: Offices, record: str) -> list[Change]:
    """What the laptop of Cẩm Bào holds of a record."""
    return doctor(offices.villages[1]).of_record(record)


@pytest.mark.parametrize("is_first", [True, False], ids=["claimed first", "claimed later"])
def test_a_household_belongs_to_the_village_whose_code_names_it(
    laptops: Machines, offices: Offices, tmp_path: Path, is_first: bool
) -> None:
    honest = offices.villages[0]
    laptops.village.do("household", "add", "M1", "--head", "Nguyễn Thị Mai")
    record = household_id(doctor(honest).unit, "M1")
    other = doctor(offices.villages[1])
    other.second_pen().write(
        "household", record, other.own_control() | {"code": "M1", "head_name": "Kẻ Gian"}
    )
    claim = other.save(tmp_path / "nhan-vo.vhb")
    if not is_first:
        pass_up(laptops, offices, tmp_path)
    (refused,) = laptops.commune.run("bundle", "merge", claim).json["refused"]
    assert refused["code"] == "BUNDLE_INVALID_CHANGE"
    pass_up(laptops, offices, tmp_path)
    listed = laptops.commune.do("household", "list")["households"]
    assert [(item["unit"], item["head_name"]) for item in listed] == [(NGOC_BAN, "Nguyễn Thị Mai")]
    assert known_to_doctored(offices, record) == []
    assert laptops.commune.do("check")["ok"]


@pytest.mark.parametrize("kind", ["person", "evidence", "registration", "household"])
def test_nobody_bars_a_year_or_the_work_of_others_by_another_kind_under_its_id(
    laptops: Machines, offices: Offices, tmp_path: Path, kind: str
) -> None:
    """A «person» under the id of next year's cycle, or of what the other village will write."""
    other = doctor(offices.villages[1])
    theirs = doctor(offices.villages[0]).unit
    ids = [training_id(theirs, YEAR), household_id(theirs, "M1"), cycle_id(YEAR + 1)]
    for number, record in enumerate(ids):
        pen = other.second_pen(str(number))
        values = other.own_control() | ({"full_name": "Kẻ Gian"} if kind == "person" else {})
        pen.write(kind, record, values)
        file = other.save(tmp_path / f"{number}.vhb")
        (refused,) = laptops.commune.run("bundle", "merge", file).json["refused"]
        assert refused["code"] == "BUNDLE_INVALID_CHANGE"
        other.pens.clear()
    laptops.village.do("training", "set", "--cycle", YEAR, "--attended", "5", "--members", "10")
    laptops.village.do("household", "add", "M1")
    pass_up(laptops, offices, tmp_path)
    laptops.commune.do("cycle", "open", YEAR + 1)


@pytest.mark.parametrize("is_first", [True, False], ids=["claimed first", "claimed later"])
def test_nobody_gets_a_sheet_of_another_village_by_calling_it_his_own(
    laptops: Machines, offices: Offices, tmp_path: Path, is_first: bool
) -> None:
    """The id of a sheet and of a registration is made from the person's, which others may know."""
    honest = offices.villages[0]
    person = write_person(honest, "Nguyễn Thị Mai")
    if is_first:
        pass_up(laptops, offices, tmp_path)
    other = doctor(offices.villages[1])
    about: dict[str, Json] = {"person": person, "year": YEAR}
    sheet = assessment_id(person, YEAR, LearningModel.CITIZEN)
    pen = other.second_pen()
    pen.write("registration", registration_id(person, YEAR), other.own_control() | about)
    for _ in range(50):
        values = other.own_control() | about | {"model": "citizen", "village.CS1": POINTS}
        pen.write("assessment", sheet, values)
    claim = other.save(tmp_path / "nhan-vo.vhb")
    assert laptops.commune.do("bundle", "merge", claim)["merged"] == 1
    laptops.village.do("assess", "set", person, "CS1=7", "--cycle", YEAR, "--by", "village")
    pass_up(laptops, offices, tmp_path)
    pass_up(laptops, offices, tmp_path)
    shown = laptops.commune.do("assess", "show", person, "--cycle", YEAR)
    assert shown["points"]["village"] == {"CS1": "7"}
    for record in (sheet, registration_id(person, YEAR)):
        chains = {change.header.chain for change in known_to_doctored(offices, record)}
        assert chains <= {pen.chain}
    laptops.village.do("submit", "--cycle", YEAR)
    assert laptops.commune.do("conflicts", "list")["conflicts"] == []
    assert laptops.commune.do("check")["ok"]


def test_nobody_who_once_had_a_person_gets_it_back_by_calling_it_his_own(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    """Moved away, then written to as if nothing had been seen, under clocks that win."""
    honest, doctored = offices.villages
    person = write_person(doctored, "Nguyễn Thị Mai")
    pass_up(laptops, offices, tmp_path)
    laptops.commune.do("person", "move", person, "--to", NGOC_BAN)
    pass_up(laptops, offices, tmp_path)
    laptops.village.do("person", "set", person, "--phone", "0912345678")
    laptops.village.do("assess", "set", person, "CS1=7", "--cycle", YEAR, "--by", "village")
    pass_up(laptops, offices, tmp_path)
    other = doctor(doctored)
    pen = other.second_pen()
    about: dict[str, Json] = {"person": person, "year": YEAR}
    sheet = assessment_id(person, YEAR, LearningModel.CITIZEN)
    for _ in range(50):
        pen.write("person", person, other.own_control() | {"phone": "0999999999"})
        pen.write("assessment", sheet, other.own_control() | about | {"model": "citizen"})
    assert laptops.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))["merged"] == 1
    pass_up(laptops, offices, tmp_path)
    pass_up(laptops, offices, tmp_path)
    with offices.commune.open(writing=False) as session:
        (shown,) = RosterService(session).search("Mai")
    assert (shown.home_unit, shown.phone) == (doctor(honest).unit, "0912345678")
    held = known_to_doctored(offices, person) + known_to_doctored(offices, sheet)
    said = [change.body.values for change in held if change.body is not None]
    assert "0912345678" not in str(said)
    assert "village.CS1" not in str(said)
    assert honest.merge(tmp_path / "down0.vhb").refused == []


def test_a_branch_says_once_a_year_how_many_were_trained(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    laptops.other.do("training", "set", "--cycle", YEAR, "--attended", "5", "--members", "10")
    pass_up(laptops, offices, tmp_path)
    other = doctor(offices.villages[1])
    attendance: Json = {"attended": 1_000_000, "members": 1_000_000}
    other.second_pen().write(
        "training", RECORD, other.own_control() | {"year": YEAR, "attendance": attendance}
    )
    refused = laptops.commune.run("bundle", "merge", other.save(tmp_path / "x.vhb")).json
    assert [item["code"] for item in refused["refused"]] == ["BUNDLE_INVALID_CHANGE"]
    other = doctor(offices.villages[1])
    own = training_id(other.unit, YEAR)
    moved: dict[str, Json] = {"year": YEAR + 1, "attendance": attendance}
    other.pen.write("training", own, moved, other.of_record(own))
    assert laptops.commune.do("bundle", "merge", other.save(tmp_path / "y.vhb"))["merged"] == 1
    laptops.commune.do("cycle", "open", YEAR + 1)
    assert laptops.commune.do("training", "list", "--cycle", YEAR + 1)["trainings"] == []


@pytest.mark.parametrize("is_early", [True, False], ids=["before approval", "after approval"])
def test_nobody_else_writes_the_chain_of_a_laptop_that_is_being_enrolled(
    laptops: Machines, offices: Offices, tmp_path: Path, is_early: bool
) -> None:
    """The request travels by Zalo: whoever sees it knows the chain that it names."""
    asking = AskingDevice(tmp_path, NGOC_BAN)
    other = doctor(offices.villages[1])
    other.second_pen().chain = read_request(asking.file.read_bytes()).chain
    other.pens[0].write("person", RECORD, other.own_control() | {"full_name": "Kẻ Gian"})
    claim = other.save(tmp_path / "gianh.vhb")
    joined = None if is_early else asking.join(offices.commune)
    refused = laptops.commune.run("bundle", "merge", claim).json["refused"]
    assert [item["code"] for item in refused] == ["BUNDLE_OUT_OF_SCOPE"]
    joined = joined or asking.join(offices.commune)
    write_person(joined, "Nguyễn Thị Mai")
    sent = joined.export(tmp_path / "moi.vhb")
    assert laptops.commune.do("bundle", "merge", sent)["merged"] == 1
    with offices.commune.open(writing=False) as session:
        assert "Nguyễn Thị Mai" in [p.full_name for p in RosterService(session).search("")]


@pytest.mark.parametrize("points", ["1000", "7.3", "10.5"], ids=["beyond", "between", "above"])
def test_points_that_the_form_does_not_allow_are_shown_and_never_counted(
    laptops: Machines, offices: Offices, tmp_path: Path, points: str
) -> None:
    """Nobody can type them: they came in a file. The sheet is held, and the commune can mend it."""
    person = write_person(offices.villages[1], "Nguyễn Thị Mai")
    other = doctor(offices.villages[1])
    sheet = assessment_id(person, YEAR, LearningModel.CITIZEN)
    about: dict[str, Json] = {"person": person, "year": YEAR, "model": "citizen"}
    about["criteria"] = criteria_of_year(offices)
    given: Json = {"points": points, "reason": None}
    scored: dict[str, Json] = {f"village.CS{number}": given for number in range(1, 11)}
    begun = other.pen.write("assessment", sheet, other.own_control() | about | scored)
    sent = other.own_control("submitted")
    other.pen.write("assessment", sheet, sent, [begun], bases={"control": (begun.id,)})
    merged = laptops.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))
    assert merged["merged"] == 1
    shown = laptops.commune.do("assess", "show", person, "--cycle", YEAR)
    assert (shown["result"], shown["total"]) == ("not_assessed", None)
    assert {reason["code"] for reason in shown["reasons"]} == {"POINTS_NOT_VALID"}
    assert shown["points"]["village"]["CS1"] == points
    assert laptops.commune.do("appraise", "--cycle", YEAR)["appraised"] == 0
    assert laptops.commune.do(*recognise("1/QĐ"))["recognised"] == 0
    mended = [f"CS{number}=8" for number in range(1, 11)]
    laptops.commune.do("assess", "set", person, *mended, "--cycle", YEAR, "--by", "commune")
    done = laptops.commune.do("appraise", "--cycle", YEAR)
    assert done["appraised"] == 1, done


def test_nothing_is_judged_by_a_criteria_set_that_the_commune_has_not_published(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    person = write_person(offices.villages[1], "Nguyễn Thị Mai")
    other = doctor(offices.villages[1])
    sheet = assessment_id(person, YEAR, LearningModel.CITIZEN)
    about: dict[str, Json] = {"person": person, "year": YEAR, "model": "citizen"}
    scored: dict[str, Json] = {f"village.CS{number}": POINTS for number in range(1, 11)}
    values = other.own_control() | about | scored | {"criteria": "ab" * 32}
    begun = other.pen.write("assessment", sheet, values)
    sent = other.own_control("submitted")
    other.pen.write("assessment", sheet, sent, [begun], bases={"control": (begun.id,)})
    assert laptops.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))["merged"] == 1
    assert laptops.commune.do("appraise", "--cycle", YEAR)["appraised"] == 0


def test_a_name_hides_nothing(laptops: Machines, offices: Offices, tmp_path: Path) -> None:
    """Signs that cannot be seen, or that turn what follows around, are gone from what is shown."""
    other = doctor(offices.villages[1])
    name = "Nguyễn\u200b \u202eVăn\u202c An"
    other.pen.write("person", RECORD, other.own_control() | {"full_name": name})
    assert laptops.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))["merged"] == 1
    (shown,) = laptops.commune.do("roster", "search", "Nguyen Van An")["people"]
    assert shown["full_name"] == "Nguyễn Văn An"
    assert laptops.commune.do("check")["ok"]


def test_nobody_is_moved_into_a_household_of_another_village(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    """An adult without a title, put into a family elsewhere, would take its title away."""
    laptops.village.do("person", "add", "Nguyễn Thị Mai", "--birth", "1961", "--household", "M1")
    record = household_id(doctor(offices.villages[0]).unit, "M1")
    other = doctor(offices.villages[1])
    values: dict[str, Json] = {"membership": {"household": record, "relation": "con"}}
    values |= {"full_name": "Kẻ Gian", "birth": {"precision": "year", "text": "1970"}}
    other.pen.write("person", RECORD, other.own_control() | values)
    pass_up(laptops, offices, tmp_path)
    assert laptops.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))["merged"] == 1
    assert adults_of(offices, record) == 1


def adults_of(offices: Offices, household: str) -> int:
    """How many adults the commune counts in a family."""
    with offices.commune.open(writing=False) as session, session.database.reading() as reading:
        standing = reading.models.standings(YEAR, None).of_body(
            LearningModel.FAMILY, household, None
        )
        return standing.tallies["adults"].count


def criteria_of_year(offices: Offices) -> str:
    """The hash of the set by which people are assessed."""
    with offices.commune.open(writing=False) as session, session.database.reading() as reading:
        (cycle,) = reading.units.cycles()
        return cycle.criteria[LearningModel.CITIZEN].sha256


def recognise(number: str) -> list[object]:
    """The command that recognises everybody who passed."""
    words = ["recognise", "--cycle", YEAR, "--decision", number, "--date", "2026-12-05"]
    return [*words, "--signer", "Nguyễn Văn Mẫu"]


def test_a_claim_on_somebody_whom_the_commune_moved_asks_nobody(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    """The commune's word made it «late», a question; it stays what it is: nobody's right."""
    person = write_person(offices.villages[0], "Nguyễn Thị Mai")
    pass_up(laptops, offices, tmp_path)
    laptops.commune.do("unit", "add", "Thôn Ba", "--kind", "village")
    laptops.commune.do("person", "move", person, "--to", "Thôn Ba")
    other = doctor(offices.villages[1])
    other.second_pen().write("person", person, other.own_control() | {"full_name": "Kẻ Gian"})
    assert laptops.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))["merged"] == 1
    assert laptops.commune.do("conflicts", "list")["conflicts"] == []
    assert laptops.commune.do("check")["ok"]


def test_a_laptop_that_writes_its_own_past_again_takes_nothing_from_others_or_from_verdicts(
    laptops: Machines, offices: Offices, tmp_path: Path
) -> None:
    """One file emptied a person who had moved to another village, and a recognised sheet."""
    commune, village = laptops.commune, laptops.other
    points = [f"CS{number}=9" for number in range(1, 11)]
    for name, birth in (("Nguyễn Văn An", 1980), ("Trần Văn Bình", 1981)):
        village.do("person", "add", name, "--birth", birth)
        village.do("register", name, "--cycle", YEAR, "--consent", "use")
        village.do("assess", "set", name, *points, "--cycle", YEAR, "--by", "village")
    village.do("submit", "--cycle", YEAR)
    pass_up(laptops, offices, tmp_path)
    commune.do("appraise", "--cycle", YEAR)
    commune.do(
        *("recognise", "--cycle", YEAR, "--decision", "1/QĐ-UBND", "--date", f"{YEAR}-11-20")
    )
    commune.do("person", "move", "Nguyễn Văn An", "--to", NGOC_BAN)
    pass_up(laptops, offices, tmp_path)
    laptop = doctor(offices.villages[1])
    again = Pen(laptop.pen.chain, laptop.device)
    for old in laptop.pen.changes:
        assert old.body is not None
        header = old.header
        before = [one for one in again.changes if one.header.record == header.record][-1:]
        again.write(
            header.kind, header.record, old.body.values, before, op=header.op, actor="Người Khác"
        )
    laptop.pen = again
    assert commune.do("bundle", "merge", laptop.save(tmp_path / "lai.vhb"))["merged"] == 1
    # Bình is that village's own: what it says of him twice, it has to settle.
    (listed,) = commune.do("roster", "search", "An")["people"]
    assert (listed["birth"], listed["unit"]) == ("1980", NGOC_BAN)
    # Ten indicators, 9 points each.
    sheet = commune.do("assess", "show", "Nguyễn Văn An", "--cycle", YEAR)
    assert (sheet["total"], sheet["state"]) == ("90", "recognised")
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "xuong.vhb")
    assert laptops.village.do("bundle", "merge", tmp_path / "xuong.vhb")["merged"] == 1
    (moved,) = laptops.village.do("roster", "search", "")["people"]
    assert (moved["full_name"], moved["birth"]) == ("Nguyễn Văn An", "1980")
    assert commune.do("check")["ok"]
    assert laptops.village.do("check")["ok"]

"""What one doctored laptop writes into a file, at the command line: costs, forms, papers.

Whom it could harm by what it calls its own: tests/cli/test_doctored_laptop.py. Every cost is
measured in benchmarks/hostile.py; here it is told that such a file is refused by its code, that
nothing has happened, and that the next honest file is taken.
"""

import hashlib
from pathlib import Path

import pytest

from tests.builders.devices import AskingDevice, write_person
from tests.builders.doctored import DoctoredLaptop, doctor
from tests.builders.documents import plain_text
from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, Offices
from tests.builders.pictures import pdf, photo
from tests.cli.carrying import device_of
from tests.cli.conftest import YEAR, Machines
from tests.cli.test_doctored_laptop import RECORD, criteria_of_year, recognise
from vanhoa_desktop.bundles import opening
from vanhoa_desktop.bundles.limits import OF_A_UNIT
from vanhoa_desktop.bundles.opening import open_bundle
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.journal.identity import assessment_id, same_person_id

EVIDENCE = "01a20e61-26b0-7c11-97b7-2583d1c43849"
MILLION = 1_000_000


def refused(machines: Machines, hostile: Path) -> str:
    """The code of a file that the commune refuses: nothing has happened, and work goes on."""
    commune = machines.commune
    before = commune.do("state-hash")
    answer = commune.run("bundle", "merge", hostile)
    assert (answer.code, answer.json["merged"], answer.json["waiting"]) == (1, 0, [])
    assert commune.do("state-hash") == before
    honest = hostile.with_name("thật.vhb")
    machines.village.do("person", "add", "Nguyễn Thị Thật")
    machines.village.do("bundle", "export", "-o", honest)
    assert commune.do("bundle", "merge", honest)["merged"] == 1
    assert commune.do("check")["ok"]
    return answer.error


# --- B1: whose files a village takes ---


def test_a_village_takes_a_file_of_its_own_other_laptop(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """B1. Of its own unit, and of no other: what it says there is the unit's own anyway."""
    second = AskingDevice(tmp_path, NGOC_BAN).join(offices.commune)
    machines.commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "xuong.vhb")
    machines.village.do("bundle", "merge", tmp_path / "xuong.vhb")
    own = doctor(second)
    own.second_pen().write("person", RECORD, own.own_control() | {"full_name": "Nguyễn Thị Mai"})
    sent = own.save(tmp_path / "ngang.vhb", addressee=own.unit)
    assert machines.village.do("bundle", "merge", sent)["merged"] == 1
    (shown,) = machines.village.do("roster", "search", "")["people"]
    assert shown["full_name"] == "Nguyễn Thị Mai"


# --- B3: what is printed ---


def sheet_with(other: DoctoredLaptop, person: str, points: str, criteria: str) -> None:
    """A complete sheet with these points everywhere, submitted."""
    sheet = assessment_id(person, YEAR, LearningModel.CITIZEN)
    about: dict[str, Json] = {"person": person, "year": YEAR, "model": "citizen"}
    given: Json = {"points": points, "reason": None}
    scored: dict[str, Json] = {f"village.CS{number}": given for number in range(1, 11)}
    values = other.own_control() | about | scored | {"criteria": criteria}
    begun = other.pen.write("assessment", sheet, values)
    sent = other.own_control("submitted")
    other.pen.write("assessment", sheet, sent, [begun], bases={"control": (begun.id,)})


def test_no_certificate_is_printed_for_points_that_the_form_does_not_allow(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """B3. «Tổng 10000» was recognised and printed; beside it an honest sheet of 80 points is."""
    impostor, honest = (write_person(offices.villages[1], n) for n in ("Kẻ Gian", "Lê Thị Thật"))
    other, criteria = doctor(offices.villages[1]), criteria_of_year(offices)
    sheet_with(other, impostor, "1000", criteria)
    sheet_with(other, honest, "8", criteria)
    machines.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))
    assert machines.commune.do("appraise", "--cycle", YEAR)["appraised"] == 1
    assert machines.commune.do(*recognise("1/QĐ-UBND"))["recognised"] == 1
    paper = tmp_path / "giay.pdf"
    assert machines.commune.do("certificate", "print", "--cycle", YEAR, "-o", paper)["pages"] == 1
    text = plain_text(paper.read_bytes())
    assert "Lê Thị Thật" in text
    assert "Kẻ Gian" not in text
    decision = tmp_path / "qd.pdf"
    machines.commune.do("document", "decision", "--cycle", YEAR, "-o", decision)
    assert "10000" not in plain_text(decision.read_bytes())


def test_markup_in_a_name_is_printed_as_it_stands(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """B3. A name is text: it makes nothing bold, closes nothing and hides nothing."""
    name = "<b>Mai</b> &lt; <i"
    other = doctor(offices.villages[1])
    other.pen.write("person", RECORD, other.own_control() | {"full_name": name})
    sheet_with(other, RECORD, "8", criteria_of_year(offices))
    machines.commune.do("bundle", "merge", other.save(tmp_path / "x.vhb"))
    (shown,) = machines.commune.do("roster", "search", "")["people"]
    assert shown["full_name"] == name
    machines.commune.do("appraise", "--cycle", YEAR)
    assert machines.commune.do(*recognise("1/QĐ-UBND"))["recognised"] == 1
    for words in (("certificate", "print"), ("document", "decision")):
        paper = tmp_path / f"{words[1]}.pdf"
        machines.commune.do(*words, "--cycle", YEAR, "-o", paper)
        assert name in " ".join(plain_text(paper.read_bytes()).split()), words


# --- B6: what a file costs ---


def test_too_many_edits_of_one_record_are_refused(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """B6. 941 KB with 20,000 edits took 9.4 GB: one more than an office ever sends is too many."""
    other = doctor(offices.villages[1])
    pen = other.second_pen()
    first = pen.write("person", RECORD, other.own_control() | {"full_name": "Người Thử"})
    for number in range(OF_A_UNIT.of_record):
        pen.write("person", RECORD, {"note": str(number)}, [first])
    assert refused(machines, other.save(tmp_path / "x.vhb")) == "BUNDLE_TOO_LARGE"


def test_too_many_edits_of_one_record_over_many_files_are_refused(
    machines: Machines, offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirteen files of 5,000 edits each took 886 MB, and half a minute for every later one."""
    monkeypatch.setattr(opening, "MAX_CHANGES_OF_RECORD_BY_DEVICE", 30)
    other = doctor(offices.villages[1])
    pen = other.second_pen()
    first = pen.write("person", RECORD, other.own_control() | {"full_name": "Người Thử"})
    for number in range(19):
        pen.write("person", RECORD, {"note": str(number)}, [first])
    machines.commune.do("bundle", "merge", other.save(tmp_path / "1.vhb"))
    for number in range(10):
        pen.write("person", RECORD, {"note": f"còn {number}"}, [first])
    # Thirty in all: what was merged comes again, and counts once.
    machines.commune.do("bundle", "merge", other.save(tmp_path / "2.vhb"))
    pen.write("person", RECORD, {"note": "một nữa"}, [first])
    assert refused(machines, other.save(tmp_path / "3.vhb")) == "BUNDLE_TOO_LARGE"
    # Another device of the commune, or of the unit, goes on with the record.
    machines.commune.do("person", "set", "Người Thử", "--phone", "0912345678")


def test_too_many_chains_are_refused(machines: Machines, offices: Offices, tmp_path: Path) -> None:
    """B6. 15,000 chains: each costs a look, so a file has at most a thousand."""
    other = doctor(offices.villages[1])
    for number in range(OF_A_UNIT.chains + 1):
        record = f"01a20e61-26b0-7c11-97b7-{number:012x}"
        other.second_pen(str(number)).write("person", record, other.own_control())
    assert refused(machines, other.save(tmp_path / "x.vhb")) == "BUNDLE_TOO_LARGE"


def test_chains_without_end_under_keys_that_were_replaced_are_refused(
    machines: Machines, offices: Offices, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever got new keys has the old ones too: 11,000 chains made every later merge slow."""
    monkeypatch.setattr(opening, "MAX_CHAINS_OF_DEVICE", 30)
    commune, other = machines.commune, machines.other
    old = device_of(commune, CAM_BAO)
    asked = other.do("device", "rotate", "-o", tmp_path / "moi.vhr")
    approve = ("device", "approve", tmp_path / "moi.vhr", "-o", tmp_path / "moi.vhi")
    fingerprint = ("--fingerprint", asked["fingerprint"])
    step = commune.do(*approve, *fingerprint, "--replaces", old)
    heard = ("--fingerprint", step["commune_fingerprint"])
    other.do("device", "accept", tmp_path / "moi.vhi", *heard)
    laptop = doctor(offices.villages[1])
    _write_twenty_chains(laptop, old, first=0)
    commune.do("bundle", "merge", laptop.save(tmp_path / "1.vhb"))
    laptop.pens.clear()
    _write_twenty_chains(laptop, old, first=20)
    assert refused(machines, laptop.save(tmp_path / "2.vhb")) == "BUNDLE_TOO_LARGE"


def _write_twenty_chains(laptop: DoctoredLaptop, device: str, first: int) -> None:
    for number in range(first, first + 20):
        pen = laptop.second_pen(str(number))
        pen.device = device
        record = f"01a20e61-26b0-7c11-97b7-{number:012x}"
        pen.write("person", record, laptop.own_control() | {"full_name": "Người Thử"})


@pytest.mark.parametrize("count", [MILLION, OF_A_UNIT.bytes + 1], ids=["a million", "48 MB"])
def test_line_ends_alone_are_refused(
    machines: Machines, offices: Offices, tmp_path: Path, count: int
) -> None:
    """B6. 511 KB that unpack to 500 MB of line ends took 8.8 GB."""
    hostile = doctor(offices.villages[1]).save_lines(tmp_path / "x.vhb", b"\n" * count)
    assert hostile.stat().st_size < 100_000
    assert refused(machines, hostile) == "BUNDLE_TOO_LARGE"


def test_control_changes_side_by_side_cost_nothing_that_stays(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """B6. 55 KB of them took 360 s: here as many in one record, and every later file after it."""
    other = doctor(offices.villages[1])
    for number in range(400):
        values = other.own_control() | {"full_name": "Người Thử"}
        other.second_pen(str(number)).write("person", RECORD, values)
    hostile = other.save(tmp_path / "x.vhb")
    assert machines.commune.do("bundle", "merge", hostile)["changes"] == 400
    machines.village.do("person", "add", "Nguyễn Thị Thật")
    machines.village.do("bundle", "export", "-o", tmp_path / "thật.vhb")
    assert machines.commune.do("bundle", "merge", tmp_path / "thật.vhb")["merged"] == 1
    machines.commune.do("bundle", "export", "--to", CAM_BAO, "-o", tmp_path / "xuong.vhb")
    assert machines.commune.do("check")["ok"]


def test_a_poisoned_waiting_file_is_put_aside_and_later_merges_go_on(
    offices: Offices, machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """B6. No such file is known: a check is taken out, as if one had been forgotten."""
    commune, village = machines.commune, machines.village
    early = tmp_path / "2.vhb"
    commune.do("unit", "add", "Thôn Một", "--kind", "village")
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "1.vhb")
    copied = offices.copy(tmp_path / "elsewhere").villages[0]
    copied.merge(tmp_path / "1.vhb")
    commune.do("bundle", "merge", copied.export(tmp_path / "said.vhb"))
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", early)
    assert village.run("bundle", "merge", early).error == "BUNDLE_GAP"
    poison = early.read_bytes()

    def breaks(file: bytes, *rest: object, **named: object) -> object:
        if file == poison:
            raise KeyError("nobody looked")
        return open_bundle(file, *rest, **named)  # type: ignore[arg-type]  # passed on as it came

    monkeypatch.setattr("vanhoa_desktop.services.exchange.exchange.open_bundle", breaks)
    done = village.run("bundle", "merge", tmp_path / "1.vhb")
    assert (done.code, done.json["merged"], done.json["waiting"]) == (1, 1, [])
    assert [item["code"] for item in done.json["refused"]] == ["BUNDLE_TAMPERED"]
    assert village.do("bundle", "waiting")["waiting"] == []
    assert len(village.do("bundle", "quarantine")["quarantine"]) == 1
    commune.do("unit", "add", "Thôn Mới", "--kind", "village")
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", tmp_path / "3.vhb", "--full")
    assert village.do("bundle", "merge", tmp_path / "3.vhb")["merged"] == 1


# --- B7: forms ---


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff" + b"rac" * 200,
        b"%PDF-1.7\n" + b"rac" * 200,
        photo()[:-2],
        pdf()[:-40],
    ],
    ids=["a picture's first bytes", "a PDF's first bytes", "a picture cut off", "a PDF cut off"],
)
def test_evidence_that_only_begins_like_a_file_is_refused_at_both_doors(
    machines: Machines, offices: Offices, tmp_path: Path, content: bytes
) -> None:
    """B7. A magic number and garbage: neither typed in by a person nor taken in from a file."""
    person = write_person(offices.villages[1], "Nguyễn Thị Mai")
    garbage = tmp_path / ("rac.pdf" if content.startswith(b"%PDF") else "rac.jpg")
    garbage.write_bytes(content)
    attach = ("evidence", "add", garbage, "--person", person, "--cycle", YEAR)
    assert machines.other.refuse(*attach).startswith(("EVIDENCE_", "FILE_", "PICTURE_"))
    other, sha256 = doctor(offices.villages[1]), hashlib.sha256(content).hexdigest()
    about: dict[str, Json] = {"person": person, "year": YEAR, "sha256": sha256}
    other.pen.write("evidence", EVIDENCE, other.own_control() | about)
    hostile = other.save(tmp_path / "x.vhb", evidence={sha256: content})
    assert refused(machines, hostile) == "BUNDLE_TAMPERED"


@pytest.mark.parametrize("moment", ["hôm qua", "2026-02-30T00:00:00Z", "9" * 1000])
def test_a_moment_that_is_no_time_is_refused(
    machines: Machines, offices: Offices, tmp_path: Path, moment: str
) -> None:
    """B7. What is shown as «lúc …» is a time of the calendar."""
    other = doctor(offices.villages[1])
    values = other.own_control() | {"full_name": "Người Thử"}
    other.pen.write("person", RECORD, values, at=moment)
    assert refused(machines, other.save(tmp_path / "x.vhb")) == "BUNDLE_INVALID_CHANGE"


def test_nobody_is_linked_with_himself(
    machines: Machines, offices: Offices, tmp_path: Path
) -> None:
    """B7. Neither by command, nor by a doctored computer of the commune itself."""
    person = write_person(offices.villages[0], "Nguyễn Thị Mai")
    assert machines.village.do("bundle", "export", "-o", tmp_path / "1.vhb")["changes"] == 1
    machines.commune.do("bundle", "merge", tmp_path / "1.vhb")
    assert machines.commune.refuse("person", "merge", person, person) == "VALUE_INVALID"
    second = doctor(AskingDevice(tmp_path, COMMUNE, UnitKind.COMMUNE).join(offices.commune))
    link: dict[str, Json] = {"a": person, "b": person}
    pen = second.second_pen()
    pen.write("same_person", same_person_id(person, person), second.own_control() | link)
    assert refused(machines, second.save(tmp_path / "x.vhb")) == "BUNDLE_INVALID_CHANGE"

"""Files that a stranger made: an office takes them in, and the program would have made the same."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyrage import x25519

from tests.builders.evidence import attach, saved
from tests.builders.offices import PASSPHRASE, YEAR, Office, Offices, add_person, give_points
from tests.builders.pictures import BLUE, photo
from tests.bundles.stranger.archive import entries_of
from tests.bundles.stranger.archive import opened as unsealed
from tests.bundles.stranger.enrolling import Applicant
from tests.bundles.stranger.lines import read_lines
from tests.bundles.stranger.page import caps
from tests.bundles.stranger.reader import take_file
from tests.bundles.stranger.values import made_id, natural_id
from tests.bundles.stranger.writer import Writer
from tests.bundles.stranger_hands import held_at, held_in, said_of_unit, taken_by_both
from tests.fakes.clocks import NOON, FixedClock
from vanhoa_desktop.db.unit_of_work import Ports
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.office.system_ports import SystemRandomness
from vanhoa_desktop.services.office.version import APP_VERSION

AT = "2026-11-25T12:00:00Z"
MILLISECONDS = int(NOON.timestamp() * 1000)


def stranger_at(office: Office, salts: list[str] | None = None) -> Writer:
    """A stranger with the keys and the chain of an enrolled device that has not written yet."""
    with office.open() as session:  # whose folder was copied for this test: it begins a chain
        return Writer(
            held_in(session),
            session.secrets.signing_key.seed,
            session.identity.chain,
            session.identity.officer,
            AT,
            [f"{number:032x}" for number in range(1, 60)] if salts is None else salts,
            APP_VERSION,
        )


def control(writer: Writer, status: str = "open") -> dict[str, Any]:
    """The control by which a record is the writer's unit's."""
    return {"control": {"deleted": False, "status": status, "unit": writer.held.unit}}


def person_of(writer: Writer, name: str, number: int = 1) -> str:
    """A new person; the record's id."""
    record = made_id(MILLISECONDS + number, bytes([number]) * 6, writer.held.unit)
    birth = {"precision": "year", "text": "1961"}
    writer.write("person", record, {**control(writer), "birth": birth, "full_name": name})
    return record


def year_of(writer: Writer, person: str) -> str:
    """A registration and a sheet with ten points, handed over; the sheet's id."""
    about = {"person": person, "year": YEAR}
    registration = natural_id("registration", person, YEAR)
    writer.write("registration", registration, {**control(writer), **about})
    sheet = natural_id("assessment", person, YEAR, "citizen")
    points = {f"village.CS{n}": {"points": "8.5", "reason": None} for n in range(1, 11)}
    begun = {**control(writer), **about, "model": "citizen", **points}
    writer.write("assessment", sheet, begun)
    writer.write("assessment", sheet, control(writer, "submitted"))
    return sheet


def saved_file(writer: Writer, path: Path, evidence: Mapping[str, bytes] | None = None) -> Path:
    """Everything that the stranger wrote, for the commune."""
    path.write_bytes(writer.file(writer.entries(writer.own(), evidence)))
    return path


def test_an_office_takes_in_what_a_stranger_wrote(offices: Offices, tmp_path: Path) -> None:
    writer = stranger_at(offices.villages[0])
    person = person_of(writer, "Đỗ Thị Mẫu")
    house = natural_id("household", writer.held.unit, "Hộ 7")
    writer.write("household", house, {**control(writer), "code": "Hộ 7"})
    membership = {"household": house, "relation": "Chủ hộ"}
    writer.write("person", person, {"full_name": "Đỗ Thị Mẫu Hai", "membership": membership})
    mistaken = writer.write("person", person, {"note": "nhầm"})
    writer.write("person", person, {}, "void", names=[mistaken.id])
    picture = photo(colour=BLUE)
    named = hashlib.sha256(picture).hexdigest()
    proof = made_id(MILLISECONDS + 9, b"\x09" * 6, writer.held.unit)
    said = {"indicator": "CS4", "person": person, "sha256": named, "year": YEAR}
    sheet = year_of(writer, person)
    writer.write("evidence", proof, {**control(writer), **said})
    (taken,) = taken_by_both(
        offices.commune, saved_file(writer, tmp_path / "1.vhb", {named: picture})
    )
    assert taken.evidence == {named: picture}
    with offices.commune.open() as session, session.database.reading() as reading:
        assert [p.full_name for p in reading.people.search("")] == ["Đỗ Thị Mẫu Hai"]
        assert reading.files.content(named) == picture
        found = reading.assessments.assessments(YEAR)
    assert [(item.id, item.status.value) for item in found] == [(sheet, "received")]


def enrolled_stranger(offices: Offices, folder: Path) -> Writer:
    """A stranger who asked with his own keys, was approved for a village, and took the invite."""
    asking = Applicant(
        b"\x07" * 32,
        str(x25519.Identity.generate()),
        "7" * 32,
        "0" * 32,
        "Phạm Văn Lạ",
        "village",
        offices.villages[0].name,
    )
    request, invite = folder / "la.vhr", folder / "la.vhi"
    request.write_bytes(asking.request())
    with offices.commune.open() as session:
        step = EnrolmentService(session).approve(
            request, invite, unit_text=asking.unit_name, fingerprint=asking.fingerprint()
        )
    held = asking.accept(invite.read_bytes(), step.commune_fingerprint)
    salts = [f"{number:032x}" for number in range(1, 60)]
    return Writer(held, asking.seed, asking.chain, asking.officer, AT, salts, APP_VERSION)


def test_a_stranger_with_keys_of_his_own_comes_in_hears_the_answer_and_sends_what_is_new(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    writer = enrolled_stranger(offices, tmp_path)
    person = person_of(writer, "Đỗ Thị Mẫu")
    year_of(writer, person)
    taken_by_both(commune, saved_file(writer, tmp_path / "1.vhb"))
    with commune.open() as session:
        WorkflowService(session).appraise(YEAR)
    answer = take_file(commune.export(tmp_path / "2.vhb", village.name).read_bytes(), writer.held)
    known = answer.manifest["known"][writer.chain]
    assert known == {"id": writer.written[-1].id, "seq": len(writer.written)}
    writer.write("person", person, {"phone": "0900 000 000"})
    news = [change for change in writer.own() if change.seq > known["seq"]]
    assert len(news) == 1
    path = tmp_path / "3.vhb"
    path.write_bytes(writer.file(writer.entries(news)))
    (taken,) = taken_by_both(commune, path)
    assert taken.manifest["down_merged"]["number"] == answer.manifest["down"]["number"]
    with commune.open(writing=False) as session:
        assert said_of_unit(session, writer.held.unit) == taken.manifest["state"]


def test_the_program_and_a_stranger_make_the_same_file_byte_for_byte(
    offices: Offices, tmp_path: Path
) -> None:
    """All that is inside: age itself throws dice."""
    commune, village = offices.commune, offices.villages[0]
    writer = stranger_at(village, salts=[])
    file = written_by_the_program(village, tmp_path)
    entries = {
        name: packed.content()
        for name, packed in entries_of(unsealed(file, held_at(commune).identities)).items()
    }
    meant = list(read_lines(entries["changes.jsonl"], caps()["bytes of a line"][0]))
    for change in meant:
        writer.salts.append(str(change.salt))
        writer.write(change.kind, change.record, change.values, change.op, names=change.names)
    assert writer.written == meant
    evidence = {n[9:]: data for n, data in entries.items() if n.startswith("evidence/")}
    assert {change.op for change in meant} == {"put", "void"}
    assert evidence
    assert dict(writer.entries(writer.own(), evidence)) == entries


def written_by_the_program(village: Office, folder: Path) -> bytes:
    """What the program makes of some minutes: new, corrected, undone, proved, handed over."""
    ports = Ports(FixedClock(), SystemRandomness())
    with open_session(village.paths, PASSPHRASE, writing=True, ports=ports) as session:
        person = add_person(session, "Đỗ Thị Mẫu")
        give_points(session, person, ["8"] * 10)
        with session.work() as work:
            mistaken = work.put("person", person.id, {"note": "nhầm"})
            work.commit()
        with session.work() as work:
            work.record(Wish("person", person.id, Op.VOID, names=(mistaken,)))
            work.commit()
        give_points(session, person, ["9"])
        attach(session, saved(folder, photo(colour=BLUE)), person)
        WorkflowService(session).submit(YEAR)
        ExportService(session).export(ExportWish(folder / "program.vhb"))
    return (folder / "program.vhb").read_bytes()

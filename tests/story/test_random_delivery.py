"""Files of two villages and the commune, carried in any order, some twice, one too early.

Everything by command line. At the end village and commune hold the same of each village.
"""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, add_person
from tests.builders.offices import Offices as OfficesOnDisk
from tests.cli.driver import PASSPHRASE, Machine
from tests.fakes.scrypt import RememberedScrypt
from vanhoa_desktop.db.bundle_ledger import Acknowledgement
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.integrity import IntegrityService

Capture = pytest.CaptureFixture[str]
CODES = [f"CS{number}" for number in range(1, 11)]
BY_VILLAGE = ("--cycle", YEAR, "--by", "village")
# What an officer may be told while the others work too.
EXPECTED = {"ASSESSMENT_CLOSED", "BUNDLE_GAP"}


@pytest.fixture(autouse=True)
def same_passphrase(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("vanhoa_desktop.trust.sealed_file.Scrypt", RememberedScrypt)


def done_or_expected(machine: Machine, *words: object) -> str | None:
    """Run a command; the code of its refusal, which must be one of the expected."""
    answer = machine.run(*words)
    assert answer.code in (0, 1), (words, answer)
    if answer.code == 0:
        return None
    assert answer.error in EXPECTED, (words, answer)
    return answer.error


@dataclass
class Post:
    """The commune, two villages, and the files between them."""

    chance: Random
    folder: Path
    commune: Machine
    villages: dict[str, Machine]
    files: dict[str, list[Path]] = field(default_factory=dict)
    number: int = 0

    def village_works(self, name: str) -> None:
        """A new person, a telephone number, some points, or sending what is complete."""
        village = self.villages[name]
        people = village.do("roster", "search", "", "--limit", 0)["people"]
        self.number += 1
        act = self.chance.randrange(6)
        if act <= 1 or not people:
            birth = 1940 + self.number
            village.do("person", "add", f"Mai Văn {'ABCDEGHIK'[self.number % 9]}", "--birth", birth)
            return
        person = self.chance.choice(people)["id"]
        if act == 2:
            village.do("person", "set", person, "--phone", f"09{self.number:08d}")
        elif act == 3:
            points = f"{self.chance.choice(CODES)}={self.chance.randrange(21) / 2}"
            done_or_expected(village, "assess", "set", person, *BY_VILLAGE, points)
        else:
            all_points = [f"{code}={self.chance.randrange(12, 21) / 2}" for code in CODES]
            done_or_expected(village, "assess", "set", person, *BY_VILLAGE, *all_points)
            village.do("submit", "--cycle", YEAR)

    def commune_works(self) -> None:
        """The commune writes into what it holds of a village, or gives sheets back."""
        people = self.commune.do("roster", "search", "", "--limit", 0)["people"]
        if not people:
            return
        self.number += 1
        person = self.chance.choice(people)
        act = self.chance.randrange(4)
        if act <= 1:
            words: tuple[object, ...] = ("person", "set", person["id"])
            self.commune.do(*words, "--phone", f"02{self.number:08d}")
        elif act == 2:
            self.commune.do("return", person["id"], "--cycle", YEAR, "--reason", "xem lại")
        else:
            points = f"{self.chance.choice(CODES)}={self.chance.randrange(21) / 2}"
            words = ("assess", "set", person["id"], "--cycle", YEAR, "--by", "commune", points)
            done_or_expected(self.commune, *words)

    def send_up(self, name: str) -> Path:
        """A file of a village."""
        file = self._new_file("commune")
        self.villages[name].do("bundle", "export", "-o", file)
        return file

    def send_down(self, name: str) -> Path:
        """A file of the commune for a village."""
        file = self._new_file(name)
        self.commune.do("bundle", "export", "--to", name, "-o", file)
        return file

    def deliver_one(self) -> None:
        """Any file, also one that arrived before."""
        where = [name for name, files in self.files.items() if files]
        if where:
            name = self.chance.choice(where)
            self.deliver(name, self.chance.choice(self.files[name]))

    def deliver(self, name: str, file: Path) -> str | None:
        """Bring one file to where it belongs."""
        machine = self.commune if name == "commune" else self.villages[name]
        return done_or_expected(machine, "bundle", "merge", file)

    def deliver_all(self, name: str) -> None:
        """Every file for one place, in any order, a few of them twice."""
        files = [*self.files.get(name, [])]
        files += self.chance.sample(files, k=len(files) // 3)
        self.chance.shuffle(files)
        for file in files:
            self.deliver(name, file)

    def _new_file(self, name: str) -> Path:
        self.number += 1
        file = self.folder / f"{self.number}.vhb"
        self.files.setdefault(name, []).append(file)
        return file


def believe_received(village: Office) -> None:
    """The village was told that everything arrived; then the commune went back to an old copy."""
    with village.open() as session:
        with session.database.reading() as reading:
            heads = reading.journal.heads()
            trust = reading.trust
        assert trust is not None
        assert trust.office is not None
        own = heads[session.identity.chain]
        with session.work() as work:
            known = {session.identity.chain: (own.seq, own.id)}
            said = Acknowledgement(trust.office, "", known)
            work.ledger.acknowledge(said, sent=0, at=session.now())
            work.commit()


def a_file_too_early(post: Post, office: Office) -> None:
    """A second file that goes on where the first one ends, and is carried first."""
    name = office.name
    post.villages[name].do("person", "add", "Đỗ Thị Trước", "--birth", "1955")
    post.send_up(name)
    believe_received(office)
    post.villages[name].do("person", "add", "Đỗ Thị Sau", "--birth", "1956")
    second = post.send_up(name)
    before = post.commune.do("state-hash")
    assert post.deliver("commune", second) == "BUNDLE_GAP"
    assert post.commune.do("state-hash") == before
    (waiting,) = post.commune.do("bundle", "waiting")["waiting"]
    assert waiting["unit_name"] == name


def live_a_while(post: Post, events: int) -> None:
    """Work, files and deliveries as they come."""
    names = list(post.villages)
    for _ in range(events):
        event = post.chance.randrange(10)
        name = post.chance.choice(names)
        if event <= 3:
            post.village_works(name)
        elif event == 4:
            post.send_up(name)
        elif event == 5:
            post.send_down(name)
        elif event == 6:
            post.commune_works()
        else:
            post.deliver_one()


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_village_and_commune_agree_whatever_the_order_of_files(
    offices: OfficesOnDisk, tmp_path: Path, capsys: Capture, seed: int
) -> None:
    villages = {v.name: Machine(v.paths.root, capsys) for v in offices.villages}
    commune = Machine(offices.commune.paths.root, capsys)
    folder = tmp_path / "stick"
    folder.mkdir()
    post = Post(Random(seed), folder, commune, villages)
    for name in villages:
        post.village_works(name)
    a_file_too_early(post, offices.villages[seed % 2])
    live_a_while(post, 30)
    for name in villages:
        post.village_works(name)
        post.send_up(name)
    post.deliver_all("commune")
    assert commune.do("bundle", "waiting")["waiting"] == []
    for name, village in villages.items():
        post.send_down(name)
        post.deliver_all(name)
        assert village.do("bundle", "waiting")["waiting"] == []
        assert village.do("state-hash", "--unit", name) == commune.do("state-hash", "--unit", name)
        assert_sound(village)
        names = {p["full_name"] for p in village.do("roster", "search", "")["people"]}
        assert names == people_of(commune, name)
    assert_sound(commune)


def assert_sound(machine: Machine) -> None:
    """Nothing is wrong, and every table is what the journal gives when it is folded anew."""
    found = machine.do("check", "--repair")
    assert (found["ok"], found["problems"], found["repaired"]) == (True, [], [])


def people_of(commune: Machine, unit: str) -> set[str]:
    """The names that the commune has of a unit."""
    people: list[dict[str, Any]] = commune.do("roster", "search", "", "--limit", 0)["people"]
    return {person["full_name"] for person in people if person["unit"] == unit}


@pytest.fixture
def doctored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was tampered with: it records what is none of its business."""
    monkeypatch.setattr(UnitOfWork, "_check_rights", lambda *_: None)


@pytest.mark.parametrize("carries_control", [True, False], ids=["with control", "plain edit"])
def test_a_file_with_one_record_of_another_village_is_refused_whole(
    offices: OfficesOnDisk, tmp_path: Path, capsys: Capture, doctored: None, carries_control: bool
) -> None:
    first, second = offices.villages
    commune, village = (
        Machine(office.paths.root, capsys) for office in (offices.commune, offices.villages[0])
    )
    with second.open() as session:
        stolen = add_person(session, "Trần Văn Khác")
    offices.commune.merge(second.export(tmp_path / "other.vhb"))
    honest = village.do("person", "add", "Lê Thị Mẫu")["id"]
    with first.open() as session, session.work() as work:
        values = {"full_name": "Trần Văn Đổi"}
        whose = control(stolen.home_unit) if carries_control else {}
        work.put("person", stolen.id, {**whose, **values})
        work.commit()
    village.do("bundle", "export", "-o", tmp_path / "doctored.vhb")
    before = commune.do("state-hash")
    for command in ("inspect", "merge"):
        answer = commune.run("bundle", command, tmp_path / "doctored.vhb")
        assert (answer.code, answer.error) == (1, "BUNDLE_OUT_OF_SCOPE")
        assert answer.json["error"]["details"]["record"] == stolen.id
        assert "không thuộc quyền" in answer.json["error"]["message"]
    assert commune.do("state-hash") == before
    assert commune.do("bundle", "waiting")["waiting"] == []
    assert people_of(commune, NGOC_BAN) == set()
    assert people_of(commune, CAM_BAO) == {"Trần Văn Khác"}
    assert commune.refuse("history", honest) == "NOT_FOUND"
    with offices.commune.open(writing=False) as session:
        assert IntegrityService(session).check().is_ok

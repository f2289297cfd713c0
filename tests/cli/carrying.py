"""Files that people carry between machines at the command line, and whether all agree then."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN
from tests.cli.conftest import Machines
from tests.cli.driver import Machine


@dataclass
class Carrier:
    """Somebody with a stick; `units` are the computers of each unit, the office is apart."""

    folder: Path
    office: Machine
    units: dict[str, list[Machine]] = field(default_factory=dict)

    def path(self, ending: str = "vhb") -> Path:
        """A name that no file has yet."""
        return self.folder / f"{len(list(self.folder.iterdir())):03d}.{ending}"

    def saved_up(self, laptop: Machine, *words: object) -> Path:
        """A computer's file to the office; it lies on a stick from now on."""
        path = self.path()
        laptop.do("bundle", "export", "-o", path, *words)
        return path

    def saved_down(self, unit: str, *words: object) -> Path:
        """The office's file to a unit; it lies on a stick from now on."""
        path = self.path()
        self.office.do("bundle", "export", "--to", unit, "-o", path, *words)
        return path

    def take(self, machine: Machine, *files: Path) -> Any:
        """Files that a machine must take in, none refused and none left waiting."""
        done = machine.do("bundle", "merge", *files)
        assert (done["refused"], done["waiting"]) == ([], []), done
        return done

    def up(self, laptop: Machine, *words: object) -> None:
        """A computer sends, and the office takes it."""
        self.take(self.office, self.saved_up(laptop, *words))

    def down(self, unit: str, *words: object) -> None:
        """The office answers a unit, and each of its computers takes that."""
        file = self.saved_down(unit, *words)
        for laptop in self.units[unit]:
            self.take(laptop, file)

    def exchange(self, *words: object) -> None:
        """One full exchange in both directions: everybody sends, everybody takes the answer."""
        for laptop in [laptop for laptops in self.units.values() for laptop in laptops]:
            self.up(laptop, *words)
        for unit in self.units:
            self.down(unit, *words)

    def copied(self, unit: str, laptop: Machine) -> Machine:
        """A computer's folder on another computer, where it is opened as well."""
        made = Machine(self.path("may"), laptop.capture)
        shutil.copytree(laptop.folder, made.folder)
        self.units[unit].append(made)
        return made

    def enrolled(self, unit: str, *approval: object) -> Machine:
        """A new computer of a unit that asks, is approved and accepts."""
        made = Machine(self.path("may"), self.office.capture)
        is_commune = unit == COMMUNE
        role = ("--role", "commune", "--join") if is_commune else ("--role", "village")
        made.do("init", *role, "--unit", unit, "--officer", "Phạm Thị Thử")
        request = self.path("vhr")
        self.answer_request(made, made.do("device", "request", "-o", request), request, *approval)
        self.units.setdefault(unit, []).append(made)
        return made

    def answer_request(self, asking: Machine, asked: Any, request: Path, *approval: object) -> None:
        """The office approves what was asked, and the computer accepts."""
        invite = self.path("vhi")
        approve = ("device", "approve", request, "-o", invite, *approval)
        approved = self.office.do(*approve, "--fingerprint", asked["fingerprint"])
        heard = approved["commune_fingerprint"]
        asking.do("device", "accept", invite, "--fingerprint", heard)

    def agree(self) -> None:
        """All hold equal states and equal questions, nothing waits, and `check` says so."""
        asked: dict[str, str] = {}
        for unit, laptops in self.units.items():
            whose = () if unit == COMMUNE else ("--unit", unit)
            expected = self.office.do("state-hash", *whose)
            for laptop in laptops:
                assert laptop.do("state-hash", *whose) == expected, unit
            listed = [questions(laptop) for laptop in laptops]
            assert all(found == listed[0] for found in listed), unit
            asked |= listed[0]
        assert questions(self.office) == asked
        for machine in (self.office, *(m for laptops in self.units.values() for m in laptops)):
            found = machine.do("check")
            assert (found["ok"], found["problems"]) == (True, []), machine.folder
            assert machine.do("bundle", "waiting")["waiting"] == []


def carrier(machines: Machines, folder: Path) -> Carrier:
    """Of the commune and its two villages."""
    sticks = folder / "sticks"
    sticks.mkdir()
    units = {NGOC_BAN: [machines.village], CAM_BAO: [machines.other]}
    return Carrier(sticks, machines.commune, units)


def questions(machine: Machine) -> dict[str, str]:
    """What waits for a person: id and field of each."""
    listed = machine.do("conflicts", "list")["conflicts"]
    return {item["id"]: item["field"] for item in listed}


def names(machine: Machine) -> list[str]:
    """Who is listed at a machine, sorted by code points."""
    people = machine.do("roster", "search", "", "--limit", 0)["people"]
    return sorted(person["full_name"] for person in people)


def phones(machine: Machine, person: str) -> list[str]:
    """Every telephone number that a machine's history tells of a person, as it is listed there."""
    told = machine.do("history", person)["changes"]
    return [change["values"]["phone"] for change in told if "phone" in change["values"]]


def device_of(machine: Machine, unit: str) -> str:
    """The id of the one device of a unit that is not ended, as a machine lists it."""
    listed = machine.do("device", "list")["devices"]
    (found,) = (d for d in listed if d["unit"] == unit and d["status"] != "revoked")
    return str(found["device_id"])

"""What one enrolled laptop in bad hands does: it signs whatever it likes, and harms nobody else.

It knows every id there is, writes a chain that no program of ours would write, and sends it to the
commune and to other villages. Nobody is ever moved into its village: of what belongs to the others
it has no part, and must get none.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.builders.doctored import POINTS, DoctoredLaptop, doctored
from tests.bundles.hostile.pen import Pen
from tests.convergence.device_rules import DeviceRules
from tests.simulators.real_offices import BAD
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.journal.identity import (
    assessment_id,
    digital_id,
    household_id,
    is_made_by,
    registration_id,
)
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService

YEAR = 2026
THIEF = "Kẻ Gian"
_AIMS = ("person", "registration", "assessment", "digital", "household", "gone person")
aims = st.sampled_from(_AIMS)
chances = st.integers(0, 2**16)


class DoctoredRules(DeviceRules):
    """The acts of the laptop in bad hands, and what must be true of everybody else's records."""

    def __init__(self) -> None:
        super().__init__()
        self.bad_files: set[Path] = set()
        self.bad_people: set[str] = set()
        self.bad_pen: Pen | None = None

    def _laptop(self) -> DoctoredLaptop:
        """With the pen of its second chain, which goes on where it stopped."""
        laptop = doctored(self.offices.sessions[BAD])
        if self.bad_pen is None:
            self.bad_pen = Pen("d0c70bed" * 4, laptop.device)
        laptop.pens.append(self.bad_pen)
        return laptop

    def _save(self, laptop: DoctoredLaptop, addressee: str | None = None) -> None:
        path = self.offices.new_file("gian.vhb")
        laptop.save(path, addressee)
        self.offices.files.append(path)
        self.bad_files.add(path)

    @rule()
    def add_people_of_its_own(self) -> None:
        session = self.offices.sessions[BAD]
        saved = PersonService(session).add({"full_name": "Người Của Thôn Tư", "birth": "1961"})
        self.bad_people.add(saved.person.id)

    @rule(aim=aims, chance=chances, again=st.integers(1, 5))
    def claim(self, aim: str, chance: int, again: int) -> None:
        """It calls a record of somebody else its own, as if nobody had written before."""
        office = self.offices.sessions[self.offices.office]
        people = RosterService(office).search("", 0)
        if not people:
            return
        laptop, person = self._laptop(), people[chance % len(people)].id
        units = [unit.id for unit in UnitService(office).units()]
        kind, record, values = _claimed(aim, person, units[chance % len(units)], chance)
        assert self.bad_pen is not None
        for _ in range(again):
            self.bad_pen.write(kind, record, laptop.own_control() | values)
        if aim == "gone person":
            self.bad_pen.write(kind, record, laptop.own_control(deleted=True))
        self._save(laptop)
        if aim == "household":
            # Refused at the door, with all that would come after it on this chain.
            del self.bad_pen.changes[-again:]

    @rule(chance=chances)
    def write_to_another_village(self, chance: int) -> None:
        laptop = self._laptop()
        others = sorted(laptop.readers.keys() - {laptop.commune, laptop.unit})
        self._save(laptop, others[chance % len(others)])

    @rule(points=st.sampled_from(["1000", "7.3", "-1"]), chance=chances)
    def give_itself_points_that_no_form_allows(self, points: str, chance: int) -> None:
        own = sorted(self.bad_people)
        if own:
            laptop, person = self._laptop(), own[chance % len(own)]
            given: Json = {"points": points, "reason": None}
            about: dict[str, Json] = {"person": person, "year": YEAR, "model": "citizen"}
            scored = {f"village.CS{number}": given for number in range(1, 11)}
            assert self.bad_pen is not None
            sheet = assessment_id(person, YEAR, LearningModel.CITIZEN)
            self.bad_pen.write(
                "assessment", sheet, laptop.own_control("submitted") | about | scored
            )
            self._save(laptop)

    def check_nobody_was_harmed(self, secrets: Mapping[str, str]) -> None:
        """At the office, and in what the laptop was sent; `secrets` are texts by their person."""
        if self.bad_pen is None:
            return
        office = self.offices.sessions[self.offices.office]
        unit = self.offices.sessions[BAD].require_unit()
        written = {change.id for change in self.bad_pen.changes}
        for record, changes in _with_any(office, self.bad_pen.changes).items():
            if self._is_its_own(record, changes, unit):
                continue
            with office.database.reading() as reading:
                state = fold(changes, reading.authority)
            shown = {change for name in state.values for change in state.heads(name)}
            assert not shown & written, (record, "shows what the laptop wrote")
            asked = {change for item in state.review for change in state.waiting(item.field)}
            told = [item.field for item in state.review]
            assert not asked & written, (record, "asks about what the laptop wrote", told)
        known = _texts_of(doctored(self.offices.sessions[BAD]).held)
        for text, person in secrets.items():
            assert person in self.bad_people or text not in known, (text, person)

    def _is_its_own(self, record: str, changes: Iterable[Change], unit: str) -> bool:
        """Made by it, about its people, or a household that nobody else ever wrote."""
        if is_made_by(record, unit) or record in self.bad_people:
            return True
        said = [change.body.values for change in changes if change.body is not None]
        if {values.get("person") for values in said} & self.bad_people:
            return True
        assert self.bad_pen is not None
        return all(change.header.chain == self.bad_pen.chain for change in changes)


def _claimed(aim: str, person: str, unit: str, chance: int) -> tuple[str, str, dict[str, Json]]:
    """Kind, id and values of what the laptop calls its own."""
    about: dict[str, Json] = {"person": person, "year": YEAR}
    match aim:
        case "registration":
            return "registration", registration_id(person, YEAR), about
        case "assessment":
            values = about | {"model": "citizen", "village.CS1": POINTS}
            return aim, assessment_id(person, YEAR, LearningModel.CITIZEN), values
        case "digital":
            return aim, digital_id(person, YEAR), about
        case "household":
            code = f"H{chance % 3}"
            return aim, household_id(unit, code), {"code": code, "head_name": THIEF}
        case _:
            return "person", person, {"full_name": THIEF, "phone": "0666666666"}


def _with_any(session: Session, written: Iterable[Change]) -> dict[str, list[Change]]:
    """All changes that a store holds of the records that somebody wrote to."""
    with session.database.reading() as reading:
        found = reading.journal.of_records({change.header.record for change in written})
    return {record: [item.change for item in held] for record, held in found.items()}


def _texts_of(changes: Iterable[Change]) -> str:
    return "\n".join(str(change.body.values) for change in changes if change.body is not None)

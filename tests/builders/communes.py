"""A commune's own records, written as it would: people, units, titles, settings."""

from collections.abc import Mapping

from tests.builders.offices import YEAR, Office
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.journal.identity import (
    assessment_id,
    household_id,
    recognition_id,
    registration_id,
    same_person_id,
    setting_id,
)
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.units import UnitService


class CommuneBook:
    """Writes into the commune's store of a test, one fact at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.own = session.require_unit()
        self.units = {unit.name: unit.id for unit in UnitService(session).units()}
        self.decision = self.write(
            "decision",
            session.new_record_id(),
            self.own,
            {
                "year": YEAR,
                "model": "citizen",
                "number": "15/QĐ-UBND",
                "decided_on": f"{YEAR}-12-01",
            },
            status="issued",
        )

    @classmethod
    def of(cls, office: Office) -> "CommuneBook":
        """The book of an office; the caller closes `session`."""
        return cls(office.open())

    def write(
        self, kind: str, record: str, unit: str, values: Mapping[str, Json], status: str = "open"
    ) -> str:
        """A record of a unit; its id."""
        with self.session.work() as work:
            begun = {} if work.state(record) is not None else control(unit, status)
            work.put(kind, record, begun | dict(values))
            work.commit()
        return record

    def add_unit(self, name: str, kind: UnitKind) -> str:
        """A unit."""
        self.units[name] = UnitService(self.session).add(name, kind).id
        return self.units[name]

    def add_household(self, unit: str, code: str) -> str:
        """A household of a village."""
        record = household_id(self.units[unit], code)
        return self.write("household", record, self.units[unit], {"code": code})

    def add_person(self, unit: str, name: str, **fields: Json) -> str:
        """A woman of 45 years in a unit, or what `fields` say."""
        values: dict[str, Json] = {
            "full_name": name,
            "sex": "female",
            "birth": {"precision": "year", "text": str(YEAR - 45)},
        }
        record = self.session.new_record_id()
        return self.write("person", record, self.units[unit], values | fields)

    def give_title(
        self, subject: str, model: LearningModel = LearningModel.CITIZEN, decision: str = ""
    ) -> None:
        """A title by decision, of a person, household, clan or unit."""
        values: dict[str, Json] = {
            "person": subject,
            "year": YEAR,
            "model": model.value,
            "decision": decision or self.decision,
            "full_name": "Tên in trên giấy",
            "unit_name": "",
            "home_unit": self.own,
        }
        self.write("recognition", recognition_id(subject, YEAR, model), self.own, values)

    def add_decision(self, decided_on: str, status: str = "issued") -> str:
        """Another decision of the year."""
        values: dict[str, Json] = {"year": YEAR, "model": "citizen", "number": "99/QĐ-UBND"}
        values["decided_on"] = decided_on
        record = self.session.new_record_id()
        return self.write("decision", record, self.own, values, status)

    def register(self, person: str, unit: str) -> None:
        """A registration of the year, assessed by a unit."""
        values: dict[str, Json] = {"person": person, "year": YEAR}
        record = registration_id(person, YEAR)
        self.write("registration", record, self.units[unit], values)

    def add_sheet(
        self,
        subject: str,
        unit: str,
        points: Mapping[str, str],
        *,
        status: str = "appraised",
        model: LearningModel = LearningModel.CITIZEN,
    ) -> str:
        """A sheet with the unit's points (CS1 → «8»)."""
        with self.session.database.reading() as reading:
            cycle = reading.units.cycle(YEAR)
        assert cycle is not None
        values: dict[str, Json] = {
            "person": subject,
            "year": YEAR,
            "model": model.value,
            "criteria": cycle.criteria[model].sha256,
        }
        given: dict[str, Json] = {
            f"village.{code}": {"points": text, "reason": None} for code, text in points.items()
        }
        record = assessment_id(subject, YEAR, model)
        return self.write("assessment", record, self.units[unit], values | given, status)

    def link(self, one: str, other: str) -> None:
        """Two records of one person."""
        a, b = sorted((one, other))
        self.write("same_person", same_person_id(a, b), self.own, {"a": a, "b": b})

    def set(self, key: str, value: str, valid_from: str = "2026-01-01") -> None:
        """A dated setting of the commune."""
        values: dict[str, Json] = {"key": key, "from": valid_from, "value": value}
        self.write("setting", setting_id(key, valid_from), self.own, values)

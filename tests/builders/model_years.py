"""A bare commune's year under sets whose prerequisites are blocking, written record by record."""

import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select

from tests.builders.counted_communes import naive_commune, naive_rules
from tests.builders.stores import COMMUNE_ID, BareStore, commune_store, control_of, record
from tests.builders.subjects import CONTENTS, SETS
from tests.simulators.naive_counting import NaiveCounting
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.encoding import record_id
from vanhoa_desktop.db.populations import Populations
from vanhoa_desktop.db.tables.projections import recognition
from vanhoa_desktop.db.tables.reporting import outside_title
from vanhoa_desktop.db.tables.results import tally, title
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Presence, TargetGroup
from vanhoa_desktop.journal.identity import (
    assessment_id,
    criteria_id,
    cycle_id,
    outside_title_id,
    recognition_id,
    registration_id,
    same_person_id,
    setting_id,
)
from vanhoa_desktop.journal.kinds import ASSESSING
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.facts import POPULATIONS, Tally
from vanhoa_desktop.scoring.graph import ResultGraph
from vanhoa_desktop.scoring.subjects import Membership, Subject, SubjectKey
from vanhoa_desktop.services.results.year_subjects import YearSubjects

YEAR = 2026
UNITS = {
    "first": record(101),
    "second": record(102),
    "school": record(103),
    "station": record(104),
}
_KINDS = {"first": "village", "second": "village", "school": "school", "station": "station"}
_DECISION = record(900)
Outcomes = dict[SubjectKey, tuple[str, str]]
Links = dict[SubjectKey, frozenset[Membership]]


@dataclass
class ModelYear:
    """The commune's store; people, households and clans go by small numbers."""

    folder: tempfile.TemporaryDirectory[str]
    store: BareStore
    written: set[str] = field(default_factory=set)

    def close(self) -> None:
        """Close the store and forget it."""
        self.store.database.close()
        self.folder.cleanup()

    def subjects(self, model: LearningModel) -> list[str]:
        """The ids of those who may have a sheet under a model."""
        return {
            LearningModel.CITIZEN: [record(number) for number in range(4)],
            LearningModel.FAMILY: [record(200 + number) for number in range(3)],
            LearningModel.CLAN: [record(300 + number) for number in range(2)],
            LearningModel.COMMUNITY: [UNITS["first"], UNITS["second"]],
            LearningModel.UNIT: [UNITS["school"], UNITS["station"]],
            LearningModel.COMMUNE: [COMMUNE_ID],
        }[model]

    def person(
        self,
        number: int,
        *,
        unit: str = "first",
        house: int | None = 0,
        birth: str | None = "1961",
        presence: Presence = Presence.PRESENT,
        group: TargetGroup | None = None,
    ) -> None:
        """Write all that counts about a person."""
        values = control_of(UNITS[unit]) | {
            "full_name": f"Người {number}",
            "birth": None if birth is None else {"precision": "year", "text": birth},
            "membership": {
                "household": None if house is None else record(200 + house),
                "relation": None,
            },
            "presence": {"on": None, "value": presence.value},
            "target_group": None if group is None else group.value,
        }
        self.store.put("person", record(number), values)
        self.written.add(record(number))

    def delete_person(self, number: int) -> None:
        """Delete a person who was written."""
        if record(number) in self.written:
            values = control_of(UNITS["first"], deleted=True)
            self.store.put("person", record(number), values)

    def link(self, left: int, right: int, *, is_linked: bool, counts: int | None) -> None:
        """Two records are one person's, or not; one of them may be chosen to count."""
        first, second = sorted((record(left), record(right)))
        values: dict[str, Json] = control_of(COMMUNE_ID, deleted=not is_linked)
        values |= {"a": first, "b": second}
        values[f"counts.{YEAR}"] = None if counts is None else record(counts)
        self.store.put("same_person", same_person_id(first, second), values, covers=True)

    def register(self, number: int, unit: str) -> None:
        """Register a person, to be assessed by a unit."""
        values = control_of(UNITS[unit]) | {"person": record(number), "year": YEAR}
        self.store.put("registration", registration_id(record(number), YEAR), values)

    def assess_at(self, number: int, unit: str | None) -> None:
        """The commune says where a person who was written is assessed; None: at home."""
        if record(number) in self.written:
            said: Json = None if unit is None else UNITS[unit]
            self.store.put("person", record(number), {f"{ASSESSING}{YEAR}": said}, covers=True)

    def household(self, number: int, clan: int | None, unit: str = "first") -> None:
        """A household, and the clan in which it counts."""
        values: dict[str, Json] = control_of(UNITS[unit]) | {"code": str(number)}
        values[f"clan.{YEAR}"] = None if clan is None else record(300 + clan)
        self.store.put("household", record(200 + number), values)

    def sheet(
        self,
        model: LearningModel,
        subject: str,
        criteria: CriteriaSet,
        row: str,
        facts: Mapping[str, Json],
        status: AssessmentStatus = AssessmentStatus.OPEN,
    ) -> None:
        """A sheet with the village's points in the order of the form, «-» for unanswered."""
        values: dict[str, Json] = control_of(UNITS["first"], status.value) | {
            "person": subject,
            "year": YEAR,
            "model": model.value,
            "criteria": criteria.sha256,
        }
        for indicator, text in zip(criteria.indicators, row.split(), strict=True):
            points = None if text == "-" else text
            values[f"village.{indicator.code}"] = {"points": points, "reason": None}
        values |= {f"fact.{name}": value for name, value in facts.items()}
        self.store.put("assessment", assessment_id(subject, YEAR, model), values, covers=True)

    def decide(self, model: LearningModel, subject: str) -> None:
        """An issued decision gives the title."""
        decision: dict[str, Json] = {"year": YEAR, "model": model.value}
        self.store.put("decision", _DECISION, control_of(COMMUNE_ID, "issued") | decision)
        values: dict[str, Json] = control_of(UNITS["first"]) | decision
        values |= {"person": subject, "decision": _DECISION, "full_name": "Ai đó"}
        self.store.put("recognition", recognition_id(subject, YEAR, model), values)

    def outside_title(self, number: int, *, checked: bool) -> None:
        """A citizen's title from elsewhere, its paper checked or not."""
        values: dict[str, Json] = control_of(UNITS["first"]) | {
            "person": record(number),
            "year": YEAR,
            "issuer": "Trường ở huyện bên",
            "checked": {"by": "Thử", "on": "2026-11-01"} if checked else None,
        }
        self.store.put("outside_title", outside_title_id(record(number), YEAR), values)

    def unit_kind(self, unit: str, kind: str) -> None:
        """Another kind of unit."""
        self.store.put("unit", UNITS[unit], {"unit_kind": kind}, covers=True)

    def setting(self, key: str, value: str) -> None:
        """A setting of the commune, in force since the year began."""
        values: dict[str, Json] = {"key": key, "from": f"{YEAR}-01-01", "value": value}
        named = setting_id(key, f"{YEAR}-01-01")
        self.store.put("setting", named, control_of(COMMUNE_ID) | values)

    def stored_results(self) -> Outcomes:
        """Outcome and total of every sheet, as the tables have them."""
        with self.store.database.reading() as reading:
            return {
                SubjectKey(model, sheet.person): (sheet.outcome.value, str(sheet.total))
                for model in LearningModel
                for sheet in reading.assessments.assessments(YEAR, model=model)
            }

    def from_scratch(self) -> "YearFromScratch":
        """The whole year computed anew."""
        with self.store.database.reading() as reading:
            cycle = reading.units.cycle(YEAR)
            assert cycle is not None
            subjects = YearSubjects(reading, cycle, None).all()
            judge = NaiveCounting(
                naive_commune(reading, YEAR),
                naive_rules(reading, YEAR),
                doubles=reading.people.links.not_counting(YEAR),
            )
        return YearFromScratch(subjects, _links(judge), self._decided())

    def stored_titles(self) -> set[SubjectKey]:
        """Who holds a title, as the table has it."""
        with self.store.database._reader.connect() as connection:
            rows = connection.execute(select(title).where(title.c.year == YEAR))
            return {SubjectKey(LearningModel(r.model), record_id(r.subject)) for r in rows}

    def _decided(self) -> set[SubjectKey]:
        """Whoever has a title by an issued decision, or by a paper from elsewhere."""
        with self.store.database._reader.connect() as connection:
            given = connection.execute(select(recognition.c.model, recognition.c.person)).all()
            checked = select(outside_title.c.person).where(outside_title.c.checked_on.is_not(None))
            people = connection.scalars(checked).all()
        return {SubjectKey(LearningModel(r.model), record_id(r.person)) for r in given} | {
            SubjectKey(LearningModel.CITIZEN, record_id(person)) for person in people
        }

    def kept_tallies(self) -> dict[tuple[str, str, bytes], Tally]:
        """The counts of populations that the store keeps."""
        with self.store.database._reader.connect() as connection:
            rows = connection.execute(select(tally).where(tally.c.year == YEAR))
            return {tuple(row)[1:4]: Tally(*tuple(row)[4:]) for row in rows}

    def counted_tallies(self) -> dict[tuple[str, str, bytes], Tally]:
        """The same populations counted anew."""
        with self.store.database._reader.connect() as connection:
            counting = Populations(connection, YEAR, None)
            return {
                (model, population, body): counting.tallies(
                    LearningModel(model), population, [body]
                )[body]
                for model, population, body in self.kept_tallies()
            }


class YearFromScratch:
    """A year by the judge's word of who counts, by decisions, and by a result graph made anew."""

    def __init__(
        self, subjects: Iterable[Subject], links: Links, decided: Collection[SubjectKey]
    ) -> None:
        self._read = {subject.key: subject for subject in subjects}
        self._decided = decided
        self.links = dict.fromkeys(self._read, frozenset[Membership]()) | links
        self._graph = ResultGraph(map(self._subject, self.links))

    def _subject(self, key: SubjectKey) -> Subject:
        known = self._read.get(key, Subject(key))
        title = True if known.title is None and key in self._decided else known.title
        return replace(known, belongs_to=self.links[key], title=title)

    @property
    def compared_links(self) -> Links:
        """Who counts in which population, as a comparison of the year reads it."""
        return {key: subject.belongs_to for key, subject in self._read.items()}

    def results(self, keys: Iterable[SubjectKey]) -> Outcomes:
        """Outcome and total of these sheets."""
        found = self._graph.results
        return {key: (found[key].outcome.value, str(found[key].total)) for key in keys}

    @property
    def titles(self) -> set[SubjectKey]:
        """Who holds a title; by decision also who is in no list."""
        unknown = {key for key in self._decided if key not in self._graph.subjects}
        return {key for key in self._graph.subjects if self._graph.holds_title(key)} | unknown


def _links(judge: NaiveCounting) -> Links:
    found: defaultdict[SubjectKey, set[Membership]] = defaultdict(set)
    for (model, population), pairs in judge.populations().items():
        member_model = POPULATIONS[LearningModel(model)][population]
        for body, member in pairs:
            membership = Membership(SubjectKey(LearningModel(model), body), population)
            found[SubjectKey(member_model, member)].add(membership)
    return {key: frozenset(memberships) for key, memberships in found.items()}


def fresh_year() -> ModelYear:
    """A commune with two villages, a school, two clans and six sets; nobody lives there yet."""
    folder = tempfile.TemporaryDirectory()
    store = commune_store(Path(folder.name))
    year = ModelYear(folder, store)
    home = control_of(COMMUNE_ID)
    used: dict[str, Json] = {"year": YEAR, "until": None}
    with store.database.unit_of_work(store.author, store.ports) as work:
        work.put("unit", COMMUNE_ID, home | {"name": "Xã", "unit_kind": "commune", "parent": None})
        for name, key in UNITS.items():
            values: dict[str, Json] = {"name": name, "unit_kind": _KINDS[name]}
            work.put("unit", key, home | values | {"parent": COMMUNE_ID})
        for number in range(2):
            work.put("clan", record(300 + number), home | {"name": f"Họ {number}"})
        for model, criteria in SETS.items():
            work.put(
                "criteria",
                criteria_id(criteria.sha256),
                home
                | {
                    "set_id": criteria.id,
                    "version": criteria.version,
                    "model": model.value,
                    "sha256": criteria.sha256,
                    "content": CONTENTS[model],
                },
            )
            reference: Json = {"id": criteria.id, "sha256": criteria.sha256, "version": "1"}
            used[f"criteria.{model.value}"] = reference
        work.put("cycle", cycle_id(YEAR), home | used)
        work.commit()
    return year

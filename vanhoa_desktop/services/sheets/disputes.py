"""Which sheets of a year no title may rest on: disputed ones, and bodies that count such members.

Nor does anybody get a new title who died, moved away or is exempt (office-practice.md A3).

A sheet is disputed while rival values, or changes that do not stand, wait for a person
(bundle.md §2.3), in it or in what titles need of the record of whom it is about. A body rests on
its members as far as its criteria set reads their titles.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Presence
from vanhoa_desktop.domain.person_classes import PersonClasses
from vanhoa_desktop.domain.sheet_lifecycle import HELD_BY_COMMUNE
from vanhoa_desktop.scoring.facts import POPULATIONS
from vanhoa_desktop.scoring.prerequisites import populations_read
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.services.office.gone_people import gone_people, names_last_written
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.sheets.disputed_records import disputed_records
from vanhoa_desktop.services.sheets.subject_names import SubjectLabel, SubjectNames
from vanhoa_desktop.texts.words.names import sort_key

# Members before the bodies that count them.
_FROM_BELOW = (
    LearningModel.FAMILY,
    LearningModel.CLAN,
    LearningModel.COMMUNITY,
    LearningModel.UNIT,
    LearningModel.COMMUNE,
)
# Where a title is given, that its holder is in no list any more must be told all the same.
LEFT_THE_UNIT = tuple(sorted({*HELD_BY_COMMUNE, AssessmentStatus.RECOGNISED}))
_NOBODY: frozenset[SubjectKey] = frozenset()
RestingOn = Mapping[str, frozenset[SubjectKey]]
CONFLICT = "CONFLICT"
RESTS_ON_CONFLICT = "RESTS_ON_CONFLICT"
PERSON_GONE = "PERSON_GONE"
PERSON_DECEASED, PERSON_DEPARTED = "PERSON_DECEASED", "PERSON_DEPARTED"
PERSON_EXEMPT = "PERSON_EXEMPT"
# Of these no new title is given; one that was given before stays.
NO_NEW_TITLE = {
    Presence.DECEASED: PERSON_DECEASED,
    Presence.DEPARTED: PERSON_DEPARTED,
    Presence.EXEMPT: PERSON_EXEMPT,
}
LISTED_TWICE = "LISTED_TWICE"


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """A sheet that was left where it is: whose it is, and the code of the reason.

    `name` and `unit_name` say who that is; `because` names the members with disputed sheets that a
    body's sheet rests on, or the other records of who may be listed twice.
    """

    person: str
    code: str
    name: str = ""
    unit_name: str = ""
    because: tuple[str, ...] = ()


class Disputes:
    """Reads once what is disputed in a year, at the commune; answers for single sheets."""

    def __init__(self, reading: Reading, year: int) -> None:
        self._reading = reading
        self._year = year
        self._resting: dict[LearningModel, RestingOn] = {}

    @cached_property
    def _disputed(self) -> Mapping[LearningModel, frozenset[str]]:
        """The subjects of disputed sheets, and those whose own records are disputed."""
        found = disputed_records(self._reading, self._year)
        for sheet in self._reading.assessments.disputed(self._year):
            found.setdefault(sheet.model, set()).add(sheet.person)
        return {model: frozenset(subjects) for model, subjects in found.items()}

    def under(self, sheet: Assessment) -> frozenset[SubjectKey]:
        """The disputed subjects that a sheet rests on, its own not among them.

        A body rests on its members; a person on the linked records of the same person, because
        only one of them counts.
        """
        if not self._disputed:
            return _NOBODY
        if sheet.model is LearningModel.CITIZEN:
            same = self._of_same_person.get(self._classes.name_of(sheet.person), _NOBODY)
            return same - {SubjectKey(sheet.model, sheet.person)}
        return self._resting_on(sheet.model).get(sheet.person, _NOBODY)

    @cached_property
    def _classes(self) -> PersonClasses:
        return self._reading.people.links.classes(self._year)

    @cached_property
    def _of_same_person(self) -> Mapping[str, frozenset[SubjectKey]]:
        found: defaultdict[str, frozenset[SubjectKey]] = defaultdict(frozenset)
        for person in self._disputed.get(LearningModel.CITIZEN, frozenset()):
            found[self._classes.name_of(person)] |= {SubjectKey(LearningModel.CITIZEN, person)}
        return found

    def code(self, sheet: Assessment) -> str | None:
        """Why no title may be given for a sheet now; None if nothing is disputed."""
        if sheet.model is LearningModel.CITIZEN and sheet.person in self._gone:
            return PERSON_GONE
        if sheet.person in self._disputed.get(sheet.model, ()):
            return CONFLICT
        if sheet.model is LearningModel.CITIZEN and (code := self.left.get(sheet.person)):
            return code
        return RESTS_ON_CONFLICT if self.under(sheet) else None

    @cached_property
    def left(self) -> Mapping[str, str]:
        """Why people get no new title: by the record itself; a death holds for all of a person."""
        people = self._reading.people.of_presences(NO_NEW_TITLE)
        found = {person.id: NO_NEW_TITLE[person.presence] for person in people}
        dead = [person for person, code in found.items() if code == PERSON_DECEASED]
        same = {record for person in dead for record in self._classes.members(person)}
        return found | dict.fromkeys(same, PERSON_DECEASED)

    @cached_property
    def _gone(self) -> frozenset[str]:
        sheets = self._reading.assessments.assessments(
            self._year, statuses=LEFT_THE_UNIT, model=LearningModel.CITIZEN
        )
        return gone_people(self._reading, (sheet.person for sheet in sheets))

    def _resting_on(self, model: LearningModel) -> RestingOn:
        """Body → the disputed subjects below it, through bodies that it counts as well."""
        if model not in self._resting:
            self._resting[model] = self._read(model)
        return self._resting[model]

    def _read(self, model: LearningModel) -> RestingOn:
        by_population: defaultdict[str, set[str]] = defaultdict(set)
        for sheet in self._reading.assessments.assessments(self._year, model=model):
            criteria = self._reading.criteria.of(sheet.criteria_sha256)
            for population in () if criteria is None else populations_read(criteria):
                by_population[population].add(sheet.person)
        found: defaultdict[str, set[SubjectKey]] = defaultdict(set)
        for population, bodies in by_population.items():
            below = self._below(POPULATIONS[model][population])
            members = self._reading.models.standings(self._year, None).members_among(
                model, population, below
            )
            for body, member in members:
                if body in bodies:
                    found[body] |= below[member]
        return {body: frozenset(keys) for body, keys in found.items()}

    def _below(self, model: LearningModel) -> dict[str, set[SubjectKey]]:
        """Member → what is disputed about it: itself, or members of its own."""
        found: defaultdict[str, set[SubjectKey]] = defaultdict(set)
        for subject in self._disputed.get(model, frozenset()):
            found[subject].add(SubjectKey(model, subject))
        if model in _FROM_BELOW:
            for body, keys in self._resting_on(model).items():
                found[body] |= keys
        return found


def held_sheets(
    reading: Reading, disputes: Disputes, held: Sequence[tuple[Assessment, str]]
) -> tuple[HeldSheet, ...]:
    """Sheets that are left where they are, with the codes of the reasons, told by name."""
    under = {sheet.id: disputes.under(sheet) for sheet, _ in held}
    keys = {SubjectKey(sheet.model, sheet.person) for sheet, _ in held}
    names = SubjectNames(reading, keys.union(*under.values()) if held else ())
    found = []
    gone = names_last_written(reading, [s.person for s, code in held if code == PERSON_GONE])
    units = {unit.id: unit.name for unit in reading.units.units()} if gone else {}
    for sheet, code in held:
        label = names.label(SubjectKey(sheet.model, sheet.person))
        if sheet.person in gone:
            label = SubjectLabel(gone[sheet.person], units.get(sheet.unit, ""))
        because = sorted((names.label(key).name for key in under[sheet.id]), key=sort_key)
        found.append(HeldSheet(sheet.person, code, label.name, label.unit_name, tuple(because)))
    return tuple(found)


class DisputeService:
    """Tells whose sheets wait for people before they can be appraised or recognised."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def held(
        self, year: int, model: LearningModel = LearningModel.CITIZEN
    ) -> tuple[HeldSheet, ...]:
        """The sheets of a model that lie at the commune and are disputed, or rest on one.

        And those, recognised ones among them, of people who are in no list any more.
        """
        with self._session.database.reading() as reading:
            disputes = Disputes(reading, year)
            sheets = reading.assessments.assessments(year, statuses=LEFT_THE_UNIT, model=model)
            held = [
                (sheet, code)
                for sheet in sheets
                if (code := disputes.code(sheet)) is not None
                and (sheet.status in HELD_BY_COMMUNE or code == PERSON_GONE)
            ]
            return held_sheets(reading, disputes, held)

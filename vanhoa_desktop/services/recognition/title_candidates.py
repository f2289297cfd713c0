"""Who may be recognised: sheets of a model that are appraised, pass, and were not yet decided."""

from collections import defaultdict
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, LearningModel, Outcome, Sex
from vanhoa_desktop.domain.people import Household, Person
from vanhoa_desktop.scoring.engine import assess
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.services.people.listed_twice import listed_before
from vanhoa_desktop.services.recognition.family_titles import family_titles
from vanhoa_desktop.services.sheets.disputes import LISTED_TWICE, Disputes, HeldSheet, held_sheets
from vanhoa_desktop.services.sheets.subject_names import SubjectNames
from vanhoa_desktop.texts.words.names import place_key, sort_key


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """A sheet that may be recognised, with what the title will say of whom it is about.

    `home_unit`: the unit that hears of it; `level`: the level reached, where the set has levels;
    `unnamed`: the household whose head nobody has written down, so that it has no name on paper.
    """

    sheet: Assessment
    name: str
    unit_name: str
    home_unit: str
    birth_year: int | None = None
    sex: Sex | None = None
    level: str | None = None
    unnamed: str | None = None


def title_candidates(
    reading: Reading, year: int, model: LearningModel, unit: str | None = None
) -> list[TitleCandidate]:
    """Candidates of a model, of one unit or of all: by unit (as lists go), then by name.

    None of a sheet that is disputed, or rests on one that is; nor of who may be listed a second
    time.
    """
    disputes = Disputes(reading, year)
    twins = _twins(reading, year, model)
    passed = [
        sheet
        for sheet in _appraised(reading, year, model, unit)
        if sheet.outcome is Outcome.PASSED
        and disputes.code(sheet) is None
        and sheet.person not in twins
    ]
    if model is LearningModel.CITIZEN:
        found = _people(reading, _once_a_person(reading, year, passed))
    else:
        found = _bodies(reading, model, passed)
    return sorted(
        found, key=lambda c: (place_key(c.unit_name), _name_key(c, model), c.sheet.person)
    )


def _name_key(candidate: TitleCandidate, model: LearningModel) -> str:
    """People and families by given name, all others as places are listed."""
    is_named_by_person = model in {LearningModel.CITIZEN, LearningModel.FAMILY}
    return sort_key(candidate.name) if is_named_by_person else place_key(candidate.name)


def held_from_titles(
    reading: Reading, year: int, model: LearningModel, unit: str | None = None
) -> tuple[HeldSheet, ...]:
    """Appraised sheets that no decision may name until people have settled what is disputed."""
    disputes = Disputes(reading, year)
    sheets = _appraised(reading, year, model, unit)
    held = [(sheet, code) for sheet in sheets if (code := disputes.code(sheet)) is not None]
    return held_sheets(reading, disputes, held) + _held_twice(reading, year, model, unit)


def _held_twice(
    reading: Reading, year: int, model: LearningModel, unit: str | None
) -> tuple[HeldSheet, ...]:
    """Sheets that passed, of people of whom an earlier record passed, or another has the title."""
    twins = _twins(reading, year, model)
    units = {known.id: known.name for known in reading.units.units()}
    people = reading.people.people(twins)
    return tuple(
        HeldSheet(
            sheet.person,
            LISTED_TWICE,
            people[sheet.person].full_name,
            units.get(sheet.unit, ""),
            tuple(f"{twin.full_name} ({units.get(twin.home_unit, '')})" for twin in found),
        )
        for sheet in _appraised(reading, year, model, unit)
        if (found := twins.get(sheet.person)) is not None
    )


def _twins(reading: Reading, year: int, model: LearningModel) -> dict[str, list[Person]]:
    """Who passed → earlier records of the same name, birth and number that passed or have titles.

    Two certificates would go to one person; whether they are one is for a person to say.
    """
    if model is not LearningModel.CITIZEN:
        return {}
    passed = {
        sheet.person
        for sheet in _appraised(reading, year, model, None)
        if sheet.outcome is Outcome.PASSED
    }
    titled = {title.person for title in reading.recognitions.recognitions(year, model=model)}
    return listed_before(reading, passed, titled, year)


def _appraised(
    reading: Reading, year: int, model: LearningModel, unit: str | None
) -> list[Assessment]:
    statuses = (AssessmentStatus.APPRAISED,)
    return reading.assessments.assessments(year, unit=unit, statuses=statuses, model=model)


def _people(reading: Reading, sheets: list[Assessment]) -> list[TitleCandidate]:
    people = reading.people.people(sheet.person for sheet in sheets)
    names = {known.id: known.name for known in reading.units.units()}
    return [
        TitleCandidate(
            sheet,
            person.full_name,
            names.get(sheet.unit, ""),
            person.home_unit,
            person.birth.year if person.birth else None,
            person.sex,
        )
        for sheet in sheets
        if (person := people.get(sheet.person)) is not None
    ]


def _bodies(
    reading: Reading, model: LearningModel, sheets: list[Assessment]
) -> list[TitleCandidate]:
    names = SubjectNames(reading, [SubjectKey(model, sheet.person) for sheet in sheets])
    levels = _levels(reading, model, sheets)
    families: dict[str, Household] = {}
    if model is LearningModel.FAMILY:
        families = reading.people.households_by_id(sheet.person for sheet in sheets)
    titles = family_titles(reading, families.values())
    found = []
    for sheet in sheets:
        label = names.label(SubjectKey(model, sheet.person))
        if label.name:  # an undone or deleted body is recognised no more
            nameless = families.get(sheet.person) if sheet.person not in titles else None
            found.append(
                TitleCandidate(
                    sheet,
                    titles.get(sheet.person, label.name),
                    label.unit_name,
                    sheet.unit,
                    level=levels.get(sheet.person),
                    unnamed=None if nameless is None else nameless.code,
                )
            )
    return found


def _levels(
    reading: Reading, model: LearningModel, sheets: list[Assessment]
) -> dict[str, str | None]:
    """The level that each body reaches, as the commune sees it."""
    judged = [(s, c) for s in sheets if (c := reading.criteria.of(s.criteria_sha256)) is not None]
    if not judged:
        return {}
    known = reading.models.standings(judged[0][0].year, None).of_sheets(model, judged)
    return {
        sheet.person: assess(criteria, sheet.points, sheet.target_group, known[sheet.person]).level
        for sheet, criteria in judged
    }


def _once_a_person(reading: Reading, year: int, sheets: list[Assessment]) -> list[Assessment]:
    """Of records that are linked as one person's only the one that counts (bundle.md §2, rule 6).

    None where another record of the person has the year's title already.
    """
    classes = reading.people.links.classes(year)
    holders: dict[str, set[str]] = defaultdict(set)
    for title in reading.recognitions.recognitions(year, model=LearningModel.CITIZEN):
        holders[classes.name_of(title.person)].add(title.person)
    counting = frozenset(classes.counting(sheet.person for sheet in sheets).values())
    return [
        sheet
        for sheet in sheets
        if sheet.person in counting and holders[classes.name_of(sheet.person)] <= {sheet.person}
    ]

"""Why a result is what it is, by services: who lacks, by how much, and what hangs on it."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from string import ascii_uppercase
from typing import Any

import pytest

from tests.builders.offices import COMMUNE, NGOC_BAN, YEAR, Offices, give_points
from tests.builders.subjects import FILES
from tests.scoring.cases import FOLDER
from vanhoa_desktop.domain.enums import Assessor, LearningModel, Outcome
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.clans import ClanService
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.recognition.recognition import RecognitionService, RecognitionWish
from vanhoa_desktop.services.results.explanations import (
    NAMED_MEMBERS,
    Explained,
    ExplanationService,
)
from vanhoa_desktop.services.results.year_results import YearResultService
from vanhoa_desktop.services.setup.criteria_files import CriteriaFileService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.sheets.bodies import AssessedBody
from vanhoa_desktop.services.sheets.body_sheets import BodyEntry, BodySheetService

FAMILY, CLAN, COMMUNITY = LearningModel.FAMILY, LearningModel.CLAN, LearningModel.COMMUNITY
LETTERS = ascii_uppercase
LE = "Dòng họ Lê Văn"
SUBJECTS = {FAMILY: "01", CLAN: LE, COMMUNITY: NGOC_BAN}
POINTS: dict[LearningModel, dict[str, int]] = {
    FAMILY: {"CS1": 30, "CS2": 30, "CS3": 40},
    CLAN: {"CS1": 8, "CS2": 8},
    COMMUNITY: {"CS1": 8},
}
FACTS: dict[LearningModel, dict[str, Any]] = {
    FAMILY: {"children": Fraction(0), "children_at_school": Fraction(0)},
    CLAN: {"has_fund": True, "children_dropped_out": Fraction(0)},
    COMMUNITY: {},
}


@pytest.fixture
def commune(offices: Offices) -> Iterator[Session]:
    """The commune's session, with made-up sets whose prerequisites are blocking."""
    with offices.commune.open() as session:
        for model in SUBJECTS:
            CriteriaFileService(session).publish(FOLDER / "sets" / FILES[model], YEAR)
        ClanService(session).add(LE)
        houses = HouseholdService(session)
        houses.add("01", "Lê Văn Sơn", NGOC_BAN)
        houses.place(houses.find("01"), LE, YEAR)
        yield session


def adult(session: Session, name: str, last: str, house: str = "01") -> Person:
    """An adult of a household with eights, but for the last indicator."""
    fields = {"full_name": name, "birth": "1961", "household": house}
    person = PersonService(session).add(fields, NGOC_BAN).person
    give_points(session, person, [*["8"] * 9, last])
    return person


def body(session: Session, model: LearningModel) -> AssessedBody:
    return BodySheetService(session).find(model, SUBJECTS[model])


def fill(session: Session, model: LearningModel, **facts: Any) -> bool:
    points = {code: Decimal(value) for code, value in POINTS[model].items()}
    entry = BodyEntry(body(session, model), YEAR, Assessor.VILLAGE, points, FACTS[model] | facts)
    return BodySheetService(session).set(entry)


def explained(session: Session, model: LearningModel) -> Explained:
    return ExplanationService(session).explain(body(session, model).key, YEAR)


def outcomes(session: Session) -> list[str]:
    """In the store, by explanation, and in the count of the year: they never differ."""
    found = []
    report = YearResultService(session).score(YEAR)
    for model in SUBJECTS:
        result = explained(session, model).result
        assert result is not None
        with session.database.reading() as reading:
            (stored,) = reading.assessments.assessments(YEAR, model=model)
        assert stored.outcome is result.outcome
        assert report.by_model[model.value].passed == (result.outcome is Outcome.PASSED)
        found.append(result.outcome.value)
    return found


def test_one_adult_short_shows_who_and_by_how_much_and_one_score_changes_all_at_once(
    commune: Session,
) -> None:
    """A family with one adult short of the title shows who and by how many points.

    Under a set whose prerequisite is blocking, fixing that one score changes family, clan and
    community at once, in store and report.
    """
    adult(commune, "Lê Văn Sơn", "8")
    hoa = adult(commune, "Đỗ Thị Hoa", "4")
    for model in SUBJECTS:
        fill(commune, model)
    assert outcomes(commune) == ["not_passed"] * 3
    (lacking,) = explained(commune, FAMILY).lacking
    assert (lacking.name, lacking.points) == ("Đỗ Thị Hoa", Decimal(4))
    give_points(commune, hoa, [""] * 9 + ["8"])
    assert outcomes(commune) == ["passed"] * 3
    assert explained(commune, FAMILY).lacking == ()
    give_points(commune, hoa, [""] * 9 + ["7.5"])
    assert outcomes(commune) == ["not_passed"] * 3


def test_the_nearest_are_named_first_and_those_without_points_last(commune: Session) -> None:
    adult(commune, "Cần bốn", "4")
    adult(commune, "Cần nửa", "7.5")
    PersonService(commune).add(
        {"full_name": "Chưa chấm", "birth": "1970", "household": "01"}, NGOC_BAN
    )
    found = [(member.name, member.points) for member in explained(commune, FAMILY).lacking]
    assert found == [("Cần nửa", Decimal("0.5")), ("Cần bốn", Decimal(4)), ("Chưa chấm", None)]


def test_of_many_members_the_nearest_are_named_and_all_are_counted(commune: Session) -> None:
    for number in range(NAMED_MEMBERS + 2):
        adult(commune, f"Người {LETTERS[number]}", "7.5" if number else "4")
    found = explained(commune, FAMILY)
    assert len(found.lacking) == NAMED_MEMBERS
    assert "Người A" not in {member.name for member in found.lacking}
    assert found.standing.tallies["adults"].count == NAMED_MEMBERS + 2


def test_a_body_without_a_sheet_is_shown_by_the_set_of_the_year(commune: Session) -> None:
    found = explained(commune, CLAN)
    assert found.sheet is None
    assert found.result is not None
    assert (found.result.outcome, found.result.missing) == (Outcome.NOT_ASSESSED, ("CS1", "CS2"))
    assert found.way is not None
    assert found.way.points == 16


def test_a_model_without_a_set_of_this_year_has_no_result(offices: Offices) -> None:
    with offices.commune.open() as session:
        school = SubjectKey(LearningModel.UNIT, session.new_record_id())
        found = ExplanationService(session).explain(school, YEAR)
        assert found.result is not None  # the shipped shell, whose rule is not known
        assert found.way is None
        with pytest.raises(VanHoaError) as refused:
            ExplanationService(session).explain(school, 2031)
        assert refused.value.code is ErrorCode.CYCLE_NOT_OPEN


def test_saving_the_same_again_changes_nothing(commune: Session) -> None:
    assert fill(commune, FAMILY)
    assert not fill(commune, FAMILY)
    assert fill(commune, FAMILY, children=None)
    assert not fill(commune, FAMILY, children=None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("has_fund", Fraction(1)),
        ("children", True),
        ("children", Fraction(-1)),
        ("children", Fraction(1, 3)),
        ("children", Fraction(10**9)),
        ("literate_share", Fraction(1)),
        ("literate_share", None),
    ],
)
def test_a_fact_that_the_model_does_not_have_sets_nothing(
    commune: Session, name: str, value: Any
) -> None:
    with pytest.raises(VanHoaError) as refused:
        fill(commune, FAMILY, **{name: value})
    assert refused.value.code is ErrorCode.VALUE_INVALID
    assert explained(commune, FAMILY).sheet is None


def test_the_set_of_a_sheet_that_was_begun_stays_when_another_is_published(
    commune: Session, tmp_path: Any
) -> None:
    fill(commune, COMMUNITY)
    file = tmp_path / "thôn.toml"
    text = (FOLDER / "sets" / FILES[COMMUNITY]).read_text(encoding="utf-8")
    file.write_text(text.replace('version = "1"', 'version = "2"'), encoding="utf-8")
    CriteriaFileService(commune).publish(file, YEAR)
    fill(commune, COMMUNITY)
    criteria = explained(commune, COMMUNITY).criteria
    assert criteria is not None
    assert criteria.version == "1"


# --- levels ---


@pytest.mark.parametrize(
    ("decided_on", "level", "against"),
    [("2026-12-05", "2", []), ("2027-01-20", "1", ["LEVEL_TOO_EARLY"])],
)
def test_the_second_level_needs_twelve_months_since_the_first(
    offices: Offices, decided_on: str, level: str, against: list[str]
) -> None:
    """The commune is recognised at level 1, and asks for level 2 in the next year."""
    with offices.commune.open() as session:
        CycleService(session).open(YEAR + 1)
        sheets, workflow = BodySheetService(session), WorkflowService(session)
        xa = sheets.find(LearningModel.COMMUNE, COMMUNE)
        criteria = ExplanationService(session).explain(xa.key, YEAR).criteria
        assert criteria is not None
        best = {item.code: item.maximum for item in criteria.indicators}
        sheets.set(BodyEntry(xa, YEAR, Assessor.COMMUNE, best))
        sheets.set(BodyEntry(xa, YEAR + 1, Assessor.COMMUNE, best))
        assert _level(session, xa.key) == ("1", ["LEVEL_BEFORE_MISSING"])
        assert workflow.submit(YEAR).moved == 1
        assert workflow.appraise(YEAR, model=LearningModel.COMMUNE).moved == 1
        wish = RecognitionWish(YEAR, "01/QĐ-UBND", decided_on, model=LearningModel.COMMUNE)
        assert RecognitionService(session).recognise(wish).recognised == 1
        assert _level(session, xa.key) == (level, against)


def _level(session: Session, key: SubjectKey) -> tuple[str | None, list[str]]:
    """The level of the year after, and what stands against the next one."""
    result = ExplanationService(session).explain(key, YEAR + 1).result
    assert result is not None
    return result.level, [str(reason.code) for reason in result.reasons[1:]]

"""The annual report: one row per unit, every person once, provisional or final."""

from pathlib import Path

from tests.builders.documents import plain_text
from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR, Office, Offices
from tests.builders.refusals import refusal
from tests.builders.sent_year import PASSING, decide, person_named
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.reporting.reports import ReportService, ReportWish
from vanhoa_desktop.services.reporting.statistics import UnitFigures


def rows(office: Office, provisional_on: str | None = None) -> dict[str, UnitFigures]:
    """The rows of the report by unit, and the total under ''."""
    with office.open(writing=False) as session:
        found = ReportService(session).figures(YEAR, provisional_on=provisional_on).rows
    return {unit.name: unit for unit in found.units} | {"": found.total}


def test_each_unit_has_its_row_and_all_have_the_total(appraised: Offices) -> None:
    found = rows(appraised.commune)
    assert list(found) == [CAM_BAO, NGOC_BAN, ""]
    for row in (found[NGOC_BAN], found[""]):
        assert (row.people, row.adults, row.registered) == (4, 4, 4)
        assert (row.assessed, row.passed, row.adults_passed, row.recognised) == (3, 2, 2, 0)
    empty = found[CAM_BAO]
    assert (empty.people, empty.assessed, empty.recognised) == (0, 0, 0)


def test_women_are_counted_where_their_sex_is_known(appraised: Offices) -> None:
    person = person_named(appraised.commune, PASSING[0])
    with appraised.commune.open() as session:
        PersonService(session).set(person, {"sex": "female"})
    assert rows(appraised.commune)[""].women_passed == 1


def test_holders_are_counted_by_decision_and_provisionally_by_appraisal(
    appraised: Offices,
) -> None:
    assert rows(appraised.commune)[""].recognised == 0
    assert rows(appraised.commune, "2026-11-30")[""].recognised == 2
    decide(appraised.commune)
    assert rows(appraised.commune)[""].recognised == 2


def test_who_is_away_is_no_counted_adult_and_is_told(appraised: Offices) -> None:
    person = person_named(appraised.commune, PASSING[0])
    with appraised.commune.open() as session:
        PersonService(session).set(person, {"presence": "deceased", "presence_on": "2026-02-01"})
        text = plain_text(ReportService(session).annual(ReportWish(YEAR)))
    assert rows(appraised.commune)[""].adults == 3
    assert "Không tính vào số người lớn" in text


def test_a_provisional_report_says_so(appraised: Offices, tmp_path: Path) -> None:
    with appraised.commune.open() as session:
        service = ReportService(session)
        saved = service.save_annual(
            ReportWish(YEAR, provisional_on="2026-11-30"), tmp_path / "bc.pdf"
        )
        final = plain_text(service.annual(ReportWish(YEAR)))
    paper = (tmp_path / "bc.pdf").read_bytes()
    assert saved.pages == page_count(paper)
    assert "30/11/2026" in plain_text(paper)
    assert "30/11/2026" not in final
    assert NGOC_BAN in final


def test_a_year_that_is_not_open_has_no_report(appraised: Offices, tmp_path: Path) -> None:
    with appraised.commune.open() as session:
        service = ReportService(session)
        output = tmp_path / "bc.pdf"
        assert (
            refusal(lambda: service.save_annual(ReportWish(2030), output))
            is ErrorCode.CYCLE_NOT_OPEN
        )
        assert refusal(lambda: service.figures(2030)) is ErrorCode.CYCLE_NOT_OPEN
        assert not output.exists()

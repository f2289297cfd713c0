"""The table of where a sheet can stand, held against a table written by hand, at every door."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.builders.communes import CommuneBook
from tests.builders.offices import INDICATORS, NGOC_BAN, YEAR, Offices
from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.db.tables.results import title
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, LearningModel
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.sheet_lifecycle import (
    MAY_BE_APPRAISED,
    MAY_BE_RETURNED,
    MAY_BE_SUBMITTED,
    SHEET_STAGES,
    SheetHolder,
    holder_of,
    may_register,
    may_undo,
    may_write,
)
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.lookup import find_person
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.reporting.year_titles import CountingDay, titles_of_year
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.ui.scoring.state import is_editable


@dataclass(frozen=True)
class Row:
    """What office practice says of one status (office-practice.md A, B; workflow of the year)."""

    holder: str
    unit_writes: bool
    commune_writes: bool
    unit_moves_to: str
    commune_moves_to: str
    keeps_title: bool = True
    registers: bool = False
    is_judged: bool = True
    stays: bool = False


# By hand, from what people say of a sheet; never read off the program.
SENT = Row("commune", False, True, "", "appraised returned", is_judged=False)
BY_HAND = {
    "open": Row(
        *("unit", True, True, "open submitted withdrawn", "submitted withdrawn"),
        registers=True,
        is_judged=False,
    ),
    "submitted": SENT,
    "received": SENT,
    "returned": Row("unit", True, True, "submitted", "submitted"),
    "appraised": Row("commune", False, False, "", "returned recognised"),
    "recognised": Row("closed", False, False, "", "", stays=True),
    "not_recognised": Row("closed", False, False, "", ""),
    "withdrawn": Row("unit", False, False, "open", "open", keeps_title=False, registers=True),
    "stopped": Row("closed", False, False, "", "", keeps_title=False),
    "revoked": Row("closed", False, False, "", "", keeps_title=False, stays=True),
}
EVERY = pytest.mark.parametrize("status", sorted(BY_HAND))


def name_of(status: str) -> str:
    return f"Nguyễn Thị {status.replace('_', ' ').title()}"


@EVERY
def test_a_row_says_what_was_written_by_hand(status: str) -> None:
    row = BY_HAND[status]
    assert holder_of(status).value == row.holder
    assert may_write(status, is_commune=False) is row.unit_writes
    assert may_write(status, is_commune=True) is row.commune_writes
    stage = SHEET_STAGES[AssessmentStatus(status)]
    assert stage.unit_moves == frozenset(row.unit_moves_to.split())
    assert stage.commune_moves == frozenset(row.commune_moves_to.split())
    assert stage.has_no_title is not row.keeps_title
    assert (stage.is_judged, stage.stays) == (row.is_judged, row.stays)
    assert may_register(status) is row.registers
    # What lies with the unit may be taken back by both; what was sent, by the commune alone.
    assert may_undo(status, is_commune=False) is (row.holder == "unit")
    assert may_undo(status, is_commune=True) is (row.holder == "unit" or row.commune_writes)


def test_every_status_has_its_row_and_a_text_that_is_none_is_refused() -> None:
    assert set(SHEET_STAGES) == set(AssessmentStatus) == set(BY_HAND)
    with pytest.raises(ValueError, match="thrown_away"):
        holder_of("thrown_away")


def test_what_the_commune_may_do_next() -> None:
    assert frozenset({"open", "returned"}) == MAY_BE_SUBMITTED
    assert frozenset({"submitted", "received"}) == MAY_BE_APPRAISED
    assert frozenset({"submitted", "received", "appraised"}) == MAY_BE_RETURNED
    assert [s for s in AssessmentStatus if holder_of(s) is SheetHolder.CLOSED] == [
        "recognised",
        "not_recognised",
        "stopped",
        "revoked",
    ]


# --- the same rows at the doors: the store's titles, the service that writes points, the screen ---


@pytest.fixture(scope="module")
def sheets(founded_offices: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """Ten people of one village, a passing sheet in each status, a title by decision for each."""
    folder = tmp_path_factory.mktemp("stages")
    offices = founded_offices.copy(folder / "offices")
    book = CommuneBook.of(offices.commune)
    for status in BY_HAND:
        person = book.add_person(NGOC_BAN, name_of(status))
        book.register(person, NGOC_BAN)
        book.add_sheet(person, NGOC_BAN, dict.fromkeys(INDICATORS, "9"), status=status)
        book.give_title(person)
    book.session.close()
    offices.villages[0].merge(offices.commune.export(folder / "down.vhb", NGOC_BAN))
    return offices


def wrote(session: Session, person: Person, assessor: Assessor) -> bool:
    entry = PointsEntry(person, YEAR, assessor, {"CS1": Decimal(7)}, reason="đã xem lại")
    try:
        AssessmentService(session).set_points(entry)
    except VanHoaError as error:
        if error.code is not ErrorCode.ASSESSMENT_CLOSED:
            raise
        return False
    return True


@EVERY
@pytest.mark.parametrize("is_commune", [False, True], ids=["unit", "commune"])
def test_the_screen_and_the_service_open_the_same_sheets(
    sheets: Offices, tmp_path: Path, status: str, *, is_commune: bool
) -> None:
    offices = sheets.copy(tmp_path / "offices")
    office = offices.commune if is_commune else offices.villages[0]
    row = BY_HAND[status]
    expected = row.commune_writes if is_commune else row.unit_writes
    assessor = Assessor.COMMUNE if is_commune else Assessor.VILLAGE
    with office.open() as session:
        with session.database.reading() as reading:
            person = find_person(reading, name_of(status))
        sheet = AssessmentService(session).sheet(person, YEAR)
        assert is_editable(sheet, assessor, is_commune=is_commune) is expected
        assert wrote(session, person, assessor) is expected


@EVERY
def test_the_table_and_the_list_of_titles_agree(sheets: Offices, status: str) -> None:
    with sheets.commune.open(writing=False) as session, session.database.reading() as reading:
        person = find_person(reading, name_of(status)).id
        for day in (CountingDay.final(YEAR), CountingDay.provisional(YEAR, f"{YEAR}-12-31")):
            held = titles_of_year(reading, day)[LearningModel.CITIZEN]
            assert (person in held) is BY_HAND[status].keeps_title
        with session.database._reader.connect() as connection:
            rows = set(connection.scalars(select(title.c.subject)))
    assert (record_key(person) in rows) is BY_HAND[status].keeps_title

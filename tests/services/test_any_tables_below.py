"""Any tables and titles below one another: whatever is written is what a careful reader would."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.offices import YEAR, found_offices
from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.domain.enums import Assessor
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.import_report import ImportReport
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

UNITS = ("Thôn Đông", "Thôn Tây", "Thôn Nam")
# The same people live in every thôn: whoever takes the wrong one is found out.
PEOPLE = (
    ("Nguyễn Văn An", "12/03/1970"),
    ("Lê Thị Dung", "1980"),
    ("Nguyễn Thị Mai", "02/02/1962"),
    ("Cao Văn Sơn", "15/08/1968"),
    ("Phạm Văn Em", "1975"),
)
UNKNOWN = "?"
TITLES = {
    **dict.fromkeys(("THÔN ĐÔNG", "Thôn Đông", "Danh sách thôn Đông"), UNITS[0]),
    **dict.fromkeys(("THÔN TÂY", "Thôn Tây: 5 người", "II. Thôn Tây"), UNITS[1]),
    **dict.fromkeys(("THÔN NAM", "Thôn Nam", "Bảng điểm thôn Nam"), UNITS[2]),
    **dict.fromkeys(("Đoài", "THÔN ĐOÀI", "PHẦN CỦA ÔNG BA"), UNKNOWN),
}
OTHER = YEAR - 1
YEARS = {
    **{title.format(YEAR): YEAR for title in ("ĐIỂM NĂM {}", "{}", "Năm đánh giá: {}")},
    **{title.format(OTHER): OTHER for title in ("ĐIỂM NĂM {}", "{}", "PHẦN 2: NĂM TRƯỚC ({})")},
}
SCORERS = {
    "THÔN CHẤM": Assessor.VILLAGE,
    "ĐIỂM TỰ CHẤM": Assessor.SELF,
    "XÃ THẨM ĐỊNH": Assessor.COMMUNE,
}
# What each heading of points says to whoever reads with care; '' for nothing that may be written.
HEADINGS = {
    "CS1": "CS1",
    "CS2": "CS2",
    "CS3": "CS3",
    "Chỉ số 1": "CS1",
    "Điểm CS2": "CS2",
    **dict.fromkeys(("CS1 tự chấm", f"CS2 ({OTHER})", "CS3 x hệ số 2", "Tổng", "Nhận xét"), ""),
}
PARTS = ("CHỈ SỐ 3 VÀ 4", "II. Các chỉ số 4, 5", "CS3, CS4")
NEUTRAL: Sequence[Sequence[object]] = (
    [],
    ["", "Tổng cộng", "", 9, 9],
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    ["", "", "", "", "Trang 2"],
    ["", "Người lập biểu"],
    ["Trưởng thôn Đông"],
)
WIDTH = 6


@dataclass(frozen=True)
class Said:
    """What the rows above say of the next one; `columns` are the headings in their order."""

    unit: str = ""
    year: int = YEAR
    scorer: Assessor = Assessor.VILLAGE
    columns: tuple[str, ...] = ()


@dataclass
class Sheet:
    """Rows as they are drawn, and what a careful reader knows of each row of people."""

    rows: list[Sequence[object]] = field(default_factory=list)
    truth: dict[int, tuple[Said, str, dict[str, str]]] = field(default_factory=dict)

    def add(self, row: Sequence[object]) -> None:
        self.rows.append(row)


def _unsaid(heading: str) -> str:
    """A column below a title of indicators: nobody can say which one it holds."""
    return f"{heading} ?" if heading in HEADINGS else heading


def at(place: int, text: str) -> list[object]:
    return [*[""] * place, text]


@st.composite
def headings(draw: st.DrawFn) -> tuple[str, ...]:
    few = st.lists(st.sampled_from(sorted(HEADINGS)), min_size=1, max_size=3, unique_by=_field_of)
    columns = ["Họ và tên", "Năm sinh", *draw(few)]
    return ("STT", *(draw(st.permutations(columns)) if draw(st.booleans()) else columns))


def _field_of(heading: str) -> str:
    return HEADINGS[heading] or heading


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Titles, headings and people in any order below the first headings."""
    sheet, said = Sheet(), Said()
    if draw(st.booleans()):
        title = draw(st.sampled_from(sorted(TITLES)))
        sheet.add(at(draw(st.integers(0, 3)), title))
        said = replace(said, unit=TITLES[title])
    first = draw(headings())
    sheet.add(first)
    said = replace(said, columns=first)
    kinds = st.sampled_from(
        ["people"] * 5 + ["again", "headings", "unit", "year", "scorer", "none"]
    )
    for kind in draw(st.lists(kinds, min_size=1, max_size=12)):
        said = _added(draw, sheet, said, kind, first)
    return sheet


def _added(draw: st.DrawFn, sheet: Sheet, said: Said, kind: str, first: tuple[str, ...]) -> Said:
    place = draw(st.integers(0, WIDTH - 1))
    if kind == "people":
        name, birth = draw(st.sampled_from(PEOPLE))
        values = [str(draw(st.integers(0, 10))) for _ in said.columns]
        known = {"STT": "1", "Họ và tên": name, "Năm sinh": birth[-4:]}
        cells = {c: known.get(c, value) for c, value in zip(said.columns, values, strict=True)}
        sheet.add(list(cells.values()))
        points = {HEADINGS[c]: value for c, value in cells.items() if HEADINGS.get(c)}
        sheet.truth[len(sheet.rows)] = said, name, points
    elif kind in {"again", "headings"}:
        said = replace(said, columns=first if kind == "again" else draw(headings()))
        sheet.add(said.columns)
    elif kind == "none":
        sheet.add(draw(st.sampled_from(NEUTRAL)))
    else:
        said = _titled(draw, sheet, said, kind, place)
    return said


def _titled(draw: st.DrawFn, sheet: Sheet, said: Said, kind: str, place: int) -> Said:
    if kind == "points":
        title = draw(st.sampled_from(PARTS))
        said = replace(said, columns=tuple(_unsaid(c) for c in said.columns))
    elif kind == "unit":
        title = draw(st.sampled_from(sorted(TITLES)))
        said = replace(said, unit=TITLES[title])
    elif kind == "year":
        title = draw(st.sampled_from(sorted(YEARS)))
        said = replace(said, year=YEARS[title])
    else:
        title = draw(st.sampled_from(sorted(SCORERS)))
        said = replace(said, scorer=SCORERS[title])
    sheet.add(at(place, title))
    return said


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A commune of three thôn with the same people each; only rehearsals are done in it."""
    folder = tmp_path_factory.mktemp("tables")
    offices = found_offices(folder, UNITS)
    rows = [(name, birth, unit) for unit in UNITS for name, birth in PEOPLE]
    path = write_xlsx(folder / "ds.xlsx", [("Họ và tên", "Ngày sinh", "Thôn"), *rows])
    with offices.commune.open() as session:
        RosterService(session).import_file(RosterImport(path))
        yield session


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sheet=sheets())
def test_whatever_is_written_is_what_the_headings_and_titles_above_say(
    commune: Session, tmp_path: Path, sheet: Sheet
) -> None:
    path = write_xlsx(tmp_path / "d.xlsx", sheet.rows)
    wish = ScoreImport(path, YEAR, Assessor.VILLAGE, is_dry_run=True)
    try:
        report = ScoreService(commune).import_file(wish)
    except VanHoaError as refused:
        if refused.code in REFUSED:
            return
        raise
    check_written(commune, report, sheet)


REFUSED = {
    ErrorCode.SPREADSHEET_NO_HEADINGS,
    ErrorCode.SPREADSHEET_OTHER_YEAR,
    ErrorCode.SPREADSHEET_OTHER_ASSESSOR,
}


def check_written(session: Session, report: ImportReport, sheet: Sheet) -> None:
    """Each written row is of a person of that name and thôn, of this year, under its headings."""
    people: dict[str, Person] = {p.id: p for p in RosterService(session).search("", limit=0)}
    with session.database.reading() as reading:
        units = {unit.id: unit.name for unit in reading.units.units()}
    told = {row.row for _, row in report.account.rows()}
    assert told >= sheet.truth.keys()
    for _, row in report.account.rows():
        if row.person is None:
            continue
        said, name, points = sheet.truth[row.row]
        person = people[row.person]
        assert person.full_name == name
        assert units[person.home_unit] == said.unit
        assert (said.year, said.scorer) == (YEAR, Assessor.VILLAGE)
        assert {change.field: change.after for change in row.changes}.items() <= points.items()

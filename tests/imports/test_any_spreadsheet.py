"""Whatever stands in a spreadsheet, reading it ends in people and located problems."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.spreadsheets import write_xlsx
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.imports.lists.roster import RosterOptions, read_roster
from vanhoa_desktop.journal.kinds import KINDS, check_values
from vanhoa_desktop.services.rows.person_values import person_values

HEAD = [
    *("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Thôn", "Mã hộ"),
    *("Quan hệ với chủ hộ", "Nghề nghiệp", "Nhóm đối tượng", "Điện thoại", "Ghi chú"),
]
texts = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x1EFF, exclude_categories=["Cs", "Cc"]),
    max_size=150,
)
cells = st.one_of(
    st.just(""),
    texts,
    st.integers(-10, 10**13),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
    st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.lists(cells, min_size=len(HEAD), max_size=len(HEAD)), max_size=5))
def test_reading_gives_people_that_the_journal_takes_and_problems_that_have_a_place(
    tmp_path: Path, rows: list[list[object]]
) -> None:
    path = write_xlsx(tmp_path / "any.xlsx", [HEAD, *rows])
    reading = read_roster(path, RosterOptions())
    for candidate in reading.candidates:
        check_values(KINDS["person"], "r", person_values(candidate, None))
        assert 2 <= candidate.row <= len(rows) + 1
    for problem in reading.problems:
        assert 2 <= problem.row <= len(rows) + 1
        assert problem.message.endswith(".")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from([".xlsx", ".xls", ".ods", ".csv", ".txt"]))
def test_any_bytes_are_people_or_a_refusal(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    with pytest.raises(VanHoaError, match="SPREADSHEET_"):
        read_roster(path, RosterOptions())

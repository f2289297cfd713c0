"""`report targets`, `digital`, `training`, `title`, `targets`, `snapshot`: the public contract."""

from pathlib import Path

import pytest

from tests.builders.documents import plain_text
from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import Machine
from vanhoa_desktop.paths import resource

PERSON = "Nguyễn Văn Bình Minh"


def target(machine: Machine, name: str, *words: object) -> dict[str, object]:
    rows = machine.do("report", "targets", "--cycle", YEAR, *words)["targets"]
    found = [row for row in rows if row["id"] == name]
    assert len(found) == 1, name
    return dict(found[0])


def test_targets_have_numerator_denominator_percent_goal_and_distance(decided: Machines) -> None:
    row = target(decided.commune, "T4")
    assert {name: row[name] for name in ("numerator", "denominator", "percent", "goal")} == {
        "numerator": 0,
        "denominator": 1,
        "percent": 0,
        "goal": 90,
    }
    assert (row["missing"], row["unknown"], row["met"]) == (1, 1, False)
    assert row["goals"] == {"2025": 80, "2030": 90}
    assert row["national_goals"] == {"2025": 70, "2030": 90}


def test_with_nothing_to_divide_by_there_is_no_percentage(machines: Machines) -> None:
    row = target(machines.commune, "T2")
    assert (row["denominator"], row["percent"], row["missing"]) == (0, None, None)
    said = machines.commune.tell("report", "targets", "--cycle", YEAR).out
    assert "Chưa có căn cứ tính" in said
    assert "0,0%" not in said.splitlines()[1]


def test_the_parts_of_a_target_add_up_and_name_their_units(decided: Machines) -> None:
    row = target(decided.commune, "T2-all")
    for part in ("unit", "group", "sex", "age"):
        shares = row["by"][part]  # type: ignore[index]  # an object of lists
        assert sum(share["numerator"] for share in shares) == row["numerator"]
        assert sum(share["denominator"] for share in shares) == row["denominator"]
    assert row["by"]["unit"][0]["name"] == "Thôn Ngọc Bản"  # type: ignore[index]  # see above


def test_a_line_for_people_says_what_is_missing(decided: Machines) -> None:
    said = decided.commune.tell("report", "targets", "--cycle", YEAR).out
    assert "còn thiếu 1 người (nếu tổng số giữ nguyên)" in said
    assert "mục tiêu 2025 (đã qua) 80%, mục tiêu 2030 90%" in said


def test_a_year_that_is_not_open_has_no_targets(machines: Machines) -> None:
    assert machines.commune.refuse("report", "targets", "--cycle", 2031) == "CYCLE_NOT_OPEN"


def test_digital_skills_are_said_with_their_basis_and_counted(decided: Machines) -> None:
    commune = decided.commune
    said = commune.do(
        *("digital", "set", "Nguyễn Văn Bình", "--cycle", YEAR, "--skills", "yes"),
        *("--basis", "vneid", "--on", "2026-10-01"),
    )
    assert said["skills"] == {"value": True, "basis": "vneid", "on": "2026-10-01"}
    assert said["fluency"] is None
    assert target(commune, "T4")["numerator"] == 1
    assert target(commune, "T5")["denominator"] == 1
    commune.do("digital", "set", "Nguyễn Văn Bình", "--cycle", YEAR, "--skills", "unknown")
    assert commune.do("digital", "show", "Nguyễn Văn Bình", "--cycle", YEAR)["skills"] is None


@pytest.mark.parametrize(
    "words", [(), ("--skills", "yes"), ("--fluency", "no"), ("--skills", "maybe")]
)
def test_skills_without_a_basis_are_no_command(peopled: Machines, words: tuple[str, ...]) -> None:
    peopled.village.misused("digital", "set", PERSON, "--cycle", YEAR, *words)


def test_skills_come_from_a_spreadsheet_and_again_change_nothing(
    peopled: Machines, tmp_path: Path
) -> None:
    table = write_xlsx(
        tmp_path / "digital.xlsx",
        [
            ("Họ và tên", "Năm sinh", "Kỹ năng số", "Thành thạo", "Căn cứ"),
            ("Nguyễn Văn Bình", 1961, "x", "x", "VNeID"),
            ("Lê Thị Cúc", 1965, "không", "", "Thôn xác nhận"),
            ("Nguyễn Thị Yến", 1999, "", "", ""),
            ("Trần Văn Dũng", 1990, "x", "", ""),
            ("Đỗ Thị Hòa", 1970, "có lẽ", "", "VNeID"),
            ("Người Không Có", 1980, "x", "", "VNeID"),
        ],
    )
    words = ("digital", "import", table, "--cycle", YEAR)
    rehearsed = peopled.village.do(*words, "--dry-run")
    assert (rehearsed["updated"], rehearsed["dry_run"]) == (2, True)
    done = peopled.village.do(*words)
    assert (done["rows"], done["updated"], done["unchanged"]) == (5, 2, 0)
    problems = {(problem["row"], problem["code"]) for problem in done["problems"]}
    assert problems == {(5, "BASIS_MISSING"), (6, "ANSWER_UNCLEAR"), (7, "PERSON_UNKNOWN")}
    again = peopled.village.do(*words, "--basis", "course")
    assert (again["updated"], again["unchanged"]) == (1, 2)
    shown = peopled.village.do("digital", "show", "Trần Văn Dũng", "--cycle", YEAR)
    assert shown["skills"]["basis"] == "course"


def test_an_import_keeps_the_day_of_what_stands_and_tells_what_it_replaces(
    peopled: Machines, tmp_path: Path
) -> None:
    """Confirmed in March: in November the same changes nothing, and «không» is told as a change."""
    village, shown = peopled.village, ("digital", "show", "Lê Thị Cúc", "--cycle", YEAR)
    head = ("Họ và tên", "Kỹ năng số", "Căn cứ")
    table = write_xlsx(tmp_path / "digital.xlsx", [head, ("Lê Thị Cúc", "x", "VNeID")])
    words = ("digital", "import", table, "--cycle", YEAR)
    village.do(*words, "--on", "2026-03-15")
    before = village.do("state-hash")["sha256"]
    again = village.do(*words, "--on", "2026-11-30")
    assert (again["updated"], again["unchanged"]) == (0, 1)
    assert village.do("state-hash")["sha256"] == before
    assert village.do(*shown)["skills"]["on"] == "2026-03-15"
    write_xlsx(table, [head, ("Lê Thị Cúc", "không", "VNeID")])
    other = village.do(*words, "--on", "2026-11-30")
    (row,) = [
        row for sheet in other["account"]["sheets"] for row in sheet["rows"] if row["changes"]
    ]
    assert row["changes"] == [
        {
            "field": "skills",
            "before": "có (căn cứ: xác nhận trên VNeID)",
            "after": "không (căn cứ: xác nhận trên VNeID)",
        }
    ]
    assert village.do(*shown)["skills"]["on"] == "2026-11-30"


def test_an_import_of_skills_can_be_taken_back(peopled: Machines, tmp_path: Path) -> None:
    rows = [("Họ và tên", "Kỹ năng số", "Căn cứ"), ("Lê Thị Cúc", "x", "VNeID")]
    table = write_xlsx(tmp_path / "digital.xlsx", rows)
    words = ("digital", "import", table, "--cycle", YEAR)
    done = peopled.village.do(*words)
    peopled.village.do("import", "undo", done["import_id"])
    shown = ("digital", "show", "Lê Thị Cúc", "--cycle", YEAR)
    assert peopled.village.do(*shown)["skills"] is None
    assert peopled.village.do(*words)["updated"] == 1
    assert peopled.village.do(*shown)["skills"]["value"] is True
    peopled.village.do("bundle", "export", "-o", tmp_path / "up.vhb")
    peopled.commune.do("bundle", "merge", tmp_path / "up.vhb")
    assert peopled.commune.do(*shown)["skills"]["basis"] == "vneid"


def test_skills_go_along_when_another_unit_assesses(peopled: Machines, tmp_path: Path) -> None:
    peopled.village.do(
        *("digital", "set", "Lê Thị Cúc", "--cycle", YEAR, "--skills", "yes", "--basis", "course")
    )
    peopled.village.do("bundle", "export", "-o", tmp_path / "up.vhb")
    peopled.commune.do("bundle", "merge", tmp_path / "up.vhb")
    peopled.commune.do(
        *("person", "assess-at", "Lê Thị Cúc", "--cycle", YEAR, "--unit", "Thôn Cẩm Bào")
    )
    down = tmp_path / "down.vhb"
    peopled.commune.do("bundle", "export", "--to", "Thôn Cẩm Bào", "-o", down)
    peopled.other.do("bundle", "merge", down)
    shown = peopled.other.do("digital", "show", "Lê Thị Cúc", "--cycle", YEAR)
    assert shown["skills"]["basis"] == "course"
    peopled.other.do(
        *("digital", "set", "Lê Thị Cúc", "--cycle", YEAR, "--fluency", "yes", "--basis", "course")
    )


def test_training_of_a_branch_travels_to_the_commune(peopled: Machines, tmp_path: Path) -> None:
    said = peopled.village.do("training", "set", "--cycle", YEAR, "--attended", 12, "--members", 10)
    assert said["warnings"] == ["ATTENDED_MORE_THAN_ALL"]
    peopled.village.do("bundle", "export", "-o", tmp_path / "up.vhb")
    peopled.commune.do("bundle", "merge", tmp_path / "up.vhb")
    row = target(peopled.commune, "T1")
    assert (row["numerator"], row["denominator"], row["overstated"]) == (10, 10, 1)
    listed = peopled.commune.do("training", "list", "--cycle", YEAR)["trainings"]
    assert [(one["attended"], one["members"]) for one in listed] == [(12, 10)]


def test_a_title_from_elsewhere_counts_when_its_paper_was_seen(decided: Machines) -> None:
    words = ("title", "outside", PERSON, "--cycle", YEAR, "--issuer", "Trường THPT Nông Cống")
    assert decided.commune.do(*words)["checked_on"] is None
    assert target(decided.commune, "T2-all")["numerator"] == 1
    decided.commune.do(*words, "--checked", "2026-11-20")
    assert target(decided.commune, "T2-all")["numerator"] == 2


def test_targets_are_checked_published_and_listed(machines: Machines, tmp_path: Path) -> None:
    shipped = resource("targets", "kh-35-2022.toml").read_text(encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(shipped.replace('goal_2030 = "70%"', 'goal_2030 = "75%"'), encoding="utf-8")
    assert machines.commune.do("targets", "check", plan) == {"problems": []}
    machines.commune.do("targets", "publish", plan, "--from", "2026-01-01")
    assert target(machines.commune, "T2")["goal"] == 75
    listed = machines.commune.do("targets", "list", "--on", "2026-06-01")["targets"]
    assert [one["id"] for one in listed] == ["KH-35-2022", "QD-677-2022", "QD-387-2022"]


def test_a_faulty_file_of_targets_is_told_by_line_and_not_published(
    machines: Machines, tmp_path: Path
) -> None:
    shipped = resource("targets", "kh-35-2022.toml").read_text(encoding="utf-8")
    plan = tmp_path / "plan.toml"
    plan.write_text(shipped.replace('"trained"', '"taught"'), encoding="utf-8")
    told = machines.commune.run("targets", "check", plan)
    (problem,) = told.json["problems"]
    line = shipped[: shipped.index('"trained"')].count("\n") + 1
    assert (told.code, problem["line"], problem["code"]) == (1, line, "VALUE_NOT_KNOWN")
    assert machines.commune.refuse("targets", "publish", plan) == "TARGETS_INVALID"
    assert machines.commune.refuse("targets", "check", tmp_path / "none") == "FILE_MISSING"


def test_a_snapshot_is_made_listed_shown_and_reported_from(
    decided: Machines, tmp_path: Path
) -> None:
    commune = decided.commune
    day = ("--cycle", YEAR, "--provisional", "2026-12-05")
    made = commune.do("snapshot", "create", *day)
    assert (made["kind"], made["cut_off"], made["number"]) == ("provisional", "2026-12-05", 1)
    assert len(made["state_sha256"]) == 64
    before = target(commune, "T2-all", "--provisional", "2026-12-05")
    commune.do("person", "add", "Trần Thị Mới", "--unit", "Thôn Cẩm Bào", "--birth", "1980")
    after = target(commune, "T2-all", "--provisional", "2026-12-05")
    assert after["denominator"] == int(str(before["denominator"])) + 1
    shown = commune.do("snapshot", "show", made["id"])
    assert made["warnings"] == []
    assert shown == {name: value for name, value in made.items() if name != "warnings"}
    assert before in shown["targets"]
    (listed,) = commune.do("snapshot", "list", "--cycle", YEAR)["snapshots"]
    assert listed["sha256"] == made["sha256"]
    report = tmp_path / "report.pdf"
    told = commune.do("report", "annual", *day, "-o", report)
    assert told["snapshot"] == made["id"]
    assert commune.do("report", "annual", *day, "--anew", "-o", report)["snapshot"] is None
    assert commune.refuse("snapshot", "show", "ffff") == "NOT_FOUND"
    assert commune.tell("snapshot", "list", "--cycle", YEAR).out.startswith("Bản chốt số 1")


def test_a_village_makes_no_snapshot(machines: Machines) -> None:
    refused = machines.village.refuse("snapshot", "create", "--cycle", YEAR)
    assert refused == "ROLE_NOT_ALLOWED"


def test_the_annual_report_shows_the_table_of_targets(decided: Machines, tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    decided.commune.do("report", "annual", "--cycle", YEAR, "-o", report)
    said = plain_text(report.read_bytes())
    assert "có kỹ năng số và đáp ứng yêu cầu công việc" in said
    assert "Gia đình học tập" in said
    assert "Chỉ tiêu 7: chưa xác định: 1 người." in said


def test_the_trend_names_every_opened_year(decided: Machines) -> None:
    decided.commune.do("cycle", "open", YEAR - 1)
    told = decided.commune.do("report", "targets", "--cycle", YEAR, "--trend")["trend"]
    assert [(point["cycle"], point["frozen"]) for point in told] == [
        (YEAR - 1, False),
        (YEAR, False),
    ]
    decided.commune.do("snapshot", "create", "--cycle", YEAR)
    said = decided.commune.tell("report", "targets", "--cycle", YEAR, "--trend").out
    line = f"T2-all qua các năm: {YEAR - 1}: 0,0% (0/7); {YEAR} ✓: 14,3% (1/7)"
    assert line in said.splitlines()


def test_people_are_told_in_sentences(decided: Machines, tmp_path: Path) -> None:
    commune = decided.commune
    commune.tell(
        *("digital", "set", "Nguyễn Văn Bình", "--cycle", YEAR, "--skills", "yes"),
        *("--fluency", "no", "--basis", "course"),
    )
    said = commune.tell("digital", "show", "Nguyễn Văn Bình", "--cycle", YEAR).out.splitlines()
    assert said == [
        "Có kỹ năng số, đáp ứng công việc: có (căn cứ: chứng nhận khóa học)",
        "Thành thạo kỹ năng số: không (căn cứ: chứng nhận khóa học)",
    ]
    assert "QĐ" not in commune.tell("targets", "list").err
    shipped = resource("targets", "qd-677-2022.toml")
    assert commune.tell("targets", "check", shipped).out.strip() == "Tệp không có chỗ nào sai."
    faulty = tmp_path / "plan.toml"
    faulty.write_text("format = 1\n", encoding="utf-8")
    assert "  dòng 1: " in commune.tell("targets", "check", faulty).out


@pytest.mark.parametrize(
    ("content", "code"), [(b"\xff\xfe\x00", "FILE_UNREADABLE"), (b"#" * 100_001, "FILE_TOO_LARGE")]
)
def test_a_file_of_targets_that_is_none_is_refused(
    machines: Machines, tmp_path: Path, content: bytes, code: str
) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(content)
    assert machines.commune.refuse("targets", "publish", file) == code


def test_skills_need_a_table_with_their_column(peopled: Machines, tmp_path: Path) -> None:
    rows = [("Họ và tên", "Năm sinh"), ("Lê Thị Cúc", 1965)]
    table = write_xlsx(tmp_path / "people.xlsx", rows)
    refused = peopled.village.refuse("digital", "import", table, "--cycle", YEAR)
    assert refused == "SPREADSHEET_NO_HEADINGS"


def test_skills_of_another_year_are_refused_or_asked(peopled: Machines, tmp_path: Path) -> None:
    other = int(YEAR) - 1
    rows = [("Họ và tên", "Kỹ năng số", "Căn cứ"), ("Lê Thị Cúc", "x", "VNeID")]
    titled = write_xlsx(tmp_path / "a.xlsx", [(f"Kỳ 01/01/{other} - 31/12/{other}",), *rows])
    refused = peopled.village.refuse("digital", "import", titled, "--cycle", YEAR)
    assert refused == "SPREADSHEET_OTHER_YEAR"
    called = write_xlsx(tmp_path / f"ky-nang-{other}.xlsx", rows)
    words = ("digital", "import", called, "--cycle", YEAR)
    told = peopled.village.do(*words)
    assert ([asked["row"] for asked in told["asked"]], told["updated"]) == ([2], 0)
    assert peopled.village.do(*words, "--decide", "2+=Lê Thị Cúc")["updated"] == 1


def test_whom_another_unit_assesses_that_unit_describes(peopled: Machines, tmp_path: Path) -> None:
    peopled.village.do("bundle", "export", "-o", tmp_path / "up.vhb")
    peopled.commune.do("bundle", "merge", tmp_path / "up.vhb")
    peopled.commune.do(
        "person", "assess-at", "Lê Thị Cúc", "--cycle", YEAR, "--unit", "Thôn Cẩm Bào"
    )
    down = tmp_path / "down.vhb"
    peopled.commune.do("bundle", "export", "--to", "Thôn Ngọc Bản", "-o", down)
    peopled.village.do("bundle", "merge", down)
    rows = [("Họ và tên", "Kỹ năng số", "Căn cứ"), ("Lê Thị Cúc", "x", "sổ tay")]
    table = write_xlsx(tmp_path / "digital.xlsx", rows)
    told = peopled.village.do("digital", "import", table, "--cycle", YEAR)
    assert [problem["code"] for problem in told["problems"]] == ["BASIS_UNKNOWN"]
    rows = [("Họ và tên", "Kỹ năng số", "Căn cứ"), ("Lê Thị Cúc", "x", "VNeID")]
    write_xlsx(table, rows)
    told = peopled.village.do("digital", "import", table, "--cycle", YEAR)
    assert [problem["code"] for problem in told["problems"]] == ["ASSESSED_ELSEWHERE"]


def test_final_figures_before_the_year_is_over_are_made_with_a_warning(machines: Machines) -> None:
    commune = machines.commune
    commune.do("cycle", "open", 2098)
    assert commune.do("snapshot", "create", "--cycle", 2098)["warnings"] == ["YEAR_NOT_CLOSED"]
    assert "chưa hết" in commune.tell("snapshot", "create", "--cycle", 2098).out
    commune.do("cycle", "open", 2021)
    assert commune.do("snapshot", "create", "--cycle", 2021)["warnings"] == []


def test_what_nothing_here_can_count_is_stated_by_the_commune(machines: Machines) -> None:
    commune = machines.commune
    assert target(commune, "TTHTCD")["percent"] is None
    words = ("targets", "state", "TTHTCD", "--cycle", YEAR, "--total", 4)
    assert commune.do(*words, "--reached", 3)["percent"] == 75
    row = target(commune, "TTHTCD")
    assert (row["numerator"], row["denominator"], row["goal"]) == (3, 4, None)
    assert commune.refuse(*words, "--reached", 5) == "VALUE_INVALID"
    other = ("targets", "state", "T2", "--cycle", YEAR, "--total", 4, "--reached", 3)
    assert commune.refuse(*other) == "NOT_FOUND"
    assert machines.village.refuse(*words, "--reached", 3) == "ROLE_NOT_ALLOWED"


def test_somebody_with_skills_and_a_title_from_elsewhere_is_erased(decided: Machines) -> None:
    """The database's library gives its tables names that are no plain texts: erasing broke off."""
    commune, person = decided.commune, "Nguyễn Văn Bình"
    words = ("--skills", "yes", "--basis", "vneid")
    commune.do("digital", "set", person, "--cycle", YEAR, *words)
    commune.do("title", "outside", person, "--cycle", YEAR, "--issuer", "Công an tỉnh")
    # The person, the registration, the sheet, the skills and the title.
    assert commune.do("person", "erase", person, "--reason", "Theo đơn")["records"] == 5
    assert commune.do("check")["problems"] == []

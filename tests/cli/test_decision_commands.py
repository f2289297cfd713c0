"""`vanhoa recognise`, `certificate print`, `document decision`, `report annual`."""

from pathlib import Path

import pytest

from tests.builders.documents import plain_text
from tests.builders.offices import CAM_BAO, NGOC_BAN, add_person, give_points
from tests.builders.offices import Offices as OfficesOnDisk
from tests.cli.conftest import YEAR, Machines, at_the_command_line
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.services.appraisal.workflow import WorkflowService
from vanhoa_desktop.texts.words.names import sort_key

DECISION = ("--decision", "15/QĐ-UBND", "--date", "2026-12-05")
KEYS = {"recognised", "first_number", "last_number"}
NAMES = ("Đỗ Thị Một", "Đỗ Thị Hai", "Đỗ Thị Ba")


@pytest.fixture(scope="module")
def appraised_offices(
    founded_offices: OfficesOnDisk, tmp_path_factory: pytest.TempPathFactory
) -> OfficesOnDisk:
    """Three people who pass in the first village, one in the second, all appraised; made once."""
    offices = founded_offices.copy(tmp_path_factory.mktemp("appraised"))
    for number, names in enumerate((NAMES, ("Mai Văn Bốn",))):
        village = offices.villages[number]
        with village.open() as session:
            for name in names:
                give_points(session, add_person(session, name), ["9"] * 10)
            WorkflowService(session).submit(YEAR)
        offices.commune.merge(village.export(offices.folder / f"{number}.vhb"))
    with offices.commune.open() as session:
        WorkflowService(session).appraise(YEAR)
    return offices


@pytest.fixture
def appraised(
    appraised_offices: OfficesOnDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Machines:
    return at_the_command_line(appraised_offices.copy(tmp_path / "appraised"), capsys)


# --- recognise ---


def test_one_call_drafts_and_issues_with_numbers_as_texts(appraised: Machines) -> None:
    done = appraised.commune.do("recognise", "--cycle", YEAR, *DECISION)
    assert set(done) >= KEYS
    assert (done["recognised"], done["first_number"], done["last_number"]) == (
        *(4, "0001/2026"),
        "0004/2026",
    )
    assert done["decision"] == "15/QĐ-UBND"
    shown = appraised.commune.do("assess", "show", NAMES[0], "--cycle", YEAR)
    assert shown["state"] == "recognised"


def test_figures_alone_are_completed_and_one_number_stays_one_for_other_days_and_signers(
    appraised: Machines, tmp_path: Path
) -> None:
    commune = appraised.commune
    on = ("recognise", "--cycle", YEAR)
    bare = ("--decision", "15", "--date", "2026-11-30", "--signer", "Nguyễn Văn Chủ")
    first = commune.do(*on, "--unit", CAM_BAO, *bare)
    assert first["decision"] == "15/QĐ-UBND"
    for again in ("15", "15/QĐ-UBND", "015 /qd-ubnd", "Số 15"):
        other = ("--decision", again, "--date", "2026-12-02", "--signer", "Trần Văn Bốn")
        assert commune.refuse(*on, "--unit", NGOC_BAN, *other) == "DECISION_EXISTS"
    # A number with another ending is another number.
    second = commune.do(
        *(*on, "--unit", NGOC_BAN, "--decision", "15/QĐ-HKH", "--date", "2026-12-02")
    )
    assert second["decision"] == "15/QĐ-HKH"
    for named, printed in (("15/QĐ-UBND", "15/QĐ-UBND"), ("15/qd-hkh", "15/QĐ-HKH")):
        paper = tmp_path / "quyet-dinh.pdf"
        commune.do("document", "decision", "--cycle", YEAR, "--decision", named, "-o", paper)
        assert printed in plain_text(paper.read_bytes())
        commune.do("certificate", "print", "--cycle", YEAR, "--decision", named, "-o", paper)
        assert f"Theo Quyết định số: {printed}" in plain_text(paper.read_bytes())


def test_a_village_is_told_by_name_whom_the_commune_recognised_once(
    appraised: Machines, tmp_path: Path
) -> None:
    commune, village = appraised.commune, appraised.village
    commune.do("recognise", "--cycle", YEAR, *DECISION)
    down = tmp_path / "xuong.vhb"
    commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    told = village.run("bundle", "merge", down)
    given = told.json["recognised"]
    assert given
    assert {title["model"] for title in given} == {"citizen"}
    numbers = [title["certificate_number"] for title in given]
    assert numbers == sorted(numbers)
    assert {title["subject"] for title in given} <= set(NAMES)
    assert village.do("bundle", "merge", down)["recognised"] == []


def test_freezing_says_what_may_still_change_the_figures(appraised: Machines) -> None:
    commune = appraised.commune
    commune.do("recognise", "--cycle", YEAR, "--unit", CAM_BAO, *DECISION)
    said = commune.tell("snapshot", "create", "--cycle", YEAR).out
    named = ", ".join(sorted(NAMES, key=sort_key))
    assert f"3 người đã thẩm định, đạt mà chưa công nhận: {named}." in said


def test_nobody_left_is_done_with_none(appraised: Machines) -> None:
    commune = appraised.commune
    commune.do("recognise", "--cycle", YEAR, *DECISION)
    before = commune.do("state-hash")
    again = commune.do("recognise", "--cycle", YEAR, "--decision", "16", "--date", "2026-12-06")
    assert (again["recognised"], again["first_number"], again["last_number"]) == (0, None, None)
    assert commune.do("state-hash") == before


def test_a_draft_stops_before_number_and_date(appraised: Machines, tmp_path: Path) -> None:
    commune = appraised.commune
    draft = commune.do("recognise", "--cycle", YEAR, "--draft")
    assert (draft["recognised"], draft["first_number"], draft["decision"]) == (4, None, None)
    assert commune.do("assess", "show", NAMES[0], "--cycle", YEAR)["state"] == "appraised"
    words = ("certificate", "print", "--cycle", YEAR, "-o", tmp_path / "giay.pdf")
    assert commune.refuse(*words) == "NOTHING_DECIDED"
    paper = tmp_path / "du-thao.pdf"
    assert commune.do("document", "decision", "--cycle", YEAR, "-o", paper)["pages"] >= 1
    assert "15/QĐ-UBND" not in plain_text(paper.read_bytes())
    issued = commune.do("recognise", "--cycle", YEAR, *DECISION)
    assert (issued["recognised"], issued["first_number"]) == (4, "0001/2026")
    commune.do("document", "decision", "--cycle", YEAR, "-o", paper)
    assert "15/QĐ-UBND" in plain_text(paper.read_bytes())


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--decision", "15/QĐ-UBND"),
        ("--date", "2026-12-05"),
        ("--decision", "", "--date", "2026-12-05"),
        ("--draft", "--decision", "15/QĐ-UBND"),
        ("--draft", *DECISION),
        ("--decision", "15/QĐ-UBND", "--date", "2026-02-30"),
    ],
)
def test_half_a_decision_is_wrong_usage(appraised: Machines, words: tuple[str, ...]) -> None:
    assert appraised.commune.misused("recognise", "--cycle", YEAR, *words)


def test_one_unit_at_a_time_goes_on_with_the_numbers(appraised: Machines) -> None:
    commune = appraised.commune
    first = commune.do("recognise", "--cycle", YEAR, "--unit", CAM_BAO, *DECISION)
    assert (first["recognised"], first["last_number"]) == (1, "0001/2026")
    same = ("recognise", "--cycle", YEAR, "--unit", NGOC_BAN)
    for typed in ("15/QĐ-UBND", "015 /qd - ubnd"):
        again = ("--decision", typed, "--date", "2026-12-06")
        assert commune.refuse(*same, *again) == "DECISION_EXISTS"
    second = commune.do(*same, "--decision", "16/QĐ-UBND", "--date", "2026-12-06")
    assert (second["recognised"], second["first_number"], second["last_number"]) == (
        *(3, "0002/2026"),
        "0004/2026",
    )


def test_papers_are_found_by_a_number_that_is_typed_otherwise(
    appraised: Machines, tmp_path: Path
) -> None:
    commune = appraised.commune
    commune.do("recognise", "--cycle", YEAR, "--unit", CAM_BAO, *DECISION)
    other = ("--decision", "150/QĐ-UBND", "--date", "2026-12-06")
    commune.do("recognise", "--cycle", YEAR, "--unit", NGOC_BAN, *other)
    paper = ("--cycle", YEAR, "-o", tmp_path / "giay.pdf")
    printed = commune.do("certificate", "print", "--decision", "015 /qđ-ubnd", *paper)
    assert printed["pages"] == 1
    assert commune.refuse("certificate", "print", "--decision", "16", *paper) == "NOT_FOUND"


def test_only_the_commune_decides_in_an_open_year(appraised: Machines) -> None:
    words = ("recognise", "--cycle", YEAR, *DECISION)
    assert appraised.village.refuse(*words) == "ROLE_NOT_ALLOWED"
    assert appraised.commune.refuse("recognise", "--cycle", 2030, *DECISION) == "CYCLE_NOT_OPEN"
    assert appraised.commune.refuse(*words, "--unit", "Thôn Xa") == "NOT_FOUND"


def test_numbers_follow_the_units_and_the_given_names(appraised: Machines, tmp_path: Path) -> None:
    """Villages in the order of lists, Cẩm Bào before Ngọc Bản; people by their given names."""
    commune, paper = appraised.commune, tmp_path / "giay.pdf"
    commune.do("recognise", "--cycle", YEAR, *DECISION)
    commune.do("certificate", "print", "--cycle", YEAR, "-o", paper)
    text = plain_text(paper.read_bytes())
    order = ["Mai Văn Bốn", "Đỗ Thị Ba", "Đỗ Thị Hai", "Đỗ Thị Một"]
    assert sorted(order, key=text.index) == order
    numbers = [f"000{number}/2026" for number in range(1, 5)]
    assert sorted(numbers, key=text.index) == numbers


# --- papers ---


def test_every_certificate_has_its_page_of_all_decisions(
    appraised: Machines, tmp_path: Path
) -> None:
    commune, paper = appraised.commune, tmp_path / "giay.pdf"
    printing = ("certificate", "print", "--cycle", YEAR, "-o", paper)
    assert commune.refuse(*printing) == "NOTHING_DECIDED"
    assert not paper.exists()
    commune.do("recognise", "--cycle", YEAR, "--unit", CAM_BAO, *DECISION)
    assert commune.do(*printing) == {"pages": 1}
    second = ("--decision", "16/QĐ-UBND", "--date", "2026-12-06")
    commune.do("recognise", "--cycle", YEAR, *second)
    assert commune.do(*printing) == {"pages": 4}
    assert page_count(paper.read_bytes()) == 4
    text = plain_text(paper.read_bytes())
    for name in (*NAMES, "Mai Văn Bốn", "0001/2026", "0004/2026"):
        assert name in text
    assert commune.do(*printing, "--unit", CAM_BAO) == {"pages": 1}
    assert "Đỗ Thị" not in plain_text(paper.read_bytes())
    assert commune.refuse(*printing, "--unit", "Thôn Xa") == "NOT_FOUND"


def test_the_decision_names_everybody(decided: Machines, tmp_path: Path) -> None:
    paper = tmp_path / "quyet-dinh.pdf"
    pages = decided.commune.do("document", "decision", "--cycle", YEAR, "-o", paper)["pages"]
    assert pages == page_count(paper.read_bytes())
    text = plain_text(paper.read_bytes())
    for words in ("15/QĐ-UBND", "Nguyễn Văn Bình", "Nguyễn Văn Mẫu"):
        assert words in text
    assert "Lê Thị Cúc" not in text


def test_the_annual_report_states_its_targets(decided: Machines, tmp_path: Path) -> None:
    paper = tmp_path / "bao-cao.pdf"
    made = decided.commune.do("report", "annual", "--cycle", YEAR, "-o", paper)
    assert made["targets"]
    for target in made["targets"]:
        assert {"id", "numerator", "denominator", "percent", "goal"} <= set(target)
        assert isinstance(target["id"], str)
        if target["denominator"]:
            share = 100 * target["numerator"] / target["denominator"]
            assert target["percent"] == pytest.approx(share, abs=0.01)
        else:
            assert target["percent"] is None
    assert paper.read_bytes().startswith(b"%PDF")


PAPERS = [("certificate", "print"), ("document", "decision"), ("report", "annual")]


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
def test_a_unit_prints_nothing_as_the_commune(
    decided: Machines, tmp_path: Path, words: tuple[str, ...]
) -> None:
    down, paper = tmp_path / "down.vhb", tmp_path / "x.pdf"
    decided.commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
    decided.village.do("bundle", "merge", down)
    answer = decided.village.run(*words, "--cycle", YEAR, "-o", paper)
    assert (answer.code, answer.error) == (1, "ROLE_NOT_ALLOWED")
    assert "do xã ban hành" in answer.err
    assert not paper.exists()


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.PDF.txt", "x", "20.11.2026"])
def test_a_name_that_promises_another_kind_of_file_is_refused(
    decided: Machines, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    answer = decided.commune.run(*words, "--cycle", YEAR, "-o", tmp_path / name)
    assert (answer.code, answer.error) == (1, "PAPER_ENDING")
    assert "chỉ lưu được thành tệp .pdf" in answer.err
    assert list(tmp_path.glob("x*")) == []


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
def test_the_ending_may_be_in_capitals(
    decided: Machines, tmp_path: Path, words: tuple[str, ...]
) -> None:
    paper = tmp_path / "X.PDF"
    decided.commune.do(*words, "--cycle", YEAR, "-o", paper)
    assert paper.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["x.pdf", "x.csv", "x"])
def test_a_list_is_saved_as_a_spreadsheet_or_refused(
    decided: Machines, tmp_path: Path, name: str
) -> None:
    answer = decided.commune.run("roster", "export", "-o", tmp_path / name)
    assert (answer.code, answer.error) == (1, "PAPER_ENDING")
    assert ".xlsx" in answer.err


def test_every_decision_of_the_year_and_the_draft_can_be_chosen(
    appraised: Machines, tmp_path: Path
) -> None:
    commune, paper = appraised.commune, tmp_path / "x.pdf"
    commune.do("recognise", "--cycle", YEAR, "--unit", CAM_BAO, *DECISION)
    second = ("--decision", "16/QĐ-UBND", "--date", "2026-12-06")
    commune.do("recognise", "--cycle", YEAR, *second)

    def text(*words: object) -> str:
        commune.do(*words, "--cycle", YEAR, "-o", paper)
        return plain_text(paper.read_bytes())

    first = text("document", "decision", "--decision", "15/QĐ-UBND")
    assert "Mai Văn Bốn" in first
    assert "Đỗ Thị" not in first
    for newest in (text("document", "decision"), text("document", "decision", *second[:2])):
        assert "16/QĐ-UBND" in newest
        assert "Mai Văn Bốn" not in newest
    assert "Đỗ Thị" not in text("certificate", "print", "--decision", "15/QĐ-UBND")
    again = ("document", "decision", "--cycle", YEAR, "-o", paper)
    answer = commune.run(*again, "--decision", "17/QĐ-UBND")
    assert (answer.code, answer.error) == (1, "NOT_FOUND")
    assert "không có quyết định hay dự thảo nào là «17/QĐ-UBND»" in answer.err
    assert commune.refuse(*again, "--draft") == "NOTHING_DECIDED"
    assert commune.misused(*again, "--draft", "--decision", "15/QĐ-UBND")


def test_a_draft_is_printed_beside_an_issued_decision(appraised: Machines, tmp_path: Path) -> None:
    commune, paper = appraised.commune, tmp_path / "x.pdf"
    commune.do("recognise", "--cycle", YEAR, "--unit", CAM_BAO, *DECISION)
    commune.do("recognise", "--cycle", YEAR, "--draft")
    commune.do("document", "decision", "--cycle", YEAR, "--draft", "-o", paper)
    text = plain_text(paper.read_bytes())
    assert "DỰ THẢO" in text
    assert NAMES[0] in text
    assert "Mai Văn Bốn" not in text


@pytest.mark.parametrize("name", ["Lê 漢 Sơn", "Bê\u0306 Ayŭn"])
def test_a_letter_that_cannot_be_printed_is_told_before_a_number_is_given(
    appraised: Machines, tmp_path: Path, name: str
) -> None:
    commune = appraised.commune
    commune.do("person", "set", NAMES[0], "--name", name)
    before = commune.do("state-hash")
    for words in (DECISION, ("--draft",)):
        answer = commune.run("recognise", "--cycle", YEAR, *words)
        assert (answer.code, answer.error) == (1, "PAPER_LETTERS_MISSING")
        assert name in answer.err
        assert "Chưa số nào được cấp" in answer.err
    assert commune.do("state-hash") == before
    commune.do("person", "set", name, "--name", NAMES[0])
    assert commune.do("recognise", "--cycle", YEAR, *DECISION)["recognised"] == 4


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--decision", "15/漢", "--date", "2026-12-05"), "PAPER_LETTERS_MISSING"),
        ((*DECISION, "--signer", "Lê 漢"), "PAPER_LETTERS_MISSING"),
        (("--decision", "1" * 200, "--date", "2026-12-05"), "PAPER_TEXT_TOO_LONG"),
        ((*DECISION, "--signer", "W" * 150), "PAPER_TEXT_TOO_LONG"),
    ],
)
def test_a_number_or_signer_that_cannot_be_printed_whole_is_told_before_a_number_is_given(
    appraised: Machines, words: tuple[str, ...], code: str
) -> None:
    assert appraised.commune.refuse("recognise", "--cycle", YEAR, *words) == code
    assert appraised.commune.do("recognise", "--cycle", YEAR, *DECISION)["recognised"] == 4


def test_a_report_is_a_draft_until_its_figures_are_frozen(
    decided: Machines, tmp_path: Path
) -> None:
    commune, paper = decided.commune, tmp_path / "x.pdf"
    report = ("report", "annual", "--cycle", YEAR, "-o", paper)

    def text(*words: object) -> str:
        commune.do(*report, *words)
        return plain_text(paper.read_bytes())

    for words in ((), ("--provisional", "2026-11-30")):
        assert "chưa chốt" in text(*words)
        assert "(Số liệu" not in text(*words)
    frozen = commune.do("snapshot", "create", "--cycle", YEAR)
    assert "(Số liệu chính thức)" in text()
    assert "(Số liệu chính thức)" in text("--snapshot", frozen["id"])
    assert "chưa chốt" in text("--anew")
    assert "chưa chốt" in text("--provisional", "2026-11-30")
    assert commune.refuse(*report, "--snapshot", "ffff") == "NOT_FOUND"
    assert commune.misused(*report, "--snapshot", frozen["id"], "--anew")


@pytest.mark.parametrize("words", PAPERS, ids=" ".join)
def test_papers_that_cannot_be_saved_are_refused(
    decided: Machines, tmp_path: Path, words: tuple[str, ...]
) -> None:
    commune = decided.commune
    file = tmp_path / "tệp"
    file.write_text("of somebody")
    assert commune.refuse(*words, "--cycle", YEAR, "-o", file / "x.pdf") == "FOLDER_UNREACHABLE"
    assert commune.refuse(*words, "--cycle", YEAR, "-o", tmp_path) == "FILE_IS_FOLDER"
    assert commune.refuse(*words, "--cycle", 2030, "-o", tmp_path / "x.pdf") == "CYCLE_NOT_OPEN"
    assert "-o" in commune.misused(*words, "--cycle", YEAR)
    assert list(tmp_path.glob("x.pdf*")) == []


# --- appraise --undo ---


def test_the_last_appraisal_is_taken_back_as_a_whole(appraised: Machines) -> None:
    commune = appraised.commune
    done = commune.do("appraise", "--cycle", YEAR, "--undo")
    assert (done["taken_back"], done["held"]) == (4, [])
    assert commune.do("assess", "show", NAMES[0], "--cycle", YEAR)["state"] == "submitted"
    assert commune.refuse("appraise", "--cycle", YEAR, "--undo") == "APPRAISAL_NOT_UNDONE"
    commune.misused("appraise", NAMES[0], "--cycle", YEAR, "--undo")
    assert commune.do("appraise", "--cycle", YEAR)["appraised"] == 4

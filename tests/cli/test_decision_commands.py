"""`vanhoa recognise`, `certificate print`, `document decision`, `report annual`."""

from pathlib import Path

import pytest

from tests.builders.documents import plain_text
from tests.builders.offices import CAM_BAO, NGOC_BAN, add_person, give_points
from tests.builders.offices import Offices as OfficesOnDisk
from tests.cli.conftest import YEAR, Machines, at_the_command_line
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.services.workflow import WorkflowService

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
    assert commune.refuse(*same, *DECISION) == "DECISION_EXISTS"
    second = commune.do(*same, "--decision", "16/QĐ-UBND", "--date", "2026-12-06")
    assert (second["recognised"], second["first_number"], second["last_number"]) == (
        *(3, "0002/2026"),
        "0004/2026",
    )


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


@pytest.mark.parametrize(
    "words",
    [("certificate", "print"), ("document", "decision"), ("report", "annual")],
    ids=" ".join,
)
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

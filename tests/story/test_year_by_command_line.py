"""The year of a commune with three villages, by command line alone: spreadsheets in, papers out."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT
from tests.builders.documents import plain_text
from tests.builders.spreadsheets import write_ods, write_xlsx
from tests.cli.driver import PASSPHRASE, Machine
from vanhoa_desktop.documents.preview import page_count

YEAR = 2026
HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Số CCCD", "Mã hộ", "Quan hệ với chủ hộ")
NGOC_BAN = (
    ("UBND XÃ VẠN HÒA",),
    ("DANH SÁCH NHÂN KHẨU",),
    HEADINGS,
    (1, "NGUYỄN VĂN BÌNH", 1961, "Nam", 38061001234, "H1", "Chủ hộ"),
    (2, "Lê Thị Cúc", "05/03/1965", "Nữ", "038165001235", "", "Vợ"),
    (3, "Nguyễn Thị Yến", "1999", "Nữ", "", "", "Con"),
    (4, "Trần Văn Dũng", "31/02/1990", "Nam", "", "H2", "Chủ hộ"),
)
CAM_BAO = (
    ("STT", "Họ tên", "Ngày tháng năm sinh", "Nam", "Nữ", "Thôn"),
    (1, "Đỗ Văn Lâm", "12/10/1970", "x", "", "Thôn Cẩm Bào"),
    (2, "Mai Thị Sen", "1972", "", "x", "Thôn Cẩm Bào"),
)
VILLAGES = {
    "Thôn Ngọc Bản": ("xlsx", NGOC_BAN),
    "Thôn Cẩm Bào": ("ods", CAM_BAO),
    "Thôn Thiện Na": ("xls", ()),
}
INDICATORS = tuple(f"CS{number}" for number in range(1, 11))


def points(name: str, birth: str, given: Sequence[object]) -> tuple[object, ...]:
    return (name, birth, *given)


POINTS = (
    ("BẢNG CHẤM ĐIỂM", *[""] * 11),
    ("Họ và tên", "Ngày sinh", *(f"Chỉ số {number}" for number in range(1, 11))),
    points("Nguyễn Văn Bình", "1961", [8] * 10),
    points("Lê Thị Cúc", "05/03/1965", [8] * 9 + ["7,5"]),
    points("Nguyễn Thị Yến", "1999", [10] * 9 + [4.5]),
)


@pytest.fixture
def machines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> dict[str, Machine]:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)
    names = ("commune", *VILLAGES)
    return {name: Machine(tmp_path / f"m{n}", capsys) for n, name in enumerate(names)}


def enrol(machines: dict[str, Machine], folder: Path) -> None:
    commune = machines["commune"]
    founded = commune.do("init", "--role", "commune", "--unit", "Xã Vạn Hòa", "--officer", "Lê Thử")
    for name in VILLAGES:
        commune.do("unit", "add", name, "--kind", "village")
    commune.do("cycle", "open", YEAR)
    for number, name in enumerate(VILLAGES):
        village = machines[name]
        asked, invite = folder / f"{number}.vhr", folder / f"{number}.vhi"
        made = village.do("init", "--role", "village", "--unit", name, "--officer", "Nguyễn Thử")
        assert village.refuse("roster", "import", ROOT / "tests/data/danh-sach.xls") == (
            "NOT_ENROLLED"
        )
        village.do("device", "request", "-o", asked)
        approve = ("device", "approve", asked, "--unit", name, "-o", invite)
        commune.do(*approve, "--fingerprint", made["fingerprint"].replace(" ", ""))
        village.do("device", "accept", invite, "--fingerprint", founded["fingerprint"])
    devices = commune.do("device", "list")["devices"]
    assert len(devices) == 1 + len(VILLAGES)


def import_rosters(machines: dict[str, Machine], folder: Path) -> None:
    first = machines["Thôn Ngọc Bản"]
    roster = write_xlsx(folder / "ngoc-ban.xlsx", NGOC_BAN)
    rehearsed = first.do("roster", "import", roster, "--dry-run")
    assert (rehearsed["rows"], rehearsed["created"], rehearsed["dry_run"]) == (4, 3, True)
    wrong = [p for p in rehearsed["problems"] if p["severity"] == "error"]
    assert [(p["row"], p["column"], p["code"]) for p in wrong] == [(7, "Năm sinh", "BIRTH_INVALID")]
    assert first.do("roster", "search", "")["people"] == []
    assert first.do("roster", "import", roster)["created"] == 3
    again = first.do("roster", "import", roster)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 3)
    (found,) = first.do("roster", "search", "nguyen van b")["people"]
    assert found["full_name"] == "Nguyễn Văn Bình"
    second = write_ods(folder / "cam-bao.ods", CAM_BAO)
    assert machines["Thôn Cẩm Bào"].do("roster", "import", second)["created"] == 2
    stored = ROOT / "tests" / "data" / "danh-sach.xls"
    assert machines["Thôn Thiện Na"].do("roster", "import", stored)["created"] == 3
    names = machines["Thôn Thiện Na"].do("roster", "search", "")["people"]
    assert {p["full_name"] for p in names} == {"Hà Văn Mẫu", "Hà Thị Hường", "Tống Thị Thử"}


def score(machines: dict[str, Machine], folder: Path) -> None:
    first = machines["Thôn Ngọc Bản"]
    consent = ("--consent", "use", "--consent", "post", "--on", "2026-03-01")
    registered = first.do("register", "Nguyễn Văn Bình", "Lê Thị Cúc", "--cycle", YEAR, *consent)
    assert registered["registered"] == 2
    table = write_xlsx(folder / "diem.xlsx", POINTS)
    assert first.do("assess", "import", table, "--cycle", YEAR, "--by", "village")["updated"] == 3
    shown = {
        name: first.do("assess", "show", name, "--cycle", YEAR)
        for name in ("Nguyễn Văn Bình", "Lê Thị Cúc", "Nguyễn Thị Yến")
    }
    assert [(s["total"], s["result"]) for s in shown.values()] == [
        ("80", "passed"),
        ("79.5", "not_passed"),
        ("94.5", "not_passed"),
    ]
    assert "cần ít nhất 80" in shown["Lê Thị Cúc"]["reasons"][0]["message"]
    assert "Chỉ số 10" in shown["Nguyễn Thị Yến"]["reasons"][0]["message"]
    second = machines["Thôn Cẩm Bào"]
    nine = [f"{code}=9" for code in INDICATORS]
    second.do("assess", "set", "Đỗ Văn Lâm", "--cycle", YEAR, "--by", "self", *nine)
    second.do("assess", "set", "Đỗ Văn Lâm", "--cycle", YEAR, "--by", "village", *nine)
    whose = ("--cycle", YEAR, "--by", "village")
    unfinished = second.do("assess", "set", "Mai Thị Sen", *whose, *nine[:9])
    assert (unfinished["result"], unfinished["missing"]) == ("not_assessed", ["CS10"])
    third = machines["Thôn Thiện Na"]
    third.do("assess", "set", "Hà Văn Mẫu", "--cycle", YEAR, "--by", "village", *nine)
    counted = first.do("score", "--cycle", YEAR)
    assert (counted["assessed"], counted["passed"]) == (3, 1)


def send_and_merge(machines: dict[str, Machine], folder: Path) -> None:
    commune = machines["commune"]
    files = []
    for number, name in enumerate(VILLAGES):
        submitted = machines[name].do("submit", "--cycle", YEAR)
        assert submitted["submitted"] == (3, 1, 1)[number]
        files.append(folder / f"up{number}.vhb")
        machines[name].do("bundle", "export", "-o", files[-1])
    inspected = commune.do("bundle", "inspect", files[0])
    assert inspected["sender"]["unit_name"] == "Thôn Ngọc Bản"
    merged = commune.do("bundle", "merge", *files)
    assert (merged["merged"], merged["refused"], merged["conflicts"]) == (3, [], 0)
    assert commune.do("bundle", "merge", *files)["skipped"] == 3
    assert commune.do("conflicts", "list")["conflicts"] == []


def decide_and_print(machines: dict[str, Machine], folder: Path) -> None:
    commune = machines["commune"]
    appraised = commune.do("appraise", "--cycle", YEAR)
    assert appraised["appraised"] == 5
    assert [held["code"] for held in appraised["held"]] == ["NOT_SUBMITTED"]
    decision = ("--decision", "15/QĐ-UBND", "--date", "2026-12-05", "--signer", "Nguyễn Văn Mẫu")
    recognised = commune.do("recognise", "--cycle", YEAR, *decision)
    assert (recognised["recognised"], recognised["first_number"], recognised["last_number"]) == (
        *(3, "0001/2026", "0003/2026"),
    )
    assert (
        commune.do(
            "recognise", "--cycle", YEAR, "--decision", "16/QĐ-UBND", "--date", "2026-12-06"
        )["recognised"]
        == 0
    )
    papers = {name: folder / f"{name}.pdf" for name in ("certificates", "decision", "report")}
    assert commune.do("certificate", "print", "--cycle", YEAR, "-o", papers["certificates"]) == {
        "pages": 3
    }
    assert (
        commune.do("document", "decision", "--cycle", YEAR, "-o", papers["decision"])["pages"] == 2
    )
    report = commune.do("report", "annual", "--cycle", YEAR, "-o", papers["report"])
    share = next(target for target in report["targets"] if target["id"] == "T2-all")
    assert (share["numerator"], share["denominator"]) == (3, 8)
    assert next(t for t in report["targets"] if t["id"] == "T2")["percent"] is None
    text = plain_text(papers["certificates"].read_bytes())
    assert page_count(papers["certificates"].read_bytes()) == 3
    for name in ("Nguyễn Văn Bình", "Đỗ Văn Lâm", "Hà Văn Mẫu"):
        assert name in text
        assert name in plain_text(papers["decision"].read_bytes())
    assert "Lê Thị Cúc" not in text


def send_down(machines: dict[str, Machine], folder: Path) -> None:
    commune = machines["commune"]
    for number, name in enumerate(VILLAGES):
        down = folder / f"down{number}.vhb"
        commune.do("bundle", "export", "--to", name, "-o", down)
        assert machines[name].do("bundle", "merge", down)["merged"] == 1
        here = machines[name].do("state-hash", "--unit", name)
        assert here == commune.do("state-hash", "--unit", name)
        assert machines[name].do("check")["ok"]
    assert commune.do("check")["ok"]
    shown = machines["Thôn Ngọc Bản"].do("assess", "show", "Nguyễn Văn Bình", "--cycle", YEAR)
    assert shown["state"] == "recognised"


def test_a_year_from_spreadsheets_to_certificates_and_back(
    machines: dict[str, Machine], tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    enrol(machines, folder)
    import_rosters(machines, folder)
    score(machines, folder)
    send_and_merge(machines, folder)
    decide_and_print(machines, folder)
    send_down(machines, folder)

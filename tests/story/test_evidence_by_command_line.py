"""Evidence from the phone to the commune, by command line, in files small enough for e-mail.

The files come in the wrong order; the commune names what is missing until it is complete.
"""

from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.builders.pictures import MAKER, ORIENTATION, exif, noise, pdf
from tests.builders.spreadsheets import write_xlsx
from tests.cli.driver import PASSPHRASE, Machine

YEAR = 2026
ROWS = (
    ("Họ và tên", "Năm sinh"),
    ("Nguyễn Văn Bình", "1961"),
    ("Lê Thị Cúc", "1965"),
    ("Trần Văn Dũng", "1990"),
)
LIMIT = 470_000
NAMES = [row[0] for row in ROWS[1:]]


@pytest.fixture(autouse=True)
def passphrase(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE)


def attach_everything(village: Machine, folder: Path) -> str:
    """A sign-in sheet for all, a picture each, a scan, a kept paper; the sheet's SHA-256."""
    village.do("roster", "import", write_xlsx(folder / "dan.xlsx", ROWS))
    sheet = folder / "ky-ten.jpg"
    sheet.write_bytes(noise(900, 700))
    everybody = [word for name in NAMES for word in ("--person", name)]
    shared = village.do("evidence", "add", sheet, *everybody, "--indicator", "CS3")
    assert (shared["added"], shared["cycle"]) == (3, YEAR)
    for number, name in enumerate(NAMES, 1):
        photo = folder / f"{number}.jpg"
        photo.write_bytes(noise(640, 480, number))
        village.do("evidence", "add", photo, "--person", name, "--indicator", "CS4")
    scan = folder / "giay.pdf"
    scan.write_bytes(pdf())
    village.do("evidence", "add", scan, "--person", NAMES[0], "--indicator", "CS5")
    village.do("evidence", "add", "--person", NAMES[1], "--note", "Cặp số 3, ngăn 2")
    return str(shared["sha256"])


def score_and_submit(village: Machine) -> None:
    """Points for all; who has a paper for the whole year lacks no evidence."""
    points = [f"CS{number}=8" for number in range(1, 11)]
    for name in NAMES:
        village.do("assess", "set", name, "--cycle", YEAR, "--by", "village", *points)
    submitted = village.do("submit", "--cycle", YEAR)
    assert submitted["submitted"] == 3
    warned = {warning["code"]: warning["count"] for warning in submitted["warnings"]}
    assert warned["EVIDENCE_MISSING"] == 2


def test_pictures_reach_the_commune_in_small_files(
    offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    village = Machine(offices.villages[0].paths.root, capsys)
    commune = Machine(offices.commune.paths.root, capsys)
    shared = attach_everything(village, tmp_path)
    score_and_submit(village)

    # Several files, each small enough for e-mail.
    saved = village.do("bundle", "export", "-o", tmp_path / "gui.vhb", "--max-size", LIMIT)
    paths = [Path(file["path"]) for file in saved["files"]]
    assert len(paths) >= 3
    assert all(path.stat().st_size <= LIMIT for path in paths)
    assert saved["evidence"] == 5
    assert sum(file["evidence"] for file in saved["files"]) == 5

    # Wrong order: the last first. Nothing names its pictures yet; nothing is refused.
    early = commune.do("bundle", "merge", paths[-1])
    assert (early["merged"], early["changes"], early["refused"]) == (1, 0, [])
    assert commune.do("evidence", "list")["evidence"] == []

    # Then the changes: all figures are there, and what is missing is named.
    seen = commune.do("bundle", "inspect", paths[0])
    assert (seen["new"] > 0, seen["evidence"]) == (True, saved["files"][0]["evidence"])
    first = commune.do("bundle", "merge", paths[0])
    lacking = first["missing_evidence"]
    expected = sum(file["evidence"] for file in saved["files"][1:-1])
    assert len(lacking) == expected
    assert lacking
    listed = commune.do("evidence", "list", "--missing")
    assert {item["sha256"] for item in listed["evidence"]} == set(lacking)
    assert all(item["missing"] and item["bytes"] is None for item in listed["evidence"])
    assert commune.do("check")["missing_evidence"] == lacking
    assert commune.do("check")["ok"]

    # And the rest: complete, and both say the same.
    for path in paths[1:-1]:
        commune.do("bundle", "merge", path)
    assert commune.do("evidence", "list", "--missing")["evidence"] == []
    unit = offices.villages[0].name
    hashes = {machine.do("state-hash", "--unit", unit)["sha256"] for machine in (village, commune)}
    assert len(hashes) == 1
    listed = commune.do("evidence", "list", "--cycle", YEAR)["evidence"]
    assert len(listed) == 8
    shown = commune.do("evidence", "export", shared, "-o", tmp_path / "xem.jpg")
    assert shown["bytes"] == (tmp_path / "xem.jpg").stat().st_size
    assert commune.do("bundle", "merge", *paths)["skipped"] == len(paths)

    # The commune's answer acknowledges them: they do not travel again.
    commune.do("bundle", "export", "-o", tmp_path / "ve.vhb", "--to", unit)
    village.do("bundle", "merge", tmp_path / "ve.vhb")
    assert village.do("bundle", "export", "-o", tmp_path / "lai.vhb")["evidence"] == 0


def test_where_a_picture_was_taken_stays_on_the_phone(
    offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    village = Machine(offices.villages[0].paths.root, capsys)
    village.do("roster", "import", write_xlsx(tmp_path / "dan.xlsx", ROWS))
    photo = tmp_path / "anh.jpg"
    told = exif({MAKER: "HangDienThoai", ORIENTATION: 6}, with_place=True)
    plain = noise(900, 600)
    photo.write_bytes(
        plain[:2] + _segment(b"Exif\x00\x00" + told.removeprefix(b"Exif\x00\x00")) + plain[2:]
    )
    assert b"HangDienThoai" in photo.read_bytes()
    village.do("evidence", "add", photo, "--person", "Lê Thị Cúc")
    sha256 = village.do("evidence", "list")["evidence"][0]["sha256"]
    village.do("evidence", "export", sha256, "-o", tmp_path / "xem.jpg")
    assert b"HangDienThoai" not in (tmp_path / "xem.jpg").read_bytes()
    assert b"Exif" not in (tmp_path / "xem.jpg").read_bytes()


def _segment(content: bytes) -> bytes:
    """A JPEG segment as phones put it first."""
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content


@pytest.mark.parametrize("size", ["20 con voi", "", "-5MB", "MB", "1.2.3MB"])
def test_a_size_that_is_none_is_a_wrong_line(
    offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str], size: str
) -> None:
    village = Machine(offices.villages[0].paths.root, capsys)
    answer = village.run("bundle", "export", "-o", tmp_path / "a.vhb", "--max-size", size)
    assert answer.code == 2
    assert not (tmp_path / "a.vhb").exists()


@pytest.mark.parametrize("size", ["20MB", "20mb", "1,5 GB", "20000000", "64M", "100 kb"])
def test_sizes_as_people_write_them(
    offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str], size: str
) -> None:
    village = Machine(offices.villages[0].paths.root, capsys)
    made = village.do("bundle", "export", "-o", tmp_path / "a.vhb", "--max-size", size)
    assert len(made["files"]) == 1


def test_a_size_in_which_nothing_fits_says_what_is_needed(
    offices: Offices, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    village = Machine(offices.villages[0].paths.root, capsys)
    words = ("bundle", "export", "-o", tmp_path / "a.vhb", "--max-size", "1KB")
    assert village.run(*words).error == "BUNDLE_PARTS_TOO_SMALL"
    assert "Hãy chọn cỡ lớn hơn" in village.tell(*words).err

"""Global options, exit codes, what goes to which stream, how units and people are named."""

import json
import unicodedata
from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, add_person
from tests.builders.offices import Offices as OfficesOnDisk
from tests.cli.conftest import YEAR, Machines
from tests.cli.driver import PASSPHRASE, Machine, run_line
from vanhoa_desktop.cli.main import main

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "words",
    [
        ("unit", "list"),
        ("cycle", "list"),
        ("criteria", "list"),
        ("device", "list"),
        ("conflicts", "list"),
        ("roster", "search", ""),
        ("score", "--cycle", YEAR),
        ("state-hash",),
        ("check",),
    ],
)
def test_json_is_one_object_on_standard_output_and_nothing_else(
    machines: Machines, words: tuple[object, ...]
) -> None:
    answer = machines.commune.run(*words)
    assert answer.code == 0
    assert isinstance(json.loads(answer.out), dict)
    assert answer.out.count("\n") == 1
    assert answer.err == ""


def test_without_json_the_answer_is_lines_for_people(machines: Machines) -> None:
    answer = machines.commune.tell("unit", "list")
    assert answer.out.splitlines() == [f"Thôn: {CAM_BAO}", f"Thôn: {NGOC_BAN}"]


def test_a_refusal_is_one_sentence_aside_and_with_json_an_error_object(
    machines: Machines,
) -> None:
    told = machines.commune.tell("state-hash", "--unit", "Thôn Không Có")
    assert (told.code, told.out) == (1, "")
    assert told.err.startswith("Không có thôn, đơn vị «Thôn Không Có».")
    assert told.err.count("\n") == 1
    answer = machines.commune.run("state-hash", "--unit", "Thôn Không Có")
    assert set(answer.json) == {"error"}
    assert set(answer.json["error"]) == {"code", "message", "details"}
    assert answer.json["error"]["code"] == "NOT_FOUND"
    assert answer.json["error"]["message"] == answer.err.strip()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("score",), "Thiếu '--cycle'."),
        (("score", "--cycle", "x"), "cần số nguyên"),
        (("cycle", "open", "2027", "--until", "2027-02-30"), "cần ngày có thật"),
        (("unit", "add", "Thôn Mới", "--kind", "commune"), "chỉ nhận village, school"),
        (("roster", "search", "", "--limit", "-1"), "cần số nguyên từ 0 trở lên"),
        (("score", "--cycle", YEAR, "--what"), "Không có lựa chọn --what."),
        (("score", "--cycle"), "Lựa chọn --cycle thiếu giá trị"),
        (("score", "extra", "--cycle", YEAR), "Câu lệnh có phần thừa (extra)"),
        (("nothing",), "Không có lệnh «nothing»."),
        (("roster", "import", ""), "tên để trống"),
        (("roster", "import", "f.xlsx", "--map", "full_name"), "--map cần dạng"),
        (("assess", "set", "Bình", "CS1=", "--cycle", YEAR, "--by", "self"), "ví dụ CS1=7,5"),
    ],
)
def test_a_malformed_line_is_wrong_usage_told_in_vietnamese(
    machines: Machines, words: tuple[object, ...], told: str
) -> None:
    assert told in machines.commune.misused(*words)


@pytest.mark.parametrize("option", ["--json", "--data", "--passphrase-file"])
def test_global_options_stand_before_the_command(machines: Machines, option: str) -> None:
    told = machines.commune.misused("score", option, "--cycle", YEAR)
    assert f"{option} đứng trước tên lệnh" in told


def test_a_search_for_the_word_of_an_option_does_not_switch_json_on(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VANHOA_PASSPHRASE")
    answer = machines.commune.tell("roster", "search", "--", "--json")
    assert (answer.code, answer.out) == (1, "")


def test_a_group_without_a_command_shows_its_commands(machines: Machines) -> None:
    answer = machines.commune.tell("roster")
    assert (answer.code, answer.out) == (2, "")
    assert "import" in answer.err


def test_help_is_no_refusal(machines: Machines) -> None:
    answer = machines.commune.tell("--help")
    assert answer.code == 0
    assert "recognise" in answer.out


def test_the_installation_may_be_named_by_the_environment(
    machines: Machines, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("VANHOA_DATA", str(machines.village.folder))
    by_environment = run_line(capsys, "--json", "device", "list")
    assert by_environment.json == machines.village.do("device", "list")
    other = run_line(capsys, "--json", "--data", machines.other.folder, "device", "list")
    assert other.json == machines.other.do("device", "list")


def test_a_folder_without_installation_is_told_as_such(tmp_path: Path, capsys: Capture) -> None:
    nowhere = Machine(tmp_path / "nowhere", capsys)
    assert nowhere.refuse("unit", "list") == "STORE_MISSING"
    assert nowhere.refuse("submit", "--cycle", YEAR) == "STORE_MISSING"
    assert not nowhere.folder.exists()


def test_a_file_in_place_of_the_data_folder_is_refused_and_kept(
    tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "not-a-folder"
    file.write_text("of somebody")
    machine = Machine(file, capsys)
    assert machine.refuse("unit", "list") == "STORE_MISSING"
    assert machine.refuse("init", "--role", "village", "--unit", "Thôn A") == "FOLDER_UNREACHABLE"
    assert file.read_text() == "of somebody"


# --- the passphrase ---


@pytest.fixture
def no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VANHOA_PASSPHRASE")


@pytest.mark.parametrize(
    "content",
    [
        PASSPHRASE.encode(),
        PASSPHRASE.encode() + b"\n",
        PASSPHRASE.encode() + b"\r\n",
        PASSPHRASE.encode() + "\nđừng đọc dòng này\n".encode(),
        b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n",
        unicodedata.normalize("NFD", PASSPHRASE).encode() + b"\n",
    ],
)
def test_the_passphrase_is_the_first_line_of_its_file(
    machines: Machines, no_passphrase: None, tmp_path: Path, capsys: Capture, content: bytes
) -> None:
    file = tmp_path / "mat-khau.txt"
    file.write_bytes(content)
    line = ("--json", "--passphrase-file", file, "--data", machines.village.folder, "unit", "list")
    answer = run_line(capsys, *line)
    assert answer.code == 0, answer


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "PASSPHRASE_REQUIRED"),
        (b"\n", "PASSPHRASE_REQUIRED"),
        (b"sai m\xe1\xba\xadt kh\xe1\xba\xa9u\n", "PASSPHRASE_WRONG"),
        (b"ab\n", "PASSPHRASE_WRONG"),
        (b"\xff\xfe\x00m", "FILE_UNREADABLE"),
        (None, "FILE_MISSING"),
    ],
)
def test_a_file_without_the_right_passphrase_opens_nothing(
    machines: Machines,
    no_passphrase: None,
    tmp_path: Path,
    capsys: Capture,
    content: bytes | None,
    code: str,
) -> None:
    file = tmp_path / "mat-khau.txt"
    if content is not None:
        file.write_bytes(content)
    line = ("--json", "--passphrase-file", file, "--data", machines.village.folder, "unit", "list")
    answer = run_line(capsys, *line)
    assert (answer.code, answer.error) == (1, code)


def test_a_passphrase_file_that_is_a_folder_is_refused(
    machines: Machines, no_passphrase: None, tmp_path: Path, capsys: Capture
) -> None:
    line = ("--passphrase-file", tmp_path, "--data", machines.village.folder, "unit", "list")
    answer = run_line(capsys, "--json", *line)
    assert (answer.code, answer.error) == (1, "FILE_UNREADABLE")


def test_the_option_on_the_line_counts_more_than_the_environment(
    machines: Machines, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    file = tmp_path / "mat-khau.txt"
    file.write_text(PASSPHRASE, encoding="utf-8")
    for unset in ("sai mật khẩu", ""):
        monkeypatch.setenv("VANHOA_PASSPHRASE", unset)
        line = ("--passphrase-file", file, "--data", machines.village.folder, "unit", "list")
        assert run_line(capsys, *line).code == 0


@pytest.mark.parametrize("given", [None, ""])
def test_no_passphrase_and_no_terminal_is_refused(
    machines: Machines, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    monkeypatch.delenv("VANHOA_PASSPHRASE")
    if given is not None:
        monkeypatch.setenv("VANHOA_PASSPHRASE", given)
    assert machines.village.refuse("unit", "list") == "PASSPHRASE_REQUIRED"
    assert machines.village.refuse("submit", "--cycle", YEAR) == "PASSPHRASE_REQUIRED"


def test_a_wrong_passphrase_is_told_as_such(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", PASSPHRASE.upper())
    assert machines.village.refuse("unit", "list") == "PASSPHRASE_WRONG"


def test_bytes_that_are_no_text_are_a_wrong_passphrase_and_no_fault(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VANHOA_PASSPHRASE", "m\udcffm\udcffm")
    assert machines.village.refuse("unit", "list") == "PASSPHRASE_WRONG"


# --- UNIT and PERSON ---


@pytest.mark.parametrize(
    "name",
    [
        NGOC_BAN,
        NGOC_BAN.upper(),
        "thôn ngọc bản",
        "  Thôn   Ngọc \t Bản ",
        unicodedata.normalize("NFD", NGOC_BAN),
        unicodedata.normalize("NFD", NGOC_BAN.upper()),
    ],
)
def test_a_unit_is_named_in_any_unicode_form_case_and_spacing(
    machines: Machines, name: str
) -> None:
    by_name = machines.commune.do("state-hash", "--unit", name)
    assert by_name == machines.commune.do("state-hash", "--unit", NGOC_BAN)


def test_a_unit_is_named_by_its_id(machines: Machines) -> None:
    units = {item["name"]: item["id"] for item in machines.commune.do("unit", "list")["units"]}
    for written in (units[NGOC_BAN], units[NGOC_BAN].upper()):
        by_id = machines.commune.do("state-hash", "--unit", written)
        assert by_id == machines.commune.do("state-hash", "--unit", NGOC_BAN)


@pytest.mark.parametrize("name", ["Ngọc Bản", "Thôn Ngoc Ban", "", "  ", "Thôn", "%", "\udcff"])
def test_a_part_of_a_name_or_another_name_is_no_unit(machines: Machines, name: str) -> None:
    assert machines.commune.refuse("state-hash", "--unit", name) == "NOT_FOUND"


def test_a_unit_named_as_the_commune_is_refused(machines: Machines) -> None:
    words = ("unit", "add", "xã  vạn hòa", "--kind", "agency")
    assert machines.commune.refuse(*words) == "UNIT_EXISTS"


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn Bình",
        "nguyen van binh",
        "NGUYỄN VĂN BÌNH",
        unicodedata.normalize("NFD", "Nguyễn Văn  Bình"),
        "038061001234",
        "061001234",
    ],
)
def test_a_person_is_named_by_a_search_text_that_means_one(peopled: Machines, text: str) -> None:
    shown = peopled.village.do("assess", "show", text, "--cycle", YEAR)
    assert shown["full_name"] == "Nguyễn Văn Bình"


def test_a_person_is_named_by_the_id(peopled: Machines) -> None:
    for person in peopled.village.do("roster", "search", "hoa")["people"]:
        shown = peopled.village.do("assess", "show", person["id"], "--cycle", YEAR)
        assert shown["person"] == person["id"]


def test_a_text_that_means_several_people_names_them_with_what_tells_them_apart(
    peopled: Machines,
) -> None:
    answer = peopled.village.run("assess", "show", "đỗ thị hòa", "--cycle", YEAR)
    assert (answer.code, answer.error) == (1, "AMBIGUOUS")
    assert "Đỗ Thị Hòa (1970)" in answer.json["error"]["message"]
    assert "Đỗ Thị Hòa (1982)" in answer.json["error"]["message"]
    people = peopled.village.do("roster", "search", "hoa")["people"]
    for person in people:
        assert person["id"] in answer.json["error"]["details"]["ids"]


@pytest.mark.parametrize("text", ["Không Ai", "", " ", "01900000-0000-7000-8000-000000000000"])
def test_a_text_that_means_nobody_is_not_found(peopled: Machines, text: str) -> None:
    assert peopled.village.refuse("assess", "show", text, "--cycle", YEAR) == "NOT_FOUND"


def test_a_year_beyond_all_numbers_is_not_open(machines: Machines) -> None:
    for year in (-1, 0, 1999, 2027, 10**30):
        assert machines.commune.refuse("score", "--cycle", year) == "CYCLE_NOT_OPEN"


# --- the outer wall ---


class PanicException(BaseException):
    """What no `except Exception` sees."""


@pytest.mark.parametrize("kind", [RuntimeError, PanicException])
def test_a_fault_is_told_without_a_traceback_and_noted_without_names(
    offices: OfficesOnDisk,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[BaseException],
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        add_person(session, "Đinh Văn Lỗi")
    machine = Machine(village.paths.root, capsys)

    def fail(*_: object) -> str:
        raise kind("Đinh Văn Lỗi")

    monkeypatch.setattr("vanhoa_desktop.cli.roster_commands.mask_citizen_number", fail)
    monkeypatch.setattr("vanhoa_desktop.cli.roster_commands.person_answer", fail)
    answer = machine.run("roster", "search", "")
    assert (answer.code, answer.error) == (1, "BUG")
    assert "Traceback" not in answer.err
    assert answer.err.count("\n") == 1
    noted = village.paths.log.read_text(encoding="utf-8")
    assert kind.__name__ in noted
    assert "roster_commands.py" in noted
    assert "Lỗi" not in noted


def test_being_stopped_is_no_fault(machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("vanhoa_desktop.cli.context.open_session", stop)
    answer = machines.commune.tell("unit", "list")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.strip() == "Đã dừng theo yêu cầu."


def test_without_arguments_the_commands_are_shown(capsys: Capture) -> None:
    assert main([]) == 2
    assert "recognise" in capsys.readouterr().err

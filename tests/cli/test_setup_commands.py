"""`vanhoa init`, `device …`, `unit …`, `cycle …`: a commune is set up and its villages join."""

from pathlib import Path
from typing import Any

import pytest

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN, add_person, give_points
from tests.builders.offices import Offices as OfficesOnDisk
from tests.builders.spreadsheets import write_xlsx
from tests.cli.conftest import HEADINGS, PEOPLE, YEAR, Machines
from tests.cli.driver import PASSPHRASE, Machine
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.installation import NewInstallation, create_installation

Capture = pytest.CaptureFixture[str]
DEVICE_KEYS = {"device_id", "fingerprint", "officer", "role", "status", "unit"}
STATUSES = {"requested", "approved", "accepted", "revoked"}


def digits(fingerprint: str) -> str:
    return fingerprint.replace(" ", "")


def is_fingerprint(text: str) -> bool:
    groups = text.split(" ")
    return len(groups) > 1 and digits(text).isdigit() and len(digits(text)) == 24


@pytest.fixture
def new_village(tmp_path: Path, capsys: Capture) -> Machine:
    return Machine(tmp_path / "new village", capsys)


def found(tmp_path: Path, capsys: Capture) -> tuple[Machine, dict[str, Any]]:
    commune = Machine(tmp_path / "new commune", capsys)
    return commune, commune.do(
        "init", "--role", "commune", "--unit", COMMUNE, "--officer", "Lê Thử"
    )


# --- init ---


def test_a_commune_has_its_unit_at_once(tmp_path: Path, capsys: Capture) -> None:
    commune, founded = found(tmp_path, capsys)
    assert set(founded) == {"device_id", "fingerprint", "unit_id"}
    assert isinstance(founded["unit_id"], str)
    assert is_fingerprint(founded["fingerprint"])
    assert commune.do("unit", "add", "Thôn Mới", "--kind", "village")["id"]


@pytest.mark.parametrize("role", ["village", "school", "station", "agency"])
def test_all_others_get_their_unit_later(new_village: Machine, role: str) -> None:
    made = new_village.do("init", "--role", role, "--unit", "Đơn vị mới")
    assert set(made) == {"device_id", "fingerprint", "unit_id"}
    assert made["unit_id"] is None
    assert len(made["device_id"]) == 64
    assert is_fingerprint(made["fingerprint"])


def test_a_second_start_in_the_same_folder_is_refused_and_changes_nothing(
    machines: Machines,
) -> None:
    before = machines.commune.do("state-hash")
    words = ("init", "--role", "commune", "--unit", "Xã Khác")
    assert machines.commune.refuse(*words) == "STORE_EXISTS"
    assert machines.commune.do("state-hash") == before


def test_a_passphrase_has_at_least_eight_characters_and_is_none_that_all_guess(
    new_village: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("init", "--role", "village", "--unit", NGOC_BAN)
    for passphrase, code in (
        ("bảy chữ", "PASSPHRASE_TOO_SHORT"),
        ("demo", "PASSPHRASE_TOO_SHORT"),
        ("12345678", "PASSPHRASE_COMMON"),
        ("Mật khẩu 1", "PASSPHRASE_COMMON"),
    ):
        monkeypatch.setenv("VANHOA_PASSPHRASE", passphrase)
        assert new_village.refuse(*words) == code
    assert not new_village.folder.exists()
    # Eight characters once they are composed; nine code points as some keyboards send them.
    monkeypatch.setenv("VANHOA_PASSPHRASE", "che\u0302 xanh")
    assert new_village.do(*words)["device_id"]
    monkeypatch.setenv("VANHOA_PASSPHRASE", "chê xanh")
    assert new_village.do("device", "list")["devices"]


def test_no_passphrase_makes_no_installation(
    new_village: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VANHOA_PASSPHRASE")
    words = ("init", "--role", "village", "--unit", NGOC_BAN)
    assert new_village.refuse(*words) == "PASSPHRASE_REQUIRED"
    assert not new_village.folder.exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_unit_without_a_usable_name_is_refused(new_village: Machine, name: str) -> None:
    assert new_village.refuse("init", "--role", "village", "--unit", name) == "VALUE_INVALID"


WRITING = (
    ("unit", "add", "Thôn Mới", "--kind", "village"),
    ("unit", "rename", NGOC_BAN, "Thôn Mới"),
    ("cycle", "open", "2027"),
    ("roster", "import", "{roster}"),
    ("person", "add", "Lê Thị Mẫu"),
    ("person", "set", "Lê Thị Mẫu", "--phone", "1"),
    ("household", "add", "H1"),
    ("clan", "add", "Dòng họ Lê"),
    ("register", "Lê Thị Mẫu", "--cycle", YEAR),
    ("assess", "import", "{roster}", "--cycle", YEAR, "--by", "village"),
    ("assess", "set", "Lê Thị Mẫu", "CS1=8", "--cycle", YEAR, "--by", "village"),
    ("submit", "--cycle", YEAR),
    ("return", "Lê Thị Mẫu", "--cycle", YEAR, "--reason", "thiếu"),
    ("appraise", "--cycle", YEAR),
    ("bundle", "export", "-o", "{folder}/len.vhb"),
    ("bundle", "merge", "{roster}"),
    ("bundle", "undo", "0"),
    ("bundle", "redo", "0"),
    ("import", "undo", "0"),
    ("import", "redo", "0"),
    ("conflicts", "resolve", "0", "--value", "1"),
    ("recognise", "--cycle", YEAR, "--draft"),
    ("device", "approve", "{roster}", "-o", "{folder}/moi.vhi", "--fingerprint", "1"),
    ("device", "revoke", "0", "--reason", "mất máy"),
)


@pytest.fixture(scope="module")
def unenrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village that nobody has approved, made once: none of these commands changes it."""
    folder = tmp_path_factory.mktemp("unenrolled")
    wish = NewInstallation(UnitKind.VILLAGE, NGOC_BAN, "Nguyễn Văn Thử")
    create_installation(InstallationPaths(folder / "store"), wish, PASSPHRASE)
    write_xlsx(folder / "people.xlsx", [HEADINGS, *PEOPLE])
    return folder


@pytest.mark.parametrize("words", WRITING, ids=lambda words: " ".join(words[:2]))
def test_a_writing_command_before_the_enrolment_says_so(
    unenrolled: Path, capsys: Capture, words: tuple[object, ...]
) -> None:
    village = Machine(unenrolled / "store", capsys)
    roster = unenrolled / "people.xlsx"
    given = [str(word).format(roster=roster, folder=unenrolled) for word in words]
    assert village.refuse(*given) == "NOT_ENROLLED"


def test_a_village_without_enrolment_writes_nothing(unenrolled: Path, capsys: Capture) -> None:
    village = Machine(unenrolled / "store", capsys)
    village.refuse("roster", "import", unenrolled / "people.xlsx")
    village.refuse("bundle", "export", "-o", unenrolled / "len.vhb")
    assert village.changes() == 0
    assert not (unenrolled / "len.vhb").exists()


# --- device ---


def test_a_village_asks_is_approved_accepts_and_can_work_at_once(
    machines: Machines, new_village: Machine, tmp_path: Path
) -> None:
    commune = machines.commune
    commune.do("unit", "add", "Thôn Thiện Na", "--kind", "village")
    made = new_village.do("init", "--role", "village", "--unit", "Thôn Thiện Na")
    asked, invite = tmp_path / "xin.vhr", tmp_path / "moi.vhi"
    requested = new_village.do("device", "request", "-o", asked)
    assert set(requested) >= DEVICE_KEYS
    assert (requested["device_id"], requested["fingerprint"]) == (
        *(made["device_id"],),
        made["fingerprint"],
    )
    assert requested["status"] == "requested"
    # Read out in sixes, typed without spaces, or with others: all the same number.
    spoken = digits(made["fingerprint"])
    typed = "  ".join(spoken[at : at + 6] for at in range(0, 24, 6))
    approved = commune.do("device", "approve", asked, "-o", invite, "--fingerprint", typed)
    assert (approved["device_id"], approved["fingerprint"]) == (
        *(made["device_id"],),
        made["fingerprint"],
    )
    assert approved["status"] == "approved"
    root = approved["commune_fingerprint"]
    assert is_fingerprint(root)
    accepted = new_village.do("device", "accept", invite, "--fingerprint", digits(root))
    assert (accepted["device_id"], accepted["status"]) == (made["device_id"], "accepted")
    assert accepted["unit_id"]
    assert accepted["fingerprint"] == made["fingerprint"]
    assert new_village.do("cycle", "list") == commune.do("cycle", "list")
    assert [unit["name"] for unit in new_village.do("unit", "list")["units"]] == [
        *(CAM_BAO, NGOC_BAN),
        "Thôn Thiện Na",
    ]
    roster = write_xlsx(tmp_path / "people.xlsx", [HEADINGS, *PEOPLE])
    assert new_village.do("roster", "import", roster)["created"] == len(PEOPLE)
    nine = [f"CS{number}=9" for number in range(1, 11)]
    whose = ("--cycle", YEAR, "--by", "village")
    assert new_village.do("assess", "set", "Trần Văn Dũng", *whose, *nine)["result"] == "passed"
    assert new_village.do("score", "--cycle", YEAR)["passed"] == 1
    assert new_village.do("bundle", "export", "-o", tmp_path / "len.vhb")["changes"] > 0
    assert commune.do("bundle", "merge", tmp_path / "len.vhb")["merged"] == 1


def test_the_commune_reads_out_what_its_start_printed(
    tmp_path: Path, capsys: Capture, new_village: Machine
) -> None:
    commune, founded = found(tmp_path, capsys)
    commune.do("unit", "add", NGOC_BAN, "--kind", "village")
    made = new_village.do("init", "--role", "village", "--unit", NGOC_BAN)
    asked, invite = tmp_path / "xin.vhr", tmp_path / "moi.vhi"
    new_village.do("device", "request", "-o", asked)
    words = ("device", "approve", asked, "--unit", NGOC_BAN, "-o", invite)
    approved = commune.do(*words, "--fingerprint", made["fingerprint"])
    assert approved["commune_fingerprint"] == founded["fingerprint"]
    accept = ("device", "accept", invite)
    assert new_village.refuse(*accept) == "FINGERPRINT_REQUIRED"
    assert new_village.refuse(*accept, "--fingerprint", made["fingerprint"]) == (
        "FINGERPRINT_MISMATCH"
    )
    assert new_village.refuse("submit", "--cycle", YEAR) == "NOT_ENROLLED"
    assert new_village.do(*accept, "--fingerprint", founded["fingerprint"])["status"] == "accepted"


def test_a_fingerprint_that_nobody_read_out_is_refused(
    machines: Machines, new_village: Machine, tmp_path: Path
) -> None:
    new_village.do("init", "--role", "village", "--unit", NGOC_BAN)
    asked, invite = tmp_path / "xin.vhr", tmp_path / "moi.vhi"
    new_village.do("device", "request", "-o", asked)
    words = ("device", "approve", asked, "--unit", NGOC_BAN, "-o", invite)
    before = machines.commune.do("device", "list")
    assert machines.commune.refuse(*words) == "FINGERPRINT_REQUIRED"
    assert machines.commune.refuse(*words, "--fingerprint", "1" * 24) == "FINGERPRINT_MISMATCH"
    assert machines.commune.refuse(*words, "--fingerprint", "") == "FINGERPRINT_MISMATCH"
    assert not invite.exists()
    assert machines.commune.do("device", "list") == before


def test_every_device_is_listed_with_its_own_fingerprint(machines: Machines) -> None:
    devices = machines.commune.do("device", "list")["devices"]
    assert len(devices) == 3
    for device in devices:
        assert set(device) >= DEVICE_KEYS
        assert device["status"] in STATUSES
        assert is_fingerprint(device["fingerprint"])
    assert len({device["fingerprint"] for device in devices}) == 3
    (own,) = [d for d in devices if d["unit"] == NGOC_BAN]
    at_home = machines.village.do("device", "show", own["device_id"])
    assert at_home["fingerprint"] == own["fingerprint"]
    assert at_home["status"] == "accepted"


def test_a_device_is_shown_with_its_public_key(machines: Machines) -> None:
    device = machines.commune.do("device", "list")["devices"][0]["device_id"]
    shown = machines.commune.do("device", "show", device, "--pem")
    assert shown["device_id"] == device
    assert shown["pem"].startswith("-----BEGIN PUBLIC KEY-----\n")
    told = machines.commune.tell("device", "show", device, "--pem")
    assert told.out.splitlines()[-1] == "-----END PUBLIC KEY-----"
    assert machines.commune.refuse("device", "show", "không") == "NOT_FOUND"


def test_a_revoked_device_is_listed_as_such_and_sends_nothing_more(
    machines: Machines, tmp_path: Path
) -> None:
    commune = machines.commune
    (device,) = [d for d in commune.do("device", "list")["devices"] if d["unit"] == NGOC_BAN]
    words = ("device", "revoke", device["device_id"])
    assert "--reason" in commune.misused(*words)
    revoked = commune.do(*words, "--reason", "mất máy")
    assert (revoked["device_id"], revoked["status"]) == (device["device_id"], "revoked")
    listed = {d["device_id"]: d for d in commune.do("device", "list")["devices"]}
    assert listed[device["device_id"]]["status"] == "revoked"
    machines.village.do("bundle", "export", "-o", tmp_path / "len.vhb")
    assert commune.refuse("bundle", "merge", tmp_path / "len.vhb") == "BUNDLE_REVOKED_SENDER"


def test_the_reading_key_is_saved_for_other_programs(machines: Machines, tmp_path: Path) -> None:
    key = tmp_path / "khoa.txt"
    saved = machines.village.do("device", "export-key", "-o", key)
    (own,) = [d for d in machines.village.do("device", "list")["devices"] if d["unit"] == NGOC_BAN]
    assert saved["device_id"] == own["device_id"]
    assert "AGE-SECRET-KEY-1" in key.read_text(encoding="utf-8")


# --- unit, cycle ---


def test_units_are_added_listed_and_renamed(machines: Machines) -> None:
    commune = machines.commune
    added = commune.do("unit", "add", "Trường  Tiểu học", "--kind", "school")
    assert (added["name"], added["kind"]) == ("Trường Tiểu học", "school")
    listed = commune.do("unit", "list")["units"]
    (named,) = added["units"]
    assert named in listed
    assert named["id"] == added["id"]
    assert {frozenset(unit) for unit in listed} == {frozenset({"id", "kind", "name"})}
    renamed = commune.do("unit", "rename", "trường tiểu học", "Trường Tiểu học Vạn Hòa")
    assert (renamed["id"], renamed["name"]) == (added["id"], "Trường Tiểu học Vạn Hòa")
    assert commune.refuse("unit", "rename", added["id"], NGOC_BAN.upper()) == "UNIT_EXISTS"
    assert commune.refuse("unit", "rename", "Trường Tiểu học", "Trường Mới") == "NOT_FOUND"
    assert commune.refuse("unit", "add", NGOC_BAN, "--kind", "village") == "UNIT_EXISTS"
    assert machines.village.refuse("unit", "add", "Thôn X", "--kind", "village") == (
        "ROLE_NOT_ALLOWED"
    )


def test_a_unit_added_by_mistake_is_removed_while_nothing_hangs_on_it(machines: Machines) -> None:
    commune = machines.commune
    before = commune.do("unit", "list")["units"]
    added = commune.do("unit", "add", "Thôn Nhầm", "--kind", "village")
    removed = commune.do("unit", "remove", "thôn nhầm")
    assert (removed["id"], removed["name"]) == (added["id"], "Thôn Nhầm")
    assert commune.do("unit", "list")["units"] == before
    assert commune.refuse("unit", "remove", "Thôn Nhầm") == "NOT_FOUND"
    # The same name again is another unit.
    again = commune.do("unit", "add", "Thôn Nhầm", "--kind", "village")
    assert again["id"] != added["id"]
    commune.do("person", "add", "Lê Văn An", "--unit", "Thôn Nhầm", "--birth", "1961")
    assert commune.refuse("unit", "remove", "Thôn Nhầm") == "UNIT_IN_USE"
    # A village with a laptop and files stays, whoever lives there.
    assert commune.refuse("unit", "remove", NGOC_BAN) == "UNIT_IN_USE"
    assert machines.village.refuse("unit", "remove", NGOC_BAN) == "ROLE_NOT_ALLOWED"
    commune.do("check")


def test_a_village_that_was_removed_leaves_the_villages_too(
    machines: Machines, tmp_path: Path
) -> None:
    commune, village = machines.commune, machines.village

    def send_down(number: int) -> None:
        down = tmp_path / f"xuong-{number}.vhb"
        commune.do("bundle", "export", "--to", NGOC_BAN, "-o", down)
        village.do("bundle", "merge", down)

    commune.do("unit", "add", "Thôn Nhầm", "--kind", "village")
    send_down(1)
    assert "Thôn Nhầm" in {unit["name"] for unit in village.do("unit", "list")["units"]}
    commune.do("unit", "remove", "Thôn Nhầm")
    send_down(2)
    assert "Thôn Nhầm" not in {unit["name"] for unit in village.do("unit", "list")["units"]}


@pytest.mark.parametrize(
    "name",
    ["", "123", "…", "xin-dang-ky Thon Dong.vhr", "danh sach.xlsx", "C:\\thon", "/media/usb/thon"],
)
def test_what_is_no_name_is_refused_as_a_units(machines: Machines, name: str) -> None:
    """A typed file name had become a village, and the report counted it."""
    commune = machines.commune
    assert commune.refuse("unit", "add", name, "--kind", "village") == "VALUE_INVALID"
    assert commune.refuse("unit", "rename", NGOC_BAN, name) == "VALUE_INVALID"


@pytest.mark.parametrize("name", ["Tổ 26/3", "Khu phố 3/2", "Dân số/KHHGĐ", "Thôn 1", "TP.HCM"])
def test_names_with_a_stroke_or_a_dot_are_names(machines: Machines, name: str) -> None:
    assert machines.commune.do("unit", "add", name, "--kind", "village")["name"] == name


def test_a_year_is_opened_with_the_sets_in_force(machines: Machines) -> None:
    commune = machines.commune
    opened = commune.do("cycle", "open", 2027, "--until", "2027-12-31")
    listed = commune.do("cycle", "list")["cycles"]
    assert [cycle["year"] for cycle in listed] == [YEAR, 2027]
    assert listed[1] in opened["cycles"]
    assert listed[1]["until"] == "2027-12-31"
    known = {item["sha256"]: item for item in commune.do("criteria", "list")["criteria"]}
    for model, used in listed[1]["criteria"].items():
        assert set(used) == {"id", "version", "sha256"}
        assert known[used["sha256"]]["model"] == model
    assert set(listed[1]["criteria"]) >= {"citizen", "family", "clan", "community", "unit"}
    assert commune.refuse("cycle", "open", 2027) == "CYCLE_EXISTS"
    assert commune.refuse("cycle", "open", 1999) == "VALUE_INVALID"
    assert machines.village.refuse("cycle", "open", 2028) == "ROLE_NOT_ALLOWED"


def test_a_published_set_that_is_newer_is_attached(machines: Machines, tmp_path: Path) -> None:
    commune = machines.commune
    file = tmp_path / "bo.toml"
    commune.do("criteria", "export", "CDHT-324-2023", "-o", file)
    text = file.read_text(encoding="utf-8")
    changed = text.replace('version = "1"', 'version = "2"').replace("2023-10-25", "2026-01-01")
    file.write_text(changed.replace('"CDHT-324-2023"', '"CDHT-THU-2026"'), encoding="utf-8")
    published = commune.do("criteria", "publish", file)
    commune.do("cycle", "open", 2027)
    (cycle,) = [c for c in commune.do("cycle", "list")["cycles"] if c["year"] == 2027]
    assert cycle["criteria"]["citizen"]["sha256"] == published["sha256"]


def test_no_date_is_refused_for_lying_after_the_clock(
    offices: OfficesOnDisk, machines: Machines, tmp_path: Path
) -> None:
    with offices.villages[0].open() as session:
        give_points(session, add_person(session, "Đỗ Thị Mẫu"), ["8"] * 10)
    far = "2098-12-31"
    machines.commune.do("cycle", "open", 2098, "--until", far)
    words = ("register", "Đỗ Thị Mẫu", "--cycle", YEAR, "--consent", "use", "--on", far)
    assert machines.village.do(*words)["registered"] == 1
    decision = ("recognise", "--cycle", YEAR, "--decision", "1/QĐ", "--date", far)
    assert machines.commune.do(*decision)["recognised"] == 0
    report = ("report", "annual", "--cycle", YEAR, "--provisional", far)
    assert machines.commune.do(*report, "-o", tmp_path / "bao-cao.pdf")["pages"] > 0


def test_a_registration_is_withdrawn_by_command(machines: Machines) -> None:
    village = machines.village
    village.do("person", "add", "Nguyễn Thị Yến", "--birth", "1999")
    village.do("register", "Yến", "--cycle", YEAR, "--consent", "use")
    answer = village.do("withdraw", "Yến", "--cycle", YEAR)
    assert answer["withdrawn"] == 1
    assert answer["ids"] == [answer["id"]]
    assert village.do("withdraw", "Yến", "--cycle", YEAR)["withdrawn"] == 0

"""An office that went back, as its officer is told of it by command line.

Whom it awaits is named before any file came in; nothing is called lost that may still come; and
what no device was ever sent is not said to be here.
"""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.builders.offices import CAM_BAO, COMMUNE, NGOC_BAN
from tests.cli.carrying import Carrier, carrier, names, phones
from tests.cli.conftest import Machines
from tests.cli.driver import Machine
from tests.cli.test_healing import HOA, MAI, NAM, add, rebuilt

YOUNGER = "Thôn Thiện Na"
# What a name was left out of: «Chờ  gửi lại», «: mất 4», «của .», two spaces, empty brackets.
NAMELESS = re.compile(r"  |^:|\(\)|«»| của[.:,]| nơi: *\.", re.MULTILINE)


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def told_status(office: Machine) -> str:
    """What `recovery status` tells people; every sentence names whom it speaks of."""
    told = office.tell("recovery", "status").out
    assert not NAMELESS.search(told), told
    return told


def asked(office: Machine, folder: Path) -> Any:
    """The files that ask everybody who is awaited."""
    saved = office.do("recovery", "ask", "-o", folder)["files"]
    assert sorted(folder.iterdir()) == sorted(Path(file["path"]) for file in saved)
    return saved


def peopled_and_burnt(post: Carrier, machines: Machines) -> tuple[Path, Any]:
    """Both villages have people, the office has a recovery file, and burns."""
    recovery = post.path("vhk")
    made = machines.commune.do("recovery", "create", "-o", recovery)
    add(machines.village, MAI)
    add(machines.other, NAM)
    post.exchange()
    shutil.rmtree(machines.commune.folder)
    return recovery, made


def test_an_office_rebuilt_without_a_backup_names_and_asks_everybody_before_any_file_came(
    post: Carrier, machines: Machines
) -> None:
    recovery, made = peopled_and_burnt(post, machines)
    post.office = office = rebuilt(post, None, made, recovery)
    status = office.do("recovery", "status")
    assert [item["unit"] for item in status["waiting"]] == [CAM_BAO, NGOC_BAN]
    assert status["from"] == {"source": "nothing", "at": None}
    told = told_status(office)
    assert f"Chờ {NGOC_BAN} gửi lại số liệu." in told
    assert "không có bản sao lưu" in told
    assert "recovery ask" in told
    assert "mất" not in told.lower()
    assert NGOC_BAN in office.tell("device", "list").out
    # The manual's step: a file for one village, by its name.
    office.do("bundle", "export", "--to", NGOC_BAN, "-o", post.path())
    folder = post.path("hoi")
    saved = asked(office, folder)
    assert [file["unit"] for file in saved] == [CAM_BAO, NGOC_BAN]
    assert all(CAM_BAO in Path(file["path"]).name for file in saved[:1])
    # Villages that answer as ever; one file came, the other is awaited still.
    post.take(machines.other, Path(saved[0]["path"]))
    post.up(machines.other)
    told = told_status(office)
    assert CAM_BAO not in told
    assert f"Chờ {NGOC_BAN} gửi lại số liệu." in told
    assert "mất" not in told.lower()
    # Before it is taken in, each file says what it is in this exchange.
    asking = Path(saved[1]["path"])
    seen = machines.village.do("bundle", "inspect", asking)
    assert (seen["asks"], seen["answers"]) == (True, False)
    assert "hỏi lại mọi số liệu" in machines.village.tell("bundle", "inspect", asking).out
    post.take(machines.village, asking)
    answer = post.saved_up(machines.village)
    seen = office.do("bundle", "inspect", answer)
    assert (seen["asks"], seen["answers"]) == (False, True)
    assert "tệp trả lời" in office.tell("bundle", "inspect", answer).out
    post.take(office, answer)
    status = office.do("recovery", "status")
    assert (status["waiting"], status["lost"]) == ([], [])
    told = told_status(office)
    assert "không mất gì" not in told
    assert "đã có lại đủ" in told
    assert "Việc xã đã ghi mà chưa gửi nơi nào" in told
    assert "không lấy lại được" in told
    assert asked(office, post.path("hoi")) == []
    post.exchange()
    assert names(office) == sorted([MAI, NAM])
    post.agree()


def test_units_that_the_recovery_file_does_not_name_are_named_by_their_officers(
    post: Carrier, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an older program saved it, or of before the unit was there."""
    monkeypatch.setattr(
        "vanhoa_desktop.services.safekeeping.recovery.unit_names", lambda _reading: {}
    )
    recovery, made = peopled_and_burnt(post, machines)
    post.office = office = rebuilt(post, None, made, recovery)
    told = told_status(office)
    laptops = [d for d in office.do("device", "list")["devices"] if d["role"] == "village"]
    assert {d["unit"] for d in laptops} == {""}
    assert len(laptops) == len(post.units)
    for laptop in laptops:
        whose = f"máy của {laptop['officer']} (mã …{laptop['fingerprint'][-6:]})"
        assert f"Chờ {whose} gửi lại số liệu." in told
        assert whose in office.tell("device", "list").out
    assert "rồi mới làm việc này" in office.run("device", "rotate").json["error"]["message"]
    assert not NAMELESS.search(office.tell("device", "rotate").err)
    assert office.refuse("bundle", "export", "--to", NGOC_BAN, "-o", post.path()) == "NOT_FOUND"
    saved = asked(office, post.path("hoi"))
    assert len(saved) == len({file["path"] for file in saved}) == len(post.units)
    ids = {unit["name"]: unit["id"] for unit in machines.village.do("unit", "list")["units"]}
    for unit, (machine,) in post.units.items():
        (file,) = (file for file in saved if file["unit_id"] == ids[unit])
        post.take(machine, Path(file["path"]))
    post.exchange()
    post.exchange()
    assert names(office) == sorted([MAI, NAM])
    post.agree()


def test_a_village_that_is_younger_than_the_recovery_file_is_heard_of_from_the_others(
    post: Carrier, machines: Machines
) -> None:
    recovery = post.path("vhk")
    made = machines.commune.do("recovery", "create", "-o", recovery)
    machines.commune.do("unit", "add", YOUNGER, "--kind", "village")
    young = post.enrolled(YOUNGER)
    add(young, MAI)
    post.exchange()
    shutil.rmtree(machines.commune.folder)
    post.office = office = rebuilt(post, None, made, recovery)
    assert YOUNGER not in told_status(office)
    for file in asked(office, post.path("hoi")):
        (laptop,) = post.units[file["unit"]]
        post.take(laptop, Path(file["path"]))
        post.up(laptop)
    assert f"Chờ {YOUNGER} gửi lại số liệu." in told_status(office)
    (file,) = asked(office, post.path("hoi"))
    post.take(young, Path(file["path"]))
    post.up(young)
    post.exchange()
    assert names(office) == [MAI]
    post.agree()


def test_what_the_office_never_sent_is_not_said_to_be_here_again(
    post: Carrier, machines: Machines
) -> None:
    recovery = post.path("vhk")
    made = machines.commune.do("recovery", "create", "-o", recovery)
    mai = add(machines.village, MAI)
    post.exchange()
    backup = machines.commune.do("backup", "create", "-o", post.path("vhs"))["path"]
    machines.commune.do("person", "set", mai, "--phone", "0911000111")
    shutil.rmtree(machines.commune.folder)
    post.office = office = rebuilt(post, backup, made, recovery)
    assert office.do("recovery", "status")["from"]["source"] == "backup"
    assert re.search(r"bản sao lưu lúc \d\d:\d\d ngày \d\d/\d\d/\d{4}", told_status(office))
    for _ in range(2):
        for unit in post.units:
            post.down(unit)
        for laptop in (machines.village, machines.other):
            post.up(laptop)
    assert phones(office, mai) == []
    told = told_status(office)
    assert "không mất gì" not in told
    assert re.search(r"ghi sau bản sao lưu lúc \d\d:\d\d ngày \d\d/\d\d/\d{4} mà chưa gửi", told)


def test_an_office_that_never_went_back_says_so(machines: Machines) -> None:
    told = told_status(machines.commune)
    assert told == "Máy này chưa phải khôi phục lần nào.\n"
    assert machines.commune.do("recovery", "status")["from"] is None
    assert machines.village.refuse("recovery", "ask", "-o", machines.village.folder / "x") == (
        "ROLE_NOT_ALLOWED"
    )


def test_taking_in_a_file_tells_that_the_folder_is_older_than_what_was_sent(
    post: Carrier, machines: Machines
) -> None:
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    older = post.path("cu")
    shutil.copytree(commune.folder, older)
    # Another file for the computer: it writes on a chain of which the older folder never heard.
    shutil.rmtree(commune.folder)
    shutil.copytree(older, commune.folder)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.exchange()
    add(village, HOA)
    up = post.saved_up(village)
    shutil.rmtree(commune.folder)
    shutil.copytree(older, commune.folder)
    answer = commune.tell("bundle", "merge", up)
    assert answer.code == 0
    assert "cũ hơn những gì xã đã gửi đi" in answer.out
    assert "số giấy phải xác nhận lại" in answer.out
    assert "recovery ask" in answer.out
    told = told_status(commune)
    assert f"thay đổi của {COMMUNE} chưa có lại" in told
    assert f"Chờ {NGOC_BAN} gửi lại số liệu." in told
    for file in asked(commune, post.path("hoi")):
        laptop = village if file["unit"] == NGOC_BAN else machines.other
        post.take(laptop, Path(file["path"]))
        post.up(laptop)
    assert phones(commune, mai) == ["0911000111"]
    told = told_status(commune)
    assert "Mất" not in told
    assert "bản chép cũ đó mà chưa gửi nơi nào" in told
    done = commune.do("bundle", "merge", post.saved_up(village))
    assert done["fell_back"] is None


def test_a_file_that_must_wait_tells_it_too(post: Carrier, machines: Machines) -> None:
    """The village corrected what the office had corrected after the older copy was made."""
    commune, village = machines.commune, machines.village
    mai = add(village, MAI)
    post.exchange()
    older = post.path("cu")
    shutil.copytree(commune.folder, older)
    commune.do("person", "set", mai, "--phone", "0911000111")
    post.exchange()
    village.do("person", "set", mai, "--phone", "0911000222")
    up = post.saved_up(village)
    shutil.rmtree(commune.folder)
    shutil.copytree(older, commune.folder)
    answer = commune.run("bundle", "merge", up)
    assert (answer.error, answer.json["fell_back"]) == ("BUNDLE_GAP", "older-folder")

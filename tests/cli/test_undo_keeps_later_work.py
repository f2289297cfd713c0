"""An undo takes back what the act wrote; what came later is kept, or named and refused."""

from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, NGOC_BAN, YEAR
from tests.builders.spreadsheets import write_xlsx
from tests.cli.carrying import Carrier, carrier
from tests.cli.conftest import HEADINGS, PEOPLE, Machines
from tests.cli.driver import Machine

BINH, CUC, YEN = "Nguyễn Văn Bình", "Lê Thị Cúc", "Nguyễn Thị Yến"
OF_YEAR = ("--cycle", YEAR)
BY_VILLAGE, BY_SELF = (*OF_YEAR, "--by", "village"), (*OF_YEAR, "--by", "self")


@pytest.fixture
def post(machines: Machines, tmp_path: Path) -> Carrier:
    """The commune with two villages, and who carries files between them."""
    return carrier(machines, tmp_path)


def people_table(folder: Path, name: str = "people.xlsx") -> Path:
    rows = [(*row, "H01") for row in PEOPLE[:3]]
    return write_xlsx(folder / name, [(*HEADINGS, "Mã hộ"), *rows])


def points_table(folder: Path, name: str, *rows: tuple[str, str, str]) -> Path:
    """CS1, CS2 and CS3 of each person: the same points three times."""
    head = ("STT", "Họ và tên", "Ngày sinh", "CS1", "CS2", "CS3")
    said = [(number, *row[:2], *[row[2]] * 3) for number, row in enumerate(rows, 1)]
    return write_xlsx(folder / name, [head, *said])


def points_of(machine: Machine, name: str) -> dict[str, dict[str, object]]:
    """Who gave which points, as far as there are any."""
    told = machine.do("assess", "show", name, *OF_YEAR)["points"]
    given = {who: {c: p for c, p in said.items() if p is not None} for who, said in told.items()}
    return {who: said for who, said in given.items() if said}


def imported(machine: Machine, *words: object) -> str:
    number = machine.do(*words)["import_id"]
    assert isinstance(number, str)
    return number


@pytest.fixture
def village(machines: Machines, tmp_path: Path) -> Machine:
    """The first village with three people of one household."""
    machines.village.do("roster", "import", people_table(tmp_path))
    return machines.village


def of_people(machine: Machine) -> str:
    """The import of the list of people, by its id."""
    acts = machine.do("import", "list")["imports"]
    (found,) = [act["id"] for act in acts if act["label"] == "people.xlsx"]
    return str(found)


# --- points ---


def test_points_typed_on_an_imported_sheet_stay_when_the_import_goes(
    village: Machine, tmp_path: Path
) -> None:
    table = points_table(tmp_path, "diem.xlsx", (BINH, "1961", "8"), (CUC, "1965", "7"))
    number = imported(village, "assess", "import", table, *BY_VILLAGE)
    village.do("assess", "set", BINH, "CS1=10", "CS4=9", *BY_VILLAGE)
    village.do("assess", "set", BINH, "CS4=6", *BY_SELF)
    undone = village.do("import", "undo", number)
    assert undone["kept"] == [BINH]
    by_hand = {"village": {"CS1": "10", "CS4": "9"}, "self": {"CS4": "6"}}
    assert points_of(village, BINH) == by_hand
    assert points_of(village, CUC) == {}
    assert village.do("register", BINH, *OF_YEAR)["registered"] == 0
    assert village.do("withdraw", CUC, *OF_YEAR)["withdrawn"] == 0
    village.do("import", "redo", number)
    assert points_of(village, BINH) == {
        "village": {"CS1": "10", "CS2": "8", "CS3": "8", "CS4": "9"},
        "self": {"CS4": "6"},
    }
    assert points_of(village, CUC) == {"village": dict.fromkeys(("CS1", "CS2", "CS3"), "7")}
    assert village.do("conflicts", "list")["conflicts"] == []
    # Once more, to the same end; and nothing comes out of nowhere with another file.
    village.do("import", "undo", number)
    assert points_of(village, BINH) == by_hand
    other = points_table(tmp_path, "khac.xlsx", (BINH, "1961", "5"))
    village.do("assess", "import", other, *BY_VILLAGE)
    assert points_of(village, BINH) == {
        "village": {"CS1": "5", "CS2": "5", "CS3": "5", "CS4": "9"},
        "self": {"CS4": "6"},
    }
    assert village.do("check")["ok"] is True


def test_the_other_assessors_import_and_consents_stay_when_one_import_goes(
    village: Machine, tmp_path: Path
) -> None:
    own = imported(
        village,
        "assess",
        "import",
        points_table(tmp_path, "tu.xlsx", (BINH, "1961", "5")),
        *BY_SELF,
    )
    theirs = points_table(tmp_path, "thon.xlsx", (BINH, "1961", "8"), (CUC, "1965", "8"))
    of_village = imported(village, "assess", "import", theirs, *BY_VILLAGE)
    village.do("register", CUC, *OF_YEAR, "--consent", "use")
    village.do("import", "undo", own)
    assert points_of(village, BINH) == {"village": dict.fromkeys(("CS1", "CS2", "CS3"), "8")}
    undone = village.do("import", "undo", of_village)
    assert undone["kept"] == [CUC]
    assert points_of(village, BINH) == points_of(village, CUC) == {}
    # The consent is there still: who is registered again has nothing more to sign.
    assert village.do("register", CUC, *OF_YEAR, "--consent", "use")["registered"] == 0
    assert village.do("check")["ok"] is True


def test_a_skill_confirmed_by_hand_stays_when_the_import_goes(
    village: Machine, tmp_path: Path
) -> None:
    head = ("STT", "Họ và tên", "Ngày sinh", "Kỹ năng số", "Thành thạo")
    table = write_xlsx(tmp_path / "so.xlsx", [head, (1, BINH, "1961", "Có", "")])
    number = imported(village, "digital", "import", table, *OF_YEAR, "--basis", "course")
    village.do("digital", "set", BINH, *OF_YEAR, "--fluency", "yes", "--basis", "observation")
    village.do("import", "undo", number)
    left = village.do("digital", "show", BINH, *OF_YEAR)
    assert left["skills"] is None
    assert left["fluency"]["value"] is True


def test_what_stays_at_the_village_stays_at_the_commune(
    post: Carrier, machines: Machines, village: Machine, tmp_path: Path
) -> None:
    table = points_table(tmp_path, "diem.xlsx", (BINH, "1961", "8"))
    number = imported(village, "assess", "import", table, *BY_VILLAGE)
    village.do("assess", "set", BINH, "CS4=9", *BY_VILLAGE)
    post.exchange()
    for answer, points in (
        ("undo", {"CS4": "9"}),
        ("redo", {"CS1": "8", "CS2": "8", "CS3": "8", "CS4": "9"}),
        ("undo", {"CS4": "9"}),
    ):
        village.do("import", answer, number)
        post.exchange()
        assert points_of(machines.commune, BINH) == points_of(village, BINH) == {"village": points}
        assert machines.commune.do("conflicts", "list")["conflicts"] == []
        assert machines.commune.do("check")["ok"] is True


def test_a_sheet_of_somebody_who_withdrew_is_named_with_what_to_do(
    village: Machine, tmp_path: Path
) -> None:
    table = points_table(tmp_path, "diem.xlsx", (BINH, "1961", "8"))
    number = imported(village, "assess", "import", table, *BY_VILLAGE)
    village.do("withdraw", BINH, *OF_YEAR)
    assert village.refuse("import", "undo", number) == "UNDO_WITHDRAWN"
    told = village.tell("import", "undo", number).err
    assert BINH in told
    assert "đăng ký lại" in told
    # What is said helps.
    village.do("register", BINH, *OF_YEAR)
    village.do("import", "undo", number)
    assert points_of(village, BINH) == {}
    assert village.do("withdraw", BINH, *OF_YEAR)["withdrawn"] == 1
    assert village.do("check")["ok"] is True


def test_points_come_back_to_nobody_who_is_in_no_list(village: Machine, tmp_path: Path) -> None:
    """The list was undone too, and came anew with new records: a sheet of nobody was sent."""
    table = points_table(tmp_path, "diem.xlsx", (BINH, "1961", "8"))
    points = imported(village, "assess", "import", table, *BY_VILLAGE)
    people = of_people(village)
    village.do("import", "undo", points)
    village.do("import", "undo", people)
    before = village.do("state-hash")["sha256"]
    assert village.refuse("import", "redo", points) == "UNDO_NOBODY"
    assert f"{BINH}: phiếu đăng ký, phiếu đánh giá" in village.tell("import", "redo", points).err
    village.do("roster", "import", tmp_path / "people.xlsx")
    assert village.refuse("import", "redo", points) == "UNDO_NOBODY"
    again = village.do("import", "list")["imports"][0]["id"]
    village.do("import", "undo", again)
    assert village.do("state-hash")["sha256"] == before
    village.do("import", "redo", people)
    village.do("import", "redo", points)
    assert points_of(village, BINH) == {"village": dict.fromkeys(("CS1", "CS2", "CS3"), "8")}


# --- people ---


@pytest.mark.parametrize(
    ("words", "told", "undoing"),
    [
        (
            ("person", "set", CUC, "--presence", "deceased", "--on", "2026-01-05"),
            f"{CUC}: biến động (Nguyễn Văn Thử ghi)",
            ("person", "set", CUC, "--presence", "present"),
        ),
        (
            ("person", "set", CUC, "--phone", "0988888888"),
            f"{CUC}: điện thoại (Nguyễn Văn Thử ghi)",
            ("person", "set", CUC, "--phone", ""),
        ),
        (
            ("person", "set", CUC, "--birth", "06/03/1965"),
            f"{CUC}: ngày sinh (Nguyễn Văn Thử ghi)",
            ("person", "set", CUC, "--birth", "05/03/1965"),
        ),
        (
            ("person", "assess-at", CUC, *OF_YEAR, "--unit", CAM_BAO),
            f"{CUC}: nơi đánh giá năm 2026",
            ("person", "assess-at", CUC, *OF_YEAR, "--home"),
        ),
        (
            ("household", "set", "H01", "--head", BINH),
            "Hộ H01: chủ hộ (Nguyễn Văn Thử ghi)",
            ("household", "set", "H01", "--head", ""),
        ),
    ],
    ids=["died", "phone", "birth", "assessed elsewhere", "head"],
)
def test_a_list_is_not_undone_under_what_was_written_by_hand_since(
    village: Machine, words: tuple[object, ...], told: str, undoing: tuple[object, ...]
) -> None:
    number = of_people(village)
    village.do(*words)
    before = village.do("state-hash")["sha256"]
    assert village.refuse("import", "undo", number) == "UNDO_LOSES"
    said = village.tell("import", "undo", number).err
    assert told in said, said
    assert village.do("state-hash")["sha256"] == before
    # What the sentence says is a way.
    village.do(*undoing)
    village.do("import", "undo", number)
    assert village.do("roster", "search", "")["people"] == []


def test_a_list_is_not_undone_under_a_later_list_that_is_named(
    village: Machine, tmp_path: Path
) -> None:
    head = ("STT", "Họ và tên", "Ngày sinh", "Nghề nghiệp")
    later = write_xlsx(tmp_path / "nghe.xlsx", [head, (1, BINH, "1961", "Thợ mộc")])
    second = imported(village, "roster", "import", later)
    number = of_people(village)
    assert village.refuse("import", "undo", number) == "UNDO_LOSES"
    assert (
        f"{BINH}: nghề nghiệp (lần nhập «nghe.xlsx»)" in village.tell("import", "undo", number).err
    )
    village.do("import", "undo", second)
    village.do("import", "undo", number)
    assert village.do("roster", "search", "")["people"] == []


def test_a_consent_written_since_holds_the_registering(village: Machine) -> None:
    village.do("register", BINH, *OF_YEAR)
    first = village.do("registration", "list")["registrations"][0]["id"]
    village.do("register", BINH, *OF_YEAR, "--consent", "use")
    second = village.do("registration", "list")["registrations"][0]["id"]
    assert village.refuse("registration", "undo", first) == "UNDO_LOSES"
    assert f"{BINH}: đồng ý cho đánh giá" in village.tell("registration", "undo", first).err
    village.do("registration", "undo", second)
    village.do("registration", "undo", first)
    assert village.do("withdraw", BINH, *OF_YEAR)["withdrawn"] == 0


# --- two offices ---


def test_whom_the_commune_moved_is_left_where_he_is(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    """The rest of the list is taken back, and the village is told of the one who is not."""
    number = of_people(village)
    post.exchange()
    machines.commune.do("person", "move", BINH, "--to", CAM_BAO)
    post.exchange()
    undone = village.do("import", "undo", number)
    assert undone["elsewhere"] == [BINH]
    assert village.do("roster", "search", "")["people"] == []
    post.exchange()
    listed = machines.commune.do("roster", "search", "")["people"]
    assert [person["full_name"] for person in listed] == [BINH]
    village.do("import", "redo", number)
    post.exchange()
    assert len(machines.commune.do("roster", "search", "")["people"]) == 3
    assert machines.commune.do("conflicts", "list")["conflicts"] == []


def test_what_the_commune_wrote_holds_the_villages_undo(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    number = of_people(village)
    post.exchange()
    machines.commune.do("person", "set", CUC, "--presence", "deceased", "--on", "2026-01-05")
    post.exchange()
    assert village.refuse("import", "undo", number) == "UNDO_LOSES"
    assert f"{CUC}: biến động (xã ghi)" in village.tell("import", "undo", number).err


def test_a_file_of_a_village_is_not_undone_under_what_the_commune_wrote(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    commune = machines.commune
    file = post.saved_up(village)
    number = commune.do("bundle", "inspect", file)["bundle_id"]
    post.take(commune, file)
    commune.do("person", "set", CUC, "--phone", "0988888888")
    assert commune.refuse("bundle", "undo", number) == "UNDO_LOSES"
    assert f"{CUC}: điện thoại" in commune.tell("bundle", "undo", number).err
    commune.do("person", "set", CUC, "--phone", "")
    commune.do("bundle", "undo", number)
    assert commune.do("roster", "search", "")["people"] == []


def test_the_commune_is_told_what_a_village_took_back_that_knew_nothing_of_its_word(
    post: Carrier, machines: Machines, village: Machine, tmp_path: Path
) -> None:
    """The dead were alive again, with a new record, and somebody lived in no household."""
    commune = machines.commune
    post.exchange()
    commune.do("person", "set", CUC, "--presence", "deceased", "--on", "2026-01-05")
    commune.do("person", "add", "Ngô Văn Mới", "--unit", NGOC_BAN, "--household", "H01")
    village.do("import", "undo", of_people(village))
    village.do("roster", "import", people_table(tmp_path, "lai.xlsx"))
    file = post.saved_up(village)
    said = f"({CUC}: biến động)"
    assert said in commune.tell("bundle", "inspect", file).out
    merged = post.take(commune, file)
    assert merged["overruled"] == [f"{CUC}: biến động"]
    assert len(commune.do("roster", "search", CUC)["people"]) == 1
    # Without a new household of that code it would be told who lived in the old one.
    last = village.do("import", "list")["imports"][0]["id"]
    village.do("import", "undo", last)
    merged = post.take(commune, post.saved_up(village))
    assert merged["overruled"] == ["Hộ H01: hộ của Ngô Văn Mới"]


# --- who moved away ---


def test_an_older_list_asks_of_whom_the_commune_moved_away(
    post: Carrier, machines: Machines, village: Machine, tmp_path: Path
) -> None:
    """He was made a second time, by the old village, without a question or a line."""
    table = people_table(tmp_path)
    post.exchange()
    machines.commune.do("person", "move", CUC, "--to", CAM_BAO)
    post.exchange()
    report = village.do("roster", "import", table)
    assert (report["created"], report["unchanged"], len(report["asked"])) == (0, 2, 1)
    (asked,) = report["asked"]
    assert f"{CUC}, sinh 05/03/1965, đã được xã chuyển sang {CAM_BAO} ngày" in asked["message"]
    assert asked["candidates"] == []
    left = village.do("roster", "import", table, "--decide", "3=skip")
    assert (left["created"], left["left_out"], left["asked"]) == (0, 1, [])
    # Somebody else of this name is no question's business.
    other = write_xlsx(tmp_path / "khac.xlsx", [HEADINGS, (1, CUC, "1971", "Nữ", "")])
    assert village.do("roster", "import", other)["created"] == 1
    new = village.do("roster", "import", table, "--decide", "3=new")
    assert new["created"] == 1


def test_somebody_typed_in_who_was_moved_away_is_told_of(
    post: Carrier, machines: Machines, village: Machine
) -> None:
    post.exchange()
    moved = machines.commune.do("person", "move", CUC, "--to", CAM_BAO)["id"]
    post.exchange()
    added = village.do("person", "add", CUC, "--birth", "1965")
    assert added["warnings"] == [{"code": "MOVED_AWAY", "people": [moved]}]
    assert CAM_BAO in village.tell("person", "add", CUC, "--birth", "1965").out


def test_a_file_is_not_brought_in_again_beside_the_list_that_came_anew(
    post: Carrier, village: Machine, tmp_path: Path
) -> None:
    """The commune undid it, the village sent its list again: a redo held everybody twice."""
    commune = post.office
    post.up(village)
    (first,) = [act["id"] for act in commune.do("bundle", "list")["bundles"]]
    commune.do("bundle", "undo", first)
    post.down(NGOC_BAN)
    village.do("roster", "import", people_table(tmp_path, "again.xlsx"))
    post.up(village)
    held = commune.do("roster", "search", "")["people"]
    assert len(held) == 3
    refused = commune.run("bundle", "redo", first)
    assert refused.error == "REDO_DOUBLES"
    assert BINH in refused.json["error"]["message"]
    assert len(commune.do("roster", "search", "")["people"]) == 3


@pytest.mark.parametrize("presence", ["deceased", "departed"])
def test_points_and_skills_of_somebody_held_as_gone_are_asked(
    village: Machine, tmp_path: Path, presence: str
) -> None:
    """An old list as the sheet of points: the dead were scored, sent and recognised."""
    village.do("person", "set", BINH, "--presence", presence, "--on", "2025-03-01")
    table = points_table(tmp_path, "p.xlsx", (BINH, "", "9"), (CUC, "", "8"))
    done = village.do("assess", "import", table, *BY_VILLAGE)
    assert [row["text"] for row in done["asked"]] == [f"{BINH}, chưa rõ ngày sinh"]
    assert "Danh sách đã ghi" in done["asked"][0]["message"]
    assert points_of(village, CUC)["village"]["CS1"] == "8"
    assert points_of(village, BINH) == {}
    skills = write_xlsx(
        tmp_path / "s.xlsx", [("STT", "Họ và tên", "Kỹ năng số"), (1, BINH, "x"), (2, CUC, "x")]
    )
    done = village.do("digital", "import", skills, *OF_YEAR)
    assert [row["text"] for row in done["asked"]] == [f"{BINH}, chưa rõ ngày sinh"]

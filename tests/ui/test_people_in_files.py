"""A file says by name who leaves the list by it and who is called otherwise, before and after."""

from collections.abc import Callable
from pathlib import Path

from tests.builders.disputes import write
from tests.builders.exchanging import look_at
from tests.builders.offices import Office, Offices, add_person
from tests.builders.ui import Driver
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.post.preview import PreviewService
from vanhoa_desktop.ui.ask import DialogAsk
from vanhoa_desktop.ui.exchange.commune_exchange_screen import CommuneExchangeScreen

CHANGED = (
    "Ra khỏi danh sách 1 người: Lê Văn Đi.\nĐổi họ tên 1 người: «Phạm Thị Dung» → «Phạm Thị Dừng»."
)


def changed_file(offices: Offices, folder: Path) -> Path:
    village = offices.villages[0]
    with village.open() as session:
        leaving, renamed = add_person(session, "Lê Văn Đi"), add_person(session, "Phạm Thị Dung")
    offices.commune.merge(village.export(folder / "1.vhb"))
    with village.open() as session:
        write(session, "person", leaving.id, control(leaving.home_unit, deleted=True))
        write(session, "person", renamed.id, {"full_name": "Phạm Thị Dừng"})
    return village.export(folder / "2.vhb")


def test_who_leaves_and_who_is_renamed_is_named_and_no_good_news(
    offices: Offices, opened: Callable[[Office], Driver], tmp_path: Path
) -> None:
    file = changed_file(offices, tmp_path)
    commune = opened(offices.commune)
    screen = commune.go("commune-exchange", CommuneExchangeScreen)
    look_at(commune, screen, file)
    panel = screen.receive_panel
    assert panel.story_label.text() == f"Nếu nhận: 2 hồ sơ sửa (2 người).\n{CHANGED}"
    assert panel.story_label.property("role") == "warn"
    commune.click(panel.take_button)
    assert panel.story_label.text().endswith(CHANGED)
    assert panel.story_label.property("role") == "warn"
    assert panel.notice.property("role") == "warn"


def test_the_preview_of_the_command_line_knows_them_too(offices: Offices, tmp_path: Path) -> None:
    file = changed_file(offices, tmp_path)
    with offices.commune.open(writing=False) as session:
        effect = PreviewService(session).inspect(file).effect
    assert effect.gone == ("Lê Văn Đi",)
    assert effect.renamed == (("Phạm Thị Dung", "Phạm Thị Dừng"),)


def test_file_dialogs_begin_where_people_keep_their_files() -> None:
    folder = Path(DialogAsk().folder)
    assert folder.is_dir()
    assert folder != Path.cwd()

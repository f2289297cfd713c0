"""Figures that do not agree are settled by a click or by typing; the next one stands ready."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.devices import device_of
from tests.builders.disputes import (
    dispute,
    late_edit,
    of_stopped_laptop,
    points,
    tell_village,
    write,
)
from tests.builders.offices import COMMUNE, NGOC_BAN, Office, Offices, add_person, enrol
from tests.builders.ui import Driver
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.ui.conflicts.conflicts_screen import ConflictsScreen

Open = Callable[[Office], Driver]
FIGURE = "Điểm chỉ số 6 (thôn chấm)"


def conflicts(driver: Driver) -> ConflictsScreen:
    return driver.go("conflicts", ConflictsScreen)


def choose(screen: ConflictsScreen, label: str) -> None:
    labels = [conflict.field_label for conflict in screen.model.rows]
    screen.table.choose_row(labels.index(label))


def test_both_values_stand_side_by_side_with_author_and_time(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    driver = opened(offices.commune)
    screen = conflicts(driver)
    assert screen.count_label.text() == "2 chỗ"
    assert screen.table.hasFocus()
    choose(screen, FIGURE)
    detail = screen.detail
    assert detail.heading_label.text() == f"Lê Thị Khác – {NGOC_BAN}"
    assert detail.field_label.text() == FIGURE
    names = {button.accessibleName() for button in detail.choose_buttons}
    assert names == {
        f"Lấy giá trị 6 của {COMMUNE} – Lê Thị Thử",
        f"Lấy giá trị 7,5 của {NGOC_BAN} – Nguyễn Văn Thử",
    }


def test_a_click_settles_and_the_list_has_the_keyboard_with_the_next_one_ready(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    driver = opened(offices.commune)
    screen = conflicts(driver)
    choose(screen, FIGURE)
    driver.press(Qt.Key.Key_Return, screen.table)
    assert screen.detail.field_label.hasFocus()
    driver.press(Qt.Key.Key_Tab)
    assert driver.focused in screen.detail.choose_buttons
    keep = next(b for b in screen.detail.choose_buttons if "7,5" in b.accessibleName())
    driver.click(keep)
    assert screen.notice.text() == f"Đã ghi {FIGURE} của Lê Thị Khác: 7,5. Còn 1 chỗ."
    assert screen.detail.field_label.text() == "Nghề nghiệp"
    assert screen.table.hasFocus()
    # Enter pressed again and again goes to the heading of the next one and settles nothing.
    for _ in range(4):
        driver.press(Qt.Key.Key_Return)
    assert screen.count_label.text() == "1 chỗ"
    assert screen.detail.field_label.hasFocus()
    driver.press(Qt.Key.Key_Tab)
    driver.press(Qt.Key.Key_Return)
    assert screen.panel.state == "empty"
    assert "Mọi chỗ chưa khớp đã giải quyết xong." in screen.notice.text()


def test_typing_the_right_value_settles_it_and_a_wrong_one_says_why(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    driver = opened(offices.commune)
    screen = conflicts(driver)
    choose(screen, FIGURE)
    driver.click(screen.detail.type_button)
    assert screen.detail.value_field.hasFocus()
    driver.write(screen.detail.value_field, "11")
    driver.press(Qt.Key.Key_Return, screen.detail.value_field)
    assert "không nhận điểm 11" in screen.notice.text()
    assert screen.count_label.text() == "2 chỗ"
    screen.detail.value_field.clear()
    driver.write(screen.detail.value_field, "7")
    driver.click(screen.detail.type_button)
    assert f"Đã ghi {FIGURE} của Lê Thị Khác: 7." in screen.notice.text()
    assert screen.count_label.text() == "1 chỗ"


def test_what_is_typed_for_one_figure_stays_with_it_and_never_settles_another(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    driver = opened(offices.commune)
    screen = conflicts(driver)
    choose(screen, FIGURE)
    driver.write(screen.detail.value_field, "7")
    session = driver.window.workspace.session
    # Something else is written meanwhile: the list is read anew under the officer's hands.
    add_person(session, "Trần Văn Khác")
    driver.rest()
    assert screen.detail.value_field.text() == "7"
    assert screen.detail.value_field.hasFocus()
    seen = next(c for c in ConflictService(session).listed().shown if c.field_label == FIGURE)
    SettlingService(session).type(seen.id, "6,5")
    driver.rest()
    assert screen.detail.field_label.text() == "Nghề nghiệp"
    assert screen.table.hasFocus()
    QTest.keyClicks(driver.focused, "5")
    assert screen.detail.value_field.text() == ""
    assert screen.count_label.text() == "1 chỗ"


def test_a_late_edit_is_told_as_such_and_can_be_taken_in(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    late_edit(offices, tmp_path)
    driver = opened(offices.commune)
    screen = conflicts(driver)
    assert str(screen.model.index(0, 2).data()) == "Sửa muộn"
    assert "đến sau khi xã đã chốt" in screen.detail.explanation_label.text()
    take = next(b for b in screen.detail.choose_buttons if "giá trị 9" in b.accessibleName())
    driver.click(take)
    assert screen.panel.state == "empty"


def test_a_village_is_told_that_the_commune_decides(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    tell_village(offices, tmp_path)
    driver = opened(offices.villages[0])
    screen = conflicts(driver)
    choose(screen, FIGURE)
    assert screen.detail.explanation_label.text().startswith("Chỗ này do xã quyết định.")
    assert not any(button.isEnabled() for button in screen.detail.choose_buttons)
    assert not screen.detail.typing_frame.isVisible()


@pytest.mark.parametrize("is_settled", [True, False], ids=["settled", "changed"])
def test_what_was_settled_meanwhile_is_read_anew_with_a_sentence(
    offices: Offices, opened: Open, tmp_path: Path, *, is_settled: bool
) -> None:
    made = dispute(offices, tmp_path)
    driver = opened(offices.commune)
    screen = conflicts(driver)
    choose(screen, FIGURE)
    session = driver.window.workspace.session
    session.listeners.clear()
    if is_settled:
        seen = next(c for c in ConflictService(session).listed().shown if c.field_label == FIGURE)
        SettlingService(session).type(seen.id, "7")
    else:
        write(session, "assessment", made.sheet, {"village.CS6": points("5")})
    driver.rest()
    driver.click(screen.detail.choose_buttons[0])
    assert "đã được giải quyết hoặc đã thay đổi" in screen.notice.text()
    left = {conflict.field_label for conflict in screen.model.rows}
    assert left == {"Nghề nghiệp"} if is_settled else {FIGURE, "Nghề nghiệp"}


def test_where_everything_agrees_there_is_nothing_to_do(village: Driver) -> None:
    screen = conflicts(village)
    assert screen.panel.state == "empty"
    assert screen.panel.notice_label.text() == "Mọi số liệu đều khớp."


def test_a_whole_sheet_is_settled_at_once_after_a_question(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    made = dispute(offices, tmp_path)
    for office, given in ((offices.commune, "6"), (offices.villages[0], "7")):
        with office.open() as session:
            write(session, "assessment", made.sheet, {"village.CS7": points(given)})
    offices.commune.merge(offices.villages[0].export(tmp_path / "more.vhb"))
    driver = opened(offices.commune)
    screen = conflicts(driver)
    choose(screen, FIGURE)
    texts = [button.text() for button in screen.detail.side_buttons]
    # Indicators 6 and 7: the commune says 6 and 6, the village 7,5 and 7; the other eight are 8:
    # 64 + 12 = 76, 64 + 14,5 = 78,5, and 80 are needed. Tables show the commune's meanwhile.
    assert set(texts) == {
        f"Lấy 2 giá trị của {COMMUNE} – Lê Thị Thử (phiếu thành 76 điểm – Chưa đạt)",
        f"Lấy 2 giá trị của {NGOC_BAN} – Nguyễn Văn Thử (phiếu thành 78,5 điểm – Chưa đạt)",
        "Giữ tất cả như đang dùng (phiếu thành 76 điểm – Chưa đạt)",
    }
    theirs = next(b for b in screen.detail.side_buttons if "78,5" in b.text())
    theirs.setFocus()
    driver.press(Qt.Key.Key_Space, theirs)
    assert "Lấy cả 2 chỗ của Lê Thị Khác" in driver.ask.asked[-1]
    assert driver.ask.asked[-1].endswith("(phiếu thành 78,5 điểm – Chưa đạt)?")
    assert screen.notice.text() == "Đã chọn cả 2 chỗ của Lê Thị Khác. Còn 1 chỗ."
    assert [row.field_label for row in screen.model.rows] == ["Nghề nghiệp"]
    assert not screen.detail.side_buttons


def test_a_value_is_taken_only_after_a_question_that_names_it(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    driver = opened(offices.commune)
    driver.ask.agrees = False
    screen = conflicts(driver)
    choose(screen, FIGURE)
    theirs = next(b for b in screen.detail.choose_buttons if "7,5" in b.accessibleName())
    theirs.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        driver.press(key, theirs)
    question = f"Lấy «7,5» của {NGOC_BAN} – Nguyễn Văn Thử làm {FIGURE} của Lê Thị Khác?"
    assert driver.ask.asked == [question, question]
    assert screen.count_label.text() == "2 chỗ"
    driver.ask.agrees = True
    driver.press(Qt.Key.Key_Return, theirs)
    assert screen.count_label.text() == "1 chỗ"


def test_indicators_are_listed_as_they_are_counted_and_a_laptop_keeps_its_side(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    made = dispute(offices, tmp_path)
    for office, given in ((offices.commune, "6"), (offices.villages[0], "7")):
        with office.open() as session:
            more = [f"village.CS{number}" for number in (2, 9, 10)]
            write(session, "assessment", made.sheet, {name: points(given) for name in more})
    offices.commune.merge(offices.villages[0].export(tmp_path / "more.vhb"))
    driver = opened(offices.commune)
    screen = conflicts(driver)

    def figures() -> list[str]:
        return [row.field_label for row in screen.model.rows if "chỉ số" in row.field_label]

    assert figures() == [f"Điểm chỉ số {number} (thôn chấm)" for number in (2, 6, 9, 10)]
    for _ in range(2):
        for label in figures():
            choose(screen, label)
            said = [button.accessibleName() for button in screen.detail.choose_buttons]
            assert [COMMUNE in text for text in said] == [True, False], label
            sides = [button.text() for button in screen.detail.side_buttons]
            assert [COMMUNE in text for text in sides] == [True, False, False]
        # One is settled: nothing changes its place for that.
        choose(screen, figures()[1])
        screen.detail.choose_buttons[1].click()
        driver.rest()
    assert len(figures()) == 2


def test_two_laptops_of_one_village_are_told_apart(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    with offices.commune.open() as session:
        fingerprint = EnrolmentService(session).commune_fingerprint()
    enrol(Office(InstallationPaths(tmp_path / "second"), NGOC_BAN), offices.commune, fingerprint)
    screen = conflicts(opened(offices.commune))
    choose(screen, FIGURE)
    end = device_of(offices.villages[0]).fingerprint[-6:]
    assert {button.accessibleName() for button in screen.detail.choose_buttons} == {
        f"Lấy giá trị 6 của {COMMUNE} – Lê Thị Thử",
        f"Lấy giá trị 7,5 của {NGOC_BAN} – Nguyễn Văn Thử (máy …{end})",
    }


def test_what_only_a_stopped_laptop_wrote_is_told_as_that_and_whose_laptop_it_was(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    """It is no late edit: nothing was closed, and no list has the person."""
    of_stopped_laptop(offices, tmp_path, "Mai Thị Lạ")
    driver = opened(offices.commune)
    screen = conflicts(driver)
    row = [str(screen.model.index(0, column).data()) for column in range(4)]
    assert row == ["Mai Thị Lạ", row[1], "Máy đã ngừng", NGOC_BAN]
    said = screen.detail.explanation_label.text()
    assert said == (
        "Máy đã ngừng sử dụng: hồ sơ này chưa được tính, chưa có trong danh sách nào. "
        "Hãy hỏi thôn rồi chọn: nhận, hay để ngoài."
    )

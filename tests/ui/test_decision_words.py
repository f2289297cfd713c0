"""What is asked before sheets are appraised and people recognised: numbers, names, day, signer."""

from collections.abc import Callable
from pathlib import Path

from tests.builders.disputes import dispute
from tests.builders.offices import Office, Offices
from tests.builders.sent_year import sent_year, submit
from tests.builders.ui import Driver
from vanhoa_desktop.services.disputes import HeldSheet
from vanhoa_desktop.services.recognition import Proposed
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.recognition.state import (
    DecisionForm,
    decision_details,
    decision_question,
)

Open = Callable[[Office], Driver]


def test_the_question_says_how_many_of_all_are_appraised_and_names_who_waits(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    dispute(offices, tmp_path)
    submit(offices.villages[0])
    sent_year(offices, tmp_path)
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    assert commune.focused is screen.appraise_button
    commune.click(screen.appraise_button)
    # Three of the four were sent by themselves; the disputed one waits.
    assert commune.ask.asked == ["Thẩm định 3 trong 4 phiếu các thôn đã gửi?"]
    assert "Giữ lại 1 phiếu số liệu chưa khớp: Lê Thị Khác." in commune.ask.details[0]
    assert "Đã thẩm định 3 phiếu" in screen.notice.text()
    commune.write(screen.number_field, "15/QD")
    commune.write(screen.date_field, "1.12.26")
    commune.write(screen.signer_field, "Tran Thu")
    commune.click(screen.recognise_button)
    assert commune.ask.asked[-1] == (
        "Công nhận 2 người theo Quyết định số 15/QD ngày 01/12/2026, người ký Tran Thu?"
    )
    assert commune.focused is screen.papers_button
    assert screen.unsaved() == ""


def test_a_day_to_come_and_who_is_held_back_are_said_in_the_question() -> None:
    form = DecisionForm("15/QĐ", "05/12/2026")
    assert decision_question(form, 12) == (
        "Công nhận 12 người theo Quyết định số 15/QĐ ngày 05/12/2026, không ghi người ký?"
    )
    held = (HeldSheet("1", "CONFLICT", "Lê Thị Sâu"),)
    proposed = Proposed(("Lê Văn An", "Lê Văn Ba"), ("Lê Văn Ba",))
    assert decision_details(form, proposed, (), "2026-12-05").splitlines()[:2] == [
        "Gồm: Lê Văn An, Lê Văn Ba.",
        "Chú ý: 1 người trong đó còn nghi trùng, chưa xem ở «Nghi trùng người»: Lê Văn Ba.",
    ]
    assert decision_details(form, Proposed(), held, "2026-11-30") == (
        "Chú ý: ngày quyết định 05/12/2026 sau hôm nay (30/11/2026).\n"
        "1 phiếu đã thẩm định chưa công nhận lần này: Lê Thị Sâu.\n"
        "Số vào sổ được cấp ngay và không đổi nữa."
    )
    assert (
        decision_details(form, Proposed(), (), "2026-12-05")
        == "Số vào sổ được cấp ngay và không đổi nữa."
    )

"""What is asked before sheets are appraised and people recognised: numbers, names, day, signer."""

from collections.abc import Callable
from pathlib import Path

from tests.builders.disputes import dispute
from tests.builders.offices import YEAR, Office, Offices
from tests.builders.sent_year import PASSING, appraise, decide, person_named, sent_year, submit
from tests.builders.ui import Driver
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.recognition.decision_numbers import UsedNumber
from vanhoa_desktop.services.recognition.recognition import Proposed
from vanhoa_desktop.services.sheets.disputes import HeldSheet
from vanhoa_desktop.ui.recognition.recognition_screen import RecognitionScreen
from vanhoa_desktop.ui.recognition.state import (
    DecisionForm,
    decision_details,
    decision_question,
)

FOR_EVER = (
    "Số quyết định, ngày, người ký và số vào sổ được ghi ngay, sau đó không sửa và không hoàn tác "
    "được: hãy so lại với bản đã ký."
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
    proposed = Proposed(("Lê Văn An", "Lê Văn Ba"), ("Lê Văn Ba",), ("Lê Văn An",))
    assert decision_details(form, proposed, "2026-12-05").splitlines()[:3] == [
        "Gồm: Lê Văn An, Lê Văn Ba.",
        "Chú ý: 1 người trong đó còn nghi trùng, chưa xem ở «Nghi trùng người»: Lê Văn Ba.",
        "Chú ý: 1 người trong đó chưa có bản đồng ý cho đánh giá: Lê Văn An.",
    ]
    assert decision_details(form, Proposed(held=held), "2026-11-30") == (
        "Chú ý: ngày quyết định 05/12/2026 sau hôm nay (30/11/2026).\n"
        "1 phiếu đã thẩm định chưa công nhận lần này: Lê Thị Sâu.\n"
        f"{FOR_EVER}"
    )
    assert decision_details(form, Proposed(), "2026-12-05") == FOR_EVER


def test_whose_consent_to_the_assessment_is_not_written_down_is_named_before_the_decision(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, *PASSING)
    agreeing = person_named(offices.commune, PASSING[1])
    with offices.commune.open() as session:
        signed = Consent(frozenset({ConsentKind.USE}), "2026-05-05")
        RegistrationService(session).register([agreeing], YEAR, signed)
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    commune.write(screen.number_field, "15/QD")
    commune.write(screen.date_field, "1.12.26")
    commune.ask.agrees = False
    commune.click(screen.recognise_button)
    assert "Gồm: Lê Thị Đạt, Mai Văn Giỏi." in commune.ask.details[0]
    assert (
        "Chú ý: 1 người trong đó chưa có bản đồng ý cho đánh giá: Lê Thị Đạt."
        in commune.ask.details[0]
    )


def test_a_number_that_another_decision_has_is_told_as_it_is_typed_and_nothing_is_asked(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    decide(offices.commune, "15/QD-UBND")
    appraise(offices.commune, PASSING[1])
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    commune.write(screen.number_field, "15/QD-UBN")
    assert screen.missing_label.text() == "Hãy ghi ngày quyết định, ví dụ 05/12/2026."
    commune.write(screen.number_field, "D")
    told = "Số 15/QD-UBND đã dùng cho quyết định ngày 05/12/2026. Hãy xem lại sổ văn bản."
    assert screen.missing_label.text() == told
    assert screen.missing_label.property("role") == "warn"
    commune.write(screen.date_field, "20/12/2026")
    assert screen.missing_label.text() == told
    assert not screen.recognise_button.isEnabled()
    # Numbers begin anew with the calendar year.
    screen.date_field.clear()
    commune.write(screen.date_field, "05/01/2027")
    assert screen.missing_label.text() == ""
    assert screen.missing_label.property("role") == "quiet"
    screen.date_field.clear()
    commune.write(screen.date_field, "20/12/2026")
    commune.write(screen.number_field, "-2")
    commune.click(screen.recognise_button)
    assert "Đã công nhận 1 người" in screen.notice.text()


def test_numbers_are_compared_as_they_would_be_written_and_within_one_calendar_year() -> None:
    used = (UsedNumber("15/QĐ-UBND", "2026-12-05"),)
    told = "Số 15/QĐ-UBND đã dùng cho quyết định ngày 05/12/2026. Hãy xem lại sổ văn bản."
    # With the stroked letter of another alphabet, and a blank that does not break.
    assert DecisionForm(" 15/QÐ-UBND\xa0").used(used, "2026-12-30") == told
    assert DecisionForm("15/QĐ-UBND").used(used, "2027-01-02") == ""
    assert DecisionForm("15/QĐ-UBND", "31/12/2026").used(used, "2027-01-02") == told
    assert DecisionForm("16/QĐ-UBND").used(used, "2026-12-30") == ""
    assert DecisionForm("15").used(used, "2026-12-30") == told
    assert DecisionForm("015/").used(used, "2026-12-30") == told
    assert DecisionForm("15/QĐ-HKH").used(used, "2026-12-30") == ""
    assert DecisionForm("").used(used, "2026-12-30") == ""


def test_figures_alone_are_shown_completed_before_they_are_confirmed_and_written_so(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    assert screen.number_field.placeholderText() == "…/QĐ-UBND"
    commune.write(screen.number_field, "15")
    commune.write(screen.date_field, "30/11/2026")
    assert screen.missing_label.text() == "Số quyết định sẽ ghi là 15/QĐ-UBND."
    commune.click(screen.recognise_button)
    assert commune.ask.asked[-1] == (
        "Công nhận 1 người theo Quyết định số 15/QĐ-UBND ngày 30/11/2026, không ghi người ký?"
    )
    assert FOR_EVER in commune.ask.details[-1]
    assert "Số 15/QĐ-UBND ngày 30/11/2026" in screen.decisions_label.text()


def test_one_number_is_told_as_used_for_another_day_and_signer_and_a_bare_one_of_before_too(
    offices: Offices, opened: Open, tmp_path: Path
) -> None:
    sent_year(offices, tmp_path)
    appraise(offices.commune, PASSING[0])
    decide(offices.commune, "15")
    appraise(offices.commune, PASSING[1])
    commune = opened(offices.commune)
    screen = commune.go("recognition", RecognitionScreen)
    commune.write(screen.signer_field, "Nguyen Van B")
    commune.write(screen.date_field, "12/12/2026")
    for typed in ("15", "015 /qd-ubnd", "15/QD-UBND"):
        screen.number_field.clear()
        commune.write(screen.number_field, typed)
        assert screen.missing_label.text() == (
            "Số 15/QĐ-UBND đã dùng cho quyết định ngày 05/12/2026. Hãy xem lại sổ văn bản."
        )
        assert not screen.recognise_button.isEnabled()
    screen.number_field.clear()
    commune.write(screen.number_field, "15/QD-HKH")
    assert screen.recognise_button.isEnabled()

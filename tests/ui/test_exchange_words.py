"""What is said of files, receipts and devices, without a window."""

from pathlib import Path

from vanhoa_desktop.domain.enums import ReceiptState
from vanhoa_desktop.services.appraisal.receipts import Receipt, SheetReceipt
from vanhoa_desktop.services.appraisal.sheet_warnings import Warned
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport
from vanhoa_desktop.services.exchange.waiting_list import WaitingBundle
from vanhoa_desktop.services.post.receiving import Fate, TakenFile
from vanhoa_desktop.services.review.unsettled import UnsettledRecord
from vanhoa_desktop.services.sheets.disputes import HeldSheet
from vanhoa_desktop.texts.sentences.exchange import bundle_name
from vanhoa_desktop.ui.exchange.state import (
    FileRow,
    missing_before_text,
    take_text,
    taken_row,
    taken_sentence,
)
from vanhoa_desktop.ui.exchange.summary import (
    before_submitting,
    submitted_sentence,
    warnings_sentence,
)
from vanhoa_desktop.ui.receipts.state import (
    CHANGED,
    LATE,
    SETTLED,
    filters,
    narrowed,
    note_text,
    receipt_sentence,
    story_text,
)

FILE = Path("len.vhb")


def row(fate: Fate, to_settle: int = 0) -> FileRow:
    return FileRow(FILE, fate, "Thôn A", "", "", "", "", to_settle=to_settle)


def sheet(
    name: str, state: ReceiptState, changed: tuple[str, ...] = (), late: int = 0
) -> SheetReceipt:
    return SheetReceipt(name, name, state, changed, late, None)


def test_a_file_gets_a_name_that_every_system_takes() -> None:
    name = bundle_name("Gửi xã", 'Thôn 1/2: "Đồng"', "2026-11-24T18:05:00Z")
    assert name == "Gửi xã - Thôn 1 2 Đồng - 25-11-2026.vhb"


def test_what_is_missing_is_counted_in_files_or_changes() -> None:
    def said(changes: int, files: int, whose: str = "Thôn A") -> str:
        return missing_before_text(WaitingBundle(FILE, "u", whose, "", 1, changes, files))

    assert said(0, 2) == "Còn thiếu 2 tệp trước của Thôn A."
    assert said(7, 0) == "Còn thiếu tệp trước của Thôn A (7 thay đổi)."
    assert said(0, 0, "").startswith("Máy này còn thiếu số liệu mà nơi gửi đã dựa vào.")


def test_the_button_says_how_many_files_it_takes() -> None:
    assert take_text([row(Fate.NEW), row(Fate.WAITING), row(Fate.HELD)]) == "Nhận 2 tệp"
    assert take_text([row(Fate.WAITING)]) == "Giữ 1 tệp chờ tệp trước"
    assert take_text([row(Fate.REFUSED)]) == "Không có tệp để nhận"


def test_a_file_that_brought_something_to_settle_says_where() -> None:
    asks = (
        UnsettledRecord("r1", "assessment", "Lê Thị Hai", "Thôn A", 10, 1),
        UnsettledRecord("r2", "person", "Mai Văn Một", "Thôn A", 1, 0),
    )
    taken = taken_row(row(Fate.NEW), TakenFile(FILE, Fate.NEW, 5, unsettled=asks))
    assert taken.story == (
        "Đã nhận 5 thay đổi mới.\nCần người xem ở «Số liệu chưa khớp»: "
        "Lê Thị Hai (10 chỗ chưa khớp, 1 chỗ sửa muộn), Mai Văn Một (1 chỗ chưa khớp)."
    )
    assert taken.to_settle == 2
    told = taken_row(row(Fate.NEW), TakenFile(FILE, Fate.NEW))
    assert told.story == "Đã nhận: không có hồ sơ nào đổi; xã cho biết đã nhận những gì."
    behind = taken_row(row(Fate.WAITING), TakenFile(FILE, Fate.NEW))
    assert behind.story == "Đã nhận sau tệp trước."
    assert taken_sentence([taken, behind, row(Fate.UNDONE)]) == (
        "2 tệp đã nhận, 1 tệp đã hoàn tác trước đây."
    )


def test_a_receipt_is_narrowed_to_what_the_commune_did() -> None:
    receipt = Receipt(
        (
            sheet("An", ReceiptState.APPRAISED, ("Chỉ số 6",)),
            sheet("Bình", ReceiptState.RECEIVED, late=2),
            sheet("Cúc", ReceiptState.ON_ITS_WAY),
        )
    )
    keys = [key for key, _ in filters(receipt)]
    assert {CHANGED, LATE} <= set(keys)
    assert [found.full_name for found in narrowed(receipt, CHANGED)] == ["An"]
    assert [found.full_name for found in narrowed(receipt, LATE)] == ["Bình"]
    assert [found.full_name for found in narrowed(receipt, "on_its_way")] == ["Cúc"]
    assert note_text(receipt.sheets[0]) == "xã chấm khác 1 chỉ số"
    assert "Xã chấm khác thôn: Chỉ số 6." in story_text(receipt.sheets[0])
    assert "chưa tính, chờ xã xem" in story_text(receipt.sheets[1])
    assert "chưa nhận được tệp trả lời" in story_text(receipt.sheets[2])
    assert receipt_sentence(receipt).endswith("2 sửa muộn.")
    assert receipt_sentence(None) == "Chưa có phiếu nào trong năm."


def test_a_receipt_says_whose_points_the_commune_chose_and_not_that_it_scored_otherwise() -> None:
    kept = SheetReceipt("a", "An", ReceiptState.RECEIVED, (), 0, None, kept=("Chỉ số 1",))
    chosen = SheetReceipt("b", "Bình", ReceiptState.RECEIVED, (), 0, None, chosen=("Chỉ số 2",))
    written = SheetReceipt("c", "Cúc", ReceiptState.RECEIVED, (), 0, None, rewritten=("Chỉ số 3",))
    assert [note_text(found) for found in (kept, chosen, written)] == [
        "xã chọn điểm của máy này (1 chỉ số)",
        "xã chọn điểm ghi ở máy kia (1 chỉ số)",
        "xã ghi lại điểm của thôn (1 chỉ số)",
    ]
    assert "xã chọn điểm ghi ở máy kia: Chỉ số 2." in story_text(chosen)
    receipt = Receipt((kept, chosen, written))
    assert (SETTLED, "Xã chọn điểm khác máy này (2)") in filters(receipt)
    assert [found.full_name for found in narrowed(receipt, SETTLED)] == ["Bình", "Cúc"]


def test_missing_evidence_is_told_in_the_window_of_those_alone_who_record_any() -> None:
    """The window has no place to record any: «450 người chưa có minh chứng» helped nobody."""
    consent, evidence = Warned("CONSENT_MISSING", 2), Warned("EVIDENCE_MISSING", 450, 0)
    report = WorkflowReport(450, (), (consent, evidence))
    assert warnings_sentence(report) == "Lưu ý: 2 người chưa có bản đồng ý cho đánh giá."
    report = WorkflowReport(450, (), (Warned("EVIDENCE_MISSING", 450, 3),))
    assert warnings_sentence(report) == "Lưu ý: 3 người chưa có minh chứng."
    assert warnings_sentence(WorkflowReport(450, (), (evidence,))) == ""


def test_who_gets_no_title_is_named_before_and_after_sending() -> None:
    held = (
        HeldSheet("a", "INCOMPLETE", "Lê Văn An"),
        HeldSheet("b", "PERSON_DECEASED", "Vũ Thu Dung"),
    )
    report = WorkflowReport(3, held, ())
    said = "1 phiếu chưa chấm đủ (Lê Văn An), 1 phiếu đã ghi là đã mất (Vũ Thu Dung)"
    assert f"Ở lại thôn: {said}." in before_submitting(report)
    assert f"Còn lại: {said}." in submitted_sentence(report)

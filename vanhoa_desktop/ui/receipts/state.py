"""What became of each sheet, in words (no Qt)."""

from collections.abc import Sequence

from vanhoa_desktop.domain.enums import ReceiptState
from vanhoa_desktop.services.appraisal.receipts import Receipt, SheetReceipt
from vanhoa_desktop.texts.sentences.effects import counts_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import receipt_term

ALL, CHANGED, SETTLED, LATE = "all", "changed", "settled", "late"
_SIGNS = {
    ReceiptState.RETURNED: "!",
    ReceiptState.NOT_SENT: "○",
    ReceiptState.ON_ITS_WAY: "○",
}


_GONE = "Người không còn trong danh sách"


def name_text(sheet: SheetReceipt) -> str:
    """Whose sheet it is; who is in no list any more is named as last written."""
    if not sheet.is_gone:
        return sheet.full_name
    return f"{_GONE}: {sheet.full_name or 'không còn tên'}"


def receipt_state_text(sheet: SheetReceipt) -> str:
    """A sign and a word: «! Xã trả lại để bổ sung», «✔ Đã công nhận»."""
    return f"{_SIGNS.get(sheet.state, '✔')} {receipt_term(sheet.state)}"


def note_text(sheet: SheetReceipt) -> str:
    """What else became of a sheet, short enough for a list."""
    notes = []
    if sheet.changed:
        notes.append(f"xã chấm khác {count_text(len(sheet.changed))} chỉ số")
    for codes, words in (
        (sheet.kept, "xã chọn điểm của máy này"),
        (sheet.chosen, "xã chọn điểm ghi ở máy kia"),
        (sheet.rewritten, "xã ghi lại điểm của thôn"),
    ):
        if codes:
            notes.append(f"{words} ({count_text(len(codes))} chỉ số)")
    if sheet.late:
        notes.append(f"{count_text(sheet.late)} sửa muộn")
    return ", ".join(notes)


def story_text(sheet: SheetReceipt) -> str:
    """All that became of a sheet, and what to do next."""
    parts = [f"{name_text(sheet)}: {receipt_term(sheet.state)}."]
    if sheet.is_gone:
        parts.append(
            "Phiếu vẫn ở xã mà máy này đã bỏ người khỏi danh sách. Nếu người đó vẫn ở thôn, hãy "
            "nhập lại vào danh sách; nếu không, hãy báo xã."
        )
    if sheet.return_reason:
        parts.append(f"Lý do: {sheet.return_reason}. Hãy sửa phiếu rồi gửi lại.")
    if sheet.changed:
        parts.append(f"Xã chấm khác thôn: {', '.join(sheet.changed)}.")
    for codes, words in (
        (sheet.kept, "Các máy ghi khác nhau, xã chọn điểm của máy này"),
        (sheet.chosen, "Các máy ghi khác nhau, xã chọn điểm ghi ở máy kia"),
        (sheet.rewritten, "Xã ghi lại điểm của thôn, khác điểm máy này đã ghi"),
    ):
        if codes:
            parts.append(f"{words}: {', '.join(codes)}.")
    if sheet.late:
        parts.append(
            f"{count_text(sheet.late)} chỗ thôn sửa sau khi xã đã chốt phiếu, hoặc "
            "đã chuyển người sang nơi khác: chưa tính, chờ xã xem."
        )
    if sheet.state is ReceiptState.ON_ITS_WAY:
        parts.append("Tệp đã lưu gửi xã mà chưa nhận được tệp trả lời của xã.")
    return " ".join(parts)


def filters(receipt: Receipt) -> list[tuple[str, str]]:
    """What the list can be narrowed to, with counts: (key, words)."""
    counts = receipt.counts
    found = [(ALL, f"Tất cả ({count_text(len(receipt.sheets))})")]
    found += [
        (state.value, f"{receipt_term(state)} ({count_text(counts[state])})")
        for state in ReceiptState
        if counts.get(state)
    ]
    for key, words, number in (
        (CHANGED, "Xã chấm khác thôn", sum(bool(sheet.changed) for sheet in receipt.sheets)),
        (SETTLED, "Xã chọn điểm khác máy này", sum(_is_settled(s) for s in receipt.sheets)),
        (LATE, "Có sửa muộn", sum(bool(sheet.late) for sheet in receipt.sheets)),
    ):
        if number:
            found.append((key, f"{words} ({count_text(number)})"))
    return found


def narrowed(receipt: Receipt, key: str) -> Sequence[SheetReceipt]:
    """The sheets that a filter leaves."""
    if key == CHANGED:
        return [sheet for sheet in receipt.sheets if sheet.changed]
    if key == SETTLED:
        return [sheet for sheet in receipt.sheets if _is_settled(sheet)]
    if key == LATE:
        return [sheet for sheet in receipt.sheets if sheet.late]
    return [sheet for sheet in receipt.sheets if key in (ALL, sheet.state.value)]


def _is_settled(sheet: SheetReceipt) -> bool:
    """Whether points stand as the unit's that this laptop did not give."""
    return bool(sheet.chosen or sheet.rewritten)


def receipt_sentence(receipt: Receipt | None) -> str:
    """How many sheets stand where."""
    if receipt is None or not receipt.sheets:
        return "Chưa có phiếu nào trong năm."
    counts = receipt.counts
    states = [(counts.get(state, 0), _in_sentence(state)) for state in ReceiptState]
    late = sum(sheet.late for sheet in receipt.sheets)
    return f"{counts_text([*states, (late, 'sửa muộn')])}."


def _in_sentence(state: ReceiptState) -> str:
    words = receipt_term(state)
    return words[:1].lower() + words[1:]

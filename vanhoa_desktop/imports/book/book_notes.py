"""What was decided while a file was opened, as problems that an officer reads."""

from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import Book, BookNote, NoteKind

# The code of the problem that leaves out a row wider than its headings.
WIDE_ROW = "WIDE_ROW"
_MESSAGES = {
    NoteKind.OPEN_QUOTE: "Có dấu ngoặc kép mở mà không đóng, bắt đầu từ dòng này; "
    "hãy xem lại các dòng dưới đó.",
    NoteKind.WIDE_ROW: "Dòng này có nhiều ô hơn dòng tiêu đề nên không nhập: có thể dấu phẩy trong "
    "họ tên hay điểm lẻ (7,5) đã tách ô. Hãy lưu bảng thành Excel (.xlsx) rồi nhập lại.",
    NoteKind.UNREADABLE_LETTERS: "Có chữ không đọc được, bắt đầu từ dòng này. "
    "Hãy chọn lại bảng mã của tệp, hoặc lưu tệp thành Excel rồi nhập lại.",
}


def note_problems(book: Book) -> list[Problem]:
    """The notes that want to be read, each at its place."""
    names = [sheet.name for sheet in book.sheets]
    return [_problem(note, names) for note in book.notes if note.kind in _MESSAGES]


def _problem(note: BookNote, names: list[str]) -> Problem:
    sheet = note.sheet or (names[0] if names else "")
    code = note.kind.value.upper().replace("-", "_")
    # Which cell stands under which heading nobody can say in such a row: it is left out.
    severity = Severity.ERROR if note.kind is NoteKind.WIDE_ROW else Severity.WARNING
    return Problem(sheet, note.row or 1, None, severity, code, _MESSAGES[note.kind])

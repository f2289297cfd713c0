"""What was decided while a file was opened, as problems that an officer reads."""

from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book import Book, BookNote, NoteKind

_MESSAGES = {
    NoteKind.OPEN_QUOTE: "Có dấu ngoặc kép mở mà không đóng, bắt đầu từ dòng này; "
    "hãy xem lại các dòng dưới đó.",
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
    return Problem(sheet, note.row or 1, None, Severity.WARNING, code, _MESSAGES[note.kind])

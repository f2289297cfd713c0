"""What is asked and told of cells whose letters may be read in two ways."""

from collections.abc import Collection, Iterator

from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.book.book import OtherReading, Place, Sheet, cell_text

LETTERS_DOUBTFUL = "LETTERS_DOUBTFUL"
_SAID = {
    TextEncoding.UNICODE: "Unicode",
    TextEncoding.TCVN3: "TCVN3 (.VnTime)",
    TextEncoding.VNI: "VNI",
}


def doubt_of_name(sheet: Sheet, place: Place) -> str | None:
    """The question about a name that may as well be another one in another encoding, or None."""
    other = sheet.doubtful.get(place)
    if other is None or not other.is_likely:
        return None
    name = cell_text(sheet.cell(*place))
    return (
        f"«{name}» không rõ gõ bằng bảng mã nào: nếu là {_SAID[other.encoding]} thì đọc là "
        f"«{cell_text(other.text)}». Nếu đúng là «{name}» thì chọn «là người mới»; nếu không, hãy "
        "sửa ô này, hoặc chọn bảng mã khi nhập, rồi nhập lại."
    )


def doubt_of_cell(text: str, other: OtherReading) -> str:
    """What is told of any other cell that may be read in two ways."""
    return (
        f"Không rõ ô này gõ bằng bảng mã nào: đọc là «{text}», nhưng nếu là "
        f"{_SAID[other.encoding]} thì là «{cell_text(other.text)}». Nếu sai, hãy sửa ô này, hoặc "
        "chọn bảng mã khi nhập, rồi nhập lại."
    )


def doubtful_titles(sheet: Sheet, people: Collection[int]) -> Iterator[Problem]:
    """The doubtful cells of titles, headings and sections: of all rows that name nobody."""
    rows = set(people)
    for (row, column), other in sorted(sheet.doubtful.items()):
        text = cell_text(sheet.cell(row, column))
        if row not in rows and text:
            message = doubt_of_cell(text, other)
            yield Problem(sheet.name, row, None, Severity.WARNING, LETTERS_DOUBTFUL, message)

"""What the columns of a name leave open, where it goes over two or three of them."""

from vanhoa_desktop.imports.book.book import cell_text
from vanhoa_desktop.imports.cells.name_cells import is_whole_name, with_given_name
from vanhoa_desktop.imports.headings.headings import Headings
from vanhoa_desktop.imports.tables.table_remarks import column_letters
from vanhoa_desktop.imports.words.heading_words import FAMILY_NAME, FULL_NAME, GIVEN_NAME


def doubts_of_parts(headings: Headings, row: int) -> list[str]:
    """What two columns of a name leave open: they contradict each other, or one says nothing."""
    family, given = headings.text(row, FAMILY_NAME), headings.text(row, GIVEN_NAME)
    full = headings.text(row, FULL_NAME)
    titles = headings.titles
    if full and given:
        if with_given_name(full, given) is None:
            doubt = (
                f"Cột «{titles[FULL_NAME]}» ghi «{full}» nhưng cột «{titles[GIVEN_NAME]}» ghi "
                f"«{given}». Nếu họ tên ở cột «{titles[FULL_NAME]}» đúng thì chọn «là người mới»; "
                "nếu không, hãy sửa trong bảng rồi nhập lại."
            )
            return [doubt]
        return []
    if FULL_NAME in headings.columns:
        return []
    between = _words_between(headings, row)
    if between is not None:
        heading = headings.texts.get(between, "")
        shown = f"«{heading}»" if heading else column_letters(between)
        doubt = (
            f"Cột {shown} ở giữa cột «{titles[FAMILY_NAME]}» và cột «{titles[GIVEN_NAME]}» có "
            "chữ mà không được đọc. Nếu là chữ đệm của họ tên, hãy ghi tiêu đề cột đó là «Chữ đệm» "
            "rồi nhập lại; nếu không thì chọn «là người mới» hoặc chọn người."
        )
        return [doubt]
    if bool(family) == bool(given):
        return []
    if titles[FAMILY_NAME] == titles[GIVEN_NAME] and is_whole_name(family):
        return []
    empty = titles[GIVEN_NAME if family else FAMILY_NAME]
    doubt = (
        f"Cột «{empty}» để trống, chỉ có «{family or given}». Hãy ghi đủ họ và tên rồi nhập lại; "
        "nếu như vậy đã đủ họ tên thì chọn «là người mới»."
    )
    return [doubt]


def _words_between(headings: Headings, row: int) -> int | None:
    """The column between those of family and given name in which a row has words nobody reads."""
    columns = headings.columns
    used = {*columns.values(), *headings.seconds, *headings.hamlets}
    between = range(columns[FAMILY_NAME] + 1, columns[GIVEN_NAME])
    texts = ((c, cell_text(headings.sheet.cell(row, c))) for c in between if c not in used)
    return next((c for c, text in texts if any(map(str.isalpha, text))), None)

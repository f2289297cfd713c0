"""One question that concerns many rows is answered once."""

from vanhoa_desktop.domain.import_account import (
    AnswerKind,
    AskedRow,
    AskedWhy,
    RowAnswer,
    RowChoice,
)
from vanhoa_desktop.ui.people.state import ImportTalk

SKIP, NEW = RowAnswer(AnswerKind.SKIP), RowAnswer(AnswerKind.NEW)


def asked(row: int, message: str, *choices: RowChoice, is_shared: bool = True) -> AskedRow:
    return AskedRow(
        *("S", row, f"Lê Văn {row}", AskedWhy.DOUBTFUL, message, choices),
        is_doubtful=True,
        is_shared=is_shared,
    )


def talk_of(*rows: AskedRow) -> ImportTalk:
    return ImportTalk({(row.sheet, row.row): row for row in rows})


def test_an_answer_is_for_all_open_rows_with_the_same_question() -> None:
    rows = [asked(2, "«T7»?"), asked(3, "«T7»?"), asked(4, "«T8»?"), asked(5, "«T7»?")]
    talk = talk_of(*rows)
    talk.answer(rows[3], NEW)
    talk.answer(rows[0], SKIP)
    assert talk.given == {("S", 2): SKIP, ("S", 3): NEW, ("S", 5): NEW}
    assert [line.text.count("ở 3 dòng") for line in talk.lines([])] == [1, 1, 0, 1]


def test_a_question_about_one_person_is_never_answered_for_another() -> None:
    rows = [asked(n, "Cột «Ghi chú» ghi «đã mất».", is_shared=False) for n in (2, 3)]
    talk = talk_of(*rows)
    talk.answer(rows[0], NEW)
    assert talk.given == {("S", 2): NEW}


def test_each_row_of_points_goes_to_its_own_only_person() -> None:
    one, two = RowChoice("Một", person="p1"), RowChoice("Hai", person="p2")
    rows = [asked(2, "?", one), asked(3, "?", two), asked(4, "?", one, two)]
    talk = talk_of(*rows)
    talk.answer(rows[0], one.answer)
    assert talk.given == {("S", 2): one.answer, ("S", 3): two.answer}


def test_somebody_who_is_held_is_no_new_person_by_the_answer_of_another_row() -> None:
    rows = [asked(2, "?"), asked(3, "?", RowChoice("Một", person="p1"))]
    talk = talk_of(*rows)
    talk.answer(rows[0], NEW)
    assert talk.given == {("S", 2): NEW}


def test_every_question_names_whom_it_is_about_once() -> None:
    """Rows under one title were all asked in the same words, and nobody knew of whom."""
    rows = [asked(2, "Bảng này là của «XÓM 5»."), asked(3, "Lê Văn 3: có hai người.")]
    said = [line.said for line in talk_of(*rows).lines([])]
    assert said == ["Lê Văn 2. Bảng này là của «XÓM 5».", "Lê Văn 3: có hai người."]

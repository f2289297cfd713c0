"""People who may be held twice: which, by which signs, and what the commune says to it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.duplicates import DuplicateService
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.same_person import LinkReport, Pair, SamePersonService
from vanhoa_desktop.services.results.results import ResultRow, ResultService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.sentences.left_out import left_out_text
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.numbers import count_text, decimal_text
from vanhoa_desktop.texts.words.terms import outcome_term, same_person_term
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.screens import Screen, ScreenEntry, at_commune
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.labels import quiet, title
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar, StatePanel
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_NOTHING = "Không có ai bị nghi là ghi hai lần."
_NONE_ANSWERED = "Chưa trả lời cặp nào."
_EXPLAINED = (
    "Hai hồ sơ là một người: giữ cả hai, nhưng chỉ tính một lần. "
    "Hai người khác nhau: không gợi ý lại nữa."
)
_SHOW_ANSWERED, _SHOW_SUSPECTED = "Các cặp đã trả lời", "Các cặp còn nghi"


@dataclass(frozen=True, slots=True)
class ListedPair:
    """Two records, and of each what can tell them apart.

    `said`: why they are suspected, or what was answered. `score` 0 to 100, None for an answered
    pair.
    """

    left: Person
    right: Person
    left_text: str
    right_text: str
    said: str
    score: int | None = None
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class ListedPairs:
    """The pairs, and in a sentence what is not among them; empty if nothing is left out."""

    pairs: list[ListedPair]
    left_out: str = ""


class DuplicatesScreen(Screen):
    """One pair a row; two buttons, and one for all that is sure.

    What was answered is shown too, and can be answered otherwise.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.notice = NoticeBar()
        self.count_label = quiet()
        self.model = RowsModel[ListedPair](_columns(), self)
        self.table = TableView("Nghi trùng người")
        self.table.setModel(self.model)
        self.table.row_chosen.connect(self.notice.hear)
        self.panel = StatePanel(self.table)
        self.same_button = primary_button("Là một người…")
        self.same_button.clicked.connect(self._on_same)
        self.other_button = plain_button("Là hai người khác nhau…")
        self.other_button.clicked.connect(self._on_other)
        self.exact_button = plain_button("Ghép các cặp chắc chắn")
        self.exact_button.clicked.connect(self._on_exact)
        self._linked: tuple[Pair, ...] = ()
        self.unlink_button = plain_button("Gỡ các cặp vừa ghép")
        self.unlink_button.clicked.connect(self._on_unlink)
        self._shows_answered = False
        self.answered_button = plain_button(_SHOW_ANSWERED)
        self.answered_button.clicked.connect(self._on_turned)
        answers = (self.same_button, self.other_button, 1)
        buttons = row(*answers, self.unlink_button, self.exact_button)
        body = column(
            row(title("Nghi trùng người"), 1, self.answered_button),
            self.notice,
            quiet(_EXPLAINED),
            self.count_label,
            self.panel,
            buttons,
        )
        body.setStretch(4, 1)
        set_content(self, body)
        self._show_buttons()

    def main_widget(self) -> QWidget:
        """The list."""
        return self.table

    def read_again(self) -> None:
        """Look for pairs again."""
        if not self.model.rows:
            self.panel.show_loading()
        find = _answered if self._shows_answered else _suspected
        year = self.workspace.year
        self.workspace.read(partial(find, year), self._on_pairs, self._on_unread)

    def _on_turned(self) -> None:
        self._shows_answered = not self._shows_answered
        self.answered_button.setText(_SHOW_SUSPECTED if self._shows_answered else _SHOW_ANSWERED)
        self.model.set_rows(())
        self.read_again()

    def _on_pairs(self, found: ListedPairs) -> None:
        pairs = found.pairs
        chosen = self.table.chosen_row() or 0
        self.model.set_rows(pairs)
        counted = f"{count_text(len(pairs))} cặp" if pairs else ""
        self.count_label.setText(". ".join(part for part in (counted, found.left_out) if part))
        if pairs:
            self.panel.show_content()
            self.table.choose_row(min(chosen, len(pairs) - 1))
            self.table.setFocus()
        elif self._shows_answered:
            self.panel.show_empty(_NONE_ANSWERED, "", _SHOW_SUSPECTED, self._on_turned)
        else:
            self.panel.show_empty(_NOTHING, "", *self.way_home())
        self._show_buttons()

    def _on_unread(self, error: VanHoaError) -> None:
        self.panel.show_refused(error, self.read_again)

    def _show_buttons(self) -> None:
        pairs = self.model.rows
        exact = sum(listed.is_exact for listed in pairs)
        self.same_button.setEnabled(bool(pairs))
        self.other_button.setEnabled(bool(pairs))
        self.exact_button.setEnabled(bool(exact))
        self.exact_button.setText(f"Ghép {count_text(exact)} cặp chắc chắn")
        self.exact_button.setVisible(bool(exact))
        self.unlink_button.setVisible(bool(self._linked))

    def _chosen(self) -> ListedPair | None:
        number = self.table.chosen_row()
        listed = None if number is None else self.model.row(number)
        if listed is None:
            self.notice.show_wish("Hãy chọn một cặp trong danh sách.")
        return listed

    def _on_same(self) -> None:
        self._wish(
            "Là một người",
            "Ghi hai hồ sơ này là của một người?",
            "Cả hai hồ sơ đều được giữ, từ nay chỉ tính là một người, một kết quả.",
            is_same=True,
        )

    def _on_other(self) -> None:
        self._wish(
            "Là hai người khác nhau",
            "Ghi hai hồ sơ này là của hai người khác nhau?",
            "Mỗi hồ sơ tính riêng, và cặp này không được gợi ý lại.",
            is_same=False,
        )

    def _wish(self, title_text: str, asked: str, effect: str, *, is_same: bool) -> None:
        """It decides about titles: what tells the two apart is read once more before it is done."""
        listed = self._chosen()
        if listed is None:
            return
        question = Question(
            title_text,
            asked,
            title_text,
            details=f"{listed.left_text}\n\n{listed.right_text}\n\n{effect} "
            f"Nhầm thì đổi lại ở «{_SHOW_ANSWERED}».",
        )
        self.workspace.ask.confirm(self, question, partial(self._answer, listed, is_same=is_same))

    def _answer(self, listed: ListedPair, *, is_same: bool) -> None:
        left, right = listed.left.id, listed.right.id

        def act(session: Session) -> LinkReport:
            service = SamePersonService(session)
            return service.link(left, right) if is_same else service.unlink(left, right)

        def answered(_report: LinkReport) -> None:
            self._linked = ()
            self._show_buttons()
            text = f"Đã ghi: {listed.left.full_name} – {_answer_text(is_linked=is_same)}."
            self.notice.show_notice(text, "good")

        self.workspace.run(act, answered, self.notice.show_refusal)

    def _on_exact(self) -> None:
        """Look for them anew: the list may be older than what was taken in meanwhile."""
        self.workspace.run(
            lambda session: SamePersonService(session).exact_pairs(),
            self._ask_to_link,
            self.notice.show_refusal,
        )

    def _ask_to_link(self, pairs: frozenset[Pair]) -> None:
        if not pairs:
            self.notice.show_notice("Không còn cặp nào chắc chắn là một người.")
            return
        question = Question(
            "Ghép các cặp chắc chắn",
            f"Ghi {count_text(len(pairs))} cặp chắc chắn là một người?",
            "Ghép",
            details="Cả hai hồ sơ đều được giữ, chỉ tính một lần. Ghép nhầm thì bấm «Gỡ các cặp "
            "vừa ghép».",
        )
        self.workspace.ask.confirm(self, question, partial(self._link_exact, pairs))

    def _link_exact(self, pairs: frozenset[Pair]) -> None:
        self.workspace.run(
            lambda session: SamePersonService(session).link_exact(pairs),
            partial(self._on_linked, pairs),
            self.notice.show_refusal,
            "Đang ghép các cặp chắc chắn…",
        )

    def _on_linked(self, pairs: frozenset[Pair], linked: int) -> None:
        self._linked = tuple(sorted(pairs))
        self._show_buttons()
        self.notice.show_notice(f"Đã ghép {count_text(linked)} cặp.", "good")

    def _on_unlink(self) -> None:
        pairs = self._linked
        question = Question(
            "Gỡ các cặp vừa ghép",
            f"Ghi {count_text(len(pairs))} cặp vừa ghép là hai người khác nhau?",
            "Gỡ",
            details="Từ nay mỗi hồ sơ lại tính riêng, và các cặp này không được gợi ý lại.",
        )
        self.workspace.ask.confirm(self, question, partial(self._unlink, pairs))

    def _unlink(self, pairs: tuple[Pair, ...]) -> None:
        def unlink(session: Session) -> int:
            for left, right in pairs:
                SamePersonService(session).unlink(left, right)
            return len(pairs)

        self.workspace.run(
            unlink, self._on_unlinked, self.notice.show_refusal, "Đang gỡ các cặp vừa ghép…"
        )

    def _on_unlinked(self, unlinked: int) -> None:
        self._linked = ()
        self._show_buttons()
        self.notice.show_notice(f"Đã gỡ {count_text(unlinked)} cặp.", "good")


def _suspected(year: int | None, session: Session) -> ListedPairs:
    found = DuplicateService(session).suspects()
    teller = _Teller(session, year)
    pairs = [
        ListedPair(
            *(pair.left, pair.right, teller.text(pair.left), teller.text(pair.right)),
            ", ".join(map(same_person_term, pair.signs)),
            pair.score,
            pair.is_exact,
        )
        for pair in found.pairs
    ]
    return ListedPairs(pairs, left_out_text(found.further, found.crowds))


def _answered(year: int | None, session: Session) -> ListedPairs:
    teller = _Teller(session, year)
    return ListedPairs(
        [
            ListedPair(
                *(pair.left, pair.right, teller.text(pair.left), teller.text(pair.right)),
                f"Đã ghi {_answer_text(is_linked=pair.is_linked)}",
            )
            for pair in SamePersonService(session).answered()
        ]
    )


def _answer_text(*, is_linked: bool) -> str:
    return "là một người, tính một lần" if is_linked else "là hai người khác nhau"


class _Teller:
    """Tells of people what can tell two of one name apart."""

    def __init__(self, session: Session, year: int | None) -> None:
        self._units = {unit.id: unit.name for unit in UnitService(session).units()}
        self._homes = {
            item.household.id: item.household.code
            for item in HouseholdService(session).households()
        }
        rows = () if year is None else ResultService(session).rows(year)
        self._results = {row.person.id: row for row in rows}

    def text(self, person: Person) -> str:
        """Name, birth, unit, household, occupation and the result of the year, in lines."""
        home = self._homes.get(person.household or "", "")
        unit = self._units.get(person.home_unit, "")
        return _told(person, unit, home, self._results.get(person.id))


def _told(person: Person, unit: str, household: str, result: ResultRow | None) -> str:
    """Whoever it is, and what can tell two people of one name apart."""
    birth = birth_text(person.birth) if person.birth else "chưa rõ ngày sinh"
    about = [f"hộ {household}" if household else "", person.occupation or ""]
    about.append(f"CCCD …{person.citizen_number[-4:]}" if person.citizen_number else "")
    lines = [person.full_name, f"{birth}, {unit}", ", ".join(part for part in about if part)]
    lines.append("" if result is None else _result_text(result))
    return "\n".join(line for line in lines if line)


def _result_text(result: ResultRow) -> str:
    said = outcome_term(result.outcome)
    return said if result.total is None else f"{decimal_text(result.total)} điểm – {said}"


def _score_text(item: ListedPair) -> str:
    return "" if item.score is None else f"{item.score} %"


def _columns() -> tuple[Column[ListedPair], ...]:
    return (
        Column("Hồ sơ thứ nhất", lambda item: item.left_text, 26, wraps=True),
        Column("Hồ sơ thứ hai", lambda item: item.right_text, 26, wraps=True),
        Column("Vì sao nghi, đã ghi gì", lambda item: item.said, 16, stretches=True, wraps=True),
        Column("Mức", _score_text, 6, is_spare=True, is_number=True),
    )


ENTRY = ScreenEntry("duplicates", "Nghi trùng người", 0, at_commune, DuplicatesScreen)

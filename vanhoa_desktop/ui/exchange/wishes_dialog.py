"""The commune answers whom villages wish to be assessed elsewhere: one by one, or all at once."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.wishes import AnsweredWishes, AssessingWish, WishService
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.widgets.buttons import plain_button, primary_button
from vanhoa_desktop.ui.widgets.fitting_dialog import FittingDialog
from vanhoa_desktop.ui.widgets.labels import heading, quiet
from vanhoa_desktop.ui.widgets.panels import column, row, set_content
from vanhoa_desktop.ui.widgets.states import NoticeBar
from vanhoa_desktop.ui.widgets.tables import Column, RowsModel, TableView
from vanhoa_desktop.ui.workspace import Workspace

_WIDTH_CHARS = 96


class WishesDialog(FittingDialog):
    """`answered` is told after every answer; the dialog closes by itself after the last."""

    answered = Signal(str)

    def __init__(
        self, workspace: Workspace, parent: QWidget, wishes: Sequence[AssessingWish]
    ) -> None:
        super().__init__(parent, "Xin đánh giá ở nơi khác", _WIDTH_CHARS)
        self.workspace = workspace
        self.notice = NoticeBar()
        self.model = RowsModel[AssessingWish](_COLUMNS, self)
        self.table = TableView("Người xin đánh giá ở nơi khác")
        self.table.setModel(self.model)
        self.grant_button = primary_button("Cho người đang chọn")
        self.grant_button.clicked.connect(lambda: self._answer_one(is_granted=True))
        self.refuse_button = plain_button("Không cho, đánh giá ở nhà")
        self.refuse_button.clicked.connect(lambda: self._answer_one(is_granted=False))
        self.all_button = plain_button("")
        self.all_button.clicked.connect(self._on_all)
        self.close_button = plain_button("Đóng")
        self.close_button.clicked.connect(self.give_up)
        self.set_default(self.grant_button)
        set_content(
            self,
            column(
                heading("Thôn xin cho những người này được đánh giá ở nơi khác"),
                quiet(
                    "Cho: từ tệp kết quả tới, nơi kia chấm điểm người đó trong năm ấy. Không cho: "
                    "người đó vẫn do thôn nơi ở chấm."
                ),
                self.notice,
                self.table,
                row(self.all_button, 1, self.refuse_button, self.grant_button, self.close_button),
            ),
        )
        self._show(wishes)
        self.fit()
        self.table.setFocus()

    def _show(self, wishes: Sequence[AssessingWish]) -> None:
        chosen = self.table.chosen_row() or 0
        self.model.set_rows(tuple(wishes))
        self.all_button.setText(f"Cho cả {count_text(len(wishes))} người…")
        self.all_button.setVisible(len(wishes) > 1)
        if wishes:
            self.table.choose_row(min(chosen, len(wishes) - 1))

    def _answer_one(self, *, is_granted: bool) -> None:
        number = self.table.chosen_row()
        wish = None if number is None else self.model.row(number)
        if wish is None:
            self.notice.show_wish("Hãy chọn một người trong bảng.")
            return
        self._answer([wish], is_granted=is_granted)

    def _on_all(self) -> None:
        wishes = self.model.rows
        question = Question(
            self.windowTitle(),
            f"Cho cả {count_text(len(wishes))} người được đánh giá ở nơi thôn xin?",
            "Cho tất cả",
            details="Từng người sửa lại được ở «Danh sách», nút «Chuyển đơn vị…».",
        )
        self.workspace.ask.confirm(self, question, lambda: self._answer(wishes, is_granted=True))

    def _answer(self, wishes: Sequence[AssessingWish], *, is_granted: bool) -> None:
        def act(session: Session) -> tuple[AnsweredWishes, list[AssessingWish]]:
            service = WishService(session)
            return service.answer(wishes, is_granted=is_granted), service.wishes()

        def done(found: tuple[AnsweredWishes, list[AssessingWish]]) -> None:
            self._on_answered(_said(wishes, found[0], is_granted=is_granted), found)

        self._hold(is_held=True)
        self.workspace.save(act, done, self._on_refused)

    def _on_answered(self, said: str, found: tuple[AnsweredWishes, list[AssessingWish]]) -> None:
        self._hold(is_held=False)
        answered, left = found
        self._show(left)
        self.notice.show_notice(said, "warn" if answered.refused else "good")
        self.answered.emit(said)
        if not left:
            self.accept()

    def _on_refused(self, error: VanHoaError) -> None:
        self._hold(is_held=False)
        self.notice.show_refusal(error)

    def _hold(self, *, is_held: bool) -> None:
        """Nothing is pressed twice while an answer is written."""
        for button in (self.grant_button, self.refuse_button, self.all_button):
            button.setEnabled(not is_held)
        if not is_held:
            self.table.setFocus()


def _said(wishes: Sequence[AssessingWish], found: AnsweredWishes, *, is_granted: bool) -> str:
    if found.refused:
        wish, error = found.refused[0]
        rest = f" ({count_text(found.answered)} người khác đã ghi xong.)" if found.answered else ""
        return f"{wish.full_name}: {sentence(error)}{rest}"
    if len(wishes) > 1:
        return f"Đã cho {count_text(len(wishes))} người được đánh giá ở nơi thôn xin."
    wish = wishes[0]
    where = wish.elsewhere if is_granted else f"{wish.home} (nơi ở)"
    return f"{wish.full_name} được đánh giá năm {wish.year} tại {where}."


_COLUMNS: tuple[Column[AssessingWish], ...] = (
    Column("Họ và tên", lambda wish: wish.full_name, 22, stretches=True),
    Column("Nơi ở", lambda wish: wish.home, 20),
    Column("Xin đánh giá tại", lambda wish: wish.elsewhere, 22),
    Column("Năm", lambda wish: str(wish.year), 6),
)

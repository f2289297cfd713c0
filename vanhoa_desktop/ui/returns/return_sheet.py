"""Giving one person's sheet back to the unit, with a reason."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.ui.returns.state import CONSEQUENCE, USUAL_REASONS, return_report_sentence
from vanhoa_desktop.ui.widgets.reason_dialog import ReasonDialog, ReasonWish
from vanhoa_desktop.ui.workspace import Workspace


def _told_apart(person: Person) -> str:
    """The name with the birth: two of one name are no rare thing, and this is not undone."""
    birth = f" (sinh {birth_text(person.birth)})" if person.birth else ""
    return f"{person.full_name}{birth}"


def return_sheet(
    workspace: Workspace,
    parent: QWidget,
    person: Person,
    said: Callable[[str], None],
    refused: Callable[[VanHoaError], None],
) -> ReasonDialog:
    """Ask for the reason and give the sheet of the year back; `said` hears what came of it."""
    wish = ReasonWish(
        title="Trả lại để bổ sung",
        text=f"Trả lại phiếu của {_told_apart(person)} cho thôn?",
        consequence=CONSEQUENCE,
        usual=USUAL_REASONS,
        yes="Trả lại phiếu",
    )
    dialog = ReasonDialog(parent, wish)

    def on_reason(reason: str) -> None:
        year = workspace.year
        if year is None:
            return

        def done(report: WorkflowReport) -> None:
            said(return_report_sentence(report, person.full_name))

        workspace.run(
            lambda session: WorkflowService(session).return_sheets(
                year, reason, people=[person.id]
            ),
            done,
            refused,
        )

    dialog.reason_given.connect(on_reason)
    dialog.open()
    return dialog

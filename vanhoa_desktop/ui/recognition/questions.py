"""What is asked before sheets are appraised, before that is taken back, and before a decision."""

from vanhoa_desktop.services.appraisal.appraisal_undo import LastAppraisal
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport
from vanhoa_desktop.services.recognition.recognition import Proposed
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.ask import Question
from vanhoa_desktop.ui.recognition.state import (
    DecisionForm,
    appraisal_details,
    appraisal_question,
    decision_details,
    decision_question,
    undo_appraisal_question,
    undo_details,
)


def appraising(report: WorkflowReport) -> Question:
    """Whether to appraise what nothing stands against."""
    return Question(
        "Thẩm định",
        appraisal_question(report),
        f"Thẩm định {count_text(report.moved)} phiếu",
        details=appraisal_details(report),
    )


def undoing(last: LastAppraisal) -> Question:
    """Whether to take the last appraisal back."""
    return Question(
        "Hoàn tác thẩm định", undo_appraisal_question(last), "Hoàn tác", details=undo_details(last)
    )


def deciding(form: DecisionForm, proposed: Proposed, today: str) -> Question:
    """Whether to recognise these people: who they are is read once more, numbers stay for ever."""
    people = len(proposed.names)
    return Question(
        "Ra quyết định",
        decision_question(form, people),
        f"Công nhận {count_text(people)} người",
        details=decision_details(form, proposed, today),
    )

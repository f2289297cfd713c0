"""What can be printed of a year, and what each choice is called (no Qt)."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import DecisionStatus, LearningModel
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.domain.targets import Snapshot, SnapshotKind
from vanhoa_desktop.services.papers.papers import PaperChoice, PrintableDecision
from vanhoa_desktop.services.reporting.reports import ReportWish
from vanhoa_desktop.texts.sentences.targets import snapshot_term
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import model_title

NO_DECISION = "Chưa có quyết định nào trong năm"
DRAFT_REPORT = "Bản thảo: đếm số liệu lúc này, chưa chốt"


@dataclass(frozen=True, slots=True)
class Printable:
    """The units, decisions and frozen figures of a year."""

    units: tuple[Unit, ...]
    decisions: tuple[PrintableDecision, ...]
    snapshots: tuple[Snapshot, ...]


def decision_label(item: PrintableDecision) -> str:
    """«Số 15/QĐ-UBND ngày 05/12/2026 (23) – Công dân học tập», or «Dự thảo trình ký (23) – …».

    The number of titles is not last: where letters are large, a box cuts off the end.
    """
    decision = item.decision
    name = "Dự thảo trình ký"
    if decision.status is DecisionStatus.ISSUED and decision.decided_on is not None:
        name = f"Số {decision.number} ngày {date_text(decision.decided_on)}"
    return f"{name} ({count_text(item.titles)}) – {model_title(decision.model)}"


def certificate_choices(year: int, printable: Printable) -> list[tuple[str, PaperChoice]]:
    """All certificates of each model that was decided (people's first), then each decision's."""
    issued = [i for i in printable.decisions if i.decision.status is DecisionStatus.ISSUED]
    decided = {item.decision.model for item in issued}
    models = [m for m in LearningModel if m in decided or m is LearningModel.CITIZEN]
    return [
        *(
            (f"Mọi quyết định – {model_title(model)}", PaperChoice(year, model=model))
            for model in models
        ),
        *((decision_label(i), PaperChoice(year, i.decision.id)) for i in issued),
    ]


def decision_choices(year: int, printable: Printable) -> list[tuple[str, PaperChoice]]:
    """Every decision and draft, the latest date first; where there is none, that there is none."""
    found = [(decision_label(i), PaperChoice(year, i.decision.id)) for i in printable.decisions]
    return found or [(NO_DECISION, PaperChoice(year))]


def offered_choice(printable: Printable, choices: Sequence[tuple[str, PaperChoice]]) -> int:
    """The place of the decision that was issued last; the first choice where none was issued."""
    offered = {item.decision.id for item in printable.decisions if item.is_offered}
    places = (place for place, (_, choice) in enumerate(choices) if choice.decision in offered)
    return next(places, 0)


def report_choices(year: int, printable: Printable) -> list[tuple[str, ReportWish]]:
    """Frozen figures, final ones first and then the newest, and last a draft of this moment."""
    newest_first = sorted(
        printable.snapshots, key=lambda one: (one.kind is not SnapshotKind.FINAL, -one.number)
    )
    frozen = [(_frozen_label(one), ReportWish(year, snapshot=one.id)) for one in newest_first]
    return [*frozen, (DRAFT_REPORT, ReportWish(year, is_counted_anew=True))]


def _frozen_label(one: Snapshot) -> str:
    what = f"{snapshot_term(one.kind)}, số liệu đến {date_text(one.cut_off)}"
    return f"Bản chốt số {one.number}: {what}"

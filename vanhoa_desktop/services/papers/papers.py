"""Papers of recognition: certificates and decisions with their lists, as PDF files."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.documents.certificate import render_certificates
from vanhoa_desktop.documents.decision import DecisionLine, DecisionValues, render_decision
from vanhoa_desktop.documents.office import template
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.domain.assessments import Decision, Recognition
from vanhoa_desktop.domain.enums import DecisionStatus, LearningModel, Sex
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.services.office.lookup import only_one
from vanhoa_desktop.services.office.paper_endings import PDF_ENDING, require_ending
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.recognition.certificate_values import (
    TitleFacts,
    certificate_values,
    issuing_office,
    paper_name,
    title_facts,
)
from vanhoa_desktop.services.recognition.decision_numbers import (
    is_same_number,
    used_numbers,
    usual_ending,
)
from vanhoa_desktop.services.recognition.paper_checks import require_issuer
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.texts.words.terms import model_title


def save_paper(session: Session, pdf: bytes, output: Path, kind: str = "paper") -> None:
    """Save a paper that was made; the access log hears of it.

    Raises PAPER_ENDING for a name of another kind of file, DISK_FULL or FOLDER_READ_ONLY.
    """
    require_ending(output, PDF_ENDING)
    write_atomically(output, pdf)
    session.log_access(f"print-{kind}", output.name)


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """Which papers of a year: of one decision (its id or number), of one unit, of one model.

    `decision` None: every issued decision for certificates; for a decision the one of the
    model that was issued last, else its draft. `is_draft`: the draft of the model.
    """

    year: int
    decision: str | None = None
    unit: str | None = None
    model: LearningModel = LearningModel.CITIZEN
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class PrintableDecision:
    """A decision or draft of a year, and how many are in its list.

    `is_offered`: the one that is printed unless another is chosen: issued last, whatever its date.
    """

    decision: Decision
    titles: int
    is_offered: bool = False


class PaperService:
    """Makes papers from what was decided, at the commune alone; nothing else is printed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def decisions(self, year: int) -> list[PrintableDecision]:
        """The decisions and drafts of a year that the commune prints, the latest date first.

        Raises ROLE_NOT_ALLOWED, CYCLE_NOT_OPEN.
        """
        require_issuer(self._session)
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            titles = reading.recognitions.recognitions(year)
            found = [
                item
                for item in reading.recognitions.decisions(year)
                if item.model is not LearningModel.COMMUNE
            ]
            offered = reading.recognitions.issued_last(found)
        counts = Counter(title.decision for title in titles)
        return [
            PrintableDecision(item, counts[item.id], item == offered) for item in reversed(found)
        ]

    def certificates(self, choice: PaperChoice, progress: Progress = no_progress) -> bytes:
        """The certificates of issued decisions of a year, in the order of their numbers.

        Raises ROLE_NOT_ALLOWED, CYCLE_NOT_OPEN, NOT_FOUND, AMBIGUOUS, PAPER_OF_UPPER_LEVEL;
        NOTHING_DECIDED if nobody was recognised; HEAD_UNKNOWN, PAPER_LETTERS_MISSING or
        PAPER_TEXT_TOO_LONG for a certificate that could not be printed truly.
        """
        require_issuer(self._session)
        with self._session.database.reading() as reading:
            decisions = {item.id: item for item in _issued(reading, choice)}
            titles = [
                title
                for title in reading.recognitions.recognitions(choice.year, unit_id=choice.unit)
                if title.decision in decisions
            ]
            facts = title_facts(self._session, reading, titles)
        if not titles:
            raise VanHoaError(ErrorCode.NOTHING_DECIDED, year=choice.year)
        values = [certificate_values(title, decisions[title.decision], facts) for title in titles]
        lines = template("decision")["signature"]
        return render_certificates(values, issuing_office(facts.commune, lines), progress)

    def decision(self, choice: PaperChoice) -> bytes:
        """The decision chosen, or its draft, with its list.

        Raises what `certificates` raises.
        """
        require_issuer(self._session)
        with self._session.database.reading() as reading:
            cycle = open_cycle(reading, choice.year)
            chosen = _chosen(reading, choice)
            titles = [
                title
                for title in reading.recognitions.recognitions(choice.year, model=chosen.model)
                if title.decision == chosen.id
            ]
            facts = title_facts(self._session, reading, titles)
        used = cycle.criteria.get(chosen.model)
        lines = template("decision")["signature"]
        return render_decision(
            DecisionValues(
                office=issuing_office(facts.commune, lines, chosen.signer),
                commune=facts.commune,
                title=model_title(chosen.model),
                year=choice.year,
                number=chosen.number,
                decided_on=chosen.decided_on,
                lines=[_line(title, facts) for title in titles],
                model=chosen.model.value,
                criteria=() if used is None else (used.id,),
            )
        )

    def save_certificates(
        self, choice: PaperChoice, output: Path, progress: Progress = no_progress
    ) -> int:
        """Save the certificates; returns the number of pages.

        Raises what `certificates` and `save_paper` raise.
        """
        require_ending(output, PDF_ENDING)
        return self._save(self.certificates(choice, progress), output, "certificates")

    def save_decision(self, choice: PaperChoice, output: Path) -> int:
        """Save the decision; returns the number of pages.

        Raises what `decision` and `save_paper` raise.
        """
        require_ending(output, PDF_ENDING)
        return self._save(self.decision(choice), output, "decision")

    def _save(self, pdf: bytes, output: Path, kind: str) -> int:
        save_paper(self._session, pdf, output, kind)
        return page_count(pdf)


def _issued(reading: Reading, choice: PaperChoice) -> Sequence[Decision]:
    """The issued decisions of a choice."""
    open_cycle(reading, choice.year)
    if choice.decision is not None:
        found = _chosen(reading, choice)
        return [found] if found.status is DecisionStatus.ISSUED else []
    _check_own_model(choice.model)
    return [
        item
        for item in reading.recognitions.decisions(choice.year)
        if item.status is DecisionStatus.ISSUED and item.model is choice.model
    ]


def _chosen(reading: Reading, choice: PaperChoice) -> Decision:
    """The one decision of a choice."""
    decisions = reading.recognitions.decisions(choice.year)
    if choice.decision is not None:
        text = choice.decision.strip()
        ending = usual_ending(used_numbers(reading), choice.model)
        found = [item for item in decisions if text in {item.id, item.number}] or [
            item for item in decisions if is_same_number(item.number or "", text, ending)
        ]
        chosen = only_one(found, {item.id: _told_apart(item) for item in found}, "decision", text)
        _check_own_model(chosen.model)
        return chosen
    _check_own_model(choice.model)
    of_model = [item for item in decisions if item.model is choice.model]
    issued = None if choice.is_draft else reading.recognitions.issued_last(of_model)
    if issued is not None:
        return issued
    drafts = [item for item in of_model if item.status is DecisionStatus.DRAFT]
    if not drafts:
        raise VanHoaError(ErrorCode.NOTHING_DECIDED, year=choice.year)
    return drafts[-1]


def _told_apart(decision: Decision) -> str:
    on = "dự thảo" if decision.decided_on is None else date_text(decision.decided_on)
    return f"{decision.number or ''} ({model_title(decision.model)}, {on})".strip()


def _check_own_model(model: LearningModel) -> None:
    if model is LearningModel.COMMUNE:
        raise VanHoaError(ErrorCode.PAPER_OF_UPPER_LEVEL)


def _line(title: Recognition, facts: TitleFacts) -> DecisionLine:
    sex = facts.sexes.get(title.person)
    return DecisionLine(
        full_name=paper_name(title, facts),
        birth_year=title.birth_year,
        is_woman=None if sex is None else sex is Sex.FEMALE,
        unit_name=title.unit_name,
        register_number=title.certificate_number or "",
    )

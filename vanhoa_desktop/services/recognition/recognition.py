"""The commune's decision: who has earned the title, and the numbers of their certificates."""

from dataclasses import dataclass, replace

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.assessments import Assessment, Decision, Recognition
from vanhoa_desktop.domain.enums import AssessmentStatus, DecisionStatus, LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import recognition_id
from vanhoa_desktop.services.office.confirmed import check_confirmed
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.duplicates import DuplicateService
from vanhoa_desktop.services.recognition.decision_numbers import (
    UsedNumber,
    completed_number,
    earlier_use,
    used_numbers,
    usual_ending,
)
from vanhoa_desktop.services.recognition.numbering import last_number_given
from vanhoa_desktop.services.recognition.paper_checks import check_candidates
from vanhoa_desktop.services.recognition.title_candidates import (
    TitleCandidate,
    held_from_titles,
    title_candidates,
)
from vanhoa_desktop.services.recognition.title_sexes import SEX
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.services.sheets.disputes import HeldSheet
from vanhoa_desktop.texts.words.dates import date_text
from vanhoa_desktop.texts.words.plain import is_number

REGISTER_DIGITS = 4


@dataclass(frozen=True, slots=True)
class RecognitionWish:
    """A decision to make.

    Number and date when it is issued, neither while it is drafted for signature. `confirmed`: what
    `Proposed` said would be agreed to, where somebody was asked.
    """

    year: int
    number: str | None = None
    decided_on: str | None = None
    signer: str | None = None
    unit: str | None = None
    model: LearningModel = LearningModel.CITIZEN
    confirmed: frozenset[str] | None = None

    @property
    def is_draft(self) -> bool:
        """Whether the decision stops before number and date."""
        return self.number is None


@dataclass(frozen=True, slots=True)
class RecognitionReport:
    """How many were recognised (or proposed, in a draft) and the range of certificate numbers.

    `held`: appraised sheets that the decision does not name because something is disputed;
    `number`: its own number as it is written, None for a draft.
    """

    decision: str | None
    recognised: int
    first_number: str | None
    last_number: str | None
    held: tuple[HeldSheet, ...] = ()
    number: str | None = None


def register_number(sequence: int, year: int) -> str:
    """The number in the certificate register: sequence within the year, and the year."""
    return f"{sequence:0{REGISTER_DIGITS}d}/{year}"


def last_sequence(numbers: list[str]) -> int:
    """The highest sequence among register numbers of one year."""
    return max(
        (
            int(number.partition("/")[0])
            for number in numbers
            if is_number(number.partition("/")[0])
        ),
        default=0,
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """Names of those whom a decision would name, and what is told before it is made.

    `suspected`: those of them who may be listed twice; `unconsented`: those of whom no consent to
    the assessment is written down; `held`: sheets that it would not name. `confirmed`: what
    agreeing means, person by person with the name that the title would carry.
    """

    names: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()
    unconsented: tuple[str, ...] = ()
    held: tuple[HeldSheet, ...] = ()
    confirmed: frozenset[str] = frozenset()


class RecognitionService:
    """Drafts and issues decisions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def candidates(
        self, year: int, unit: str | None = None, model: LearningModel = LearningModel.CITIZEN
    ) -> list[Assessment]:
        """Sheets of a model that are appraised, passed and not yet recognised."""
        with self._session.database.reading() as reading:
            return [found.sheet for found in title_candidates(reading, year, model, unit)]

    def proposed(self, year: int) -> Proposed:
        """The citizens whom a decision would name now, and what is to be told of them."""
        with self._session.database.reading() as reading:
            found = title_candidates(reading, year, LearningModel.CITIZEN)
            held = held_from_titles(reading, year, LearningModel.CITIZEN)
            registrations = reading.assessments.registrations(year)
        agreed = {known.person for known in registrations if known.use_consent_on}
        people = frozenset(candidate.sheet.person for candidate in found)
        return Proposed(
            tuple(candidate.name for candidate in found),
            tuple(DuplicateService(self._session).names_among(people)),
            tuple(c.name for c in found if c.sheet.person not in agreed),
            held,
            frozenset(map(_told, found)),
        )

    def recognise(self, wish: RecognitionWish) -> RecognitionReport:
        """Draft, or draft and issue, a decision over all that is appraised.

        Passed and not yet recognised.

        An open draft of the year and model is taken up and issued; who was in it and is no
        candidate any more (the sheet was given back, or is disputed since) is left out. Raises
        DECISION_TOO_EARLY for a day before the year of the assessment; DECISION_EXISTS for a number
        used in that year; CONFIRMED_CHANGED if it would name others than was agreed to;
        HEAD_UNKNOWN, PAPER_LETTERS_MISSING, PAPER_TEXT_TOO_LONG if a paper of it could not be
        printed truly: told before any number is given.
        """
        self._session.require_office()
        with self._session.database.reading() as reading:
            # Compared with others before it is written: both in the one form, with an ending.
            ending = usual_ending(used_numbers(reading), wish.model)
            wish = replace(wish, number=completed_number(wish.number or "", ending) or None)
            open_cycle(reading, wish.year)
            _check_day(wish)
            drafts = [
                d
                for d in reading.recognitions.decisions(wish.year)
                if d.status is DecisionStatus.DRAFT and d.model is wish.model
            ]
            candidates = title_candidates(reading, wish.year, wish.model, wish.unit)
            check_confirmed(wish.confirmed, map(_told, candidates))
            left_out = _left_out(reading, wish, drafts, candidates)
            held = held_from_titles(reading, wish.year, wish.model, wish.unit)
            last = self._last_number(reading, wish)
            if candidates:
                _check_number(reading, wish, ending)
                check_candidates(self._session, reading, candidates, _wished(wish))
        if not candidates:
            self._take_out(left_out)
            return RecognitionReport(None, 0, None, None, held, wish.number)
        decision = drafts[0].id if drafts else self._session.new_record_id()
        with self._session.work() as work:
            work.prefetch(candidate.sheet.id for candidate in candidates)
            self._write_decision(work, decision, wish)
            _delete(work, left_out)
            numbers = [
                self._write_title(work, decision, wish, candidate, last + offset)
                for offset, candidate in enumerate(candidates, 1)
            ]
            work.commit()
        if wish.is_draft:
            return RecognitionReport(decision, len(candidates), None, None, held)
        return RecognitionReport(
            decision, len(candidates), numbers[0], numbers[-1], held, wish.number
        )

    def decisions(self, year: int) -> list[Decision]:
        """All decisions of a year."""
        with self._session.database.reading() as reading:
            return reading.recognitions.decisions(year)

    def used_numbers(self) -> tuple[UsedNumber, ...]:
        """The numbers that decisions have already, of whatever year."""
        with self._session.database.reading() as reading:
            return used_numbers(reading)

    def _take_out(self, titles: list[Recognition]) -> None:
        if titles:
            with self._session.work() as work:
                _delete(work, titles)
                work.commit()

    def _last_number(self, reading: Reading, wish: RecognitionWish) -> int:
        """The last certificate number given; raises NUMBERING_UNCONFIRMED after a restore."""
        used = last_sequence(reading.recognitions.certificate_numbers(wish.year))
        return used if wish.is_draft else last_number_given(reading, wish.year, used)

    def _write_decision(self, work: UnitOfWork, decision: str, wish: RecognitionWish) -> None:
        status = DecisionStatus.DRAFT if wish.is_draft else DecisionStatus.ISSUED
        values: dict[str, Json] = control(self._session.require_unit(), status.value)
        values["year"] = wish.year
        values["model"] = wish.model.value
        if wish.signer is not None:
            values["signer"] = wish.signer
        if not wish.is_draft:
            values["number"] = wish.number
            values["decided_on"] = wish.decided_on
        work.put_changed("decision", decision, values)

    def _write_title(
        self,
        work: UnitOfWork,
        decision: str,
        wish: RecognitionWish,
        candidate: TitleCandidate,
        sequence: int,
    ) -> str:
        number = register_number(sequence, wish.year)
        subject = candidate.sheet.person
        record = recognition_id(subject, wish.year, wish.model)
        values: dict[str, Json] = control(candidate.sheet.unit)
        values |= {
            "person": subject,
            "year": wish.year,
            "model": wish.model.value,
            "decision": decision,
            "full_name": candidate.name,
            "birth_year": candidate.birth_year,
            "unit_name": candidate.unit_name,
            "home_unit": candidate.home_unit,
            "certificate_number": None if wish.is_draft else number,
        }
        if candidate.sex is not None:
            values[SEX] = candidate.sex.value
        if candidate.level is not None:
            values["level"] = candidate.level
        work.put_changed("recognition", record, values)
        if not wish.is_draft:
            status = AssessmentStatus.RECOGNISED.value
            work.put(
                "assessment", candidate.sheet.id, control(candidate.sheet.unit, status), covers=True
            )
        return number


def _told(candidate: TitleCandidate) -> str:
    """Who is named, and by which name: somebody who was renamed since was not agreed to."""
    return f"{candidate.sheet.person} {candidate.name}"


def _check_day(wish: RecognitionWish) -> None:
    """Raise DECISION_TOO_EARLY for a day before the year that the decision is about."""
    if wish.decided_on is not None and wish.decided_on < f"{wish.year:04d}-01-01":
        day = date_text(wish.decided_on)
        raise VanHoaError(ErrorCode.DECISION_TOO_EARLY, date=day, year=wish.year)


def _check_number(reading: Reading, wish: RecognitionWish, ending: str) -> None:
    """Raise DECISION_EXISTS for a number that a decision of that calendar year has."""
    number, day = wish.number, wish.decided_on or ""
    used = None if number is None else earlier_use(used_numbers(reading), number, day, ending)
    if used is not None:
        raise VanHoaError(
            ErrorCode.DECISION_EXISTS, number=used.number, date=date_text(used.decided_on)
        )


def _wished(wish: RecognitionWish) -> Decision:
    """The decision as it would be written."""
    status = DecisionStatus.DRAFT if wish.is_draft else DecisionStatus.ISSUED
    return Decision("", wish.year, wish.model, status, wish.number, wish.decided_on, wish.signer)


def _left_out(
    reading: Reading,
    wish: RecognitionWish,
    drafts: list[Decision],
    candidates: list[TitleCandidate],
) -> list[Recognition]:
    """Titles of the open draft whose subjects are no candidates any more."""
    wanted = {candidate.sheet.person for candidate in candidates}
    open_ones = {draft.id for draft in drafts}
    return [
        title
        for title in reading.recognitions.recognitions(wish.year, model=wish.model)
        if title.decision in open_ones and title.person not in wanted
    ]


def _delete(work: UnitOfWork, titles: list[Recognition]) -> None:
    for title in titles:
        work.put("recognition", title.id, control(title.unit, deleted=True))

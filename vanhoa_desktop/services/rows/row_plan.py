"""What will be done with each row of a list of people, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vanhoa_desktop.domain.import_account import AnswerKind, AskedWhy, RowAnswer
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.services.rows.answered_as_one import rows_that_differ
from vanhoa_desktop.services.rows.household_claims import with_household_questions
from vanhoa_desktop.services.rows.household_part_questions import with_part_question
from vanhoa_desktop.services.rows.household_parts import NOT_CONTESTED, ContestedNumbers
from vanhoa_desktop.services.rows.import_report import asked_row, suggested
from vanhoa_desktop.services.rows.matching import (
    Ground,
    Meant,
    PersonMatcher,
    RowQuestion,
    Verdict,
    is_held_with_number,
    open_doubts,
)
from vanhoa_desktop.services.rows.moved_codes import MovedCodes
from vanhoa_desktop.services.rows.moved_rows import MovedRows
from vanhoa_desktop.services.rows.presence_news import presence_doubt
from vanhoa_desktop.services.rows.row_step import Place, RowStep
from vanhoa_desktop.services.rows.row_twins import RowTwins, keep_one_row_each

_SKIPPED = "Bỏ qua theo trả lời."


class RowPlanner:
    """Plans the rows of one file."""

    def __init__(
        self,
        matcher: PersonMatcher,
        placed: Sequence[tuple[PersonCandidate, str]],
        people: Mapping[str, Person],
        with_results: frozenset[str] = frozenset(),
        moved: MovedRows | None = None,
        contested: ContestedNumbers = NOT_CONTESTED,
    ) -> None:
        self._matcher = matcher
        self._placed = placed
        # Those who are named in answers, by id.
        self._people = people
        # Those whom a row calls dead or moved and who have a sheet at the commune, or a title.
        self._with_results = with_results
        self._moved = moved or MovedRows()
        # Numbers of households that two families of the list have.
        self._contested = contested
        # What the sheets show of the codes of their rows.
        self.codes = MovedCodes(matcher, placed)
        self._twins = RowTwins()
        self._as_one: Mapping[Place, str] = {}

    def plan(self, answers: Mapping[Place, RowAnswer], rest: RowAnswer | None) -> list[RowStep]:
        """A step for each row; `rest` answers all that are still asked.

        Raises NOT_FOUND for an answer that names a person or a row that is not there.
        """
        steps = self._steps(answers)
        if rest is None:
            return steps
        more = {
            step.row.place: answer
            for step in steps
            if step.asked is not None and (answer := suggested(step.asked, rest)) is not None
        }
        self._twins = RowTwins()
        return self._steps({**more, **answers})

    def _steps(self, answers: Mapping[Place, RowAnswer]) -> list[RowStep]:
        verdicts: dict[Place, Verdict] = {}
        for row, _ in self._placed:
            answer = answers.get(row.place)
            verdicts[row.place] = self._answered(answer, row)
        rows = [row for row, _ in self._placed]
        kept = keep_one_row_each(verdicts, rows)
        self._as_one = rows_that_differ(rows, answers)
        steps = [
            self._step(row, unit, kept[row.place], answers.get(row.place))
            for row, unit in self._placed
        ]
        steps = with_household_questions(steps, self._matcher, answers)
        return with_part_question(steps, self._contested, answers)

    def _answered(self, answer: RowAnswer | None, row: PersonCandidate) -> Verdict:
        if answer is None:
            return self.codes.verdict(row.place)
        if answer.kind is not AnswerKind.PERSON:
            return None
        record = answer.person or ""
        person = self._people.get(record) or self._matcher.person(record)
        if person is None:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="person", text=answer.person or "")
        return Meant(person, Ground.ANSWER)

    def _step(
        self, row: PersonCandidate, unit: str, verdict: Verdict, answer: RowAnswer | None
    ) -> RowStep:
        if answer is not None and answer.kind is AnswerKind.SKIP:
            return RowStep(row, unit, skipped=_SKIPPED)
        if row.place in self._as_one:
            return self._asked_anew(row, unit, verdict)
        if answer is not None and answer.kind is AnswerKind.ROW:
            return RowStep(row, unit, joins=self._row_meant(row, answer))
        namesakes: tuple[Place, ...] = ()
        if answer is None:
            row = self._asked_of_moving(self._asked_of_presence(row, verdict), verdict)
            verdict, namesakes = self._among_rows(row, unit, verdict)
        if isinstance(verdict, RowQuestion):
            # Whoever is chosen in another unit stays there: the officer is told how to move them.
            is_elsewhere = verdict.why is AskedWhy.IN_OTHER_UNIT
            asked = asked_row(
                row,
                verdict,
                choosable=[p for p in verdict.people if is_elsewhere or p.home_unit == unit],
                homes=self._matcher.homes,
            )
            return RowStep(row, unit, asked=asked)
        if verdict is None:
            self._twins.add(row, unit)
            return RowStep(row, unit, namesakes=namesakes)
        self._twins.add_number(row)
        is_corrected = answer is not None and answer.corrects
        is_whole = verdict.ground is Ground.CODE or is_corrected
        return RowStep(row, unit, verdict.person, is_whole=is_whole)

    def _asked_anew(self, row: PersonCandidate, unit: str, verdict: Verdict) -> RowStep:
        """The question of a row that is answered to be whom another, which differs, is too."""
        meant = [*_people_of(verdict), *_people_of(self.codes.verdict(row.place))]
        people = tuple({person.id: person for person in meant}.values())
        asked = asked_row(
            replace(row, doubts=(self._as_one[row.place],)),
            RowQuestion(AskedWhy.DOUBTFUL, people),
            choosable=people,
            homes=self._matcher.homes,
        )
        return RowStep(row, unit, asked=asked)

    def _asked_of_presence(self, row: PersonCandidate, verdict: Verdict) -> PersonCandidate:
        """The row with the doubt about what it says of where its person is, if there is one."""
        doubts = [presence_doubt(row, p, self._with_results) for p in _people_of(verdict)]
        doubt = next(filter(None, doubts), "")
        return replace(row, doubts=(*row.doubts, doubt)) if doubt else row

    def _asked_of_moving(self, row: PersonCandidate, verdict: Verdict) -> PersonCandidate:
        """The row with the doubt whether it means somebody who lives elsewhere by now."""
        doubt = self._moved.doubt(row) if verdict is None else ""
        return replace(row, doubts=(*row.doubts, doubt)) if doubt else row

    def _among_rows(
        self, row: PersonCandidate, unit: str, verdict: Verdict
    ) -> tuple[Verdict, tuple[Place, ...]]:
        """The verdict after the rows above and the doubts about this one, and its namesakes."""
        others: list[NamedRow] = []
        if isinstance(verdict, RowQuestion):
            if verdict.why is AskedWhy.ROW_REPEATED:
                verdict = self._matcher.with_all_who_fit(verdict, row, unit)
        # Who has this number already has it by an answer: it is not asked every time.
        elif not (isinstance(verdict, Meant) and is_held_with_number(row, verdict.person)):
            repeated = self._twins.with_number(row)
            if repeated is not None:
                repeated = replace(repeated, people=_people_of(verdict))
                verdict = self._matcher.with_all_who_fit(repeated, row, unit)
        if verdict is None:
            verdict, others = self._twins.judge(row, unit)
        doubts = open_doubts(row, verdict.person) if isinstance(verdict, Meant) else row.doubts
        if doubts and not isinstance(verdict, RowQuestion):
            verdict = RowQuestion(AskedWhy.DOUBTFUL, _people_of(verdict))
        return verdict, tuple(other.place for other in others)

    def _row_meant(self, row: PersonCandidate, answer: RowAnswer) -> Place:
        place = (answer.sheet or row.sheet, answer.row or 0)
        places = {other.place for other, _ in self._placed} - {row.place}
        if place not in places:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="row", text=str(answer.row))
        return place


def _people_of(verdict: Verdict) -> tuple[Person, ...]:
    if isinstance(verdict, Meant):
        return (verdict.person,)
    return () if verdict is None else verdict.people

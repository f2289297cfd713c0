"""Who holds which title: as things stand, kept in a table change by change, and as was decided.

Both say so by the same parts: what a decision or another place gave, unless the sheet took it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    exists,
    literal,
    or_,
    select,
    true,
    union_all,
)

from vanhoa_desktop.db.batches import batches
from vanhoa_desktop.db.bulk import insert_rows
from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.tables.projections import assessment, decision, recognition
from vanhoa_desktop.db.tables.reporting import outside_title
from vanhoa_desktop.db.tables.results import title
from vanhoa_desktop.domain.enums import AssessmentStatus, DecisionStatus, LearningModel, Outcome
from vanhoa_desktop.domain.sheet_lifecycle import WITHOUT_TITLE
from vanhoa_desktop.journal.fold import RecordState

_WITHOUT_TITLE = sorted(status.value for status in WITHOUT_TITLE)
_NAMES_A_SUBJECT = {"assessment": assessment, "recognition": recognition}
_OF_RECOGNITION = (recognition.c.year, recognition.c.model, recognition.c.person)

_PASSES = assessment.c.outcome == Outcome.PASSED.value
_CITIZEN = literal(LearningModel.CITIZEN.value)
SubjectsByYear = defaultdict[int, defaultdict[LearningModel, set[bytes]]]


def no_subjects() -> SubjectsByYear:
    """An empty collection of subjects by year and model."""
    return defaultdict(lambda: defaultdict(set))


def named_subjects(
    connection: Connection, states: Mapping[str, RecordState | None], found: SubjectsByYear
) -> None:
    """Add the subjects whose title these records bear on, as the tables name them now."""
    by_kind: dict[str, list[bytes]] = defaultdict(list)
    for record, state in states.items():
        if state is not None:
            by_kind[state.kind].append(record_key(record))
    for kind, table in _NAMES_A_SUBJECT.items():
        for batch in batches(by_kind[kind]):
            query = select(table.c.year, table.c.model, table.c.person)
            _add(found, connection.execute(query.where(table.c.record.in_(batch))))
    for batch in batches(by_kind["decision"]):
        of_decision = recognition.c.decision.in_(batch)
        _add(found, connection.execute(select(*_OF_RECOGNITION).where(of_decision)))
    for batch in batches(by_kind["outside_title"]):
        columns = (outside_title.c.year, _CITIZEN.label("model"), outside_title.c.person)
        query = select(*columns).where(outside_title.c.record.in_(batch))
        _add(found, connection.execute(query))
    if by_kind["recognition"] or by_kind["decision"]:
        _add_later_years(connection, found)


def _add_later_years(connection: Connection, found: SubjectsByYear) -> None:
    """A level asks how long ago the level before was recognised, in whatever year that was."""
    named = [
        (model, key) for models in found.values() for model, keys in models.items() for key in keys
    ]
    bodies = [key for model, key in named if model is not LearningModel.CITIZEN]
    for batch in batches(dict.fromkeys(bodies)):
        columns = (assessment.c.year, assessment.c.model, assessment.c.person)
        _add(found, connection.execute(select(*columns).where(assessment.c.person.in_(batch))))


def subjects_under(
    connection: Connection, states: Mapping[str, RecordState | None], found: SubjectsByYear
) -> None:
    """Add the subjects whose sheets name a criteria set that is among these records.

    A set may come after sheets that were begun under it elsewhere.
    """
    for state in states.values():
        if state is not None and state.kind == "criteria":
            sha256 = state.values.get("sha256")
            query = select(assessment.c.year, assessment.c.model, assessment.c.person)
            _add(found, connection.execute(query.where(assessment.c.criteria == sha256)))


def settle_titles(
    connection: Connection, year: int, model: LearningModel, subjects: Iterable[bytes]
) -> tuple[set[bytes], set[bytes]]:
    """Bring the titles of these subjects up to date; returns who gained one, and who lost it."""
    gained: set[bytes] = set()
    lost: set[bytes] = set()
    for batch in batches(subjects):
        named = (title.c.year == year, title.c.model == model.value, title.c.subject.in_(batch))
        before = set(connection.scalars(select(title.c.subject).where(*named)))
        after = set(connection.scalars(_holders(year, model, batch)))
        gone = before - after
        if gone:
            connection.execute(delete(title).where(*named[:2], title.c.subject.in_(gone)))
        rows = [{"year": year, "model": model.value, "subject": key} for key in after - before]
        insert_rows(connection, title, rows)
        gained |= after - before
        lost |= gone
    return gained, lost


def titles_of(
    connection: Connection, year: int, until: str | None = None, *, provisional: bool = False
) -> dict[LearningModel, frozenset[str]]:
    """Who holds which title of a year by what was decided: record ids of subjects, by model.

    `until` (ISO date): only what was decided up to that day. `provisional`: whoever was appraised
    and passes holds the title, too.
    """
    given = [_decided(year, until), _from_elsewhere(year, until)]
    if provisional:
        columns = (assessment.c.model, assessment.c.person)
        is_appraised = assessment.c.status == AssessmentStatus.APPRAISED.value
        given.append(select(*columns).where(assessment.c.year == year, is_appraised, _PASSES))
    named = union_all(*given).subquery()
    query = select(named.c.model, named.c.person)
    rows = connection.execute(query.where(~_is_taken(year, named.c.model, named.c.person)))
    found: dict[str, set[str]] = defaultdict(set)
    for model, subject in rows:
        found[model].add(record_id(subject))
    return {model: frozenset(found[model.value]) for model in LearningModel}


def is_given(until: str | None = None) -> ColumnElement[bool]:
    """Whether a recognition is one of an issued decision, of any day or up to an ISO date."""
    return exists().where(
        decision.c.record == recognition.c.decision,
        decision.c.status == DecisionStatus.ISSUED.value,
        _is_dated(decision.c.decided_on, until),
    )


def _holders(year: int, model: LearningModel, subjects: list[bytes]) -> Select[Any]:
    """Those of the subjects who hold the title as things stand: decided, or by a sheet that passes.

    A sheet that passes gives it before anybody appraised it: what hangs on it is to be seen.
    """
    by_sheet = select(assessment.c.model, assessment.c.person).where(
        assessment.c.year == year,
        assessment.c.model == model.value,
        assessment.c.person.in_(subjects),
        _PASSES,
    )
    decided = _decided(year).where(
        recognition.c.model == model.value, recognition.c.person.in_(subjects)
    )
    given = [by_sheet, decided]
    if model is LearningModel.CITIZEN:
        given.append(_from_elsewhere(year).where(outside_title.c.person.in_(subjects)))
    named = union_all(*given).subquery()
    return select(named.c.person).where(~_is_taken(year, named.c.model, named.c.person))


def _decided(year: int, until: str | None = None) -> Select[Any]:
    """(model, subject) of every title by an issued decision."""
    columns = (recognition.c.model, recognition.c.person)
    return select(*columns).where(recognition.c.year == year, is_given(until))


def _from_elsewhere(year: int, until: str | None = None) -> Select[Any]:
    """(model, person) of every title that was given elsewhere, and whose paper was checked."""
    return select(_CITIZEN.label("model"), outside_title.c.person).where(
        outside_title.c.year == year,
        outside_title.c.checked_on.is_not(None),
        _is_dated(outside_title.c.decided_on, until),
    )


def _is_dated(day: ColumnElement[Any], until: str | None) -> ColumnElement[bool]:
    """Whether something was decided up to a day; what bears no date was."""
    return true() if until is None else or_(day.is_(None), day <= until)


def _is_taken(
    year: int, model: ColumnElement[str], subject: ColumnElement[bytes]
) -> ColumnElement[bool]:
    """Whether the subject's sheet stands where nobody holds a title, whatever was given."""
    return exists().where(
        assessment.c.person == subject,
        assessment.c.year == year,
        assessment.c.model == model,
        assessment.c.status.in_(_WITHOUT_TITLE),
    )


def _add(found: SubjectsByYear, rows: Iterable[Any]) -> None:
    models = {model.value: model for model in LearningModel}
    for row in rows:
        if row.model in models:
            found[row.year][models[row.model]].add(row.person)

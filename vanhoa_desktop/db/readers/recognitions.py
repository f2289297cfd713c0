"""Queries over decisions and the titles given by them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, select

from vanhoa_desktop.db.encoding import record_id, record_key
from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.tables.projections import decision, recognition
from vanhoa_desktop.db.titles import is_given
from vanhoa_desktop.domain.assessments import Decision, Recognition
from vanhoa_desktop.domain.enums import DecisionStatus, LearningModel
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.texts.words.names import place_key


def _gives_a_date(change: Change) -> bool:
    return change.body is not None and change.body.values.get("decided_on") is not None


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        id=record_id(row.record),
        year=row.year,
        model=LearningModel(row.model),
        status=DecisionStatus(row.status),
        number=row.number,
        decided_on=row.decided_on,
        signer=row.signer,
    )


def _recognition(row: Row[Any]) -> Recognition:
    return Recognition(
        id=record_id(row.record),
        person=record_id(row.person),
        year=row.year,
        model=LearningModel(row.model),
        decision=record_id(row.decision),
        certificate_number=row.certificate_number,
        full_name=row.full_name,
        birth_year=row.birth_year,
        unit=record_id(row.unit),
        unit_name=row.unit_name,
    )


def _register_order(row: Row[Any]) -> tuple[bool, int, str, str, bytes]:
    sequence, _, _ = (row.certificate_number or "").partition("/")
    if sequence.isdecimal():
        return False, int(sequence), "", "", row.record
    return True, 0, place_key(row.unit_name), row.sort_key, row.record


class RecognitionReader:
    """Decisions and recognitions as frozen values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def decisions(self, year: int) -> list[Decision]:
        """All decisions of a year by date; those of one day in the order in which they were issued.

        Drafts, which have no date, come first.
        """
        query = select(decision).where(decision.c.year == year).order_by(decision.c.record)
        found = [_decision(row) for row in self._connection.execute(query)]
        days = Counter(item.decided_on for item in found)
        issued = self._issue_places(item.id for item in found if days[item.decided_on] > 1)
        return sorted(found, key=lambda item: (item.decided_on or "", issued.get(item.id, 0)))

    def issued_last(self, decisions: Iterable[Decision]) -> Decision | None:
        """The decision that was issued last, whatever its date; None where none was issued."""
        issued = [item for item in decisions if item.status is DecisionStatus.ISSUED]
        places = self._issue_places(item.id for item in issued)
        return max(
            issued,
            key=lambda item: (places.get(item.id, 0), item.decided_on or "", item.id),
            default=None,
        )

    def _issue_places(self, decisions: Iterable[str]) -> dict[str, int]:
        """Where in the journal each decision was first given its date."""
        # Numbers are free text («9/QĐ» before «10/QĐ»), ids are chance, and clocks count from one
        # again on the chain that is begun where a folder was copied: none of them says the order.
        held = JournalReader(self._connection).of_records(decisions)
        return {
            record: min((c.position for c in changes if _gives_a_date(c.change)), default=0)
            for record, changes in held.items()
        }

    def recognitions(
        self, year: int, *, unit_id: str | None = None, model: LearningModel | None = None
    ) -> list[Recognition]:
        """Titles of a year by the numbers of their certificates.

        Those without a number yet come after them: by unit, then by name in Vietnamese order.
        """
        conditions = [recognition.c.year == year]
        if unit_id is not None:
            conditions.append(recognition.c.unit == record_key(unit_id))
        if model is not None:
            conditions.append(recognition.c.model == model.value)
        query = select(recognition).where(*conditions)
        found = sorted(self._connection.execute(query), key=_register_order)
        return [_recognition(row) for row in found]

    def given(self, year: int) -> list[Recognition]:
        """Titles of a year that an issued decision names, in the order of `recognitions`."""
        query = select(recognition).where(recognition.c.year == year, is_given())
        found = sorted(self._connection.execute(query), key=_register_order)
        return [_recognition(row) for row in found]

    def of_person(self, person_id: str) -> list[Recognition]:
        """All titles of a person, the oldest first."""
        query = select(recognition).where(recognition.c.person == record_key(person_id))
        return [_recognition(row) for row in self._connection.execute(query.order_by("year"))]

    def certificate_numbers(self, year: int) -> list[str]:
        """All certificate numbers given in a year."""
        query = select(recognition.c.certificate_number).where(
            recognition.c.year == year, recognition.c.certificate_number.is_not(None)
        )
        return [row.certificate_number for row in self._connection.execute(query)]

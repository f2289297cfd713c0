"""Who changed what of a record, and when: read from the journal, nothing left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel, NotStanding
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId, Op
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.journal.identity import assessment_id, registration_id
from vanhoa_desktop.services.office.lookup import as_record_id
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.review.conflicts import ASSESSMENT, Authors
from vanhoa_desktop.texts.sentences.values import value_text
from vanhoa_desktop.texts.words.plain import plain_line
from vanhoa_desktop.texts.words.terms import field_term

_KEYS = frozenset({"person", "year", "model", "criteria"})
"""Fields that say which record it is, and nothing that people decide."""
_NO_VALUES: Mapping[str, Json] = {}
_ANSWERED = "Hoàn tác, hoặc làm lại, cả một tệp hay một lần nhập"
_ERASED = "Nội dung đã xóa theo yêu cầu"
_BEGUN = "Lập hồ sơ"


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One change of a record, in the order of the moments that it shows.

    `values`: field → new value; `lines`: the same in the words of the form, with the value that was
    written over («Điểm chỉ số 6 (thôn chấm): 7 → 8»). `reason`: why it does not count (late,
    forked, revoked, voided), or None.
    """

    change: str
    op: Op
    values: Mapping[str, Json]
    lines: tuple[str, ...]
    by: str
    unit_name: str
    device: str
    at: str
    reason: NotStanding | None


class HistoryService:
    """Reads histories."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_record(self, text: str) -> list[RecordedChange]:
        """All changes of the record with this id, oldest first; raises NOT_FOUND."""
        record = as_record_id(text)
        found = [] if record is None else self._read([record])
        if not found:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="record", text=text)
        return found

    def of_person(self, person: str, year: int | None) -> list[RecordedChange]:
        """All changes of a person, and of the registration and the sheet of a year; oldest first.

        Raises NOT_FOUND.
        """
        records = [person]
        if year is not None:
            sheet = assessment_id(person, year, LearningModel.CITIZEN)
            records += [registration_id(person, year), sheet]
        found = self._read(records)
        if not found:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="record", text=person)
        return found

    def _read(self, records: Sequence[str]) -> list[RecordedChange]:
        with self._session.database.reading() as reading:
            held = reading.journal.of_records(records)
            pages = _Pages(reading, held)
            changes = [item.change for items in held.values() for item in items]
            # Clocks order the changes of one record, not those of several: as people read.
            changes.sort(key=lambda c: (_moment(c), c.header.clock, c.header.chain, c.header.seq))
            return [pages.recorded(change) for change in changes]


def _moment(change: Change) -> str:
    """When it was written, by the clock of its computer; an erased change no longer says."""
    return "" if change.body is None else change.body.at


class _Pages:
    """What is needed to say a change in words."""

    def __init__(self, reading: Reading, held: Mapping[str, Sequence[HeldChange]]) -> None:
        self._authors = Authors(reading)
        self._owners = reading.journal.devices()
        self._changes = {item.change.id: item.change for items in held.values() for item in items}
        self._out: dict[ChangeId, NotStanding] = {}
        for items in held.values():
            state = fold([item.change for item in items], reading.authority)
            self._out.update(state.out)

    def recorded(self, change: Change) -> RecordedChange:
        """One change in the words of the form."""
        body = change.body
        return RecordedChange(
            change=change.id.hex(),
            op=change.header.op,
            values=_NO_VALUES if body is None else body.values,
            lines=tuple(self._lines(change)),
            by="" if body is None else plain_line(body.actor),
            unit_name=self._authors.unit_name(change),
            device=self._owners.get(change.header.chain) or "",
            at="" if body is None else body.at,
            reason=self._out.get(change.id),
        )

    def _lines(self, change: Change) -> list[str]:
        if change.header.op is Op.VOID:
            return [_ANSWERED]
        if change.body is None or change.header.op is Op.ERASE:
            return [_ERASED]
        shown = [name for name in sorted(change.body.values, key=_form_order) if name not in _KEYS]
        return [self._line(change, name, change.body.values[name]) for name in shown]

    def _line(self, change: Change, name: str, value: Json) -> str:
        before = self._before(change, name)
        if name == CONTROL and isinstance(value, Mapping) and change.header.kind != ASSESSMENT:
            unit = self._authors.units.get(str(value.get("unit")), "")
            if value.get("deleted"):
                return value_text(name, value)
            return f"{_BEGUN}: {unit}" if not before else f"Chuyển đến: {unit}"
        *texts, said = self._authors.words.texts(name, [*before, value])
        earlier = " / ".join(dict.fromkeys(texts))
        is_over_another = bool(earlier) and earlier != said
        return (
            f"{field_term(name)}: {earlier} → {said}"
            if is_over_another
            else (f"{field_term(name)}: {said}")
        )

    def _before(self, change: Change, name: str) -> list[Json]:
        """What the change was written over: several values where it settled a conflict."""
        named = () if change.body is None else change.body.bases.get(name, ())
        held = [self._changes[i] for i in named if i in self._changes]
        held.sort(key=lambda c: (c.header.clock, c.header.chain))
        return [c.body.values.get(name) for c in held if c.body is not None]


def _form_order(name: str) -> tuple[str, int, str]:
    """Indicators in the order of the form: 2 before 10."""
    head = name.rstrip("0123456789")
    digits = name.removeprefix(head)
    return head, int(digits) if digits else 0, name

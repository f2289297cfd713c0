"""The receipt: what became of each sheet that a unit sent, read from the commune's answers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, NotStanding, ReceiptState
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId
from vanhoa_desktop.journal.fold import RecordState, fold
from vanhoa_desktop.services.appraisal.settled_points import Chains, told_of_points
from vanhoa_desktop.services.office.gone_people import names_last_written
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.texts.words.terms import indicator_term

_STATES = {
    AssessmentStatus.OPEN: ReceiptState.NOT_SENT,
    AssessmentStatus.SUBMITTED: ReceiptState.ON_ITS_WAY,
    AssessmentStatus.RECEIVED: ReceiptState.RECEIVED,
    AssessmentStatus.RETURNED: ReceiptState.RETURNED,
    AssessmentStatus.APPRAISED: ReceiptState.APPRAISED,
    AssessmentStatus.RECOGNISED: ReceiptState.RECOGNISED,
}


@dataclass(frozen=True, slots=True)
class SheetReceipt:
    """What became of one sheet.

    `changed`: indicators where the commune's own points differ from the unit's («Chỉ số 6»).
    `late`: changes of this unit that came after the commune had judged the sheet, and wait for a
    person there. Of the unit's own points, where the commune wrote what stands: `kept` are those
    where this laptop's points were chosen, `chosen` those of another laptop of a unit, `rewritten`
    those that no laptop of a unit gave. `is_gone`: in no list any more, and named as
    last written.
    """

    person: str
    full_name: str
    state: ReceiptState
    changed: tuple[str, ...]
    late: int
    return_reason: str | None
    kept: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    rewritten: tuple[str, ...] = ()
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """All sheets of a unit, by person in Vietnamese order, and how many stand where."""

    sheets: tuple[SheetReceipt, ...]

    @property
    def counts(self) -> Mapping[ReceiptState, int]:
        """How many sheets stand at each state."""
        return Counter(sheet.state for sheet in self.sheets)


class ReceiptService:
    """Reads receipts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def receipt(self, year: int, unit: str | None = None) -> Receipt:
        """What became of the sheets of this unit (at the commune: of one or all units).

        Raises CYCLE_NOT_OPEN, NOT_ENROLLED.
        """
        own = self._session.require_unit()
        of_unit = unit if self._session.identity.is_commune else own
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            sheets = reading.assessments.assessments(year, unit=of_unit)
            people = reading.people.people(sheet.person for sheet in sheets)
            gone = names_last_written(reading, {s.person for s in sheets if s.person not in people})
            held = reading.journal.of_records([sheet.id for sheet in sheets])
            authority = reading.authority
            states = {
                record: fold([item.change for item in items], authority)
                for record, items in held.items()
            }
            told = _told_by_office(reading, self._session.identity.device_id)
            offices = Chains(frozenset(told), frozenset(authority.commune_chains))
        receipts = []
        for sheet in sheets:
            changes = {item.change.id: item.change for item in held.get(sheet.id, [])}
            state = states[sheet.id]
            person = people.get(sheet.person)
            settled = told_of_points(state, changes, offices)
            receipts.append(
                SheetReceipt(
                    person=sheet.person,
                    full_name=person.full_name if person else gone.get(sheet.person, ""),
                    state=_state_of(sheet, _shown(state, changes), told),
                    changed=_terms(_differing(sheet)),
                    late=sum(reason is NotStanding.LATE for reason in state.out.values()),
                    return_reason=_reason(sheet),
                    kept=_terms(settled.kept),
                    chosen=_terms(settled.chosen),
                    rewritten=_terms(settled.rewritten),
                    is_gone=person is None,
                )
            )
        return Receipt(tuple(receipts))


def _told_by_office(reading: Reading, own_device: str) -> Mapping[str, int]:
    """Own chain → the last seq of it that the office said it holds; 0 before it said anything.

    What others wrote reached this device through the office.
    """
    office = None if reading.trust is None else reading.trust.office
    heard = reading.ledger.acknowledgements([office] if office else []).get(office or "", [])
    said = heard[0].known if heard else {}
    own = [chain for chain, device in reading.journal.devices().items() if device == own_device]
    told = {chain: said.get(chain, (0, b"")) for chain in own}
    return {
        chain: seq if reading.journal.id_at(chain, seq) == change else 0
        for chain, (seq, change) in told.items()
    }


def _shown(state: RecordState, changes: Mapping[ChangeId, Change]) -> Change | None:
    """The change that says where the sheet stands."""
    held = state.fields.get(CONTROL)
    return None if held is None or held.shown is None else changes[held.shown]


def _state_of(sheet: Assessment, shown: Change | None, told: Mapping[str, int]) -> ReceiptState:
    """Where a sheet is: what was sent is received once the commune's file says it holds that."""
    found = _STATES.get(sheet.status, ReceiptState.CLOSED)
    if found is not ReceiptState.ON_ITS_WAY or shown is None:
        return found
    header = shown.header
    is_there = header.seq <= told.get(header.chain, header.seq)
    return ReceiptState.RECEIVED if is_there else found


def _reason(sheet: Assessment) -> str | None:
    return sheet.return_reason if sheet.status is AssessmentStatus.RETURNED else None


def _differing(sheet: Assessment) -> list[str]:
    """Indicators where the commune gave points of its own, and others than the unit."""
    villages = sheet.points.get(Assessor.VILLAGE, {})
    communes = sheet.points.get(Assessor.COMMUNE, {})
    return [code for code, points in communes.items() if villages.get(code) != points]


def _terms(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(indicator_term(code) for code in sorted(codes, key=lambda c: (len(c), c)))

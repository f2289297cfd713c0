"""Work that does not stand because its chain forked or its device ended: taken over as a whole.

So is what a device wrote as the office when it was none any more.

It is kept for ever and shown field by field (`conflicts`). After a look, a whole branch can be
recorded again on this installation's own chain, as far as nothing newer has replaced it.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL, Change, ChangeId
from vanhoa_desktop.journal.fold import RecordState, fold
from vanhoa_desktop.services.office.control import OPEN
from vanhoa_desktop.services.office.session import Session

_REFUSALS = frozenset({ErrorCode.RECORD_OF_OTHERS, ErrorCode.VALUE_INVALID})


@dataclass(frozen=True, slots=True)
class Branch:
    """A run of changes that does not stand: its first change names it.

    `waiting`: how many records have something in it that nobody replaced.
    """

    id: str
    chain: str
    device: str
    first: int
    last: int
    changes: int
    waiting: int
    from_at: str
    to_at: str


@dataclass(frozen=True, slots=True)
class RescueReport:
    """How many records were recorded again, and how many are others' to write or closed by now.

    `disputed`: how many say something else, in some field, than what was written without knowing of
    it and stands: that waits for a person as before.
    """

    rescued: int
    skipped: int
    disputed: int = 0


class RescueService:
    """Lists branches and takes one over."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def branches(self) -> list[Branch]:
        """All branches of forks, tails of ended devices and offices, of which something waits."""
        with self._session.database.reading() as reading:
            found = [
                _described(reading, changes, _waiting(reading, changes))
                for changes in _branches(reading)
            ]
        return sorted(
            (branch for branch in found if branch.waiting), key=lambda b: (b.chain, b.first, b.id)
        )

    def keep(self, text: str) -> RescueReport:
        """Record a branch again, in one transaction; `text` is its id or the beginning of it.

        Raises NOT_FOUND or AMBIGUOUS.
        """
        self._session.require_unit()
        with self._session.database.reading() as reading:
            found = [c for c in _branches(reading) if text and c[0].id.hex().startswith(text)]
            if len(found) != 1:
                code = ErrorCode.AMBIGUOUS if found else ErrorCode.NOT_FOUND
                names = ", ".join(changes[0].id.hex()[:12] for changes in found)
                raise VanHoaError(
                    code, what="branch", text=text, count=len(found), candidates=names
                )
            waiting = _waiting(reading, found[0])
        return self._record_all(waiting)

    def keep_own(self, devices: Collection[str]) -> RescueReport:
        """Record all branches of some devices again as one: of each field what was said last."""
        with self._session.database.reading() as reading:
            owners = reading.journal.devices()
            found = [
                change
                for branch in _branches(reading)
                for change in branch
                if owners.get(change.header.chain) in devices
            ]
            found.sort(key=lambda c: (c.header.clock, c.header.chain, c.header.seq, c.id))
            waiting = _waiting(reading, found)
        return self._record_all(waiting)

    def _record_all(self, waiting: Mapping[str, Sequence[Change]]) -> RescueReport:
        rescued = skipped = disputed = 0
        with self._session.work() as work:
            work.prefetch(waiting)
            held = work.view.journal.of_records(waiting)
            for record, changes in waiting.items():
                known = {item.change.id: item.change for item in held[record]}
                values, is_disputed = _values(work.state(record), changes, known)
                disputed += is_disputed
                is_put = self._record(work, record, changes, values)
                rescued += is_put
                skipped += not is_put and not is_disputed
            work.commit()
        return RescueReport(rescued, skipped, disputed)

    def _record(
        self,
        work: UnitOfWork,
        record: str,
        changes: Sequence[Change],
        values: dict[str, Json],
    ) -> bool:
        """Put values again that wait of a record; False if it is not ours to write (any more)."""
        state = work.state(record)
        kind = changes[0].header.kind
        said = values.pop(CONTROL, None)
        status = said["status"] if isinstance(said, Mapping) else None
        held = None if state is None else state.control
        if held is None and isinstance(said, Mapping) and not self._session.identity.is_commune:
            # Nothing stands: a unit begins the record anew, and then hands it over as it did.
            values[CONTROL] = {**said, "status": OPEN}
        elif held is None or status != held.status:
            values |= {} if said is None else {CONTROL: said}
        covers = self._session.identity.is_commune and CONTROL in values
        try:
            if values:
                work.put(kind, record, values, covers=covers, settles=True)
            if held is None and values.get(CONTROL) != said:
                work.put(kind, record, {CONTROL: said}, settles=True)
        except VanHoaError as error:
            if error.code not in _REFUSALS:
                raise
            return False
        return bool(values)


def _values(
    state: RecordState | None, changes: Sequence[Change], known: Mapping[ChangeId, Change]
) -> tuple[dict[str, Json], bool]:
    """What waits of a record and contradicts nothing that stands, and whether something does.

    Who takes a whole branch over has not looked at each figure: what somebody else wrote meanwhile,
    not knowing of it, is not decided by the way.
    """
    values: dict[str, Json] = {}
    is_disputed = False
    for change in changes:
        for name, value in (change.body.values if change.body else {}).items():
            if state is None or change.id not in state.waiting(name):
                continue
            if name != CONTROL and _is_rival(state, name, change, known):
                is_disputed = True
            else:
                values[name] = value
    return values, is_disputed


def _is_rival(
    state: RecordState, name: str, change: Change, known: Mapping[ChangeId, Change]
) -> bool:
    """Whether another value stands that the change did not replace, by itself or through others."""
    field = state.fields.get(name)
    value = None if change.body is None else change.body.values[name]
    if field is None or field.shown is None or field.value == value:
        return False
    replaced: set[ChangeId] = set()
    open_ids = [change.id]
    while open_ids:
        found = known.get(open_ids.pop())
        bases = () if found is None or found.body is None else found.body.bases.get(name, ())
        open_ids += [base for base in bases if base not in replaced]
        replaced.update(bases)
    return field.shown not in replaced


def _branches(reading: Reading) -> list[list[Change]]:
    """Each branch by seq: from a fork on, and from where an ended device is good no more."""
    found: list[list[Change]] = []
    forks = reading.chains.forks()
    for chain, first in forks.items():
        held = [item.change for item in reading.journal.of_chain(chain, first - 1)]
        roots = [change for change in held if change.header.seq == first]
        found.extend(_descended(root, held) for root in roots)
    # Of a former office, from where it was none any more: what only the office writes waits.
    ends = {**reading.authority.terms, **reading.authority.cut_offs}
    for chain, first in ends.items():
        held = [item.change for item in reading.journal.of_chain(chain, first - 1)]
        tail = [change for change in held if change.header.seq < forks.get(chain, math.inf)]
        if tail:
            found.append(tail)
    return found


def _descended(root: Change, held: Sequence[Change]) -> list[Change]:
    """The changes of a chain that follow one of two twins."""
    ids: set[ChangeId] = {root.id}
    branch = [root]
    for change in held:
        if change.header.prev in ids:
            ids.add(change.id)
            branch.append(change)
    return branch


def _waiting(reading: Reading, branch: Sequence[Change]) -> dict[str, list[Change]]:
    """Per record the changes of a branch that do not stand and that nobody replaced, by seq."""
    by_record: dict[str, list[Change]] = {}
    for change in branch:
        by_record.setdefault(change.header.record, []).append(change)
    found = {}
    for record, held in reading.journal.of_records(by_record).items():
        state = fold([item.change for item in held], reading.authority)
        open_ids = {change for item in state.review for change in item.waiting}
        waiting = [change for change in by_record[record] if change.id in open_ids]
        if waiting:
            found[record] = waiting
    return found


def _described(
    reading: Reading, changes: Sequence[Change], waiting: dict[str, list[Change]]
) -> Branch:
    first, last = changes[0], changes[-1]
    times = [change.body.at for change in changes if change.body is not None]
    return Branch(
        id=first.id.hex(),
        chain=first.header.chain,
        device=reading.journal.devices().get(first.header.chain) or "",
        first=first.header.seq,
        last=last.header.seq,
        changes=len(changes),
        waiting=len(waiting),
        from_at=min(times, default=""),
        to_at=max(times, default=""),
    )

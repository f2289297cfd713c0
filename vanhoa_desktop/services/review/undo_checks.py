"""Whether what an undo or a redo sets aside is still free: nothing may be left resting on nobody.

A person whom an import brought may have been registered, scored and recognised since. Taking the
import back would leave the sheet and the title, and take the person away from under them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.readers.resting import Resting
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.enums import ActKind, LearningModel
from vanhoa_desktop.domain.sheet_lifecycle import may_undo
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import assessment_id
from vanhoa_desktop.services.office.control import is_standing
from vanhoa_desktop.services.review.undo_reach import counts
from vanhoa_desktop.services.review.undo_words import named_in_full, undo_verb
from vanhoa_desktop.services.sheets.disputed_records import TITLE_FIELDS
from vanhoa_desktop.texts.sentences.resting import resting_text

_SUBJECTS = frozenset({"person", "household"})


class _Before(NamedTuple):
    """A live person or household as it was before the answer."""

    kind: str
    name: str
    identity: Mapping[str, Json]


class UndoCheck:
    """Looks at people and households before, and after the voids were recorded.

    `since`: the place in the journal from which on what is taken back was recorded. `is_commune`:
    the commune answers, not a unit.
    """

    def __init__(
        self,
        work: UnitOfWork,
        records: Iterable[str],
        since: int,
        *,
        is_commune: bool,
    ) -> None:
        self._work = work
        self._since = since
        self._is_commune = is_commune
        every = list(records)
        found = ((record, _before(work, record)) for record in every)
        self._before = {record: before for record, before in found if before is not None}
        about = ((record, _registered(work, record)) for record in every)
        self._registered = {record: who for record, who in about if who is not None}

    def finish(self, answer: ActKind) -> None:
        """Raise UNDO_IN_USE if somebody vanished, or changed, on whom something rests.

        And UNDO_SCORED if somebody is registered no more, whose points would count nevertheless.
        """
        gone = [record for record in self._before if not is_standing(self._work, record)]
        altered = [
            record
            for record, before in self._before.items()
            if is_standing(self._work, record)
            and _identity(self._work, before.kind, record) != before.identity
        ]
        resting = self._resting(gone, altered)
        if resting:
            raise VanHoaError(
                ErrorCode.UNDO_IN_USE,
                answer=undo_verb(answer),
                count=len(resting),
                people=self._told(resting),
            )

        scored = self._scored()
        if scored:
            raise VanHoaError(
                ErrorCode.UNDO_SCORED,
                answer=undo_verb(answer),
                count=len(scored),
                people=named_in_full(scored, "người khác"),
            )

    def _scored(self) -> list[str]:
        """Those, by name, who are registered no more, and of whom a sheet stands that counts."""
        ended = [
            (person, assessment_id(person, year, LearningModel.CITIZEN))
            for record, (person, year) in self._registered.items()
            if not is_standing(self._work, record)
        ]
        self._work.prefetch([record for pair in ended for record in pair])
        return [self._name(person) for person, sheet in ended if counts(self._work, sheet)]

    def _name(self, person: str) -> str:
        state = self._work.state(person)
        return "" if state is None else str(state.values.get("full_name") or "")

    def _is_closed(self, item: Resting) -> bool:
        """Whether a sheet is in the hands of somebody else, or decided."""
        is_commune = self._is_commune
        return item.status is not None and not may_undo(item.status, is_commune=is_commune)

    def _resting(self, gone: Sequence[str], altered: Sequence[str]) -> dict[str, list[Resting]]:
        found: defaultdict[str, list[Resting]] = defaultdict(list)
        for item in self._work.view.resting.on(gone):
            if self._stays(item):
                found[item.subject].append(item)
        decided = [
            item
            for item in self._work.view.resting.on(altered)
            if item.kind == "recognition" or self._is_closed(item)
        ]
        later = self._later({item.record for item in decided})
        for item in decided:
            if item.record in later and self._stays(item):
                found[item.subject].append(item)
        return found

    def _later(self, records: Collection[str]) -> set[str]:
        """Those of some records that were written to since.

        What is older never saw what is taken back: a title that was given before an import renamed
        its holder rests on the name that comes back.
        """
        held = self._work.view.journal.of_records(records)
        return {
            record
            for record, changes in held.items()
            if any(item.position >= self._since for item in changes)
        }

    def _stays(self, item: Resting) -> bool:
        """Whether it is there after the answer too, and still about the same."""
        if not is_standing(self._work, item.record):
            return False
        state = self._work.state(item.record)
        if item.kind != "person" or state is None:
            return True
        membership = state.values.get("membership")
        return isinstance(membership, Mapping) and membership.get("household") == item.subject

    def _told(self, resting: Mapping[str, Sequence[Resting]]) -> str:
        communes = self._of_commune([item for items in resting.values() for item in items])
        named = [
            f"{self._before[subject].name}: "
            + ", ".join(dict.fromkeys(_text(item, communes) for item in items))
            for subject, items in resting.items()
        ]
        return named_in_full(named, "người, hộ khác")

    def _of_commune(self, items: Sequence[Resting]) -> frozenset[str]:
        """At a unit, the records that the commune began: nobody there knows of them."""
        if self._is_commune:
            return frozenset()
        chains = self._work.view.authority.commune_chains
        held = self._work.view.journal.of_records(item.record for item in items)
        return frozenset(
            record for record, changes in held.items() if changes[0].change.header.chain in chains
        )


def _text(item: Resting, communes: Collection[str]) -> str:
    whose = " (xã ghi)" if item.record in communes else ""
    return resting_text(item.kind, item.year, item.status) + whose


def _registered(work: UnitOfWork, record: str) -> tuple[str, int] | None:
    """Who stands registered by a record, and for which year."""
    state = work.state(record)
    if state is None or state.kind != "registration" or not is_standing(work, record):
        return None
    year = state.values.get("year")
    return (str(state.values.get("person")), year) if isinstance(year, int) else None


def _before(work: UnitOfWork, record: str) -> _Before | None:
    state = work.state(record)
    if state is None or state.kind not in _SUBJECTS or not is_standing(work, record):
        return None
    said = state.values.get("full_name") or f"Hộ {state.values.get('code', '')}"
    return _Before(state.kind, str(said), _identity(work, state.kind, record))


def _identity(work: UnitOfWork, kind: str, record: str) -> Mapping[str, Json]:
    state = work.state(record)
    values = {} if state is None else state.values
    return {name: values.get(name) for name in sorted(TITLE_FIELDS[kind])}

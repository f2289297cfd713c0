"""Linking records that are one person's, and taking the link back (bundle.md §2, rule 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.journal.identity import same_person_id
from vanhoa_desktop.journal.kinds import COUNTS
from vanhoa_desktop.services.office.confirmed import check_confirmed
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.lookup import find_person
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.duplicates import DuplicateService
from vanhoa_desktop.services.setup.cycles import open_cycle

# The ids of two records.
Pair = tuple[str, str]
_KIND = "same_person"


@dataclass(frozen=True, slots=True)
class LinkReport:
    """The class that a person belongs to now: its name (smallest id) and all its records."""

    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredPair:
    """Two records of which was said whether they are one person's."""

    left: Person
    right: Person
    is_linked: bool


class SamePersonService:
    """Links and unlinks, at the commune."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def link(self, left_text: str, right_text: str) -> LinkReport:
        """Say that two records are one person's; both stay, and they count once.

        Raises ROLE_NOT_ALLOWED, NOT_FOUND, AMBIGUOUS, VALUE_INVALID for one record named twice.
        """
        self._session.require_commune()
        left, right = self._pair(left_text, right_text)
        with self._session.work() as work:
            self._put(work, left.id, right.id, is_linked=True)
            work.commit()
        return self._class_of(left)

    def unlink(self, left_text: str, right_text: str) -> LinkReport:
        """Say that two records are two people's; they are not proposed as one again.

        Raises what `link` raises. A link that was never made is noted as refused.
        """
        self._session.require_commune()
        left, right = self._pair(left_text, right_text)
        with self._session.work() as work:
            self._put(work, left.id, right.id, is_linked=False)
            work.commit()
        return self._class_of(left)

    def answered(self) -> list[AnsweredPair]:
        """Every pair of which was said whether it is one person, what was said last first.

        Whom nobody lists any more is left out. Whatever was said is changed by `link`, `unlink`.
        """
        with self._session.database.reading() as reading:
            records = reading.states.of_kinds(frozenset({_KIND}))
            held = reading.journal.of_records(records).values()
            last_first = sorted(held, key=lambda changes: changes[-1].position, reverse=True)
            folded = [fold([item.change for item in one], reading.authority) for one in last_first]
            said = [(state.values, state.control) for state in folded]
            pairs = [
                (str(values.get("a")), str(values.get("b")), not control.deleted)
                for values, control in said
                if control is not None
            ]
            people = reading.people.people({record for pair in pairs for record in pair[:2]})
        return [
            AnsweredPair(people[left], people[right], is_linked)
            for left, right, is_linked in pairs
            if left in people and right in people
        ]

    def choose(self, person_text: str, year: int) -> LinkReport:
        """Say which of a person's records counts in a year.

        Raises CYCLE_NOT_OPEN, ROLE_NOT_ALLOWED, NOT_FOUND, AMBIGUOUS, VALUE_INVALID for a person
        who is linked with nobody.
        """
        self._session.require_commune()
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            person = find_person(reading, person_text)
            members = reading.people.links.classes(year).members(person.id)
            links = [pair for pair in reading.people.links.links() if set(pair) <= set(members)]
        if not links:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="person", value=person.full_name)
        with self._session.work() as work:
            for link in links:
                chosen = person.id if person.id in link else None
                work.put_changed(_KIND, same_person_id(*link), {f"{COUNTS}{year}": chosen})
            work.commit()
        return self._class_of(person)

    def link_exact(self, confirmed: frozenset[Pair] | None = None) -> int:
        """Link all pairs whose identity number, name and birth agree; how many were linked.

        Raises CONFIRMED_CHANGED if these are not the pairs that were agreed to (`confirmed`).
        """
        pairs = self.exact_pairs()
        check_confirmed(confirmed, pairs)
        if not pairs:
            return 0
        with self._session.work() as work:
            work.prefetch(same_person_id(left, right) for left, right in pairs)
            for left, right in sorted(pairs):
                self._put(work, left, right, is_linked=True)
            work.commit()
        return len(pairs)

    def exact_pairs(self) -> frozenset[Pair]:
        """The ids of all pairs that `link_exact` would link now. Raises ROLE_NOT_ALLOWED."""
        self._session.require_commune()
        found = DuplicateService(self._session).pairs()
        return frozenset((pair.left.id, pair.right.id) for pair in found if pair.is_exact)

    def _put(self, work: UnitOfWork, left: str, right: str, *, is_linked: bool) -> None:
        first, second = sorted((left, right))
        record = same_person_id(first, second)
        state = work.state(record)
        held = None if state is None else state.control
        if held is not None and held.deleted is not is_linked:
            return
        values: dict[str, Json] = control(self._session.require_unit(), deleted=not is_linked)
        if held is None:
            values |= {"a": first, "b": second}
        work.put(_KIND, record, values, covers=True)

    def _pair(self, left_text: str, right_text: str) -> Sequence[Person]:
        with self._session.database.reading() as reading:
            pair = [find_person(reading, text) for text in (left_text, right_text)]
        if pair[0].id == pair[1].id:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="person", value=right_text)
        return pair

    def _class_of(self, person: Person) -> LinkReport:
        with self._session.database.reading() as reading:
            classes = reading.people.links.classes(self._session.this_year())
        return LinkReport(classes.name_of(person.id), classes.members(person.id))

"""Whom a redo would bring in a second time: the list came again, or they were typed in since."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Op
from vanhoa_desktop.services.office.control import is_standing
from vanhoa_desktop.services.office.person_states import person_of_state
from vanhoa_desktop.services.review.undo_words import named_in_full
from vanhoa_desktop.services.rows.choice_texts import person_text
from vanhoa_desktop.services.rows.row_likeness import births_agree
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import fold_text, sort_key


class RedoneDoubles:
    """Looks at the people of an act before they come back, and after.

    `since`: the place in the journal where their undoing began.
    """

    def __init__(self, work: UnitOfWork, records: Iterable[str], since: int) -> None:
        self._work = work
        self._since = since
        self._away = [record for record in records if not is_standing(work, record)]

    def check(self) -> None:
        """Raise REDO_DOUBLES where somebody comes back who is held meanwhile as somebody new."""
        view = self._work.view.people
        states = (
            s for r in self._away if (s := self._work.state(r)) and is_standing(self._work, r)
        )
        people = (person_of_state(state) for state in states if state.kind == "person")
        back = {person.id: person for person in people if person is not None}
        numbers = {p.citizen_number for p in back.values() if p.citizen_number}
        named = view.by_folded_names({fold_text(p.full_name) for p in back.values()})
        held = chain(*named.values(), *view.by_citizen_numbers(numbers).values())
        others = {person.id: person for person in held if person.id not in back}
        new = self._since_then(others)
        doubled = [p for p in back.values() if any(_is_same(p, other) for other in new)]
        if not doubled:
            return
        doubled.sort(key=lambda person: sort_key(person.full_name))
        names = [person_text(person) for person in doubled]
        raise VanHoaError(
            ErrorCode.REDO_DOUBLES,
            count=len(doubled),
            people=named_in_full(names, "người khác"),
        )

    def _since_then(self, people: Mapping[str, Person]) -> list[Person]:
        """Those who were entered, or brought back themselves, since the act was taken back.

        A namesake who was there all along is somebody else.
        """
        held = self._work.view.journal.of_records(people)
        return [people[record] for record, changes in held.items() if self._is_late(changes)]

    def _is_late(self, changes: Sequence[HeldChange]) -> bool:
        later = [item for item in changes if item.position >= self._since]
        is_back = any(item.change.header.op is Op.VOID for item in later)
        return is_back or len(later) == len(changes)


def _is_same(left: Person, right: Person) -> bool:
    """Whether two records are of one identity: the same number, or name, birth and unit."""
    if left.citizen_number and right.citizen_number:
        return left.citizen_number == right.citizen_number
    is_alike = name_key(left.full_name) == name_key(right.full_name)
    is_of_one_sex = None in (left.sex, right.sex) or left.sex is right.sex
    is_here = left.home_unit == right.home_unit
    return is_alike and is_of_one_sex and is_here and births_agree(left.birth, right.birth)

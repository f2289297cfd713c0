"""Records that may be one person's: scored and explained, never linked by themselves."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import DatePrecision, SamePersonSign
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.person_classes import PersonClasses
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.journal.identity import same_person_id
from vanhoa_desktop.services.matching import births_agree
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.names import fold_text, given_name

LEAST_SCORE = 75
# From here on two spellings can be one name: one letter in seven.
_LEAST_NAME_RATIO = 85.0
_SURE, _NUMBER_MISTYPED = 100, 85
# Without an identity number on both sides nothing is ever sure.
_HIGHEST_WITHOUT_NUMBER = 95
_FAMILIAR_NAMES = 60
_WEIGHTS = {
    SamePersonSign.SAME_BIRTH_DATE: 30,
    SamePersonSign.SAME_BIRTH_YEAR: 18,
    SamePersonSign.BIRTH_UNKNOWN: 5,
    SamePersonSign.SAME_HOUSEHOLD: 10,
    SamePersonSign.SAME_PHONE: 10,
    SamePersonSign.OTHER_SEX: -25,
}


@dataclass(frozen=True, slots=True)
class SuspectedPair:
    """Two records, how likely they are one person's (0 to 100), and by which signs."""

    left: Person
    right: Person
    score: int
    signs: tuple[SamePersonSign, ...]

    @property
    def is_exact(self) -> bool:
        """Whether identity number, name and birth agree: linked in one action with all others."""
        return self.score == _SURE


class DuplicateService:
    """Looks for people who are held twice."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pairs(
        self, least: int = LEAST_SCORE, progress: Progress = no_progress
    ) -> list[SuspectedPair]:
        """Suspected pairs from a score on, the likeliest first.

        Left out are people who are linked already, and pairs that were said to be two people.
        """
        with self._session.database.reading() as reading:
            people = reading.people.search("")
            heads = _heads(reading)
            classes = PersonClasses(reading.people.links.links())
            refused = set(reading.states.deleted("same_person"))
        found: dict[frozenset[str], SuspectedPair] = {}
        blocks = list(_blocks(people))
        for number, block in enumerate(blocks, 1):
            for left, right in combinations(sorted(block, key=lambda p: p.id), 2):
                pair = frozenset((left.id, right.id))
                if pair not in found and (judged := _judged(left, right, heads)) is not None:
                    found[pair] = judged
            if number % 1_000 == 0:
                progress(number, len(blocks))
        kept = [
            pair
            for pair in found.values()
            if pair.score >= least
            and classes.name_of(pair.left.id) != classes.name_of(pair.right.id)
            and same_person_id(pair.left.id, pair.right.id) not in refused
        ]
        return sorted(kept, key=lambda pair: (-pair.score, pair.left.full_name, pair.left.id))


def exact_twins(reading: Reading, records: Iterable[str], year: int) -> dict[str, list[Person]]:
    """Other records of the same identity number, name and birth, by these people's records.

    Left out are those that were linked, or said to be two people.
    """
    people = reading.people.people(records)
    numbers = [person.citizen_number for person in people.values() if person.citizen_number]
    by_number = reading.people.by_citizen_numbers(numbers)
    classes = reading.people.links.classes(year)
    refused = set(reading.states.deleted("same_person"))
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        for other in by_number.get(person.citizen_number or "", []):
            is_settled = (
                classes.name_of(other.id) == classes.name_of(person.id)
                or same_person_id(other.id, person.id) in refused
            )
            judged = None if is_settled else _judged(person, other, {})
            if judged is not None and judged.is_exact:
                found[person.id].append(other)
    return dict(found)


def suspected_among(reading: Reading, newcomers: Sequence[Person]) -> int:
    """How many of these people, who are not held yet, may be somebody who is."""
    numbers = [person.citizen_number for person in newcomers if person.citizen_number]
    by_number = reading.people.by_citizen_numbers(numbers)
    by_name = reading.people.by_folded_names({fold_text(p.full_name) for p in newcomers})
    heads = _heads(reading) if newcomers else {}
    return sum(
        any(
            (judged := _judged(person, other, heads)) is not None and judged.score >= LEAST_SCORE
            for other in (
                *by_number.get(person.citizen_number or "", []),
                *by_name.get(fold_text(person.full_name), []),
            )
        )
        for person in newcomers
    )


def _heads(reading: Reading) -> dict[str, str]:
    """Household → folded name of its head."""
    return {
        household.id: fold_text(household.head_name)
        for household in reading.people.households()
        if household.head_name
    }


def _blocks(people: Iterable[Person]) -> Iterator[list[Person]]:
    """People who have something in common that one person's two records hardly lack."""
    blocks: dict[Hashable, list[Person]] = defaultdict(list)
    for person in people:
        folded = fold_text(person.full_name)
        year = None if person.birth is None else person.birth.year
        if person.citizen_number:
            blocks["number", person.citizen_number].append(person)
        blocks["name", folded].append(person)
        if year is not None:
            blocks["given", year, fold_text(given_name(person.full_name))].append(person)
    return (block for block in blocks.values() if len(block) > 1)


def _judged(left: Person, right: Person, heads: dict[str, str]) -> SuspectedPair | None:
    """The pair with its score and signs; None where it cannot be one person."""
    ratio = fuzz.ratio(fold_text(left.full_name), fold_text(right.full_name))
    if ratio < _LEAST_NAME_RATIO or not births_agree(left.birth, right.birth):
        return None
    signs = [_name_sign(left, right, ratio), *_further_signs(left, right, heads)]
    score = _score(left, right, ratio, signs)
    return None if score is None else SuspectedPair(left, right, score, tuple(signs))


def _score(left: Person, right: Person, ratio: float, signs: list[SamePersonSign]) -> int | None:
    numbers = (left.citizen_number, right.citizen_number)
    if all(numbers) and numbers[0] == numbers[1]:
        signs.insert(0, SamePersonSign.SAME_NUMBER)
        knows_birth = SamePersonSign.BIRTH_UNKNOWN not in signs
        return _SURE if ratio == _SURE and knows_birth else _HIGHEST_WITHOUT_NUMBER
    if all(numbers):
        # Another number is another person, unless all else says that a digit was mistyped.
        is_slip = OSA.distance(numbers[0] or "", numbers[1] or "") == 1
        if not (is_slip and ratio == _SURE and SamePersonSign.SAME_BIRTH_DATE in signs):
            return None
        signs.insert(0, SamePersonSign.NUMBER_MISTYPED)
        return _NUMBER_MISTYPED
    weighed = _FAMILIAR_NAMES * ratio / _SURE + sum(_WEIGHTS.get(sign, 0) for sign in signs)
    return max(0, min(round(weighed), _HIGHEST_WITHOUT_NUMBER))


def _name_sign(left: Person, right: Person, ratio: float) -> SamePersonSign:
    if left.full_name == right.full_name:
        return SamePersonSign.SAME_NAME
    return SamePersonSign.SAME_LETTERS if ratio == _SURE else SamePersonSign.LIKE_NAME


def _further_signs(left: Person, right: Person, heads: dict[str, str]) -> Iterator[SamePersonSign]:
    if left.birth is None or right.birth is None:
        yield SamePersonSign.BIRTH_UNKNOWN
    elif left.birth == right.birth and left.birth.precision is DatePrecision.DAY:
        yield SamePersonSign.SAME_BIRTH_DATE
    else:
        yield SamePersonSign.SAME_BIRTH_YEAR
    if _lives_with(left, heads) & _lives_with(right, heads):
        yield SamePersonSign.SAME_HOUSEHOLD
    if left.phone and left.phone == right.phone:
        yield SamePersonSign.SAME_PHONE
    if left.sex is not None and right.sex is not None and left.sex is not right.sex:
        yield SamePersonSign.OTHER_SEX


def _lives_with(person: Person, heads: dict[str, str]) -> set[str]:
    """The household and the name of its head: villages give one household different codes.

    Not where the person is the head: two names that are alike are no second sign.
    """
    household = person.household
    if household is None:
        return set()
    head = heads.get(household, household)
    return {household} if head == fold_text(person.full_name) else {household, head}

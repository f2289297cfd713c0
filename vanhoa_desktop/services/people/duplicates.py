"""Records that may be one person's: scored and explained, never linked by themselves."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import DatePrecision, SamePersonSign
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.person_classes import PersonClasses
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.journal.identity import same_person_id
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.name_corrections import may_be_corrected
from vanhoa_desktop.services.rows.neighbours import (
    FoldedNames,
    Namesakes,
    compared,
    groups,
    is_crowd,
)
from vanhoa_desktop.services.rows.row_likeness import births_agree
from vanhoa_desktop.texts.words.names import fold_spelling, given_name, other_spellings

LEAST_SCORE = 75
# Of people with one name, and of any two units: what is left comes when these are settled.
MOST_OF_GROUP, MOST_OF_UNITS = 100, 500
# From here on two spellings can be one name: one letter in seven.
_LEAST_NAME_RATIO = 85.0
_SURE, _NUMBER_MISTYPED = 100, 85
# Without an identity number on both sides nothing is ever sure.
_HIGHEST_WITHOUT_NUMBER = 95
_FAMILIAR_NAMES = 60
# Twins are called «Nam» and «Năng», and are no suspects; «Đức» and «Đứcc» are.
_MOST_LETTERS_OF_TWINS = 1
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


@dataclass(frozen=True, slots=True)
class Suspects:
    """Suspected pairs, the likeliest first, of any two units and any name at most so many.

    `further`: pairs that were found too and are not listed. `crowds`: groups so large that not
    everybody in them was compared with everybody else: what they have in common, and how many.
    """

    pairs: tuple[SuspectedPair, ...]
    further: int = 0
    crowds: tuple[tuple[str, int], ...] = ()


class DuplicateService:
    """Looks for people who are held twice."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pairs(
        self, least: int = LEAST_SCORE, progress: Progress = no_progress
    ) -> list[SuspectedPair]:
        """The listed pairs alone, as `suspects`."""
        return list(self.suspects(least, progress).pairs)

    def suspects(self, least: int = LEAST_SCORE, progress: Progress = no_progress) -> Suspects:
        """Suspected pairs from a score on, the likeliest first.

        Left out are people who are linked already, and pairs that were said to be two people.
        """
        with self._session.database.reading() as reading:
            people = reading.people.search("")
            judge = _Judge(reading, least)
        blocks = groups(people, judge.names)
        pairs: list[SuspectedPair] = []
        further = 0
        for number, block in enumerate(blocks, 1):
            found = judge.of_group(block)
            pairs.extend(found[:MOST_OF_GROUP])
            further += len(found[MOST_OF_GROUP:])
            if number % 1_000 == 0:
                progress(number, len(blocks))
        pairs.sort(key=_likeliest_first)
        listed = _fairly(pairs)
        crowds = {_common(block): len(block) for block in blocks if is_crowd(block)}
        told = tuple(sorted(crowds.items(), key=lambda crowd: (-crowd[1], crowd[0])))
        return Suspects(tuple(listed), further + len(pairs) - len(listed), told)

    def names_among(self, records: Collection[str]) -> list[str]:
        """The names of those of some people who are in a suspected pair, the likeliest first."""
        found = (person for pair in self.pairs() for person in (pair.left, pair.right))
        among = {person.id: person.full_name for person in found if person.id in records}
        return list(among.values())


class _Judge:
    """Judges each pair once: not those who are linked, nor those said to be two people."""

    def __init__(self, reading: Reading, least: int) -> None:
        self.names = FoldedNames()
        self._least = least
        self._heads = _heads(reading)
        self._classes = PersonClasses(reading.people.links.links())
        self._refused = frozenset(reading.states.deleted("same_person"))
        self._seen: set[tuple[str, str]] = set()

    def of_group(self, group: Sequence[Person]) -> list[SuspectedPair]:
        """The suspected pairs of a group that were in no group before, the likeliest first."""
        found = []
        for left, right in compared(group, self.names):
            judged = _judged(left, right, self._heads, self.names)
            if judged is None or judged.score < self._least or (left.id, right.id) in self._seen:
                continue
            if SamePersonSign.SAME_NUMBER not in judged.signs and _are_twins(left, right):
                continue
            self._seen.add((left.id, right.id))
            if self._is_open(left.id, right.id):
                found.append(judged)
        return sorted(found, key=_likeliest_first)

    def _is_open(self, left: str, right: str) -> bool:
        is_linked = self._classes.name_of(left) == self._classes.name_of(right)
        return not is_linked and same_person_id(left, right) not in self._refused


def _likeliest_first(pair: SuspectedPair) -> tuple[int, str, str, str]:
    return -pair.score, pair.left.full_name, pair.left.id, pair.right.id


def _fairly(pairs: Iterable[SuspectedPair]) -> list[SuspectedPair]:
    """At most so many pairs of any two units: a list of made-up people hides no other's."""
    of_units: Counter[tuple[str, str]] = Counter()
    listed = []
    for pair in pairs:
        left, right = sorted((pair.left.home_unit, pair.right.home_unit))
        of_units[left, right] += 1
        if of_units[left, right] <= MOST_OF_UNITS:
            listed.append(pair)
    return listed


def _common(group: Sequence[Person]) -> str:
    """What a large group is called: the name or the words of it that most have in common."""
    (name, _), *_ = Counter(person.full_name for person in group).most_common(1)
    return name


def suspected_among(reading: Reading, newcomers: Sequence[Person]) -> int:
    """How many of these people, who are not held yet, may be somebody who is."""
    names = FoldedNames()
    numbers = [person.citizen_number for person in newcomers if person.citizen_number]
    by_number = Namesakes(reading.people.by_citizen_numbers(numbers))
    called = {spelt for person in newcomers for spelt in other_spellings(person.full_name)}
    by_name = Namesakes(_by_spelling(reading.people.by_folded_names(called), names))
    heads = _heads(reading) if newcomers else {}
    return sum(
        any(
            (judged := _judged(person, other, heads, names)) is not None
            and judged.score >= LEAST_SCORE
            for other in (
                *by_number.of(person.citizen_number or "", person),
                *by_name.of(names[person.full_name], person),
            )
        )
        for person in newcomers
    )


def _by_spelling(found: Mapping[str, list[Person]], names: FoldedNames) -> dict[str, list[Person]]:
    """People who were looked up by all spellings of their names, by the one that stands for all."""
    together: dict[str, list[Person]] = defaultdict(list)
    for name, people in found.items():
        together[names[name]] += people
    return together


def suspected_of(reading: Reading, newcomer: Person) -> list[Person]:
    """Everybody held who may be somebody who is not held yet, the likeliest first."""
    names, heads = FoldedNames(), _heads(reading)
    judged = (
        _judged(newcomer, other, heads, names) for other in reading.people.search("", limit=0)
    )
    pairs = [pair for pair in judged if pair is not None and pair.score >= LEAST_SCORE]
    return [pair.right for pair in sorted(pairs, key=_likeliest_first)]


def _heads(reading: Reading) -> dict[str, str]:
    """Household → folded name of its head."""
    return {
        household.id: fold_spelling(household.head_name)
        for household in reading.people.households()
        if household.head_name
    }


def _judged(
    left: Person, right: Person, heads: dict[str, str], names: FoldedNames
) -> SuspectedPair | None:
    """The pair with its score and signs; None where it cannot be one person."""
    if not births_agree(left.birth, right.birth):
        return None
    ratio = fuzz.ratio(names[left.full_name], names[right.full_name])
    signs = [_name_sign(left, right, ratio), *_further_signs(left, right, heads, names)]
    if ratio < _LEAST_NAME_RATIO and not _is_corrected_at_home(left, right, signs):
        return None
    score = _score(left, right, ratio, signs)
    return None if score is None else SuspectedPair(left, right, score, tuple(signs))


def _are_twins(left: Person, right: Person) -> bool:
    """Whether two names tell people apart whose home and birth do not."""
    givens = {fold_spelling(given_name(person.full_name)) for person in (left, right)}
    return len(givens) > 1 and not _may_be_corrected(left, right)


def _may_be_corrected(left: Person, right: Person) -> bool:
    return may_be_corrected(left.full_name, right.full_name, _MOST_LETTERS_OF_TWINS)


def _is_corrected_at_home(left: Person, right: Person, signs: Collection[SamePersonSign]) -> bool:
    """Whether two of one household and one day of birth may be one, under a corrected name."""
    needed = {SamePersonSign.SAME_BIRTH_DATE, SamePersonSign.SAME_HOUSEHOLD}
    return needed <= set(signs) and _may_be_corrected(left, right)


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


def _further_signs(
    left: Person, right: Person, heads: dict[str, str], names: FoldedNames
) -> Iterator[SamePersonSign]:
    if left.birth is None or right.birth is None:
        yield SamePersonSign.BIRTH_UNKNOWN
    elif left.birth == right.birth and left.birth.precision is DatePrecision.DAY:
        yield SamePersonSign.SAME_BIRTH_DATE
    else:
        yield SamePersonSign.SAME_BIRTH_YEAR
    if _lives_with(left, heads, names) & _lives_with(right, heads, names):
        yield SamePersonSign.SAME_HOUSEHOLD
    if left.phone and left.phone == right.phone:
        yield SamePersonSign.SAME_PHONE
    if left.sex is not None and right.sex is not None and left.sex is not right.sex:
        yield SamePersonSign.OTHER_SEX


def _lives_with(person: Person, heads: dict[str, str], names: FoldedNames) -> set[str]:
    """The household and the name of its head: villages give one household different codes.

    Not where the person is the head: two names that are alike are no second sign.
    """
    household = person.household
    if household is None:
        return set()
    head = heads.get(household, household)
    return {household} if head == names[person.full_name] else {household, head}

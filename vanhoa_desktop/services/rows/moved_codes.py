"""Whether the codes of an exported list still stand beside their own people.

A code lets a row correct who its person is. Whoever deletes one cell of a column with «shift cells
up», or sorts one column alone, would so rename half a village: what no single row shows, the sheet
does. Then rows that would correct somebody by their code alone are asked.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.import_account import AskedWhy
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.services.rows.matching import Ground, Meant, PersonMatcher, RowQuestion, Verdict
from vanhoa_desktop.services.rows.name_corrections import has_words_more
from vanhoa_desktop.services.rows.row_likeness import births_agree, is_same_name, sexes_differ
from vanhoa_desktop.services.rows.row_step import Place
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import fold_spelling

LEAST_MOVED = 2
"""One code that fits nobody is a slip; from two on the sheet was sorted without its codes."""

# Two or three corrections are an officer's daily work, in a short list too. Nobody finds a fifth
# of a list wrong on one day; half of any column that has moved differs, even that of the sexes.
_LEAST_CORRECTED = 5
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class _Coded:
    """A row with the person of its code, who may be corrected by it or not."""

    row: PersonCandidate
    unit: str
    held: Person
    verdict: Verdict

    @property
    def corrects(self) -> bool:
        """Whether nothing but its code says whom it may change."""
        return isinstance(self.verdict, Meant) and self.verdict.ground is Ground.CODE


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column says of a person.

    `contradicts` tells that a row says another than is held, `changes` that anything would be
    written, `said` and `held` are what is compared with the rows around; None for nothing.
    """

    name: str
    contradicts: Callable[[PersonCandidate, Person], bool]
    changes: Callable[[PersonCandidate, Person], bool]
    said: Callable[[PersonCandidate], object] = lambda _: None
    held: Callable[[Person], object] = lambda _: None


class MovedCodes:
    """Judges the rows of one file, those with codes by what their whole sheet shows.

    `columns` are the rows that are asked because a column moved against the codes, by sheet and
    the column's name.
    """

    def __init__(
        self, matcher: PersonMatcher, placed: Sequence[tuple[PersonCandidate, str]]
    ) -> None:
        self._matcher = matcher
        self._verdicts = {row.place: matcher.judge(row, unit) for row, unit in placed}
        self.columns: dict[tuple[str, str], list[int]] = {}
        sheets: dict[str, list[_Coded]] = defaultdict(list)
        for row, unit in placed:
            held = matcher.coded(row)
            if held is not None:
                sheets[row.sheet].append(_Coded(row, unit, held, self._verdicts[row.place]))
        for sheet, coded in sheets.items():
            # Found before anything is answered: an answer to one row settles no other one.
            for item in self._asked(sheet, coded):
                named = matcher.of_name_and_birth(item.row, item.unit)
                others = tuple(person for person in named if person is not item.held)
                question = RowQuestion(AskedWhy.CODE_OF_OTHER_PERSON, (*others, item.held))
                self._verdicts[item.row.place] = question

    def verdict(self, place: Place) -> Verdict:
        """Who a row means."""
        return self._verdicts[place]

    def _asked(self, sheet: str, coded: Sequence[_Coded]) -> Iterator[_Coded]:
        able = [item for item in coded if item.corrects]
        yield from (item for item in able if self._is_said_of_other(item))
        are_moved = _others(coded) + _most_in_step(_NAME, coded) >= LEAST_MOVED
        if are_moved:
            yield from _that(able, _NAME.contradicts)
            yield from _that(able, _BIRTH.contradicts)
        for column in (_BIRTH, _SEX) if are_moved else (_NAME, _BIRTH, _SEX):
            if _is_moved(column, coded):
                found = _that(able, column.changes)
                self.columns[sheet, column.name] = [item.row.row for item in found]
                yield from found

    def _is_said_of_other(self, item: _Coded) -> bool:
        """Whether a row would make its person what another one is: of one name and birth."""
        row, held = item.row, item.held
        if not _NAME.contradicts(row, held) and not _BIRTH.contradicts(row, held):
            return False
        return any(
            person.id != held.id
            and person.home_unit == item.unit
            and person.birth == row.birth
            and fold_spelling(person.full_name) == fold_spelling(row.full_name)
            for person in self._matcher.possible(row)
        )


def _that(items: Iterable[_Coded], says: Callable[[PersonCandidate, Person], bool]) -> list[_Coded]:
    return [item for item in items if says(item.row, item.held)]


def _others(coded: Iterable[_Coded]) -> int:
    """How many rows are somebody else's than their code says."""
    return sum(
        isinstance(item.verdict, RowQuestion) and item.verdict.why is AskedWhy.CODE_OF_OTHER_PERSON
        for item in coded
    )


def _is_moved(column: _Column, coded: Sequence[_Coded]) -> bool:
    able = [item for item in coded if item.corrects]
    corrected = [i for i in _that(able, column.contradicts) if not _is_spelling(column, i)]
    are_many = len(corrected) >= _LEAST_CORRECTED and len(corrected) * _MOST_PARTS > len(coded)
    return are_many or _most_in_step(column, coded) >= LEAST_MOVED


def _is_spelling(column: _Column, item: _Coded) -> bool:
    """Whether a name only gets its marks, or words more or fewer: whole lists are mended so."""
    names = (item.row.full_name, item.held.full_name)
    if column is not _NAME:
        return False
    return fold_spelling(names[0]) == fold_spelling(names[1]) or has_words_more(*names)


def _most_in_step(column: _Column, coded: Sequence[_Coded]) -> int:
    """How many rows would take what is held of the row as far away, which says another itself.

    So a part of a column shows that it moved, be it ever so short beside the list.
    """
    places: dict[object, list[int]] = defaultdict(list)
    for number, item in enumerate(coded):
        if column.contradicts(item.row, item.held):
            places[column.held(item.held)].append(number)
    steps = Counter(
        place - number
        for number, item in enumerate(coded)
        if item.corrects and column.contradicts(item.row, item.held)
        if (said := column.said(item.row)) is not None
        for place in places.get(said, ())
    )
    return max(steps.values(), default=0)


def _changes_birth(row: PersonCandidate, person: Person) -> bool:
    """Whether a birth is new, another or finer: a coarser one is never written."""
    if row.birth is None or person.birth is None:
        return row.birth is not None
    is_finer = len(row.birth.text) > len(person.birth.text)
    return is_finer or not births_agree(row.birth, person.birth)


def _birth_key(birth: BirthDate | None) -> str | None:
    return None if birth is None else birth.text


_NAME = _Column(
    "họ tên",
    contradicts=lambda row, person: not is_same_name(row, person),
    changes=lambda row, person: not is_same_name(row, person),
    said=lambda row: name_key(row.full_name),
    held=lambda person: name_key(person.full_name),
)
_BIRTH = _Column(
    "ngày sinh",
    contradicts=lambda row, person: not births_agree(row.birth, person.birth),
    changes=_changes_birth,
    said=lambda row: _birth_key(row.birth),
    held=lambda person: _birth_key(person.birth),
)
_SEX = _Column(
    "giới tính",
    contradicts=sexes_differ,
    changes=lambda row, person: row.sex is not None and row.sex is not person.sex,
)

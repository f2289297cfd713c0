"""Made-up people: households with plausible ages, names and occupations, the same by seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from vanhoa_desktop.domain.enums import Sex, TargetGroup
from vanhoa_desktop.services.demo.words import DemoWords, demo_words

PROVINCE_CODE = "038"
_FIRST_SCHOOL_AGE, _LAST_SCHOOL_AGE, _RETIRED_AGE, _ADULT_AGE = 6, 21, 62, 18
_SHARE_WITH_FULL_DATE, _SHARE_WITH_NUMBER, _SHARE_WITH_PHONE = 0.6, 0.7, 0.55
_SHARE_MARRIED, _SHARE_WITH_GRANDPARENT, _SHARE_OF_MEN_AS_HEADS = 0.86, 0.22, 0.8
_CHILD_COUNTS, _CHILD_WEIGHTS = (0, 1, 2, 3), (14, 26, 42, 18)
_GROUP_WEIGHTS = {"resident": 55, "worker": 30, "staff": 15}
_STUDENT = "Học sinh, sinh viên"


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """One made-up person as the village's list has him or her; `birth` is dd/mm/yyyy or a year."""

    full_name: str
    birth: str
    birth_year: int
    sex: Sex
    citizen_number: str
    household_code: str
    relation: str
    occupation: str
    target_group: TargetGroup
    phone: str

    def age(self, year: int) -> int:
        """Full years at the end of `year`."""
        return year - self.birth_year


@dataclass(frozen=True, slots=True)
class MadeUpVillage:
    """A village with its people and the officer who keeps its list."""

    name: str
    officer: str
    people: tuple[MadeUpPerson, ...]


def make_villages(villages: int, people: int, seed: int, year: int) -> tuple[MadeUpVillage, ...]:
    """`people` made-up people spread over `villages`; the same seed gives the same people."""
    words = demo_words()
    sizes = [people // villages + (number < people % villages) for number in range(villages)]
    return tuple(
        _village(words, number, size, Random(f"{seed}/{number}"), year)
        for number, size in enumerate(sizes, 1)
    )


def _village(words: DemoWords, number: int, size: int, chance: Random, year: int) -> MadeUpVillage:
    maker = _PeopleMaker(words, chance, year)
    made = tuple(person for _, person in zip(range(size), maker.people(), strict=False))
    officer = words.full_name(words.family_name(chance), Sex.MALE, 1960, chance)
    return MadeUpVillage(words.village_name(number), officer, made)


class _PeopleMaker:
    """Makes one household after the other."""

    def __init__(self, words: DemoWords, chance: Random, year: int) -> None:
        self._words = words
        self._chance = chance
        self._year = year
        self._numbers: set[str] = set()

    def people(self) -> Iterator[MadeUpPerson]:
        """People without end, household by household."""
        number = 0
        while True:
            number += 1
            yield from self._household(f"H{number:03d}")

    def _household(self, code: str) -> Iterator[MadeUpPerson]:
        chance = self._chance
        family = self._words.family_name(chance)
        head_born = self._year - chance.randint(28, 74)
        head_sex = Sex.MALE if chance.random() < _SHARE_OF_MEN_AS_HEADS else Sex.FEMALE
        yield self._person(code, "Chủ hộ", family, head_sex, head_born)
        is_married = chance.random() < _SHARE_MARRIED
        if is_married and head_sex is Sex.MALE:
            other = self._words.family_name(chance)
            born = head_born + chance.randint(-2, 6)
            yield self._person(code, "Vợ", other, Sex.FEMALE, born)
        if chance.random() < _SHARE_WITH_GRANDPARENT and head_born > self._year - 55:
            mother = self._words.family_name(chance)
            born = head_born - chance.randint(20, 32)
            yield self._person(code, "Mẹ", mother, Sex.FEMALE, born)
        children = chance.choices(_CHILD_COUNTS, weights=_CHILD_WEIGHTS)[0] if is_married else 0
        for _ in range(children):
            born = head_born + chance.randint(22, 36)
            if born <= self._year - 1:
                sex = chance.choice((Sex.MALE, Sex.FEMALE))
                yield self._person(code, "Con", family, sex, born)

    def _person(self, code: str, relation: str, family: str, sex: Sex, born: int) -> MadeUpPerson:
        chance = self._chance
        group, occupation = self._work(self._year - born)
        is_grown = self._year - born >= _ADULT_AGE
        has_date = chance.random() < _SHARE_WITH_FULL_DATE
        date = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/{born}"
        return MadeUpPerson(
            full_name=self._words.full_name(family, sex, born, chance),
            birth=date if has_date else str(born),
            birth_year=born,
            sex=sex,
            citizen_number=self._citizen_number(sex, born)
            if chance.random() < _SHARE_WITH_NUMBER
            else "",
            household_code=code,
            relation=relation,
            occupation=occupation,
            target_group=group,
            phone=f"09{chance.randint(0, 99_999_999):08d}"
            if is_grown and chance.random() < _SHARE_WITH_PHONE
            else "",
        )

    def _work(self, age: int) -> tuple[TargetGroup, str]:
        chance = self._chance
        if age <= _LAST_SCHOOL_AGE:
            is_at_school = age >= _FIRST_SCHOOL_AGE
            return TargetGroup.STUDENT, _STUDENT if is_at_school else ""
        if age >= _RETIRED_AGE:
            return TargetGroup.RESIDENT, chance.choice(self._words.occupations["retired"])
        name = chance.choices(list(_GROUP_WEIGHTS), weights=list(_GROUP_WEIGHTS.values()))[0]
        return TargetGroup(name), chance.choice(self._words.occupations[name])

    def _citizen_number(self, sex: Sex, born: int) -> str:
        """Province, then century and sex in one digit, year, six digits (TT 59/2021/TT-BCA)."""
        century = 2 * (born // 100 - 19) + (sex is Sex.FEMALE)
        while True:
            drawn = self._chance.randint(0, 999_999)
            number = f"{PROVINCE_CODE}{century}{born % 100:02d}{drawn:06d}"
            if number not in self._numbers:
                self._numbers.add(number)
                return number

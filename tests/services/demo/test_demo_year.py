"""The made-up commune: plausible people and points, made anew from the same seed."""

import re
from decimal import Decimal
from random import Random

import pytest

from vanhoa_desktop.domain.enums import Sex, TargetGroup
from vanhoa_desktop.services.demo.people import MadeUpPerson, make_villages
from vanhoa_desktop.services.demo.points import make_points

YEAR = 2026
CODES = [f"CS{number}" for number in range(1, 11)]


def everybody(villages: int = 4, people: int = 400, seed: int = 1) -> list[MadeUpPerson]:
    return [p for village in make_villages(villages, people, seed, YEAR) for p in village.people]


@pytest.mark.parametrize(("villages", "people"), [(1, 2), (3, 100), (4, 401), (60, 61)])
def test_there_are_as_many_people_as_asked_for(villages: int, people: int) -> None:
    made = make_villages(villages, people, 1, YEAR)
    sizes = [len(village.people) for village in made]
    assert (len(made), sum(sizes)) == (villages, people)
    assert max(sizes) - min(sizes) <= 1
    assert len({village.name for village in made}) == villages


def test_a_seed_decides_everything() -> None:
    assert make_villages(3, 90, 5, YEAR) == make_villages(3, 90, 5, YEAR)
    assert make_villages(3, 90, 5, YEAR) != make_villages(3, 90, 6, YEAR)


def test_people_are_plausible() -> None:
    for person in everybody():
        assert 0 < person.age(YEAR) < 120
        assert len(person.full_name.split()) >= 2
        assert person.birth.endswith(str(person.birth_year))
        if person.age(YEAR) < 18:
            assert not person.phone
            assert person.target_group is TargetGroup.STUDENT
        if person.age(YEAR) >= 62:
            assert person.target_group is TargetGroup.RESIDENT


def test_identity_numbers_say_century_sex_and_year_and_none_is_given_twice() -> None:
    numbered = [person for person in everybody() if person.citizen_number]
    assert len(numbered) > 100
    for person in numbered:
        number = person.citizen_number
        assert re.fullmatch(r"\d{12}", number)
        assert number[4:6] == f"{person.birth_year % 100:02d}"
        assert int(number[3]) % 2 == (person.sex is Sex.FEMALE)
        assert int(number[3]) // 2 == person.birth_year // 100 - 19
    for village in make_villages(4, 400, 1, YEAR):
        numbers = [p.citizen_number for p in village.people if p.citizen_number]
        assert len(numbers) == len(set(numbers))


def test_every_household_has_one_head() -> None:
    for village in make_villages(4, 400, 1, YEAR):
        heads: dict[str, int] = {}
        for person in village.people:
            is_head = person.relation == "Chủ hộ"
            heads[person.household_code] = heads.get(person.household_code, 0) + is_head
        assert set(heads.values()) == {1}


def test_points_keep_to_the_scale_and_the_village_never_exceeds_ten() -> None:
    chance = Random(3)
    for person in everybody(people=200):
        points = make_points(person, CODES, chance)
        assert set(points.village) <= set(points.own) == set(CODES)
        assert len(points.village) >= len(CODES) - 1
        for given in (points.own, points.village):
            for value in given.values():
                assert 0 <= value <= 10
                assert value % Decimal("0.5") == 0

"""People whom one laptop made up by the thousand: what is told of them, and of all others."""

from pathlib import Path

from tests.builders.doctored import doctor
from tests.builders.offices import CAM_BAO, NGOC_BAN, Offices
from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.domain.people import BirthDate, Person
from vanhoa_desktop.journal.identity import new_record_id
from vanhoa_desktop.services.people.duplicates import MOST_OF_GROUP, DuplicateService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.rows.neighbours import MOST_COMPARED, FoldedNames, compared
from vanhoa_desktop.texts.sentences.left_out import left_out_text

CROWD = 300


def born(year: int) -> BirthDate:
    return BirthDate(str(year), DatePrecision.YEAR)


def flooded(offices: Offices, folder: Path, name: str, number: int) -> None:
    """The second village's laptop makes up people of one name and one year."""
    laptop = doctor(offices.villages[1])
    pen = laptop.second_pen()
    for place in range(number):
        record = new_record_id(place, place.to_bytes(10), laptop.unit)
        born = {"precision": "year", "text": "1970"}
        pen.write("person", record, laptop.own_control() | {"full_name": name, "birth": born})
    assert offices.commune.merge(laptop.save(folder / "nhieu.vhb")).merged == 1


def test_of_a_crowd_some_pairs_are_listed_and_the_others_are_told(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.commune.open() as session:
        for unit in (NGOC_BAN, CAM_BAO):
            PersonService(session).add({"full_name": "Lê Thị Thật", "birth": "12/3/1961"}, unit)
    flooded(offices, tmp_path, "Người Bịa", CROWD)
    with offices.commune.open(writing=False) as session:
        suspects = DuplicateService(session).suspects()
    named = [{pair.left.full_name, pair.right.full_name} for pair in suspects.pairs]
    assert {"Lê Thị Thật"} in named
    assert named.count({"Người Bịa"}) == MOST_OF_GROUP
    assert suspects.further > 0
    assert suspects.crowds == (("Người Bịa", CROWD),)


def test_comparing_grows_with_the_people_and_not_with_their_square() -> None:
    def pairs(number: int) -> int:
        people = [Person(f"{place:05}", "A", "unit") for place in range(number)]
        return sum(1 for _ in compared(people, FoldedNames()))

    # A few are compared whole; of many each with the ten next to him, in three orders.
    assert pairs(MOST_COMPARED) == MOST_COMPARED * (MOST_COMPARED - 1) // 2
    assert pairs(1_000) <= 30 * 1_000
    assert pairs(2_000) <= 30 * 2_000


def test_a_common_name_is_compared_whole_where_the_years_differ() -> None:
    """Two hundred of one name in a large commune, four of each year: nobody is left out."""
    people = [
        Person(f"{place:05}", "Nguyễn Văn Hùng", "unit", birth=born(1940 + place % 50))
        for place in range(200)
    ]
    found = set(compared(people, FoldedNames()))
    of_one_year = {(a, b) for a in people for b in people if a.id < b.id and a.birth == b.birth}
    assert len(of_one_year) == 50 * 6
    assert of_one_year <= found


def test_what_is_left_out_of_the_list_is_said() -> None:
    assert left_out_text(0, ()) == ""
    assert left_out_text(4_850, [("A", 1_200), ("B", 50), ("C", 49), ("D", 48)]) == (
        "Và 4.850 cặp nữa, hiện dần khi các cặp trên đã xong. "
        "Quá nhiều người cùng tên, cùng năm sinh nên chưa so hết: «A» (1.200 người), "
        "«B» (50 người), «C» (49 người) và 1 nhóm nữa."
    )

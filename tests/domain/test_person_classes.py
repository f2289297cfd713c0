"""Linked records: a class is named by its smallest id, whatever the order of the links."""

from hypothesis import given
from hypothesis import strategies as st

from vanhoa_desktop.domain.person_classes import PersonClasses

PEOPLE = "abcdefgh"
LINKS = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=12)


def reached(links: list[tuple[str, str]], start: str) -> set[str]:
    """Everybody who is linked with `start`, found naively."""
    found = {start}
    for _ in PEOPLE:
        found |= {p for pair in links if found & set(pair) for p in pair}
    return found


@given(LINKS)
def test_a_class_is_everybody_reached_and_named_by_the_smallest(
    links: list[tuple[str, str]],
) -> None:
    classes = PersonClasses(links)
    for person in PEOPLE:
        members = reached(links, person)
        assert set(classes.members(person)) == members
        assert classes.name_of(person) == min(members)


@given(LINKS, st.randoms())
def test_the_order_of_links_does_not_matter(links: list[tuple[str, str]], chance: object) -> None:
    other = [pair[::-1] for pair in links]
    chance.shuffle(other)  # type: ignore[attr-defined]  # hypothesis has no type for its random
    first, second = PersonClasses(links), PersonClasses(other)
    assert [first.members(p) for p in PEOPLE] == [second.members(p) for p in PEOPLE]


def test_the_smallest_counts_unless_the_commune_chose() -> None:
    links = [("a", "c"), ("c", "e")]
    assert PersonClasses(links).counting(["e", "c", "x"]) == {"a": "c", "x": "x"}
    assert PersonClasses(links, ["e"]).counting(["e", "c", "x"]) == {"a": "e", "x": "x"}
    assert PersonClasses(links, ["e"]).counting(["c"]) == {"a": "c"}


def test_nobody_is_linked_with_nobody() -> None:
    assert PersonClasses().members("a") == ("a",)
    assert PersonClasses().name_of("a") == "a"

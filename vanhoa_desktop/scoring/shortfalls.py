"""Who in a population is short of the title, and by how much: nearest first."""

from dataclasses import dataclass

from vanhoa_desktop.scoring.graph import ResultGraph
from vanhoa_desktop.scoring.subjects import Membership, SubjectKey
from vanhoa_desktop.scoring.ways import Way, way_to_title


@dataclass(frozen=True, slots=True)
class LackingMember:
    """A member without the title and the shortest way to it.

    `way` is None where points alone cannot help: not assessed by any set, or revoked.
    """

    key: SubjectKey
    way: Way | None


def lacking_members(graph: ResultGraph, population: Membership) -> tuple[LackingMember, ...]:
    """The members without the title: those who lack the fewest points first, then by id."""
    found = [LackingMember(key, way_of(graph, key)) for key in graph.lacking(population)]
    return tuple(sorted(found, key=_nearest_first))


def way_of(graph: ResultGraph, key: SubjectKey, rank: int = 1) -> Way | None:
    """The shortest way of one subject; None where points cannot help."""
    subject = graph.subjects.get(key)
    if subject is None or subject.criteria is None or subject.title is False:
        return None
    standing = graph.standing(key)
    return way_to_title(subject.criteria, subject.points, subject.group, standing, rank)


def _nearest_first(member: LackingMember) -> tuple[bool, bool, object, SubjectKey]:
    way = member.way
    if way is None:
        return True, True, 0, member.key
    return False, bool(way.prerequisites), way.points, member.key

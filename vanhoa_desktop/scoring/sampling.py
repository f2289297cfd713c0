"""Drawing a sample that anyone can draw again: stratified, ordered by SHA-256 of a published seed.

The algorithm is specified byte by byte in docs/sampling.md; it never changes without a new name.
"""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

ALGORITHM = "vanhoa/sample/1"
_SEPARATOR = b"\n"


class Candidate(NamedTuple):
    """A sheet that may be drawn: whose it is, and its stratum (assessing unit, target group)."""

    person: str
    unit: str
    group: str


Stratum = tuple[str, str]


def population_text(candidates: Iterable[Candidate]) -> bytes:
    """The population as it is published: a line each, sorted by person; UTF-8, line feeds."""
    lines = sorted("\t".join(candidate) + "\n" for candidate in candidates)
    return "".join(lines).encode("utf-8")


def read_population(content: str) -> list[Candidate]:
    """The population in a published text; raises ValueError(line number) for a malformed line."""
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        parts = line.split("\t")
        if len(parts) != len(Candidate._fields) or not parts[0]:
            raise ValueError(number)
        found.append(Candidate(*parts))
    return found


def population_sha256(candidates: Iterable[Candidate]) -> str:
    """SHA-256 of the published population, in hex."""
    return hashlib.sha256(population_text(candidates)).hexdigest()


def place_in_order(seed: str, person: str) -> bytes:
    """What sheets are ordered by: SHA-256(seed in NFC and UTF-8 ‖ line feed ‖ person id)."""
    seeded = unicodedata.normalize("NFC", seed).encode("utf-8")
    return hashlib.sha256(seeded + _SEPARATOR + person.encode("utf-8")).digest()


def sample_size(size: int, share_percent: int) -> int:
    """How many of a stratum are drawn: ⌈share · size⌉, so at least one of each."""
    return -(-size * share_percent // 100)


def draw(
    candidates: Iterable[Candidate], share_percent: int, seed: str
) -> Mapping[Stratum, Sequence[str]]:
    """The people drawn in each stratum, in the order of the draw; strata in order."""
    strata: dict[Stratum, list[str]] = defaultdict(list)
    for candidate in candidates:
        strata[candidate.unit, candidate.group].append(candidate.person)
    drawn: dict[Stratum, Sequence[str]] = {}
    for stratum, people in sorted(strata.items()):
        ordered = sorted(people, key=lambda person: place_in_order(seed, person))
        drawn[stratum] = ordered[: sample_size(len(people), share_percent)]
    return drawn

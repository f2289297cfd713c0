"""People of whom a sheet lies at the commune, and who are in no list any more.

A unit took them out, or took back the import they came with, after their sheets had left its
hands. The sheets are held by name until people have settled whether that was meant.
"""

from collections.abc import Iterable

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change

_NAME = "full_name"


def gone_people(reading: Reading, people: Iterable[str]) -> frozenset[str]:
    """Those of some people (ids) who are in no list."""
    wanted = frozenset(people)
    return wanted - frozenset(reading.people.people(sorted(wanted)))


def names_last_written(reading: Reading, people: Iterable[str]) -> dict[str, str]:
    """What each of some people was called last, whether that still stands or not.

    Nobody is named of whom the journal says no name any more, as of erased people.
    """
    found = {}
    for person, items in reading.journal.of_records(sorted(people)).items():
        name = _last_name([item.change for item in items])
        if name:
            found[person] = name
    return found


def _last_name(changes: Iterable[Change]) -> str:
    said = [
        (change.header.clock, change.header.chain, change.header.seq, change.body.values[_NAME])
        for change in changes
        if change.body is not None and isinstance(change.body.values.get(_NAME), str)
    ]
    return str(max(said, key=lambda item: item[:3])[3]) if said else ""

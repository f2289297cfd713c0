"""People of whom a sheet lies at the commune, and who are in no list any more.

A unit took them out, or took back the import they came with, after their sheets had left its
hands. The sheets are held by name until people have settled whether that was meant.
"""

from collections.abc import Iterable

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.texts.words.names import sort_key


def gone_people(reading: Reading, people: Iterable[str]) -> frozenset[str]:
    """Those of some people (ids) who are in no list."""
    wanted = frozenset(people)
    return wanted - frozenset(reading.people.people(sorted(wanted)))


def names_last_written(reading: Reading, people: Iterable[str]) -> dict[str, str]:
    """What each of some people was called last, whether that still stands or not.

    Nobody is named of whom the journal says no name any more, as of erased people.
    """
    return {
        person: str(name) for person, name in last_written(reading, people, "full_name").items()
    }


def gone_labels(reading: Reading, people: Iterable[str]) -> tuple[str, ...]:
    """What people in no list were called, in Vietnamese order; the unnamed are counted apart."""
    wanted = frozenset(people)
    named = names_last_written(reading, wanted)
    nameless = len(wanted) - len(named)
    labels = sorted(named.values(), key=sort_key)
    return (*labels, *((f"{nameless} người không còn tên",) if nameless else ()))


def last_written(reading: Reading, records: Iterable[str], field: str) -> dict[str, Json]:
    """The value that was written last into a field of each record, whether it stands or not.

    By the clocks of the changes. A record of which nothing is held any more is left out.
    """
    found = {}
    for record, items in reading.journal.of_records(sorted(records)).items():
        said = [item.change for item in items if _value(item.change, field) is not None]
        if said:
            found[record] = _value(max(said, key=_order), field)
    return found


def _value(change: Change, field: str) -> Json:
    return None if change.body is None else change.body.values.get(field)


def _order(change: Change) -> tuple[int, str, int]:
    return change.header.clock, change.header.chain, change.header.seq

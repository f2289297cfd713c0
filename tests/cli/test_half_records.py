"""What is left of a record when its beginning does not count any more stops nobody."""

import pytest

from tests.builders.offices import NGOC_BAN, YEAR, Office, Offices
from tests.cli.conftest import Machines
from vanhoa_desktop.journal.change import CONTROL, Op
from vanhoa_desktop.journal.drafting import Wish

COMMANDS = (
    *(("unit", "list"), ("cycle", "list"), ("criteria", "list"), ("settings", "show")),
    *(("roster", "search", ""), ("household", "list"), ("conflicts", "list"), ("state-hash",)),
    *(("score", "--cycle", YEAR), ("report", "targets", "--cycle", YEAR), ("check",)),
)


def leave_control_alone(office: Office, record: str) -> None:
    """Say a record's control once more, and take back all that was said of it before."""
    with office.open() as session:
        with session.database.reading() as reading:
            held = reading.journal.of_records([record])[record]
        before = tuple(sorted(item.change.id for item in held))
        with session.work() as work:
            state = work.state(record)
            assert state is not None
            work.put(state.kind, record, {CONTROL: state.values[CONTROL]})
            work.record(Wish(state.kind, record, Op.VOID, names=before))
            work.commit()


def records_of(office: Office) -> dict[str, list[str]]:
    """The ids of all records of an office, by kind."""
    found: dict[str, list[str]] = {}
    with office.open(writing=False) as session, session.database.reading() as reading:
        for item in reading.journal.in_range(1, reading.journal.last_position()):
            header = item.change.header
            if header.record not in found.setdefault(header.kind, []):
                found[header.kind].append(header.record)
    return found


@pytest.mark.parametrize("kind", ["unit", "cycle", "criteria", "person", "registration"])
def test_a_record_that_lost_its_beginning_stops_no_command(
    machines: Machines, offices: Offices, kind: str
) -> None:
    """The commune's own unit without a kind: no command opened the store any more."""
    commune = machines.commune
    commune.do("person", "add", "Trần Văn Bình", "--birth", 1981, "--unit", NGOC_BAN)
    commune.do("assess", "set", "Trần Văn Bình", "CS1=9", "--cycle", YEAR, "--by", "commune")
    for record in records_of(offices.commune)[kind]:
        leave_control_alone(offices.commune, record)
    for command in COMMANDS:
        answer = commune.run(*command)
        if answer.code:
            assert answer.error in {"CYCLE_NOT_OPEN", "CRITERIA_UNKNOWN"}, (command, answer)

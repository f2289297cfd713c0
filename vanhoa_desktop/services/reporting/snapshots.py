"""Figures frozen as they were sent: reproducible to the digit, whatever changes afterwards."""

import hashlib
from dataclasses import dataclass
from typing import Any

from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.targets import Snapshot, SnapshotKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import snapshot_id
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.lookup import only_one
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.reporting.report_figures import ReportFigures, count_report
from vanhoa_desktop.services.reporting.report_json import figures_json, figures_of
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.services.setup.cycles import open_cycle

FORMAT = "vanhoa/snapshot/1"


@dataclass(frozen=True, slots=True)
class FrozenReport:
    """Figures with the snapshot that holds them; None where they were counted just now.

    `state_sha256`: the state-hash of everything that the office held when they were frozen.
    """

    snapshot: Snapshot | None
    figures: ReportFigures
    state_sha256: str = ""
    changes: int = 0


class SnapshotService:
    """Freezes, lists and shows the figures of a year."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def create(self, day: CountingDay) -> FrozenReport:
        """Freeze the figures of a year as they stand.

        Raises ROLE_NOT_ALLOWED (the office alone reports), CYCLE_NOT_OPEN, TARGETS_INVALID,
        VALUE_INVALID.
        """
        self._session.require_office()
        figures = count_report(self._session, day)
        state = IntegrityService(self._session).state_hash()
        content: dict[str, Json] = figures_json(figures) | {
            "format": FORMAT,
            "state": {"changes": state.changes, "sha256": state.sha256},
        }
        encoded = canonical.encode(content)
        sha256 = hashlib.sha256(encoded).hexdigest()
        kind = SnapshotKind.PROVISIONAL if day.is_provisional else SnapshotKind.FINAL
        values: dict[str, Json] = control(self._session.require_unit()) | {
            "year": day.year,
            "number": len(self.snapshots(day.year)) + 1,
            "snapshot_kind": kind.value,
            "cut_off": day.cut_off,
            "made_on": self._session.today(),
            "sha256": sha256,
            "content": encoded.decode("utf-8"),
        }
        record = snapshot_id(sha256)
        with self._session.work() as work:
            if work.state(record) is None:  # the same figures once more are the same snapshot
                work.put("snapshot", record, values)
                work.commit()
        return self.show(record)

    def snapshots(self, year: int) -> list[Snapshot]:
        """The snapshots of a year, the oldest first; raises CYCLE_NOT_OPEN."""
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            return reading.reporting.snapshots(year)

    def show(self, text: str) -> FrozenReport:
        """The snapshot with this id or beginning of its SHA-256.

        Raises NOT_FOUND, AMBIGUOUS, SNAPSHOT_ALTERED.
        """
        wanted = text.strip().lower()
        with self._session.database.reading() as reading:
            found = [
                one
                for one in reading.reporting.snapshots()
                if wanted and (one.id == wanted or one.sha256.startswith(wanted))
            ]
        named = {one.id: f"{one.year} {one.cut_off}" for one in found}
        return read_frozen(only_one(found, named, "snapshot", text))


def newest_snapshot(
    session: Session, year: int, kind: SnapshotKind, cut_off: str | None = None
) -> FrozenReport | None:
    """The snapshot of a kind (and day) that was made last; raises SNAPSHOT_ALTERED."""
    with session.database.reading() as reading:
        found = [
            one
            for one in reading.reporting.snapshots(year)
            if one.kind is kind and cut_off in {None, one.cut_off}
        ]
    return read_frozen(found[-1]) if found else None


def read_frozen(snapshot: Snapshot) -> FrozenReport:
    """The figures of a snapshot; raises SNAPSHOT_ALTERED if they are not those of its hash."""
    encoded = snapshot.content.encode("utf-8")
    is_same = hashlib.sha256(encoded).hexdigest() == snapshot.sha256 and snapshot.id == snapshot_id(
        snapshot.sha256
    )
    if not is_same:
        raise VanHoaError(ErrorCode.SNAPSHOT_ALTERED, year=snapshot.year, snapshot=snapshot.id)
    content: Any = canonical.decode(encoded)
    state = content["state"]
    return FrozenReport(snapshot, figures_of(content), state["sha256"], state["changes"])

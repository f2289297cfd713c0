"""The ledger of bundles.

Merged ones (checkpoints), sent ones, and what each device last said it holds.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, literal_column, select
from sqlalchemy.dialects.sqlite import insert as upsert

from vanhoa_desktop.db.tables import local
from vanhoa_desktop.journal.change import ChangeId


class MergedBundle(NamedTuple):
    """A merged bundle: its signed manifest is kept for ever as a checkpoint.

    `ids`: of a down-bundle the ids of its changes in their order, for which the office vouches.
    """

    bundle: str
    device: str
    unit: str
    manifest: bytes
    signature: bytes
    changes: int
    down_number: int | None
    at: str
    ids: bytes | None = None


class NumberedBundle(NamedTuple):
    """A down-bundle as named by whoever merged it; number 0 and an empty id before the first."""

    number: int = 0
    bundle: str = ""


class DownBundle(NamedTuple):
    """A bundle sent down to a unit, and the journal position that it reached."""

    unit: str
    number: int
    position: int
    bundle: str
    at: str


class BundleLedger:
    """Reads and writes over one open connection; the caller owns the transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def merged(self, bundle: str) -> MergedBundle | None:
        """The merged bundle of this id, or None."""
        table = local.merged_bundle
        row = self._connection.execute(select(table).where(table.c.bundle == bundle)).first()
        return MergedBundle(*row) if row else None

    def all_merged(self) -> list[MergedBundle]:
        """All merged bundles, oldest first."""
        table = local.merged_bundle
        return [
            MergedBundle(*row)
            for row in self._connection.execute(select(table).order_by(table.c.at))
        ]

    def merged_of(self, device: str) -> list[MergedBundle]:
        """The merged bundles of one device in the order in which they were merged."""
        table = local.merged_bundle
        query = select(table).where(table.c.device == device).order_by(literal_column("rowid"))
        return [MergedBundle(*row) for row in self._connection.execute(query)]

    def keep_merged(self, row: MergedBundle) -> None:
        """Remember a merged bundle."""
        self._connection.execute(insert(local.merged_bundle).values(**row._asdict()))

    def last_down_merged(self) -> NumberedBundle:
        """The down-bundle with the greatest number merged here; of two alike the later merged."""
        table = local.merged_bundle
        row = self._connection.execute(
            select(table.c.down_number, table.c.bundle)
            .where(table.c.down_number.is_not(None))
            .order_by(table.c.down_number.desc(), literal_column("rowid").desc())
            .limit(1)
        ).first()
        return NumberedBundle(*row) if row else NumberedBundle()

    def down_bundles(self, unit: str) -> list[DownBundle]:
        """The bundles sent to a unit, by number."""
        table = local.down_bundle
        rows = self._connection.execute(
            select(table).where(table.c.unit == unit).order_by(table.c.number)
        )
        return [DownBundle(*row) for row in rows]

    def keep_down_bundle(self, row: DownBundle) -> None:
        """Remember a bundle sent down."""
        self._connection.execute(insert(local.down_bundle).values(**row._asdict()))

    def acknowledge(
        self,
        device: str,
        known: Mapping[str, tuple[int, ChangeId]],
        down: NumberedBundle,
        at: str,
    ) -> None:
        """Replace what a device last said it holds: the latest word counts, also downwards."""
        table = local.acknowledgement
        self._connection.execute(delete(table).where(table.c.device == device))
        rows = [
            {"device": device, "chain": c, "seq": s, "change": i} for c, (s, i) in known.items()
        ]
        if rows:
            self._connection.execute(insert(table), rows)
        said = {"down_number": down.number, "down_bundle": down.bundle, "at": at}
        news = upsert(local.device_news).values(device=device, **said)
        self._connection.execute(news.on_conflict_do_update(index_elements=["device"], set_=said))

    def acknowledged(self, devices: Iterable[str]) -> dict[str, dict[str, tuple[int, ChangeId]]]:
        """What each device last said it holds: device → chain → (seq, change id)."""
        table = local.acknowledgement
        found: dict[str, dict[str, tuple[int, ChangeId]]] = {}
        for row in self._connection.execute(select(table).where(table.c.device.in_(list(devices)))):
            found.setdefault(row.device, {})[row.chain] = (row.seq, row.change)
        return found

    def down_merged(self, devices: Iterable[str]) -> dict[str, NumberedBundle]:
        """The newest down-bundle that each device said it had merged."""
        table = local.device_news
        rows = self._connection.execute(select(table).where(table.c.device.in_(list(devices))))
        return {row.device: NumberedBundle(row.down_number, row.down_bundle) for row in rows}

    def heard_at(self, devices: Iterable[str]) -> dict[str, str]:
        """When a file of each device was last merged here."""
        table = local.device_news
        rows = self._connection.execute(select(table).where(table.c.device.in_(list(devices))))
        return {row.device: row.at for row in rows}

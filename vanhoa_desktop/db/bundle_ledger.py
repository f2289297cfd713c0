"""The ledger of bundles.

Merged ones (checkpoints), sent ones, and what each device last said it holds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, literal_column, select

from vanhoa_desktop.db.tables import local
from vanhoa_desktop.journal.change import ChangeId

# After so many files of its device's other installations one that was not heard is forgotten.
_REMEMBERED = 4
# What stands in the manifest of a bundle that brought a file of evidence.
_EVIDENCE_ENTRY = b'"path":"evidence/'


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


class Acknowledgement(NamedTuple):
    """What an installation of a device last said it holds, and the newest down-bundle there.

    `installation`: the chain it writes to. `known`: chain → (seq, change id). `sent`: the newest
    down-bundle for its unit when it said so. `heard`: the greater, the later it was heard.
    """

    device: str
    installation: str
    known: Mapping[str, tuple[int, ChangeId]]
    down: NumberedBundle = NumberedBundle()
    sent: int = 0
    heard: int = 0


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

    def manifests_from_below(self) -> Iterator[tuple[str, bytes]]:
        """Unit and manifest of every bundle that units sent here with files of evidence."""
        table = local.merged_bundle
        has_files = func.instr(table.c.manifest, _EVIDENCE_ENTRY) > 0
        query = select(table.c.unit, table.c.manifest).where(table.c.down_number.is_(None))
        for row in self._connection.execute(query.where(has_files)):
            yield row.unit, row.manifest

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

    def manifests_from_above(self, most: int) -> list[bytes]:
        """The manifests of the down-bundles that were merged here last, the newest first."""
        table = local.merged_bundle
        query = (
            select(table.c.manifest)
            .where(table.c.down_number.is_not(None))
            .order_by(literal_column("rowid").desc())
            .limit(most)
        )
        return [row.manifest for row in self._connection.execute(query)]

    def down_bundles(self, unit: str) -> list[DownBundle]:
        """The bundles sent to a unit, by number."""
        table = local.down_bundle
        rows = self._connection.execute(
            select(table).where(table.c.unit == unit).order_by(table.c.number)
        )
        return [DownBundle(*row) for row in rows]

    def has_dealt_with(self, unit: str) -> bool:
        """Whether any bundle was merged from a unit, or made for it."""
        tables = (local.merged_bundle, local.down_bundle)
        queries = [select(table.c.bundle).where(table.c.unit == unit).limit(1) for table in tables]
        return any(self._connection.execute(query).first() is not None for query in queries)

    def keep_down_bundle(self, row: DownBundle) -> None:
        """Remember a bundle sent down."""
        self._connection.execute(insert(local.down_bundle).values(**row._asdict()))

    def acknowledge(self, said: Acknowledgement, *, sent: int, at: str) -> None:
        """Replace what an installation last said it holds: the latest word counts, also downwards.

        `sent`: the number of the newest down-bundle for its unit. Two words between which nothing
        was sent may be those of two copies of one disk, which nothing tells apart yet: the lesser
        number of what was merged counts. Installations that were silent while others of their
        device spoke `_REMEMBERED` times are forgotten: a folder that was moved or restored goes on
        under another chain.
        """
        news, places = local.installation_news, local.acknowledgement
        known = self.acknowledgements([said.device]).get(said.device, [])
        before = next((item for item in known if item.installation == said.installation), None)
        if before is not None and before.sent == sent > 0:
            said = said._replace(down=min(before.down, said.down, key=lambda down: down.number))
        heard = 1 + max((item.heard for item in known), default=0)
        gone = [i.installation for i in known if i.heard <= heard - _REMEMBERED]
        for table in (news, places):
            of_these = table.c.installation.in_([said.installation, *gone])
            self._connection.execute(
                delete(table).where(table.c.device == said.device).where(of_these)
            )
        named = {"device": said.device, "installation": said.installation}
        rows = [
            {**named, "chain": c, "seq": s, "change": i} for c, (s, i) in sorted(said.known.items())
        ]
        if rows:
            self._connection.execute(insert(places), rows)
        down = {"down_number": said.down.number, "down_bundle": said.down.bundle}
        row = {**named, **down, "heard": heard, "sent": sent, "at": at}
        self._connection.execute(insert(news).values(row))

    def acknowledgements(self, devices: Iterable[str]) -> dict[str, list[Acknowledgement]]:
        """What the installations of each device last said, the last heard first."""
        wanted = list(devices)
        news, places = local.installation_news, local.acknowledgement
        known: dict[tuple[str, str], dict[str, tuple[int, ChangeId]]] = defaultdict(dict)
        for row in self._connection.execute(select(places).where(places.c.device.in_(wanted))):
            known[row.device, row.installation][row.chain] = (row.seq, row.change)
        found: dict[str, list[Acknowledgement]] = defaultdict(list)
        query = select(news).where(news.c.device.in_(wanted)).order_by(news.c.heard.desc())
        for row in self._connection.execute(query):
            said = Acknowledgement(
                row.device,
                row.installation,
                known[row.device, row.installation],
                NumberedBundle(row.down_number, row.down_bundle),
                row.sent,
                row.heard,
            )
            found[row.device].append(said)
        return dict(found)

    def newest_at(
        self, devices: Iterable[str], without: Collection[str] = frozenset()
    ) -> dict[str, str]:
        """When the newest file of each device was merged here, some files left out."""
        table = local.merged_bundle
        query = select(table.c.device, table.c.bundle, table.c.at)
        rows = self._connection.execute(query.where(table.c.device.in_(list(devices))))
        newest: dict[str, str] = {}
        for row in rows:
            if row.bundle not in without:
                newest[row.device] = max(row.at, newest.get(row.device, ""))
        return newest


def least_of(said: Sequence[Acknowledgement]) -> dict[str, tuple[int, ChangeId]]:
    """What every one of some installations said it holds: chain → (seq, change id)."""
    if not said:
        return {}
    shared = set(said[0].known).intersection(*(item.known for item in said))
    return {chain: min(item.known[chain] for item in said) for chain in shared}


def least_of_each(said: Iterable[Acknowledgement]) -> dict[tuple[str, str], int]:
    """(device, chain) → the least seq that any of some installations named of it."""
    least: dict[tuple[str, str], int] = {}
    for item in said:
        for chain, (seq, _) in item.known.items():
            least[item.device, chain] = min(seq, least.get((item.device, chain), seq))
    return least

"""The small local numbers that stand for chains and kinds in the journal."""

from sqlalchemy import Connection, Insert, and_, insert, select, update

from vanhoa_desktop.db.tables.journal import chain, kind


class LocalNumbers:
    """Chain and kind numbers of one store, read once and extended as new ones appear."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.chains: dict[str, int] = {
            row.chain: row.no for row in connection.execute(select(chain.c.chain, chain.c.no))
        }
        self.kinds: dict[str, int] = {
            row.name: row.no for row in connection.execute(select(kind.c.name, kind.c.no))
        }

    def chain_number(self, chain_id: str) -> int:
        """The number of a chain, given now if it is new."""
        if chain_id not in self.chains:
            self._add_chain(chain_id, None)
        return self.chains[chain_id]

    def kind_number(self, name: str) -> int:
        """The number of a kind of record, given now if it is new."""
        if name not in self.kinds:
            self.kinds[name] = self._inserted(insert(kind).values(name=name))
        return self.kinds[name]

    def own_chain(self, chain_id: str, device: str) -> None:
        """Note that a chain belongs to a device; a chain never changes hands."""
        if chain_id not in self.chains:
            self._add_chain(chain_id, device)
            return
        unowned = and_(chain.c.chain == chain_id, chain.c.device.is_(None))
        self._connection.execute(update(chain).where(unowned).values(device=device))

    def _add_chain(self, chain_id: str, device: str | None) -> None:
        self.chains[chain_id] = self._inserted(insert(chain).values(chain=chain_id, device=device))

    def _inserted(self, statement: Insert) -> int:
        """The number that the store gave to a new row."""
        key = self._connection.execute(statement).inserted_primary_key
        assert key is not None  # noqa: S101 - an INSERT of one row always has one
        return int(key[0])

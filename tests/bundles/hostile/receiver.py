"""An office that is given a file, and everything about it that a refusal must leave alone."""

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tests.builders.offices import Office
from vanhoa_desktop.services.exchange.exchange import ExchangeService, MergeReport
from vanhoa_desktop.services.exchange.quarantine import quarantined
from vanhoa_desktop.services.office.integrity import IntegrityService, StateHash
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.post.preview import BundlePreview, PreviewService


class Standing(NamedTuple):
    """What the office holds: journal, tables, trust, ledgers, and the files of its folder."""

    state: StateHash
    statements: frozenset[bytes]
    acknowledged: int
    files: frozenset[str]


class Receiver:
    """An office, open for writing."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._opened = ExitStack()
        self.session: Session

    def __enter__(self) -> Self:
        """Open it."""
        self.session = self._opened.enter_context(self.office.open())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self._opened.close()

    def standing(self) -> Standing:
        """What the office holds now; the quarantine is counted apart."""
        root = self.office.paths.root
        with self.session.database.reading() as reading:
            statements = frozenset(reading.local.statements())
            acknowledged = len(reading.journal.devices())
        files = frozenset(
            str(path.relative_to(root))
            for path in root.rglob("*")
            if "quarantine" not in path.parts and not path.name.startswith("store.db-")
        )
        return Standing(
            IntegrityService(self.session).state_hash(), statements, acknowledged, files
        )

    def quarantined(self) -> int:
        """How many files lie in quarantine."""
        return len(quarantined(self.session))

    def merge(self, path: Path) -> MergeReport:
        """Merge one file."""
        return ExchangeService(self.session).merge([path])

    def inspect(self, path: Path) -> BundlePreview:
        """Preview one file."""
        return PreviewService(self.session).inspect(path)

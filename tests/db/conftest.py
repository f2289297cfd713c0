"""Stores for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.stores import BareStore, commune_store, village_store


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[BareStore]:
    """The office's store, open for writing."""
    store = commune_store(tmp_path)
    yield store
    store.database.close()


@pytest.fixture
def village(tmp_path: Path) -> Iterator[BareStore]:
    """The laptop's store, open for writing."""
    store = village_store(tmp_path)
    yield store
    store.database.close()

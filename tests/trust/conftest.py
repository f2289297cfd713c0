"""Tests of secrets at rest pay the program's own price for a passphrase."""

import pytest

from tests.builders.locks import REAL_LOCK
from vanhoa_desktop.trust import sealed_file


@pytest.fixture(autouse=True)
def real_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock as the program makes it."""
    monkeypatch.setattr(sealed_file, "_SCRYPT", REAL_LOCK)

"""PySide6 6.12.0 lost one reference to None per virtual call on Python 3.11, and aborted.

The pin in pyproject.toml stays below it until this test passes with a newer one.
"""

import sys

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from typing_extensions import override

CALLS = 20_000
_ROLES_ASKED_BY_ITEM_DATA = 256
_NO_INDEX = QModelIndex()


class _EmptyCells(QAbstractTableModel):
    """A table whose every cell is None, asked by C++; counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 1

    @override
    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 1

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        self.calls += 1
        return None

    @override
    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        self.calls += 1
        return False


def test_none_keeps_its_references_over_virtual_calls() -> None:
    model = _EmptyCells()
    index = model.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(CALLS // _ROLES_ASKED_BY_ITEM_DATA + 1):
        model.itemData(index)
    assert model.calls >= CALLS
    assert sys.getrefcount(None) > before - CALLS // 10


def test_false_keeps_its_references_over_virtual_calls() -> None:
    model = _EmptyCells()
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    model.calls = 0
    before = sys.getrefcount(False)
    for _ in range(CALLS):
        proxy.canFetchMore(QModelIndex())
    assert model.calls >= CALLS
    assert sys.getrefcount(False) > before - CALLS // 10

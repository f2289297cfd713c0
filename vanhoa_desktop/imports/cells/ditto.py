"""Ditto marks: «"», «nt», «như trên» in a cell mean what stands in the cell above."""

import re

from vanhoa_desktop.imports.book.book import Cell
from vanhoa_desktop.texts.words.names import fold_text

# Two apostrophes, quotes of any look, «nt» and «như trên», between dashes or not.
_DITTO = re.compile(
    r"[-–—. ]*(?:['’‘´`]{2}|[\"“”„″〃]{1,2}|nt|n\.t|nhu tren|//)[-–—. ]*", re.IGNORECASE
)
# Fields that people of neighbouring rows share. A birth or a number is everybody's own.
SHARED_FIELDS = frozenset(
    {"unit_name", "hamlet", "household_code", "head_name", "occupation", "presence"}
)


def is_ditto(cell: Cell) -> bool:
    """Whether a cell holds a ditto mark and nothing else."""
    return isinstance(cell, str) and bool(_DITTO.fullmatch(fold_text(cell)))

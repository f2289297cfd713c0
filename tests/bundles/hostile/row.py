"""A row of the table: how to forge the file, who receives it, how it must be refused."""

from collections.abc import Callable
from typing import NamedTuple

from tests.bundles.hostile.forging import Draft
from tests.bundles.hostile.ground import Ground
from vanhoa_desktop.errors import ErrorCode

Forge = Callable[[Ground], bytes]

COMMUNE, VILLAGE_A, VILLAGE_B = "commune", "village1", "village2"


class Row(NamedTuple):
    """One hostile file.

    `receiver` is the folder of the office that is given the file. `is_kept`: a copy goes to the
    quarantine folder, for people to look at (bundle.md §4).
    """

    name: str
    forge: Forge
    code: ErrorCode
    receiver: str = COMMUNE
    is_kept: bool = False


def from_a(change: Callable[[Draft], Draft]) -> Forge:
    """A's bundle, altered before it is signed by A and sealed for the commune."""
    return lambda ground: change(ground.a.draft).file()

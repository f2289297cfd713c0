"""The ground of the table, made once; receivers stay open while all rows are tried."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.bundles.hostile.ground import Ground, prepare_ground
from tests.bundles.hostile.receiver import Receiver
from tests.bundles.hostile.row import COMMUNE, VILLAGE_A, VILLAGE_B
from tests.bundles.stranger.held import Held
from tests.bundles.stranger_hands import held_at


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """All offices and their keys."""
    return prepare_ground(tmp_path_factory.mktemp("ground"))


@pytest.fixture(scope="module")
def receivers(
    ground: Ground, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Receiver]]:
    """Copies of the offices that are given the files, by the name of their folder."""
    offices = ground.offices.copy(tmp_path_factory.mktemp("receivers"))
    named = {office.paths.root.name: office for office in (offices.commune, *offices.villages)}
    with ExitStack() as opened:
        yield {
            name: opened.enter_context(Receiver(named[name]))
            for name in (COMMUNE, VILLAGE_A, VILLAGE_B)
        }


@pytest.fixture(scope="module")
def strangers(ground: Ground) -> dict[str, Held]:
    """A stranger in the place of each of them, who holds what it held before any file came."""
    offices = (ground.offices.commune, *ground.offices.villages)
    return {office.paths.root.name: held_at(office) for office in offices}

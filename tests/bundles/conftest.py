"""A small bundle of a village for its commune, as file and as opened archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders.offices import Offices, add_person, found_offices, give_points
from tests.interrupted.zygote import CHEAP_LOCK
from vanhoa_desktop.trust import sealed_file
from vanhoa_desktop.trust.envelope import open_sealed, recipient_of


@dataclass(frozen=True)
class SmallBundle:
    """The file as saved, the archive inside, and the commune's reading keys."""

    file: bytes
    archive: bytes
    recipient: str
    identity: str


@pytest.fixture
def small(offices: Offices, tmp_path: Path) -> SmallBundle:
    """One person with points, on its way to the commune."""
    village = offices.villages[0]
    with village.open() as session:
        give_points(session, add_person(session, "Đỗ Thị Mẫu"), ["8"] * 10)
    file = village.export(tmp_path / "small.vhb").read_bytes()
    with offices.commune.open(writing=False) as session:
        identity = session.secrets.age_identity
    return SmallBundle(file, open_sealed(file, [identity]), recipient_of(identity), identity)


@pytest.fixture(scope="module")
def quickly_opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    """A commune and two villages, opened without the time that stops a guesser of passphrases."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed_file, "_SCRYPT", CHEAP_LOCK)
        yield found_offices(tmp_path_factory.mktemp("quickly"))

"""A small bundle of a village for its commune, as file and as opened archive."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders.offices import Offices, add_person, give_points
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

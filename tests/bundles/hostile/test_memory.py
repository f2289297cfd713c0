"""Refusing a bomb takes little memory, whatever it would unpack to."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bundles.hostile.forged_zip import DEFLATED, ForgedArchive, ForgedEntry, Lies
from tests.bundles.hostile.ground import Ground
from tests.bundles.hostile.rows_archive import CHANGES, GIGABYTE, deflated_zeros
from vanhoa_desktop.bundles.limits import MEGABYTE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="getrusage is of Unix")

ROOT = Path(__file__).resolve().parents[3]
# What an old laptop can spare beside everything else that it runs.
SPARE_BYTES = 200 * MEGABYTE
Bomb = Callable[[Ground, Path], object]


def _changes(ground: Ground, entry: ForgedEntry) -> bytes:
    entries = ground.a.draft.signed_entries()
    entries[CHANGES] = entry
    return ground.a.draft.sealed(ForgedArchive(entries).encode())


def sparse(_: Ground, path: Path) -> None:
    """A file of 4 GB that takes no room on the disk."""
    with path.open("wb") as stream:
        stream.truncate(4 * GIGABYTE)


def declared(ground: Ground, path: Path) -> None:
    """An entry that says that it unpacks to 4 GB, and would."""
    packed = deflated_zeros(4 * GIGABYTE)
    path.write_bytes(
        _changes(
            ground,
            ForgedEntry(b"changes.jsonl", b"", packed, DEFLATED, size=4 * GIGABYTE - 1),
        )
    )


def undeclared(ground: Ground, path: Path) -> None:
    """An entry that unpacks to 4 GB and says a thousand bytes."""
    packed = deflated_zeros(4 * GIGABYTE)
    path.write_bytes(
        _changes(ground, ForgedEntry(b"changes.jsonl", b"", packed, DEFLATED, size=1000))
    )


def nested(ground: Ground, path: Path) -> None:
    """Archives in archives, 4 GB at the bottom."""
    inner = ForgedArchive(
        [ForgedEntry(b"0", b"", deflated_zeros(GIGABYTE), DEFLATED, size=1, local=Lies())]
    ).encode()
    for _ in range(3):
        inner = ForgedArchive([ForgedEntry(b"%d" % number, inner) for number in range(4)]).encode()
    path.write_bytes(_changes(ground, ForgedEntry(b"changes.jsonl", inner)))


def just_within(ground: Ground, path: Path) -> None:
    """The most that the totals let through, from somebody whose signature does not hold."""
    size = 250 * MEGABYTE
    stranger = replace(ground.a.draft, key=ground.stranger)
    entries = stranger.signed_entries()
    entries[CHANGES] = ForgedEntry(
        b"changes.jsonl", b"", deflated_zeros(size), DEFLATED, size=size, crc=1
    )
    path.write_bytes(stranger.sealed(ForgedArchive(entries).encode()))


BOMBS: dict[str, tuple[Bomb, str]] = {
    "sparse": (sparse, "BUNDLE_TOO_LARGE"),
    "declared": (declared, "BUNDLE_TOO_LARGE"),
    "undeclared": (undeclared, "BUNDLE_TAMPERED"),
    "nested": (nested, "BUNDLE_TAMPERED"),
    "just within": (just_within, "BUNDLE_SIGNATURE"),
}


def test_refusing_a_bomb_takes_little_memory(ground: Ground, tmp_path: Path) -> None:
    honest = tmp_path / "honest.vhb"
    honest.write_bytes(ground.a.draft.file())
    files = []
    for name, (make, _) in BOMBS.items():
        files.append(tmp_path / f"{name}.vhb")
        make(ground, files[-1])
    measured = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.bundles.hostile.refuse_in_small_memory",
            str(ground.offices.commune.paths.root),
            str(honest),
            *map(str, files),
        ],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    *found, control = [json.loads(line) for line in measured.stdout.splitlines()]
    assert control["more_bytes"] > SPARE_BYTES
    assert [item["code"] for item in found] == [code for _, code in BOMBS.values()]
    costs = dict(zip(BOMBS, (item["more_bytes"] for item in found), strict=True))
    assert max(costs.values()) < SPARE_BYTES, costs

"""A reader and a writer made from docs/bundle-format.md alone, and the program: one format.

What the reader says to hostile files stands with these (tests/bundles/hostile).
"""

import ast
import json
from pathlib import Path

import pytest

from tests.bundles import vectors
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.reader import read_bundle
from tests.bundles.stranger_hands import word_of_stranger

STRANGER = Path(__file__).parent / "stranger"
ANSWERS = json.loads((vectors.FOLDER / "vectors.json").read_text(encoding="utf-8"))


def test_the_stranger_knows_nothing_of_the_program() -> None:
    modules = sorted(STRANGER.glob("*.py"))
    assert len(modules) > 5
    imported = {
        name
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        for name in _imported(node)
    }
    ours = {name for name in imported if name.startswith(("tests", "vanhoa"))}
    assert ours
    assert all(name.startswith("tests.bundles.stranger.") for name in ours), ours


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [str(node.module)]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def office_of_the_vectors() -> Held:
    """The commune's office before anything came."""
    commune, root = ANSWERS["commune"], bytes.fromhex(ANSWERS["root_public_key"])
    return Held(commune, commune, root, [ANSWERS["commune_reading_key"]])


@pytest.mark.parametrize("name", sorted(vectors.VECTORS))
def test_the_stranger_says_to_a_vector_what_the_table_says(name: str) -> None:
    file = (vectors.FOLDER / f"{name}.vhb").read_bytes()
    assert word_of_stranger(file, office_of_the_vectors()) == ANSWERS["bundles"][name]


def test_the_stranger_finds_the_sender_and_the_ids_of_the_table() -> None:
    opened = read_bundle((vectors.FOLDER / "accepted.vhb").read_bytes(), office_of_the_vectors())
    sender = opened.trust.devices[opened.manifest["sender"]["device"]]
    assert sender.key.hex() == ANSWERS["sender_public_key"]
    assert [change.id for change in opened.changes] == ANSWERS["change_ids"]

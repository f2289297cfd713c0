"""The published format: test vectors read by the program (a stranger reads them: test_stranger)."""

import json
from pathlib import Path

import pytest

from tests.bundles import vectors
from tests.bundles.vectors import FOLDER, JOURNAL, PAGE, VECTORS, Reader
from vanhoa_desktop.bundles.opening import open_bundle
from vanhoa_desktop.bundles.zip_structure import read_zip
from vanhoa_desktop.errors import VanHoaError
from vanhoa_desktop.journal.wire import decode_lines
from vanhoa_desktop.trust.envelope import open_sealed

TABLE = json.loads((FOLDER / "vectors.json").read_text(encoding="utf-8"))
NAMES = sorted(VECTORS)


def file_of(name: str) -> bytes:
    return (FOLDER / f"{name}.vhb").read_bytes()


def test_the_table_of_vectors_is_fresh() -> None:
    assert vectors.table() == TABLE
    assert sorted(path.stem for path in FOLDER.glob("*.vhb")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_the_program_says_what_the_table_says(name: str) -> None:
    expected = TABLE["bundles"][name]
    if expected == "accepted":
        opened = open_bundle(file_of(name), Reader())
        assert [change.id.hex() for change in opened.changes] == TABLE["change_ids"]
        return
    with pytest.raises(VanHoaError) as refused:
        open_bundle(file_of(name), Reader())
    assert refused.value.code.value == expected


@pytest.mark.parametrize("name", ["accepted", "newer-format", "earlier-changes-missing"])
def test_a_vector_is_made_again_from_its_keys_salts_and_times(name: str) -> None:
    inside = open_sealed(file_of(name), [TABLE["commune_reading_key"]])
    assert read_zip(inside) == read_zip(VECTORS[name][0]())


def test_the_worked_example_of_the_page_is_fresh() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert vectors.page_with(page, vectors.example()) == page


# --- the journal of format 1, read by every release ----------------------------------------------


@pytest.mark.parametrize("path", sorted(JOURNAL.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_journal_of_every_format_gives_the_values_that_it_always_gave(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    changes = list(decode_lines(path.read_bytes()))
    assert vectors.folded(changes) == expected
    assert [change.id.hex() for change in changes] == TABLE["change_ids"]

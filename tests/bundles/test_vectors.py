"""The published format: test vectors read by the program, and by a reader that shares no code."""

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyrage import decrypt, x25519

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


# --- a reader that knows docs/bundle-format.md and nothing of the program -----------------------


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def entries_of(file: bytes, key: str) -> dict[str, bytes]:
    archive = decrypt(file, [x25519.Identity.from_str(key)])
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def enrolled_keys(trust: bytes, root: str) -> dict[str, bytes]:
    found = {}
    for line in trust.splitlines():
        signed = json.loads(line)
        assert signed["key"] == root
        verifier = Ed25519PublicKey.from_public_bytes(bytes.fromhex(root))
        verifier.verify(bytes.fromhex(signed["sig"]), canonical(signed["object"]))
        if signed["object"]["statement"] == "enrol":
            key = bytes.fromhex(signed["object"]["key_of_device"])
            found[hashlib.sha256(key).hexdigest()] = key
    return found


def change_ids(changes: bytes) -> list[str]:
    found: list[str] = []
    for line in changes.splitlines():
        change = json.loads(line)
        body = {
            "actor": change.get("actor", ""),
            "at": change.get("at", ""),
            "bases": change.get("bases", {}),
            "values": change.get("values", {}),
        }
        committed = bytes.fromhex(change["salt"]) + canonical(body)
        header = {name: change[name] for name in ("chain", "clock", "kind", "op", "record", "seq")}
        header |= {name: change.get(name, []) for name in ("covers", "names", "under")}
        header["commitment"] = hashlib.sha256(committed).hexdigest()
        header["prev"] = change.get("prev", found[-1] if change["seq"] > 1 else "")
        header["type"] = "vanhoa/change/1"
        found.append(hashlib.sha256(canonical(header)).hexdigest())
    return found


def test_a_stranger_reads_and_verifies_a_bundle_by_the_page_alone() -> None:
    entries = entries_of(file_of("accepted"), TABLE["commune_reading_key"])
    manifest = json.loads(entries["manifest.json"])
    keys = enrolled_keys(entries["trust.jsonl"], TABLE["root_public_key"])
    sender = keys[manifest["sender"]["device"]]
    assert sender.hex() == TABLE["sender_public_key"]
    Ed25519PublicKey.from_public_bytes(sender).verify(
        entries["manifest.sig"], entries["manifest.json"]
    )
    for entry in manifest["entries"]:
        assert hashlib.sha256(entries[entry["path"]]).hexdigest() == entry["sha256"]
        assert len(entries[entry["path"]]) == entry["size"]
    ids = change_ids(entries["changes.jsonl"])
    assert ids == TABLE["change_ids"]
    assert hashlib.sha256(b"".join(map(bytes.fromhex, ids))).hexdigest() == manifest["ids"]
    (run,) = manifest["chains"].values()
    assert (run["before"], run["after"], run["last"]) == ("", ids[-1], len(ids))


# --- the journal of format 1, read by every release ----------------------------------------------


@pytest.mark.parametrize("path", sorted(JOURNAL.glob("*.jsonl")), ids=lambda path: path.stem)
def test_a_journal_of_every_format_gives_the_values_that_it_always_gave(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    changes = list(decode_lines(path.read_bytes()))
    assert vectors.folded(changes) == expected
    assert [change.id.hex() for change in changes] == TABLE["change_ids"]

"""Files of evidence in a bundle: named by hash, in order, pictures or PDFs, none unnamed."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.evidence import attach, saved
from tests.builders.offices import Offices, add_person
from tests.builders.pictures import BLUE, RED, photo
from tests.bundles.conftest import SmallBundle
from tests.bundles.hostile.forged_zip import DEFLATED, ForgedArchive, ForgedEntry
from tests.bundles.stranger.archive import entries_of
from tests.bundles.stranger.plain import RefusedError
from tests.bundles.test_refusals import refusal, village_key
from vanhoa_desktop.bundles.evidence_entries import read_evidence
from vanhoa_desktop.bundles.limits import MAX_EVIDENCE_BYTES
from vanhoa_desktop.bundles.manifest import Entry, bundle_id, decode_manifest
from vanhoa_desktop.bundles.writer import MANIFEST, SIGNATURE
from vanhoa_desktop.bundles.zip_structure import read_zip, write_zip
from vanhoa_desktop.domain.evidence import JPEG_MARK, PDF_MARK
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import open_sealed, recipient_of, seal

PICTURES = (photo(colour=RED), photo(colour=BLUE))
SHA = sorted(hashlib.sha256(content).hexdigest() for content in PICTURES)


@pytest.fixture
def pictured(offices: Offices, tmp_path: Path) -> SmallBundle:
    """A bundle of a village with two pictures."""
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Đỗ Thị Mẫu")
        for number, content in enumerate(PICTURES):
            attach(session, saved(tmp_path, content, f"{number}.jpg"), person)
    file = village.export(tmp_path / "anh.vhb").read_bytes()
    with offices.commune.open(writing=False) as session:
        identity = session.secrets.age_identity
    return SmallBundle(file, open_sealed(file, [identity]), recipient_of(identity), identity)


def resealed(offices: Offices, bundle: SmallBundle, files: list[tuple[str, bytes]]) -> bytes:
    """The bundle with other files, listed as they are and signed by its village."""
    entries = dict(read_zip(bundle.archive))
    manifest = decode_manifest(entries[MANIFEST])
    others = [(path, entries[path]) for path in entries if not path.startswith("evidence/")][2:]
    listed = tuple(
        Entry(path, len(content), hashlib.sha256(content).hexdigest())
        for path, content in [*others, *files]
    )
    encoded = replace(manifest, entries=listed).encode()
    signature = village_key(offices).sign(encoded)
    archive = write_zip([(MANIFEST, encoded), (SIGNATURE, signature), *others, *files])
    assert bundle_id(encoded)
    return seal(archive, [bundle.recipient])


def files_of(bundle: SmallBundle) -> list[tuple[str, bytes]]:
    entries = read_zip(bundle.archive).items()
    return [(path, content) for path, content in entries if path.startswith("evidence/")]


def test_the_files_stand_last_in_the_order_of_their_hashes(pictured: SmallBundle) -> None:
    names = list(read_zip(pictured.archive))
    files = [path for path, _ in files_of(pictured)]
    assert len(files) == 2
    assert names[-2:] == files == sorted(files)
    for path, content in files_of(pictured):
        assert path == f"evidence/{hashlib.sha256(content).hexdigest()}"


def test_pictures_are_stored_and_not_packed_again(pictured: SmallBundle) -> None:
    for _, content in files_of(pictured):
        assert content in pictured.archive


def test_a_bundle_put_together_again_is_taken(
    offices: Offices, pictured: SmallBundle, tmp_path: Path
) -> None:
    path = tmp_path / "lai.vhb"
    path.write_bytes(resealed(offices, pictured, files_of(pictured)))
    assert offices.commune.merge(path).evidence == 2


def named(content: bytes) -> tuple[str, bytes]:
    return f"evidence/{hashlib.sha256(content).hexdigest()}", content


def huge() -> bytes:
    """A picture that says a size that no laptop can show."""
    place = PICTURES[0].index(b"\xff\xc0") + 5
    return PICTURES[0][:place] + b"\xff\xff\xff\xff" + PICTURES[0][place + 4 :]


def test_wrong_files_are_refused_whoever_signed_them(
    offices: Offices, pictured: SmallBundle
) -> None:
    first, second = files_of(pictured)
    program = b"MZ\x90\x00 chay duoc"
    wrong: dict[str, list[tuple[str, bytes]]] = {
        "out of order": [second, first],
        "under another name": [(first[0], second[1])],
        "no picture": [(f"evidence/{hashlib.sha256(program).hexdigest()}", program)],
        "a mark and garbage": [named(JPEG_MARK + bytes(range(256)) * 8)],
        "a picture that is cut": [named(PICTURES[0][:-40])],
        "a picture of 65,535 by 65,535 points": [named(huge())],
        "a PDF that is a mark": [named(PDF_MARK + b"1.7\n" + bytes(range(256)) * 8)],
        "an empty file": [(f"evidence/{hashlib.sha256(b'').hexdigest()}", b"")],
        "a name in capitals": [(first[0].upper().replace("EVIDENCE", "evidence"), first[1])],
        "a path that leads out": [("evidence/../keys.json", first[1])],
        "a folder": [("evidence/", first[1])],
    }
    found = {
        why: refusal(offices.commune, resealed(offices, pictured, wrong[why])) for why in wrong
    }
    assert found == dict.fromkeys(wrong, ErrorCode.BUNDLE_TAMPERED)


def test_a_file_that_no_change_names_is_not_kept(
    offices: Offices, pictured: SmallBundle, tmp_path: Path
) -> None:
    stray = photo(96, 96)
    sha256 = hashlib.sha256(stray).hexdigest()
    files = sorted([*files_of(pictured), (f"evidence/{sha256}", stray)])
    path = tmp_path / "them.vhb"
    path.write_bytes(resealed(offices, pictured, files))
    report = offices.commune.merge(path)
    assert (report.merged, report.evidence) == (1, 2)
    with offices.commune.open(writing=False) as session, session.database.reading() as reading:
        assert reading.files.content(sha256) is None


@pytest.mark.parametrize(
    "wanted", [[SHA[1], SHA[0]], [SHA[0], SHA[0]], [SHA[0][:63]], SHA[0], None, [1]]
)
def test_what_is_wanted_is_a_list_of_hashes_in_order(pictured: SmallBundle, wanted: object) -> None:
    manifest = dict(read_zip(pictured.archive))[MANIFEST]
    assert decode_manifest(manifest).evidence_wanted == ()
    from vanhoa_desktop import canonical

    parsed = canonical.decode(manifest)
    assert isinstance(parsed, dict)
    with pytest.raises(VanHoaError) as caught:
        decode_manifest(canonical.encode({**parsed, "evidence_wanted": wanted}))  # type: ignore[dict-item]  # any value at all
    assert caught.value.code is ErrorCode.BUNDLE_TAMPERED


def test_a_file_larger_than_any_that_is_made_is_refused() -> None:
    content = PDF_MARK + bytes(MAX_EVIDENCE_BYTES)
    sha256 = hashlib.sha256(content).hexdigest()
    entry = Entry(f"evidence/{sha256}", len(content), sha256)
    with pytest.raises(VanHoaError) as caught:
        read_evidence([entry], {entry.path: content})
    assert caught.value.code is ErrorCode.BUNDLE_TAMPERED


def test_a_picture_is_stored_and_never_unpacked() -> None:
    """Nothing but zeros between the marks of a picture packs a thousandfold."""
    name = f"evidence/{SHA[0]}".encode()
    stored = ForgedArchive([ForgedEntry(name, PICTURES[0])]).encode()
    assert read_zip(stored) == {name.decode(): PICTURES[0]}
    packed = ForgedArchive([ForgedEntry(name, PICTURES[0], method=DEFLATED)]).encode()
    for read in (read_zip, entries_of):
        with pytest.raises((VanHoaError, RefusedError)) as refused:
            read(packed)
        assert str(ErrorCode.BUNDLE_TAMPERED.value) in str(refused.value)

"""Each way a bundle can be wrong has its own code, and nothing of it is merged."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.builders.offices import Office, Offices, add_person, give_points
from tests.bundles.conftest import SmallBundle
from vanhoa_desktop.bundles.limits import MAX_FILE_BYTES
from vanhoa_desktop.bundles.manifest import Manifest, decode_manifest
from vanhoa_desktop.bundles.opening import open_bundle
from vanhoa_desktop.bundles.writer import CHANGES, MANIFEST, TRUST, BundleContents, write_bundle
from vanhoa_desktop.bundles.zip_structure import read_zip, write_zip
from vanhoa_desktop.db.bundle_ledger import Acknowledgement
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.wire import decode_lines
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.trust.envelope import seal
from vanhoa_desktop.trust.keys import SigningKey


def refusal(office: Office, file: bytes) -> ErrorCode:
    """The code with which an office refuses a file."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        held = StoreHeldState(session, reading)
        with pytest.raises(VanHoaError) as refused:
            open_bundle(file, held)
    return refused.value.code


def contents_of(small: SmallBundle) -> tuple[Manifest, list[Change], dict[str, str], list[bytes]]:
    """Manifest, changes, owners of chains and statements of the small bundle."""
    entries = read_zip(small.archive)
    manifest = decode_manifest(entries[MANIFEST])
    owners = {chain: run.device for chain, run in manifest.chains.items()}
    statements = entries[TRUST].split(b"\n")[:-1]
    return manifest, list(decode_lines(entries[CHANGES])), owners, statements


def village_key(offices: Offices, number: int = 0) -> SigningKey:
    """The signing key of a village's device."""
    with offices.villages[number].open(writing=False) as session:
        return session.secrets.signing_key


def rewritten(
    small: SmallBundle,
    key: SigningKey,
    manifest: Manifest | None = None,
    changes: list[Change] | None = None,
) -> bytes:
    """The small bundle with another manifest or other changes, signed anew."""
    found, held, owners, statements = contents_of(small)
    contents = BundleContents(
        manifest or found, statements, held if changes is None else changes, owners
    )
    return write_bundle(contents, key, [small.recipient]).file


def test_the_signature_of_another_device_is_refused(offices: Offices, small: SmallBundle) -> None:
    file = rewritten(small, village_key(offices, 1))
    assert refusal(offices.commune, file) is ErrorCode.BUNDLE_SIGNATURE


def test_a_device_that_the_commune_never_enrolled_is_refused(
    offices: Offices, small: SmallBundle
) -> None:
    manifest, *_ = contents_of(small)
    stranger = replace(manifest, sender_device="ab" * 32)
    file = rewritten(small, village_key(offices), stranger)
    assert refusal(offices.commune, file) is ErrorCode.BUNDLE_UNKNOWN_SENDER


@pytest.mark.parametrize("part", ["addressee", "commune"])
def test_a_bundle_for_somebody_else_is_refused(
    offices: Offices, small: SmallBundle, part: str
) -> None:
    manifest, *_ = contents_of(small)
    other = "01a20e61-26b0-7c11-97b7-2583d1c43848"
    changed = (
        replace(manifest, addressee=other)
        if part == "addressee"
        else replace(manifest, commune=other)
    )
    file = rewritten(small, village_key(offices), changed)
    assert refusal(offices.commune, file) is ErrorCode.BUNDLE_NOT_FOR_US


def test_a_file_sealed_for_another_office_is_refused(offices: Offices, small: SmallBundle) -> None:
    assert refusal(offices.villages[1], small.file) is ErrorCode.BUNDLE_NOT_FOR_US


def test_a_newer_format_asks_for_a_newer_program(offices: Offices, small: SmallBundle) -> None:
    entries = dict(read_zip(small.archive))
    newer = entries[MANIFEST].replace(b"vanhoa/bundle/1", b"vanhoa/bundle/2")
    signature = village_key(offices).sign(newer)
    names = list(entries)
    entries |= {MANIFEST: newer, names[1]: signature}
    file = seal(write_zip(list(entries.items())), [small.recipient])
    assert refusal(offices.commune, file) is ErrorCode.BUNDLE_NEWER_FORMAT


def test_a_change_taken_out_of_the_middle_is_noticed(offices: Offices, small: SmallBundle) -> None:
    _, changes, *_ = contents_of(small)
    file = rewritten(small, village_key(offices), changes=[changes[0], *changes[2:]])
    assert refusal(offices.commune, file) is ErrorCode.BUNDLE_TAMPERED


def test_too_large_a_file_is_refused_before_it_is_read(offices: Offices, tmp_path: Path) -> None:
    path = tmp_path / "huge.vhb"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    (refused,) = offices.commune.merge(path).refused
    assert refused.error.code is ErrorCode.BUNDLE_TOO_LARGE


def test_a_later_bundle_waits_for_the_earlier_one_and_is_merged_after_it(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Vũ Thị Đợi")
    first = village.export(tmp_path / "1.vhb")
    with village.open() as session:
        with session.work() as work:
            # The commune has said that it holds the first bundle; it has lost it since.
            head = work.journal.head(session.identity.chain)
            known = {session.identity.chain: (head.seq, head.id)}
            commune = offices.commune.open(writing=False)
            said = Acknowledgement(commune.identity.device_id, "", known)
            work.ledger.acknowledge(said, sent=0, at=session.now())
            commune.close()
            work.commit()
        give_points(session, person, ["9"] * 10)
    second = village.export(tmp_path / "2.vhb")
    report = offices.commune.merge(second)
    assert [refused.error.code for refused in report.refused] == [ErrorCode.BUNDLE_GAP]
    assert len(report.waiting) == 1
    report = offices.commune.merge(first)
    assert report.merged == 2
    with offices.commune.open(writing=False) as session:
        assert WaitingList(session).files() == []


def test_files_named_in_the_wrong_order_are_all_merged_by_one_call(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        person = add_person(session, "Vũ Thị Đợi")
    first = village.export(tmp_path / "1.vhb")
    other = offices.copy(tmp_path / "other").commune
    other.merge(first)
    village.merge(other.export(tmp_path / "ack.vhb", village.name))
    with village.open() as session:
        give_points(session, person, ["9"] * 10)
    report = offices.commune.merge(village.export(tmp_path / "2.vhb"), first)
    assert (report.merged, report.refused, report.waiting) == (2, [], [])


def test_a_bundle_merged_twice_is_skipped(
    offices: Offices, small: SmallBundle, tmp_path: Path
) -> None:
    path = tmp_path / "again.vhb"
    path.write_bytes(small.file)
    assert offices.commune.merge(path).merged == 1
    again = offices.commune.merge(path)
    assert (again.merged, again.skipped, again.refused) == (0, 1, [])

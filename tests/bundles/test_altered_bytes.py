"""Every altered byte and every cut of a bundle is refused with a code; the store stays as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.offices import Office, Offices
from tests.bundles.conftest import SmallBundle
from vanhoa_desktop.bundles.held_state import HeldState
from vanhoa_desktop.bundles.opening import (
    check_all_rights,
    check_chains,
    check_hashes,
    open_bundle,
    read_trust,
    unpack,
    verify_manifest,
)
from vanhoa_desktop.bundles.stages import Decrypted
from vanhoa_desktop.bundles.zip_structure import read_zip
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.office.integrity import IntegrityService

BITS = 8


def flipped(whole: bytes) -> Iterator[tuple[int, bytes]]:
    """`whole` with one bit of each byte turned over, one byte at a time."""
    for place in range(len(whole)):
        altered = bytearray(whole)
        altered[place] ^= 1 << (place % BITS)
        yield place, bytes(altered)


def cut(whole: bytes) -> Iterator[tuple[int, bytes]]:
    """`whole` cut off after every number of bytes."""
    for length in range(len(whole)):
        yield length, whole[:length]


def open_archive(archive: bytes, held: HeldState) -> None:
    """All stages behind the envelope: what an attacker reaches who seals anew for the commune."""
    verified = verify_manifest(read_trust(unpack(Decrypted(archive)), held), held)
    check_all_rights(check_chains(check_hashes(verified), held), held)


def refusal_of(altered: bytes, held: HeldState, *, archive: bool) -> ErrorCode | None:
    """The code of the refusal; None if it is let in. Whatever else is raised fails the test."""
    try:
        open_archive(altered, held) if archive else open_bundle(altered, held)
    except VanHoaError as refusal:
        return refusal.code
    return None


def refusals(
    office: Office, whole: bytes, *, archive: bool, cuts: bool
) -> dict[int, ErrorCode | None]:
    """What each altered file is refused with; any other exception than a refusal fails the test."""
    with office.open(writing=False) as session, session.database.reading() as reading:
        held = StoreHeldState(session, reading)
        return {
            place: refusal_of(altered, held, archive=archive)
            for place, altered in (cut(whole) if cuts else flipped(whole))
        }


def test_a_file_cut_anywhere_is_told_as_copied_in_part(
    offices: Offices, small: SmallBundle
) -> None:
    told = refusals(offices.commune, small.file, archive=False, cuts=True)
    assert set(told.values()) == {ErrorCode.BUNDLE_TRUNCATED}


def test_a_file_with_one_altered_byte_is_never_told_as_copied_in_part(
    offices: Offices, small: SmallBundle
) -> None:
    told = refusals(offices.commune, small.file, archive=False, cuts=False)
    behind_header = small.file.index(b"\n", small.file.index(b"\n--- ") + 1) + 1
    assert {code for place, code in told.items() if place >= behind_header} == {
        ErrorCode.BUNDLE_TAMPERED
    }
    assert None not in told.values()


@pytest.mark.parametrize("cuts", [False, True], ids=["flips", "cuts"])
def test_no_altered_or_cut_archive_is_let_in_even_if_it_is_sealed_anew(
    offices: Offices, small: SmallBundle, cuts: bool
) -> None:
    told = refusals(offices.commune, small.archive, archive=True, cuts=cuts)
    let_in = [place for place, code in told.items() if code is None]
    # Deflate has bits that mean nothing (its last padding): what was signed is the same.
    changed = dict(flipped(small.archive))
    meant = read_zip(small.archive)
    assert all(read_zip(changed[place]) == meant for place in let_in)
    assert not (cuts and let_in)


def test_refused_files_leave_the_store_as_it_was(
    offices: Offices, small: SmallBundle, tmp_path: Path
) -> None:
    files = []
    for number, (_, altered) in enumerate([*flipped(small.file)][::97] + [*cut(small.file)][::97]):
        files.append(tmp_path / f"{number}.vhb")
        files[-1].write_bytes(altered)
    with offices.commune.open() as session:
        before = IntegrityService(session).state_hash()
        report = ExchangeService(session).merge(files)
        assert IntegrityService(session).state_hash() == before
        assert IntegrityService(session).check().is_ok
    assert report.merged == 0
    assert len(report.refused) == len(files)
    assert not offices.commune.paths.waiting.exists()


def test_the_unaltered_file_is_let_in(offices: Offices, small: SmallBundle, tmp_path: Path) -> None:
    path = tmp_path / "whole.vhb"
    path.write_bytes(small.file)
    assert offices.commune.merge(path).merged == 1


def test_a_file_of_something_else_is_told_from_a_damaged_one(
    offices: Offices, tmp_path: Path
) -> None:
    path = tmp_path / "letter.vhb"
    path.write_bytes(b"%PDF-1.7 not a bundle")
    report = offices.commune.merge(path)
    assert [refused.error.code for refused in report.refused] == [ErrorCode.BUNDLE_NOT_A_BUNDLE]

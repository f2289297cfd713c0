"""A sealed file that was copied in part is told from one that was altered, wherever it ends."""

import random

import pytest

from vanhoa_desktop.bundles.zip_structure import ending_of_archive, write_zip
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.envelope import new_age_identity, open_sealed, recipient_of, seal
from vanhoa_desktop.trust.keys import SigningKey
from vanhoa_desktop.trust.signed import sign_object
from vanhoa_desktop.trust.unchecked import EndingOf, ending_of_signed

OURS, THEIRS = new_age_identity(), new_age_identity()
RECIPIENTS = [recipient_of(OURS), recipient_of(THEIRS)]
# age: chunks of 64 KiB, each with a tag of 16 bytes.
CHUNK = 65_552
# As many bytes as three chunks and some more.
PICTURE = random.Random(7).randbytes(150_000)


def archive_of(picture: bytes) -> bytes:
    entries = [
        ("manifest.json", b"{}"),
        ("manifest.sig", bytes(64)),
        ("changes.jsonl", b"1\n" * 99),
    ]
    return write_zip([*entries, ("evidence/" + "a" * 64, picture)])


LETTER = sign_object({"bundle": "A" * 150_000}, SigningKey(bytes(range(32))))
KINDS = pytest.mark.parametrize(
    ("plain", "ending_of"),
    [(archive_of(PICTURE), ending_of_archive), (LETTER, ending_of_signed)],
    ids=["archive", "signed line"],
)


def body_of(sealed: bytes) -> int:
    """Where the chunks begin: behind the header and the 16 bytes of the nonce."""
    return sealed.index(b"\n", sealed.index(b"\n--- ") + 1) + 1 + 16


def code_of(sealed: bytes, ending_of: EndingOf) -> ErrorCode:
    with pytest.raises(VanHoaError) as refused:
        open_sealed(sealed, [OURS], ending_of)
    return refused.value.code


@KINDS
def test_a_long_file_cut_anywhere_is_told_as_cut(plain: bytes, ending_of: EndingOf) -> None:
    sealed = seal(plain, RECIPIENTS)
    body = body_of(sealed)
    borders = [body + CHUNK * number for number in range(3)]
    near = [border + step for border in borders for step in range(-20, 21)]
    for length in [*range(0, body, 7), *near, *range(body, len(sealed), 9_973)]:
        assert code_of(sealed[:length], ending_of) is ErrorCode.BUNDLE_TRUNCATED, length
    for missing in range(1, 400):
        assert code_of(sealed[:-missing], ending_of) is ErrorCode.BUNDLE_TRUNCATED, missing


@KINDS
def test_a_long_file_that_is_altered_is_not_told_as_cut(plain: bytes, ending_of: EndingOf) -> None:
    sealed = seal(plain, RECIPIENTS)
    body = body_of(sealed)
    end = len(sealed)
    for place in [*range(body - 16, body + 300), *range(body, end, 9_973), *range(end - 400, end)]:
        altered = bytearray(sealed)
        altered[place] ^= 1 << place % 8
        assert code_of(bytes(altered), ending_of) is ErrorCode.BUNDLE_TAMPERED, place
    assert code_of(sealed + b"\1", ending_of) is ErrorCode.BUNDLE_TAMPERED


@pytest.mark.parametrize("spare", range(-30, 31, 3))
def test_an_archive_that_ends_near_a_chunk_is_judged_alike(spare: int) -> None:
    beside = len(archive_of(b""))
    plain = archive_of(PICTURE[: 65_536 + spare - beside])
    assert len(plain) == 65_536 + spare
    sealed = seal(plain, RECIPIENTS)
    for missing in range(1, 60):
        told = code_of(sealed[:-missing], ending_of_archive)
        assert told is ErrorCode.BUNDLE_TRUNCATED, missing
    for place in range(1, 60):
        altered = bytearray(sealed)
        altered[-place] ^= 1
        assert code_of(bytes(altered), ending_of_archive) is ErrorCode.BUNDLE_TAMPERED, place


@pytest.mark.parametrize("blank", [16, 512, 4_096])
def test_a_piece_that_was_never_written_is_told_wherever_it_lies(blank: int) -> None:
    sealed = seal(archive_of(PICTURE), RECIPIENTS)
    for start in (0, 30, body_of(sealed) + 5, 70_000, len(sealed) - blank):
        holed = sealed[:start] + bytes(blank) + sealed[start + blank :]
        with pytest.raises(VanHoaError) as refused:
            open_sealed(holed, [OURS], ending_of_archive)
        assert refused.value.code is ErrorCode.BUNDLE_TRUNCATED
        assert refused.value.facts["why"] == "blank"


def test_a_cut_file_for_others_is_told_as_theirs() -> None:
    sealed = seal(archive_of(PICTURE), [recipient_of(THEIRS)])
    assert code_of(sealed[:-1], ending_of_archive) is ErrorCode.BUNDLE_NOT_FOR_US

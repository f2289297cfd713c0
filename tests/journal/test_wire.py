"""Lines of changes.jsonl: one change has exactly one line, and any other line is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.simulators.desks import KIND, RECORD, Desk, control
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change, Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.journal.fold import Authority
from vanhoa_desktop.journal.wire import decode_lines, encode_lines

TRUST = Authority(frozenset({"aa" * 16}))
texts = st.text(max_size=20).filter(lambda text: text.isprintable())


@st.composite
def runs(draw: st.DrawFn) -> list[Change]:
    """Changes of two desks that saw each other now and then."""
    desks = [Desk("office", "aa" * 16), Desk("village", "bb" * 16)]
    desks[1].put(control("open"), TRUST)
    for text in draw(st.lists(texts, max_size=6)):
        writer, other = draw(st.permutations(desks))
        if draw(st.booleans()):
            writer.take(other)
        wish = Wish(KIND, RECORD, Op.PUT, {"note": text}, settles=draw(st.booleans()))
        if writer.held:
            writer.write(wish, TRUST)
    held = {**desks[0].held, **desks[1].held}
    return sorted(held.values(), key=lambda c: (c.header.chain, c.header.seq))


@given(runs())
def test_what_is_written_reads_back_with_the_same_ids(changes: list[Change]) -> None:
    assert list(decode_lines(encode_lines(changes))) == changes


@given(runs())
def test_erased_bodies_travel_by_their_commitment_and_keep_their_ids(changes: list[Change]) -> None:
    bare = [Change(change.id, change.header, None, None) for change in changes]
    assert list(decode_lines(encode_lines(bare))) == bare


@given(runs(), st.data())
def test_an_altered_line_is_refused_or_is_another_change(
    changes: list[Change], data: st.DataObject
) -> None:
    encoded = bytearray(encode_lines(changes))
    place = data.draw(st.integers(0, len(encoded) - 1))
    encoded[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        read = list(decode_lines(bytes(encoded)))
    except VanHoaError as refused:
        assert refused.code is ErrorCode.BUNDLE_INVALID_CHANGE  # noqa: PT017 - either outcome is right
    else:
        assert [change.id for change in read] != [change.id for change in changes]


@given(st.binary(max_size=300))
def test_noise_is_refused(noise: bytes) -> None:
    if noise:
        with pytest.raises(VanHoaError, match="BUNDLE_INVALID_CHANGE"):
            list(decode_lines(noise))


def line(**parts: str) -> bytes:
    """A line with some parts (as JSON texts) put in place of good ones."""
    good = {
        "chain": '"' + "ab" * 16 + '"',
        "clock": "1",
        "kind": '"person"',
        "op": '"put"',
        "record": f'"{RECORD}"',
        "salt": '"' + "00" * 16 + '"',
        "seq": "1",
        "values": '{"full_name":"x"}',
    }
    chosen = {name: value for name, value in {**good, **parts}.items() if value}
    return b"{" + ",".join(f'"{n}":{chosen[n]}' for n in sorted(chosen)).encode() + b"}\n"


def test_the_plain_line_is_good() -> None:
    (change,) = decode_lines(line())
    assert change.header.kind == "person"


@pytest.mark.parametrize(
    "parts",
    [
        {"chain": '"xyz"'},
        {"chain": ""},
        {"clock": "0"},
        {"clock": "true"},
        {"clock": "1.0"},
        {"seq": '"1"'},
        {"seq": "2"},
        {"op": '"steal"'},
        {"op": "7"},
        {"kind": '"Person"'},
        {"record": '"1"'},
        {"salt": '"00"'},
        {"salt": ""},
        {"values": "{}"},
        {"values": "[]"},
        {"bases": "{}"},
        {"bases": '{"full_name":[]}'},
        {"bases": '{"full_name":["' + "AB" * 32 + '"]}'},
        {"under": "[]"},
        {"under": '["' + "bb" * 32 + '","' + "aa" * 32 + '"]'},
        {"under": '["' + "bb" * 32 + '","' + "bb" * 32 + '"]'},
        {"actor": "1"},
        {"actor": '""'},
        {"prev": '""'},
        {"extra": "1"},
        {"commitment": '"' + "00" * 32 + '"'},
    ],
)
def test_a_line_that_is_not_exactly_right_is_refused(parts: dict[str, str]) -> None:
    with pytest.raises(VanHoaError) as refused:
        list(decode_lines(line(**parts)))
    assert refused.value.code is ErrorCode.BUNDLE_INVALID_CHANGE


@pytest.mark.parametrize("encoded", [line()[:-1], b"[]\n", b"\n", line().replace(b":", b": ", 1)])
def test_a_file_that_is_not_lines_of_changes_is_refused(encoded: bytes) -> None:
    with pytest.raises(VanHoaError, match="BUNDLE_INVALID_CHANGE"):
        list(decode_lines(encoded))

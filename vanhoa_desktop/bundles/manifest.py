"""The manifest of a bundle.

Who sends what to whom, signed as the bytes of `manifest.json` (docs/bundle-format.md).
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vanhoa_desktop import canonical
from vanhoa_desktop.bundles.manifest_fields import (
    CHAIN,
    SHA,
    count_in,
    flag_in,
    list_in,
    object_in,
    refuse,
    text_in,
)
from vanhoa_desktop.bundles.waymarks import Waymark, decode_waymarks, encode_waymarks
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import has_value
from vanhoa_desktop.errors import ErrorCode, VanHoaError

FORMAT_PREFIX = "vanhoa/bundle/"
FORMAT_NUMBER = 1
BUNDLE_TYPE = f"{FORMAT_PREFIX}{FORMAT_NUMBER}"
_ID_OR_NONE = re.compile(r"([0-9a-f]{64})?")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PATH = re.compile(r"trust\.jsonl|changes\.jsonl|witness\.jsonl|evidence/[0-9a-f]{64}")
_NEWER_TYPE = re.compile(rf"{re.escape(FORMAT_PREFIX)}([1-9][0-9]{{0,5}})")
_SHORT = re.compile(r"[^\x00-\x1f]{0,80}")
_KEYS = frozenset(
    {
        "addressee",
        "app_version",
        "asks",
        "chains",
        "commune",
        "created",
        "criteria",
        "direction",
        "down",
        "down_merged",
        "entries",
        "evidence_wanted",
        "ids",
        "known",
        "sender",
        "type",
    }
)
# Manifests of the first program lack them; they are kept for ever.
_LATER_KEYS = frozenset({"installation", "state"})
# Those of the second program lack it.
_NEWEST_KEYS = frozenset({"waymarks"})


class Direction(StrEnum):
    """Up to the commune or down to a unit."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class ChainRun:
    """The changes of one chain inside.

    First and last seq, the id before the first and of the last (hex).
    """

    device: str
    first: int
    last: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChainPlace:
    """A place in a chain that the sender holds."""

    seq: int
    id: str


@dataclass(frozen=True, slots=True)
class DownNumber:
    """A down-bundle's number for its unit, and the last one that the unit had acknowledged."""

    number: int
    since: int


@dataclass(frozen=True, slots=True)
class DownMerged:
    """The newest down-bundle that the sender has merged; number 0 and an empty id before any.

    The id tells apart what an office and a restored one sent under the same number.
    """

    number: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class StateSeen:
    """What the sender holds of the unit's records.

    SHA-256 of the state, how many changes make it, and SHA-256 of their ids (hex).
    """

    sha256: str
    changes: int
    ids_sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One further file of the bundle."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything the sender states about a bundle.

    `known` is the acknowledgement: what the sender holds. `ids` is the SHA-256 over the ids of all
    changes inside, in their order: the sender vouches for each of them, for ever. `asks`: an office
    that was restored asks the unit to answer with everything it holds. `evidence_wanted`: files
    that are named to the sender and have not reached it. `installation`: the chain to which the
    sender writes, by which two copies of one folder are told apart; empty in files of the first
    program. `state`: what the unit's records amount to at the sender, None where only a part comes.
    `waymarks`: downwards up to where the office has written; upwards what offices said so, one for
    each of their chains.
    """

    commune: str
    addressee: str
    sender_device: str
    sender_unit: str
    direction: Direction
    chains: Mapping[str, ChainRun]
    known: Mapping[str, ChainPlace]
    criteria: tuple[str, ...]
    created: str
    app_version: str
    entries: tuple[Entry, ...]
    down: DownNumber | None = None
    down_merged: DownMerged = DownMerged()
    ids: str = ""
    asks: bool = False
    evidence_wanted: tuple[str, ...] = ()
    installation: str = ""
    state: StateSeen | None = None
    waymarks: tuple[Waymark, ...] = ()

    def encode(self) -> bytes:
        """The canonical bytes, which are signed."""
        return canonical.encode({**self._as_ever(), **self._later()})

    def _later(self) -> dict[str, Json]:
        if not self.installation:
            return {}
        state = self.state
        return {
            "installation": self.installation,
            "state": None
            if state is None
            else {"changes": state.changes, "ids": state.ids_sha256, "sha256": state.sha256},
            "waymarks": encode_waymarks(self.waymarks),
        }

    def _as_ever(self) -> dict[str, Json]:
        chains: dict[str, Json] = {
            chain: {
                "after": run.after,
                "before": run.before,
                "device": run.device,
                "first": run.first,
                "last": run.last,
            }
            for chain, run in self.chains.items()
        }
        known: dict[str, Json] = {
            chain: {"id": place.id, "seq": place.seq} for chain, place in self.known.items()
        }
        down: Json = (
            None if self.down is None else {"number": self.down.number, "since": self.down.since}
        )
        return {
            "addressee": self.addressee,
            "app_version": self.app_version,
            "asks": self.asks,
            "chains": chains,
            "commune": self.commune,
            "created": self.created,
            "criteria": list(self.criteria),
            "direction": self.direction.value,
            "down": down,
            "down_merged": {"id": self.down_merged.id, "number": self.down_merged.number},
            "entries": [{"path": e.path, "sha256": e.sha256, "size": e.size} for e in self.entries],
            "evidence_wanted": list(self.evidence_wanted),
            "ids": self.ids,
            "known": known,
            "sender": {"device": self.sender_device, "unit": self.sender_unit},
            "type": BUNDLE_TYPE,
        }


def ids_digest(ids: Iterable[bytes]) -> str:
    """SHA-256 (hex) over change ids in the order of their bundle: by chain, seq and id."""
    return hashlib.sha256(b"".join(ids)).hexdigest()


def bundle_id(manifest_bytes: bytes) -> str:
    """SHA-256 of the manifest's bytes, hex: the bundle's id."""
    return hashlib.sha256(manifest_bytes).hexdigest()


def _check_type(value: Json) -> None:
    if value == BUNDLE_TYPE:
        return
    numbered = _NEWER_TYPE.fullmatch(value) if isinstance(value, str) else None
    if numbered is not None and int(numbered[1]) > FORMAT_NUMBER:
        raise VanHoaError(ErrorCode.BUNDLE_NEWER_FORMAT, found=numbered[0])
    raise VanHoaError(ErrorCode.BUNDLE_NOT_A_BUNDLE)


def _run(value: Json) -> ChainRun:
    table = object_in(value, {"after", "before", "device", "first", "last"}, "chains")
    return ChainRun(
        device=text_in(table["device"], SHA, "device"),
        first=count_in(table["first"], 1, "first"),
        last=count_in(table["last"], 1, "last"),
        before=text_in(table["before"], _ID_OR_NONE, "before"),
        after=text_in(table["after"], SHA, "after"),
    )


def _place(value: Json) -> ChainPlace:
    table = object_in(value, {"id", "seq"}, "known")
    return ChainPlace(count_in(table["seq"], 1, "seq"), text_in(table["id"], SHA, "id"))


def _entry(value: Json) -> Entry:
    table = object_in(value, {"path", "sha256", "size"}, "entries")
    return Entry(
        text_in(table["path"], _PATH, "path"),
        count_in(table["size"], 0, "size"),
        text_in(table["sha256"], SHA, "sha256"),
    )


def _by_chain(value: Json, part: str) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        refuse(part)
    for chain in value:
        text_in(chain, CHAIN, part)
    return value


def _direction(value: Json) -> Direction:
    if not has_value(Direction, value):
        refuse("direction")
    return Direction(str(value))


def _state(value: Json) -> StateSeen | None:
    if value is None:
        return None
    table = object_in(value, {"changes", "ids", "sha256"}, "state")
    return StateSeen(
        sha256=text_in(table["sha256"], SHA, "state"),
        changes=count_in(table["changes"], 0, "state"),
        ids_sha256=text_in(table["ids"], SHA, "state"),
    )


def _down(value: Json) -> DownNumber | None:
    if value is None:
        return None
    table = object_in(value, {"number", "since"}, "down")
    return DownNumber(count_in(table["number"], 1, "number"), count_in(table["since"], 0, "since"))


def _down_merged(value: Json) -> DownMerged:
    table = object_in(value, {"id", "number"}, "down_merged")
    return DownMerged(
        count_in(table["number"], 0, "down_merged"),
        text_in(table["id"], _ID_OR_NONE, "down_merged"),
    )


def _wanted(value: Json) -> tuple[str, ...]:
    files = [text_in(item, SHA, "evidence_wanted") for item in list_in(value, "evidence_wanted")]
    if files != sorted(set(files)):
        refuse("evidence_wanted")
    return tuple(files)


def decode_manifest(encoded: bytes) -> Manifest:
    """The manifest in canonical bytes.

    Raises BUNDLE_NEWER_FORMAT, BUNDLE_NOT_A_BUNDLE or BUNDLE_TAMPERED.
    """
    try:
        parsed = canonical.decode(encoded)
    except VanHoaError as error:
        raise VanHoaError(ErrorCode.BUNDLE_TAMPERED, part="manifest.json") from error
    if not isinstance(parsed, Mapping):
        refuse("form")
    _check_type(parsed.get("type"))
    is_later = "installation" in parsed
    is_newest = is_later and "waymarks" in parsed
    keys = _KEYS | (_LATER_KEYS if is_later else set()) | (_NEWEST_KEYS if is_newest else set())
    table = object_in(parsed, keys, "keys")
    sender = object_in(table["sender"], {"device", "unit"}, "sender")
    direction = _direction(table["direction"])
    down = _down(table["down"])
    if (down is None) != (direction is Direction.UP):
        refuse("down")
    return Manifest(
        commune=text_in(table["commune"], _UUID, "commune"),
        addressee=text_in(table["addressee"], _UUID, "addressee"),
        sender_device=text_in(sender["device"], SHA, "sender"),
        sender_unit=text_in(sender["unit"], _UUID, "sender"),
        direction=direction,
        chains={chain: _run(run) for chain, run in _by_chain(table["chains"], "chains").items()},
        known={chain: _place(place) for chain, place in _by_chain(table["known"], "known").items()},
        criteria=tuple(
            text_in(item, SHA, "criteria") for item in list_in(table["criteria"], "criteria")
        ),
        created=text_in(table["created"], _SHORT, "created"),
        app_version=text_in(table["app_version"], _SHORT, "app_version"),
        entries=tuple(_entry(item) for item in list_in(table["entries"], "entries")),
        down=down,
        down_merged=_down_merged(table["down_merged"]),
        ids=text_in(table["ids"], SHA, "ids"),
        asks=flag_in(table["asks"], "asks"),
        evidence_wanted=_wanted(table["evidence_wanted"]),
        installation=text_in(table["installation"], CHAIN, "installation") if is_later else "",
        state=_state(table["state"]) if is_later else None,
        waymarks=decode_waymarks(table["waymarks"]) if is_newest else (),
    )

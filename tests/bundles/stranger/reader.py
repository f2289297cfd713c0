"""A reader of bundles: every check of the page, in its order."""

import base64
import binascii
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.bundles.stranger.archive import MEGABYTE, Packed, entries_of, opened
from tests.bundles.stranger.evidence import is_whole
from tests.bundles.stranger.held import Held
from tests.bundles.stranger.lines import Change, read_lines
from tests.bundles.stranger.manifest import read_manifest
from tests.bundles.stranger.page import caps
from tests.bundles.stranger.plain import NotCanonicalError, RefusedError, parsed
from tests.bundles.stranger.rights import check_rights
from tests.bundles.stranger.trust import Trust, trust_of, verified

FIXED = ["manifest.json", "manifest.sig", "trust.jsonl", "changes.jsonl"]
WITNESS, EVIDENCE = "witness.jsonl", "evidence/"
MOST_MANIFEST, MOST_TRUST, MOST_STATEMENTS = 8 * MEGABYTE, 16 * MEGABYTE, 20_000
MOST_EVIDENCE, MOST_WITNESS = 32 * MEGABYTE, 48 * MEGABYTE
MOST_LEAP = 100_000_000


@dataclass(frozen=True)
class Opened:
    """A bundle in which everything holds."""

    manifest: Mapping[str, Any]
    trust: Trust
    statements: tuple[bytes, ...]
    changes: tuple[Change, ...]
    evidence: Mapping[str, bytes]
    vouched: Collection[str]

    @property
    def owners(self) -> dict[str, str]:
        """Chain → device."""
        return {chain: run["device"] for chain, run in self.manifest["chains"].items()}


def tampered(why: str) -> RefusedError:
    """The refusal of what is not as it was signed."""
    return RefusedError("BUNDLE_TAMPERED", why)


def take_file(file: bytes, held: Held) -> Opened:
    """Read a bundle and hold what it brings; raises RefusedError, and holds nothing then."""
    found = read_bundle(file, held)
    held.take(found.changes, found.owners, found.statements)
    down = found.manifest["down"]
    if down is not None:
        name = hashlib.sha256(_manifest_of(file, held)).hexdigest()
        held.down_merged = max(held.down_merged, (down["number"], name))
        held.hear(found.manifest.get("waymarks", ()))
    return found


def _manifest_of(file: bytes, held: Held) -> bytes:
    return entries_of(opened(file, held.identities))[FIXED[0]].content()


def read_bundle(file: bytes, held: Held) -> Opened:
    """Everything in a bundle, checked from the outside to the inside; raises RefusedError."""
    entries = entries_of(opened(file, held.identities))
    files = _names(entries)
    statements, trust = _trust(entries["trust.jsonl"].content(), held)
    encoded = entries["manifest.json"].content()
    manifest = read_manifest(encoded)
    _check_sender(manifest, encoded, entries["manifest.sig"].content(), trust, held)
    contents = _contents(manifest, entries, files)
    evidence = _evidence(manifest, contents)
    limits = _limits(manifest)
    changes = _changes(contents["changes.jsonl"], limits)
    _check_runs(changes, manifest)
    witness = contents.get(WITNESS, b"")
    vouched = _witnesses(witness, trust, held.commune)
    former = _former(changes, manifest, trust)
    _check_owners(changes, manifest, trust, held, (vouched, former))
    if manifest["direction"] == "up":
        _check_up(changes, manifest, held, (vouched, former))
    elif manifest["down"]["since"] > held.down_merged[0]:
        raise RefusedError("BUNDLE_GAP", "an earlier file is missing")
    _check_clocks(changes, held)
    owners = {chain: run["device"] for chain, run in manifest["chains"].items()}
    check_rights(changes, owners, held, trust)
    return Opened(manifest, trust, statements, changes, evidence, vouched.keys())


def _names(entries: Mapping[str, Packed]) -> list[str]:
    names = list(entries)
    files = names[5:] if names[4:5] == [WITNESS] else names[4:]
    if names[:4] != FIXED or not all(name.startswith(EVIDENCE) for name in files):
        raise tampered("names of entries")
    sizes = [entries[name].size for name in FIXED[:3]]
    if max(sizes[:2]) > MOST_MANIFEST or sizes[2] > MOST_TRUST:
        raise RefusedError("BUNDLE_TOO_LARGE")
    return files


def _trust(encoded: bytes, held: Held) -> tuple[tuple[bytes, ...], Trust]:
    if encoded.count(b"\n") > MOST_STATEMENTS:
        raise RefusedError("BUNDLE_TOO_LARGE")
    if encoded and not encoded.endswith(b"\n"):
        raise tampered("trust.jsonl is cut")
    lines = tuple(encoded.split(b"\n")[:-1])
    return lines, trust_of([*held.statements, *lines], held.commune, held.root)


def _check_sender(
    manifest: Mapping[str, Any], encoded: bytes, signature: bytes, trust: Trust, held: Held
) -> None:
    device = trust.devices.get(manifest["sender"]["device"])
    if device is None:
        raise RefusedError("BUNDLE_UNKNOWN_SENDER")
    if not verified(device.key, signature, encoded):
        raise RefusedError("BUNDLE_SIGNATURE")
    if device.id in trust.ended:
        raise RefusedError("BUNDLE_REVOKED_SENDER")
    if (manifest["commune"], manifest["addressee"]) != (held.commune, held.unit):
        raise RefusedError("BUNDLE_NOT_FOR_US")
    if manifest["sender"]["unit"] != device.unit:
        raise tampered("unit of the sender")
    is_down = manifest["direction"] == "down"
    if is_down and trust.office != device.id:
        raise RefusedError("BUNDLE_OUT_OF_SCOPE", "not the office")
    if not is_down and manifest["addressee"] not in {held.commune, device.unit}:
        raise RefusedError("BUNDLE_OUT_OF_SCOPE", "of another unit")


def _limits(manifest: Mapping[str, Any]) -> dict[str, int]:
    place = 0 if manifest["direction"] == "up" else 1
    return {name: both[place] for name, both in caps().items()}


def _contents(
    manifest: Mapping[str, Any], entries: Mapping[str, Packed], files: Sequence[str]
) -> dict[str, bytes]:
    listed = {entry["path"]: entry for entry in manifest["entries"]}
    if len(listed) != len(manifest["entries"]) or listed.keys() != entries.keys() - set(FIXED[:2]):
        raise tampered("entries")
    if any(entries[path].size != entry["size"] for path, entry in listed.items()):
        raise tampered("sizes")
    limits = _limits(manifest)
    too_large = entries["changes.jsonl"].size > limits["`changes.jsonl`, unpacked"]
    too_large |= WITNESS in entries and entries[WITNESS].size > MOST_WITNESS
    if too_large or len(manifest["chains"]) > limits["chains in the file"]:
        raise RefusedError("BUNDLE_TOO_LARGE")
    contents = {path: entries[path].content() for path in listed}
    for path, content in contents.items():
        if hashlib.sha256(content).hexdigest() != listed[path]["sha256"]:
            raise tampered(path)
    return contents


def _evidence(manifest: Mapping[str, Any], contents: Mapping[str, bytes]) -> dict[str, bytes]:
    files = [e for e in manifest["entries"] if e["path"].startswith(EVIDENCE)]
    hashes = [entry["sha256"] for entry in files]
    if hashes != sorted(set(hashes)):
        raise tampered("order of evidence")
    for entry in files:
        content = contents[entry["path"]]
        is_named = entry["path"] == EVIDENCE + entry["sha256"]
        if not is_named or len(content) > MOST_EVIDENCE or not is_whole(content):
            raise tampered(entry["path"])
    return {entry["sha256"]: contents[entry["path"]] for entry in files}


def _changes(encoded: bytes, limits: Mapping[str, int]) -> tuple[Change, ...]:
    if encoded.count(b"\n") > limits["changes"]:
        raise RefusedError("BUNDLE_TOO_LARGE")
    found, of_record, said = [], Counter[str](), Counter[str]()
    fields = defaultdict[str, set[str]](set)
    for change in read_lines(encoded, limits["bytes of a line"]):
        found.append(change)
        of_record[change.record] += 1
        said[change.record] += len(change.values)
        fields[change.record].update(change.values)
        is_wide = len(change.parents) > limits["changes that one change names"]
        is_wide |= said.total() > limits["values of all changes"]
        is_wide |= said[change.record] > limits["values of one record's changes"]
        is_wide |= len(fields[change.record]) > limits["fields of one record, over its changes"]
        if is_wide or of_record[change.record] > limits["changes of one record"]:
            raise RefusedError("BUNDLE_TOO_LARGE")
    return tuple(found)


def _check_runs(changes: Sequence[Change], manifest: Mapping[str, Any]) -> None:
    places = [(c.chain, c.seq, c.id) for c in changes]
    if places != sorted(set(places)):
        raise tampered("order of changes")
    if (
        hashlib.sha256(b"".join(bytes.fromhex(c.id) for c in changes)).hexdigest()
        != manifest["ids"]
    ):
        raise tampered("ids")
    runs: dict[str, dict[str, Any]] = {}
    for c in changes:
        runs.setdefault(c.chain, {"before": c.prev, "first": c.seq})
        runs[c.chain] |= {"after": c.id, "last": c.seq}
    stated = {
        chain: {name: part for name, part in run.items() if name != "device"}
        for chain, run in manifest["chains"].items()
    }
    if runs != stated:
        raise tampered("runs")


def _witnesses(encoded: bytes, trust: Trust, commune: str) -> dict[str, dict[str, str]]:
    """Change → the devices of the chains of the down-bundle in which it came."""
    if encoded and not encoded.endswith(b"\n"):
        raise tampered("witness.jsonl is cut")
    found = {}
    for line in encoded.split(b"\n")[:-1]:
        manifest, ids = _witness(line, trust, commune)
        owners = {chain: run["device"] for chain, run in manifest["chains"].items()}
        found.update(dict.fromkeys(ids, owners))
    return found


def _witness(line: bytes, trust: Trust, commune: str) -> tuple[dict[str, Any], list[str]]:
    try:
        said = parsed(line)
        if said.keys() != {"ids", "manifest", "signature"}:
            raise tampered("witness")
        ids, encoded = (base64.b64decode(said[n], validate=True) for n in ("ids", "manifest"))
        signature = bytes.fromhex(said["signature"])
    except (NotCanonicalError, AttributeError, TypeError, ValueError, binascii.Error) as error:
        raise tampered("witness") from error
    manifest = read_manifest(encoded)
    device = trust.devices.get(manifest["sender"]["device"])
    if device is None or device.id not in trust.offices or manifest["direction"] != "down":
        raise tampered("witness of nobody's")
    is_signed = verified(device.key, signature, encoded) and manifest["commune"] == commune
    if not is_signed or hashlib.sha256(ids).hexdigest() != manifest["ids"]:
        raise tampered("witness does not hold")
    return manifest, [ids[at : at + 32].hex() for at in range(0, len(ids), 32)]


def _former(changes: Sequence[Change], manifest: Mapping[str, Any], trust: Trust) -> set[str]:
    """What ended devices of the sender's unit wrote: proved by the root, or cut off by it."""
    unit, found = manifest["sender"]["unit"], set()
    by_chain: dict[str, dict[str, Change]] = defaultdict(dict)
    for c in changes:
        device = manifest["chains"][c.chain]["device"]
        if device not in trust.devices:
            continue
        if device in trust.ended and trust.devices[device].unit == unit:
            by_chain[c.chain][c.id] = c
    for chain, of_it in by_chain.items():
        seq, proven = trust.last_good.get(chain, (0, ""))
        found |= {c.id for c in of_it.values() if c.seq > seq}
        while proven in of_it:
            found.add(proven)
            proven = of_it[proven].prev
    return found


def _check_owners(
    changes: Sequence[Change],
    manifest: Mapping[str, Any],
    trust: Trust,
    held: Held,
    allowed: tuple[Mapping[str, Mapping[str, str]], set[str]],
) -> None:
    vouched, former = allowed
    sender = manifest["sender"]["device"]
    for chain, run in manifest["chains"].items():
        if {held.owners.get(chain), trust.bound.get(chain)} - {None, run["device"]}:
            raise RefusedError("BUNDLE_OUT_OF_SCOPE", "chain of another device")
        if run["device"] not in trust.devices:
            raise RefusedError("BUNDLE_UNKNOWN_SENDER")
    own = {chain for chain, run in manifest["chains"].items() if run["device"] == sender}
    own_held = {chain for chain, device in held.owners.items() if device == sender}
    if own and len(own | own_held) > caps()["chains of one device in all"][0]:
        raise RefusedError("BUNDLE_TOO_LARGE")
    for c in changes:
        device = manifest["chains"][c.chain]["device"]
        is_witnessed = vouched.get(c.id, {}).get(c.chain) == device
        is_allowed = device == sender or c.id in former or is_witnessed
        if manifest["direction"] == "up" and not is_allowed:
            raise RefusedError("BUNDLE_OUT_OF_SCOPE", "chain of another device")


def _check_up(
    changes: Sequence[Change],
    manifest: Mapping[str, Any],
    held: Held,
    allowed: tuple[Mapping[str, object], set[str]],
) -> None:
    vouched, former = allowed
    runs: dict[str, list[Change]] = defaultdict(list)
    parts: set[str] = set()
    for c in changes:
        is_own = manifest["chains"][c.chain]["device"] == manifest["sender"]["device"]
        if c.id in vouched and (c.chain in parts or not _joins(c, runs.get(c.chain), held)):
            parts.add(c.chain)
        elif is_own or c.id in former:
            runs[c.chain].append(c)
    for chain, run in runs.items():
        first = [c for c in run if c.seq == run[0].seq and c.prev != ""]
        if any(c.prev not in held.by_place.get((chain, c.seq - 1), ()) for c in first):
            raise RefusedError("BUNDLE_GAP", chain)
    for chain, run in runs.items():
        if run[0].seq > held.unbroken(chain) + 1:
            raise RefusedError("BUNDLE_GAP", chain)
        _check_links(run)


def _joins(change: Change, run: Sequence[Change] | None, held: Held) -> bool:
    if run:
        return bool(change.seq <= run[-1].seq + 1)
    return change.prev == "" or change.prev in held.by_place.get((change.chain, change.seq - 1), ())


def _check_links(run: Sequence[Change]) -> None:
    """Each follows one at the place before it; only the first place follows what is held."""
    places: dict[int, set[str]] = defaultdict(set)
    for c in run:
        places[c.seq].add(c.id)
        is_first = c.seq == run[0].seq
        is_linked = is_first or c.prev in places.get(c.seq - 1, ())
        if not is_linked or (c.seq == 1) != (c.prev == ""):
            raise tampered("chain")


def _check_clocks(changes: Sequence[Change], held: Held) -> None:
    clocks = {c.id: c.clock for c in (*held.changes.values(), *changes)}
    for c in changes:
        if not c.parents <= clocks.keys():
            raise RefusedError("BUNDLE_GAP", "names what is not here")
        named = max((clocks[i] for i in c.parents), default=0)
        before = 0 if c.prev == "" else clocks.get(c.prev)
        least = 1 + max(named, before or 0)
        is_exact = before is not None and c.body is not None
        is_leap = c.clock > least + MOST_LEAP
        if c.clock < least or is_leap or (is_exact and c.clock != least):
            raise RefusedError("BUNDLE_INVALID_CHANGE", "clock")

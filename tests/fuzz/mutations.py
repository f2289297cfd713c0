"""Structure-aware mutations of a bundle: each comes past age, most past the signature too.

All chance comes from a `random.Random`, so that a seed (or Hypothesis) gives one and the same file.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from tests.bundles.hostile.forged_zip import DEFLATED, STORED, ForgedArchive, ForgedEntry, Lies
from tests.bundles.hostile.forging import Draft, dumped
from vanhoa_desktop.errors import VanHoaError

_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2**53 - 1, 2**53, 2**64, 1.5, "", "x", "up", "down", "put"),
    *([], [[]], {}, {"": ""}, "ab" * 32, "ab" * 16, "²", "\ud800", "\0", "A" * 5_000, "../x"),
    *(["ab" * 32], {"id": "", "seq": 0}, "01a20e61-26b0-7c11-97b7-2583d1c43848"),
    {"deleted": False, "status": [], "unit": {}},
)
_RAW = (b"", b"\n", b"{}", b"[]", b"null", b"NaN", b"{", b'{"a":1,"a":2}', b"\xff", b"[" * 3_000)


def odd_value(chance: Random) -> Any:
    """A value that is seldom where it belongs."""
    return chance.choice(_ODD)


def mutated_json(value: Any, chance: Random) -> Any:
    """The same value with one place in it changed, taken away, doubled or added."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(sorted(value))
        way = chance.randrange(6)
        if way == 0:
            return {key: part for key, part in value.items() if key != name}
        if way == 1:
            return {**value, str(odd_value(chance))[:20]: odd_value(chance)}
        return {**value, name: mutated_json(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        place = chance.randrange(len(value))
        changed = mutated_json(value[place], chance)
        more = [value[place]] if chance.random() < 0.2 else []
        return [*value[:place], changed, *more, *value[place + 1 :]]
    if isinstance(value, str) and value and chance.random() < 0.5:
        place = chance.randrange(len(value))
        return value[:place] + chance.choice("0fxZ\n\u0300ệ") + value[place + 1 :]
    if isinstance(value, int) and chance.random() < 0.5:
        return value + chance.choice((-1, 1, 2**32, -(2**53)))
    return odd_value(chance)


def mutated_bytes(content: bytes, chance: Random) -> bytes:
    """Bytes flipped, cut, doubled, moved or put in."""
    place = chance.randrange(len(content) + 1)
    end = min(len(content), place + chance.randrange(40))
    way = chance.randrange(5)
    if way == 0 and content:
        altered = bytearray(content)
        altered[place % len(content)] ^= 1 << chance.randrange(8)
        return bytes(altered)
    if way == 1:
        return content[:place]
    if way == 2:
        return content[:end] + content[place:]
    if way == 3:
        return content[:place] + content[end:]
    return content[:place] + chance.choice(_RAW) + content[place:]


def _mutated_line(line: bytes, chance: Random) -> bytes:
    try:
        parsed = json.loads(line)
    except (ValueError, RecursionError):
        return mutated_bytes(line, chance)
    return dumped(mutated_json(parsed, chance))


def mutated_lines(content: bytes, chance: Random) -> bytes:
    """A file of JSON lines with lines dropped, doubled, swapped, or one of them changed inside."""
    lines = content.split(b"\n")[:-1]
    if not lines or chance.random() < 0.1:
        return mutated_bytes(content, chance)
    place = chance.randrange(len(lines))
    other = chance.randrange(len(lines))
    way = chance.randrange(6)
    if way == 0:
        del lines[place]
    elif way == 1:
        lines.insert(other, lines[place])
    elif way == 2:
        lines[place], lines[other] = lines[other], lines[place]
    else:
        lines[place] = _mutated_line(lines[place], chance)
    return b"".join(line + b"\n" for line in lines)


def _changes(draft: Draft, chance: Random) -> Draft:
    return replace(draft, changes=mutated_lines(draft.changes, chance))


def _trust(draft: Draft, chance: Random) -> Draft:
    return replace(draft, trust=mutated_lines(draft.trust, chance))


def _manifest(draft: Draft, chance: Random) -> Draft:
    changed = mutated_json(dict(draft.manifest), chance)
    return replace(draft, manifest=changed) if isinstance(changed, dict) else draft


def _rewritten(draft: Draft, chance: Random) -> Draft:
    """A change with another body whose ids and runs fit again, as far as it still is a change."""
    try:
        place = chance.randrange(len(draft.parsed_changes))
        line = draft.line(place)
        changed = draft.with_line(
            place, dumped(line | {"values": mutated_json(line["values"], chance)})
        )
        owners = {chain: run["device"] for chain, run in draft.manifest["chains"].items()}
        return changed.with_changes(changed.parsed_changes, owners)
    except (VanHoaError, KeyError, TypeError, ValueError, AttributeError):
        return _changes(draft, chance)


_ON_DRAFTS: tuple[Callable[[Draft, Random], Draft], ...] = (_changes, _trust, _manifest, _rewritten)


def _lied(entry: ForgedEntry, chance: Random) -> ForgedEntry:
    number = chance.choice((0, 1, 20, 255, 65_535))
    lies: tuple[ForgedEntry, ...] = (
        replace(entry, name=mutated_bytes(entry.name, chance)[:60_000]),
        replace(entry, method=chance.choice((STORED, DEFLATED, 12))),
        replace(entry, size=chance.choice((0, 1, len(entry.content) + 1, 2**32 - 1))),
        replace(entry, crc=number),
        replace(entry, flags=number),
        replace(entry, version=number),
        replace(entry, external=number),
        replace(entry, extra=b"\0" * (number % 300)),
        replace(entry, comment=b"\0" * (number % 300)),
        replace(entry, packed=mutated_bytes(entry.bytes_inside, chance)),
        replace(entry, content=mutated_bytes(entry.content, chance)),
        replace(entry, local=Lies(size=number)),
        replace(entry, local=Lies(name=b"x")),
    )
    return chance.choice(lies)


def _archive(entries: list[ForgedEntry], chance: Random) -> bytes:
    way = chance.randrange(5)
    place = chance.randrange(len(entries))
    if way == 0:
        entries[place] = _lied(entries[place], chance)
    elif way == 1:
        chance.shuffle(entries)
    elif way == 2:
        entries.insert(place, chance.choice(entries))
    archive = ForgedArchive(entries).encode()
    return mutated_bytes(archive, chance) if way == 3 else archive


def mutated_archive(draft: Draft, chance: Random) -> bytes:
    """The archive of a bundle after a few mutations, signed by its device after most of them."""
    for _ in range(chance.randrange(1, 4)):
        if chance.random() < 0.7:
            draft = chance.choice(_ON_DRAFTS)(draft, chance)
    entries = draft.signed_entries()
    return _archive(entries, chance) if chance.random() < 0.4 else ForgedArchive(entries).encode()

"""Test vectors of bundle format 1: everything in them comes from fixed keys, salts and times.

`python -m tests.bundles.vectors` writes tests/golden/bundles, tests/golden/journal and the worked
example in docs/bundle-format.md anew. age chooses keys by chance: only the inside is compared.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.bundles.hostile.forged_zip import ForgedArchive
from tests.bundles.hostile.forging import Draft
from tests.bundles.hostile.pen import Pen
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel, UnitKind
from vanhoa_desktop.journal.chains import NOTHING_HELD, HeldPlace
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.journal.fold import Authority, fold
from vanhoa_desktop.journal.identity import assessment_id
from vanhoa_desktop.trust.envelope import recipient_of
from vanhoa_desktop.trust.keys import SigningKey, device_id
from vanhoa_desktop.trust.statements import (
    Enrolment,
    OfficeNamed,
    enrol_statement,
    office_statement,
)

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "golden" / "bundles"
JOURNAL = ROOT / "tests" / "golden" / "journal"
PAGE = ROOT / "docs" / "bundle-format.md"
BEGIN, END = "<!-- example: written by a test -->\n", "<!-- end of the example -->\n"
COMMUNE, VILLAGE = "01a20e61-2643-7460-9c2e-25c0e8635737", "01a20e61-26b0-7c11-97b7-2583d1c43848"
PERSON = "01a20e61-2700-7000-8000-000000000001"
CHAIN = "0123456789abcdef0123456789abcdef"
COMMUNE_IDENTITY = "AGE-SECRET-KEY-1DD4KK6MTDD4KK6MTDD4KK6MTDD4KK6MTDD4KK6MTDD4KK6MTDD4SEZ8NP3"
ROOT_KEY, OFFICE_KEY, LAPTOP_KEY = (SigningKey(letter * 32) for letter in (b"r", b"o", b"l"))
STRANGER_KEY = SigningKey(b"s" * 32)


@dataclass(frozen=True)
class Reader:
    """The commune's office before anything came: what `bundles.held_state.HeldState` asks."""

    commune: str = COMMUNE
    unit: str = COMMUNE
    root: bytes = ROOT_KEY.public
    identities: Sequence[str] = (COMMUNE_IDENTITY,)
    statements: Sequence[bytes] = ()

    def last_down_merged(self) -> int:
        return 0

    def owner_of(self, chain: str) -> str | None:
        return None

    def chains_of(self, device: str) -> Collection[str]:
        return ()

    def place(self, chain: str) -> HeldPlace:
        return NOTHING_HELD

    def id_at(self, chain: str, seq: int) -> ChangeId | None:
        return None

    def ids_at(self, chain: str, seq: int) -> Collection[ChangeId]:
        return ()

    def clocks(self, ids: Collection[ChangeId]) -> Mapping[ChangeId, int]:
        return {}

    def changes_of(self, records: Collection[str]) -> Mapping[str, Sequence[Change]]:
        return {}

    def written_by(self, device: str, records: Collection[str]) -> Mapping[str, int]:
        """Nothing is held of anybody."""
        del device, records
        return {}


def statements() -> list[bytes]:
    """The office and the village's laptop, enrolled by the root."""
    recipient = recipient_of(COMMUNE_IDENTITY)
    enrolled = [
        Enrolment(key.public, recipient, unit, role, officer, "cd" * 32)
        for key, unit, role, officer in (
            (OFFICE_KEY, COMMUNE, UnitKind.COMMUNE, "Lê Thị Thử"),
            (LAPTOP_KEY, VILLAGE, UnitKind.VILLAGE, "Nguyễn Văn Thử"),
        )
    ]
    lines = [enrol_statement(COMMUNE, enrolment, ROOT_KEY) for enrolment in enrolled]
    office = OfficeNamed(device_id(OFFICE_KEY.public), 1)
    return sorted([*lines, office_statement(COMMUNE, office, ROOT_KEY)])


def written() -> Pen:
    """What the village wrote: a person, a correction, a sheet with points, and its sending."""
    pen = Pen(CHAIN, device_id(LAPTOP_KEY.public))
    control: Json = {"deleted": False, "status": "open", "unit": VILLAGE}
    birth: Json = {"precision": "year", "text": "1961"}
    person = pen.write(
        "person", PERSON, {"birth": birth, "control": control, "full_name": "Đỗ Thị Mẫu"}
    )
    bases = {"full_name": (person.id,)}
    pen.write("person", PERSON, {"full_name": "Đỗ Thị Mẫu Hai"}, [person], bases=bases)
    sheet = assessment_id(PERSON, 2026, LearningModel.CITIZEN)
    values: dict[str, Json] = {
        "control": control,
        "model": LearningModel.CITIZEN.value,
        "person": PERSON,
        "village.CS1": {"points": "7.5", "reason": None},
        "year": 2026,
    }
    opened = pen.write("assessment", sheet, values)
    sent: Json = {"deleted": False, "status": "submitted", "unit": VILLAGE}
    pen.write("assessment", sheet, {"control": sent}, [opened], bases={"control": (opened.id,)})
    return pen


def honest() -> Draft:
    """The village's bundle for its commune."""
    manifest: dict[str, Any] = {
        "addressee": COMMUNE,
        "app_version": "1.0.0",
        "asks": False,
        "commune": COMMUNE,
        "created": "2026-11-25T07:00:00Z",
        "criteria": [],
        "direction": "up",
        "down": None,
        "down_merged": {"id": "", "number": 0},
        "entries": [],
        "evidence_wanted": [],
        "known": {},
        "sender": {"device": device_id(LAPTOP_KEY.public), "unit": VILLAGE},
        "type": "vanhoa/bundle/1",
    }
    trust = b"".join(line + b"\n" for line in statements())
    draft = Draft(manifest, trust, b"", LAPTOP_KEY, [recipient_of(COMMUNE_IDENTITY)])
    pen = written()
    return draft.with_changes(pen.changes, pen.owners)


def _archive(draft: Draft) -> bytes:
    return ForgedArchive(draft.signed_entries()).encode()


def _gap() -> bytes:
    pen = written()
    return _archive(honest().with_changes(pen.changes[2:], pen.owners))


def _of_the_commune() -> bytes:
    pen = Pen(CHAIN, device_id(LAPTOP_KEY.public))
    control: Json = {"deleted": False, "status": "open", "unit": COMMUNE}
    pen.write("unit", PERSON, {"control": control, "name": "Thôn Mới", "unit_kind": "village"})
    return _archive(honest().with_changes(pen.changes, pen.owners))


def _changed(old: bytes, new: bytes) -> bytes:
    draft = honest()
    return _archive(replace(draft, changes=draft.changes.replace(old, new)))


# Name → the archive inside, and what the commune's office says to it.
VECTORS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "accepted": (lambda: _archive(honest()), "accepted"),
    "another-signature": (
        lambda: _archive(replace(honest(), key=STRANGER_KEY)),
        "BUNDLE_SIGNATURE",
    ),
    "changed-after-hashing": (
        lambda: _changed("Mẫu Hai".encode(), "Mẫu Ba".encode()),
        "BUNDLE_TAMPERED",
    ),
    "float": (lambda: _changed(b'"points":"7.5"', b'"points":7.5'), "BUNDLE_INVALID_CHANGE"),
    "earlier-changes-missing": (_gap, "BUNDLE_GAP"),
    "not-a-villages-to-write": (_of_the_commune, "BUNDLE_OUT_OF_SCOPE"),
    "newer-format": (
        lambda: _archive(honest().with_manifest(type="vanhoa/bundle/2")),
        "BUNDLE_NEWER_FORMAT",
    ),
    "for-somebody-else": (
        lambda: _archive(honest().with_manifest(addressee=VILLAGE)),
        "BUNDLE_NOT_FOR_US",
    ),
    "unknown-sender": (
        lambda: _archive(replace(honest(), trust=b"")),
        "BUNDLE_UNKNOWN_SENDER",
    ),
    "bytes-after-the-archive": (lambda: _archive(honest()) + b"\0", "BUNDLE_TAMPERED"),
    "not-an-archive": (lambda: b"Kinh gui", "BUNDLE_NOT_A_BUNDLE"),
}


def table() -> dict[str, Any]:
    """Keys and expectations, as tests/golden/bundles/vectors.json holds them."""
    changes = written().changes
    return {
        "bundles": {name: expected for name, (_, expected) in VECTORS.items()},
        "change_ids": [change.id.hex() for change in changes],
        "commune": COMMUNE,
        "commune_reading_key": COMMUNE_IDENTITY,
        "root_public_key": ROOT_KEY.public.hex(),
        "sender_public_key": LAPTOP_KEY.public.hex(),
    }


def folded(changes: Sequence[Change]) -> dict[str, Any]:
    """The values of every record in a set of changes."""
    records: dict[str, list[Change]] = {}
    for change in changes:
        records.setdefault(change.header.record, []).append(change)
    states = {record: fold(held, Authority()) for record, held in records.items()}
    return {r: {"kind": state.kind, "values": state.values} for r, state in states.items()}


def example() -> str:
    """The worked example of docs/bundle-format.md."""
    draft = honest()
    archive = _archive(draft)
    manifest, signature = (entry.content for entry in draft.signed_entries()[:2])
    line = draft.changes.split(b"\n")[0].decode()
    change = draft.parsed_changes[0]
    parts = [
        ("The reading key of the office", COMMUNE_IDENTITY),
        ("The root's public key", ROOT_KEY.public.hex()),
        ("The sender's public key; its device id is the SHA-256", LAPTOP_KEY.public.hex()),
        ("`manifest.json`", manifest.decode()),
        ("Bundle id, SHA-256 of those bytes", hashlib.sha256(manifest).hexdigest()),
        ("`manifest.sig`, in hex", signature.hex()),
        ("First line of `trust.jsonl`", draft.trust.split(b"\n")[0].decode()),
        ("First line of `changes.jsonl`", line),
        ("Its commitment", change.header.commitment.hex()),
        ("Its id", change.id.hex()),
        ("First 43 bytes of the archive, in hex", archive[:43].hex(" ")),
        ("Last 22 bytes of the archive, in hex", archive[-22:].hex(" ")),
    ]
    return "\n".join(f"{title}:\n\n```\n{text}\n```\n" for title, text in parts)


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def page_with(text: str, written_example: str) -> str:
    """The page with another example."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{written_example}\n{END}{after}"


def write_all() -> None:
    """Write vectors, journal and the example anew."""
    for name, (make, _) in VECTORS.items():
        (FOLDER / f"{name}.vhb").write_bytes(honest().sealed(make()))
    (FOLDER / "vectors.json").write_text(_pretty(table()), encoding="utf-8")
    draft = honest()
    (JOURNAL / "format-1.jsonl").write_bytes(draft.changes)
    (JOURNAL / "format-1.json").write_text(_pretty(folded(draft.parsed_changes)), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page_with(page, example()), encoding="utf-8")


if __name__ == "__main__":
    write_all()

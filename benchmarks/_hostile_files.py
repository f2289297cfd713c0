"""Files of one enrolled laptop in bad hands, each made to cost its receiver as much as it can.

Every one is signed by a known device, sealed for the office, and whole: nothing but its cost is
wrong with it.
"""

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from vanhoa_desktop.bundles.limits import (
    MAX_EVIDENCE_BYTES,
    MAX_FILE_BYTES,
    MEGABYTE,
    OF_A_UNIT,
)
from vanhoa_desktop.bundles.manifest import Direction, Entry, Manifest, ids_digest
from vanhoa_desktop.bundles.writer import BundleContents, write_bundle
from vanhoa_desktop.bundles.zip_structure import write_zip
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import GENESIS, Body, Change, Header, Op, commitment_of
from vanhoa_desktop.journal.change import make_change as hashed
from vanhoa_desktop.journal.wire import encode_lines
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.envelope import seal
from vanhoa_desktop.trust.keys import SigningKey

_SALT, _AT = b"\x5a" * 16, "2026-11-25T07:00:00Z"
_LINES_BYTES = 200 * 1024 * 1024
_LINE_BYTES, _MOST_WORDS = 700, 1_900


@dataclass
class Chain:
    """One chain of the laptop, written without looking at anything."""

    name: str
    last: Change | None = None

    def write(
        self, kind: str, record: str, values: dict[str, Json], seen: Sequence[Change] = ()
    ) -> Change:
        """The next change, under those that it says it saw."""
        before = [*seen, *([self.last] if self.last else [])]
        body = Body(values, {}, _AT, "Người Thử")
        header = Header(
            chain=self.name,
            seq=self.last.header.seq + 1 if self.last else 1,
            prev=self.last.id if self.last else GENESIS,
            clock=1 + max((change.header.clock for change in before), default=0),
            kind=kind,
            record=record,
            op=Op.PUT,
            commitment=commitment_of(body, _SALT),
            under=tuple(sorted(change.id for change in seen)),
        )
        self.last = hashed(header, body, _SALT)
        return self.last


class BadHands:
    """The keys of one enrolled laptop, and what can be made with them."""

    def __init__(self, session: Session) -> None:
        with session.database.reading() as reading:
            trust = reading.trust
            self._statements = list(reading.local.statements())
        if trust is None or session.identity.commune_id is None:
            raise LookupError("not enrolled")
        self._key: SigningKey = session.secrets.signing_key
        self._device = session.identity.device_id
        self._unit = session.require_unit()
        self._commune = session.identity.commune_id
        self._readers = trust.recipients_of(self._commune)

    def file(
        self,
        output: Path,
        changes: Sequence[Change],
        evidence: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Path:
        """A whole file with these changes and pictures."""
        contents = BundleContents(
            self._manifest(),
            self._statements,
            changes,
            {change.header.chain: self._device for change in changes},
            evidence,
        )
        output.write_bytes(write_bundle(contents, self._key, self._readers).file)
        return output

    def edits(self, number: int) -> list[Change]:
        """One record, edited again and again."""
        chain, record = Chain("e1" * 16), _record("edits")
        first = chain.write("person", record, self._person())
        return [
            first,
            *(chain.write("person", record, {"note": str(n)}, [first]) for n in range(number)),
        ]

    def controls(self, number: int) -> list[Change]:
        """One record, begun side by side; every tenth change has seen all that were before it."""
        chain, record = Chain("e2" * 16), _record("controls")
        written: list[Change] = []
        for place in range(number):
            seen = written[-1_000:] if place and place % 10 == 0 else []
            written.append(chain.write("person", record, self._person(), seen))
        return written

    def rivals(self, number: int) -> list[Change]:
        """One record, begun side by side, with ten values each that all say something else."""
        chain, record = Chain("e5" * 16), _record("rivals")
        return [
            chain.write("person", record, self._person() | {f"later{n}": place for n in range(8)})
            for place in range(number)
        ]

    def figures(self, number: int) -> list[Change]:
        """Many records, each begun twice, that disagree in sixty fields each."""
        chain = Chain("e6" * 16)
        return [
            chain.write(
                "person",
                _record(f"f{place // 2}"),
                self._person() | {f"later{n}": place for n in range(60)},
            )
            for place in range(number)
        ]

    def namesakes(self, number: int) -> list[Change]:
        """Many people of one name, born in one year."""
        chain = Chain("e7" * 16)
        born: dict[str, Json] = {"birth": {"precision": "year", "text": "1970"}}
        return [
            chain.write("person", _record(f"n{place}"), self._person() | born)
            for place in range(number)
        ]

    def tiny(self, number: int) -> list[Change]:
        """Many records that say nothing."""
        chain = Chain("e3" * 16)
        return [chain.write("evidence", _record(f"t{n}"), self._control()) for n in range(number)]

    def run(self, number: int) -> list[Change]:
        """One chain over many records; without its first change it waits for that for ever."""
        chain = Chain(hashlib.sha256(f"run{number}".encode()).hexdigest()[:32])
        return [chain.write("evidence", _record(f"r{n}"), self._control()) for n in range(number)]

    def heaviest(self, output: Path, number: int) -> Path:
        """Every limit at once: many wordy changes, and pictures that fill the file."""
        chain = Chain("e4" * 16)
        words = min(_MOST_WORDS, OF_A_UNIT.bytes * 19 // 20 // number - _LINE_BYTES)
        changes = [
            chain.write("evidence", _record(f"h{n}"), self._control() | {"note": _words(n, words)})
            for n in range(number)
        ]
        room = MAX_FILE_BYTES - MEGABYTE - len(zlib.compress(encode_lines(changes)))
        sizes = [MAX_EVIDENCE_BYTES] * (room // MAX_EVIDENCE_BYTES) + [room % MAX_EVIDENCE_BYTES]
        pictures = dict(_picture(number, size) for number, size in enumerate(sizes))
        return self.file(output, changes, pictures)

    def chains(self, number: int) -> list[Change]:
        """Many chains of one change each."""
        return [
            Chain(hashlib.sha256(str(n).encode()).hexdigest()[:32]).write(
                "evidence", _record(f"c{n}"), self._control()
            )
            for n in range(number)
        ]

    def line_ends(self, output: Path) -> Path:
        """`changes.jsonl` as nothing but line ends, packed a thousandfold."""
        ends = b"\n" * _LINES_BYTES
        files = [("trust.jsonl", b""), ("changes.jsonl", ends)]
        entries = tuple(
            Entry(path, len(content), hashlib.sha256(content).hexdigest())
            for path, content in files
        )
        encoded = self._manifest(entries).encode()
        archive = write_zip(
            [("manifest.json", encoded), ("manifest.sig", self._key.sign(encoded)), *files]
        )
        output.write_bytes(seal(archive, self._readers))
        return output

    def _manifest(self, entries: tuple[Entry, ...] = ()) -> Manifest:
        return Manifest(
            commune=self._commune,
            addressee=self._commune,
            sender_device=self._device,
            sender_unit=self._unit,
            direction=Direction.UP,
            chains={},
            known={},
            criteria=(),
            created=_AT,
            app_version="1.0.0",
            entries=entries,
            ids=ids_digest([]),
        )

    def _control(self) -> dict[str, Json]:
        return {"control": {"deleted": False, "status": "open", "unit": self._unit}}

    def _person(self) -> dict[str, Json]:
        return self._control() | {"full_name": "Người Thử"}


def _record(text: str) -> str:
    digits = hashlib.sha256(text.encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-7{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"


def _words(number: int, length: int) -> str:
    """A text that packs badly."""
    block = hashlib.shake_256(str(number).encode()).digest(length // 2)
    return block.hex()[:length]


def _picture(number: int, size: int) -> tuple[str, bytes]:
    """A picture of nothing, `size` bytes, and its name."""
    frame = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00\xff\xda\x00\x02"
    points = number.to_bytes(8) + bytes(size - len(frame) - 10)
    content = frame + points + b"\xff\xd9"
    return hashlib.sha256(content).hexdigest(), content


Attack = Callable[[int], list[Change]]

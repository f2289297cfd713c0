"""Trust statements (bundle.md §4): what each says, made and verified.

A growing set, each signed by the root, order-free, no versions. `trust.trust_view` folds them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, NoReturn

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import UnitKind, has_value
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.trust.keys import KEY_BYTES, SigningKey, check_public_key, device_id
from vanhoa_desktop.trust.recipients import check_recipient
from vanhoa_desktop.trust.signed import Signed, sign_object, verify_object

STATEMENT_TYPE = "vanhoa/trust/1"
MAX_STATEMENT_BYTES = 65_536
# Every unit of work folds all statements; a signature that held once holds for ever.
STATEMENTS_REMEMBERED = 4_096
_CHAIN = re.compile(r"[0-9a-f]{32}")
_SHA = re.compile(r"[0-9a-f]{64}")
_ID_OR_NONE = re.compile(r"([0-9a-f]{64})?")


class StatementKind(StrEnum):
    """What a statement does; `retire` and `revoke` both end a device's chains at a last good seq.

    `recovery` names the key for which up-bundles and villages' data keys are sealed as well.
    """

    ENROL = "enrol"
    OFFICE = "office"
    RETIRE = "retire"
    REVOKE = "revoke"
    RECOVERY = "recovery"
    ISSUING_KEY = "issuing_key"
    NEW_ROOT = "new_root"


ENDINGS = frozenset({StatementKind.RETIRE, StatementKind.REVOKE})


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A device's enrolment.

    Its keys, its unit for life, its role and first officer, the request it answers, and the chain
    that the request named: nobody else may claim it. Empty in statements of the first program.
    """

    public_key: bytes
    recipient: str
    unit: str
    role: UnitKind
    officer: str
    request: str
    chain: str = ""

    @property
    def device(self) -> str:
        """The device's id."""
        return device_id(self.public_key)


class LastGood(NamedTuple):
    """Where a chain is good to the end: the last seq, and the id (hex) of the change there.

    seq 0 and an empty id: nothing of the chain is good.
    """

    seq: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a device: which, why, and per chain what stays good; other chains not at all."""

    device: str
    chains: Mapping[str, LastGood]
    reason: str


@dataclass(frozen=True, slots=True)
class OfficeNamed:
    """The one office of the commune; the highest number holds.

    `former` and `until`: who was it before, and up to which seq of each chain it wrote as the
    office. Without them (the office was lost, nobody can say) all that it wrote counts.
    """

    device: str
    number: int
    former: str | None = None
    until: Mapping[str, int] | None = None


def _content(commune: str, kind: StatementKind, parts: Mapping[str, Json]) -> dict[str, Json]:
    return {"commune": commune, "statement": kind.value, "type": STATEMENT_TYPE, **parts}


def enrol_statement(commune: str, enrolment: Enrolment, root: SigningKey) -> bytes:
    """The line that enrols a device."""
    parts: dict[str, Json] = {
        "key_of_device": enrolment.public_key.hex(),
        "officer": enrolment.officer,
        "recipient": enrolment.recipient,
        "request": enrolment.request,
        "role": enrolment.role.value,
        "unit": enrolment.unit,
        **({"chain": enrolment.chain} if enrolment.chain else {}),
    }
    return sign_object(_content(commune, StatementKind.ENROL, parts), root)


def office_statement(commune: str, named: OfficeNamed, root: SigningKey) -> bytes:
    """The line that makes a device the one office of the commune; the highest number holds."""
    until: Json = None
    if named.former is not None and named.until is not None:
        until = {"chains": dict(named.until), "device": named.former}
    parts: dict[str, Json] = {"device": named.device, "number": named.number, "until": until}
    return sign_object(_content(commune, StatementKind.OFFICE, parts), root)


def ending_statement(commune: str, kind: StatementKind, ending: Ending, root: SigningKey) -> bytes:
    """The line that retires or revokes a device. Of two about a chain, the lower holds."""
    chains: dict[str, Json] = {
        chain: {"id": last.id, "seq": last.seq} for chain, last in ending.chains.items()
    }
    parts: dict[str, Json] = {"chains": chains, "device": ending.device, "reason": ending.reason}
    return sign_object(_content(commune, kind, parts), root)


def recovery_statement(commune: str, recipient: str, number: int, root: SigningKey) -> bytes:
    """The line that names the commune's recovery recipient; the highest number holds."""
    parts: dict[str, Json] = {"number": number, "recipient": recipient}
    return sign_object(_content(commune, StatementKind.RECOVERY, parts), root)


@lru_cache(maxsize=STATEMENTS_REMEMBERED)
def verify_statement(line: bytes, commune: str, root: bytes) -> Signed:
    """One statement of this commune signed by this root, whole and with proper keys.

    Raises STATEMENT_INVALID or KEY_INVALID.
    """
    if len(line) > MAX_STATEMENT_BYTES:
        _refuse("size")
    signed = verify_object(line, STATEMENT_TYPE, ErrorCode.STATEMENT_INVALID)
    if signed.signer != root:
        _refuse("not signed by the root")
    if signed.content.get("commune") != commune:
        _refuse("of another commune")
    kind = signed.content.get("statement")
    if not has_value(StatementKind, kind):
        _refuse("kind")
    read = _READERS.get(StatementKind(str(kind)))
    if read is not None:
        read(signed.content)
    return signed


def _refuse(why: str) -> NoReturn:
    raise VanHoaError(ErrorCode.STATEMENT_INVALID, why=why)


def is_chain(text: str) -> bool:
    """Whether a text has the form of a chain's id."""
    return _CHAIN.fullmatch(text) is not None


def enrolment_in(content: Mapping[str, Json]) -> Enrolment:
    """The enrolment that a statement carries; raises STATEMENT_INVALID or KEY_INVALID."""
    names = ("key_of_device", "officer", "recipient", "request", "role", "unit")
    texts = {name: content.get(name) for name in names}
    if not all(isinstance(text, str) for text in texts.values()) or not has_value(
        UnitKind, texts["role"]
    ):
        _refuse("enrolment")
    try:
        key = bytes.fromhex(str(texts["key_of_device"]))
    except ValueError as error:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="hex") from error
    if len(key) != KEY_BYTES:
        raise VanHoaError(ErrorCode.KEY_INVALID, why="length")
    check_public_key(key)
    check_recipient(str(texts["recipient"]))
    return Enrolment(
        public_key=key,
        recipient=str(texts["recipient"]),
        unit=str(texts["unit"]),
        role=UnitKind(str(texts["role"])),
        officer=str(texts["officer"]),
        request=str(texts["request"]),
        chain=_text(content["chain"], _CHAIN) if "chain" in content else "",
    )


def ending_in(content: Mapping[str, Json]) -> Ending:
    """The end of a device that a statement carries; raises STATEMENT_INVALID."""
    device, reason, chains = content.get("device"), content.get("reason"), content.get("chains")
    if not isinstance(reason, str) or not isinstance(chains, Mapping):
        _refuse("ending")
    found = {_text(chain, _CHAIN): _last_good(value) for chain, value in chains.items()}
    return Ending(_text(device, _SHA), found, reason)


def office_in(content: Mapping[str, Json]) -> OfficeNamed:
    """The office that a statement names; raises STATEMENT_INVALID."""
    device, number = _text(content.get("device"), _SHA), _count(content.get("number"))
    until = content.get("until")
    if until is None:
        return OfficeNamed(device, number)
    chains = until.get("chains") if isinstance(until, Mapping) else None
    if not isinstance(until, Mapping) or not isinstance(chains, Mapping):
        _refuse("until")
    ends = {_text(chain, _CHAIN): _count(seq) for chain, seq in chains.items()}
    return OfficeNamed(device, number, _text(until.get("device"), _SHA), ends)


def recovery_in(content: Mapping[str, Json]) -> tuple[int, str]:
    """Number and recipient of a recovery key; raises STATEMENT_INVALID or KEY_INVALID."""
    recipient = content.get("recipient")
    if not isinstance(recipient, str):
        _refuse("recipient")
    check_recipient(recipient)
    return _count(content.get("number")), recipient


def _text(value: Json, form: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        _refuse("text")
    return value


def _count(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        _refuse("number")
    return value


def _last_good(value: Json) -> LastGood:
    if not isinstance(value, Mapping) or value.keys() != {"id", "seq"}:
        _refuse("last good")
    return LastGood(_count(value["seq"]), _text(value["id"], _ID_OR_NONE))


_READERS: Mapping[StatementKind, Callable[[Mapping[str, Json]], object]] = {
    StatementKind.ENROL: enrolment_in,
    StatementKind.OFFICE: office_in,
    StatementKind.RETIRE: ending_in,
    StatementKind.REVOKE: ending_in,
    StatementKind.RECOVERY: recovery_in,
}

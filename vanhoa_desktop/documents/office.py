"""What every paper of an office carries: who issues it, where, and who signs."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from vanhoa_desktop.paths import resource

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT_MARK = "DỰ THẢO"
LANGUAGE = "vi-VN"


@dataclass(frozen=True, slots=True)
class Signature:
    """The signature block: its lines («TM. ỦY BAN NHÂN DÂN», «CHỦ TỊCH») and the signer's name."""

    lines: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class IssuingOffice:
    """Who issues a paper. `parent` is printed only if set; `place` begins the date line."""

    body: tuple[str, ...]
    place: str
    signature: Signature
    parent: str | None = None


@cache
def template(name: str) -> Mapping[str, Any]:
    """The wording of a kind of paper (resources/templates/NAME.toml)."""
    content = resource("templates", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def filled(text: str, facts: Mapping[str, object]) -> str:
    """A sentence of a template with its facts; raises KeyError for a fact that is not given."""
    return text.format_map(facts)


def filled_lines(lines: Sequence[str], facts: Mapping[str, object]) -> tuple[str, ...]:
    """Sentences of a template with their facts."""
    return tuple(filled(line, facts) for line in lines)

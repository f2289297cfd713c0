"""What a decision still lacks (no Qt)."""

from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.services.disputes import HeldSheet
from vanhoa_desktop.texts.dates import LAST_BIRTH_YEAR, parse_birth
from vanhoa_desktop.texts.holding import names_text
from vanhoa_desktop.texts.numbers import count_text


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What was typed: number, date as dd/mm/yyyy, signer."""

    number: str = ""
    date: str = ""
    signer: str = ""

    @property
    def decided_on(self) -> str | None:
        """The date as ISO text, or None if it is no date."""
        found = parse_birth(self.date, LAST_BIRTH_YEAR)
        is_day = found is not None and found.precision is DatePrecision.DAY
        return found.text if found is not None and is_day else None

    @property
    def missing(self) -> str:
        """What to do next; empty when the decision can be issued."""
        if not self.number.strip():
            return "Hãy ghi số quyết định."
        if self.decided_on is None:
            return "Hãy ghi ngày quyết định, ví dụ 05/12/2026."
        return ""


def held_sentence(held: Sequence[HeldSheet]) -> str:
    """Whose sheets nobody may appraise or recognise until what is disputed is settled."""
    if not held:
        return ""
    names = names_text([item.name or "Hồ sơ" for item in held])
    number = count_text(len(held))
    return f"{number} phiếu chưa thẩm định, chưa công nhận được vì số liệu chưa khớp: {names}."

"""What a first start still lacks (no Qt)."""

import unicodedata
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import UnitKind

LEAST_PASSPHRASE_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class FirstStartState:
    """What was typed so far."""

    role: UnitKind = UnitKind.VILLAGE
    unit_name: str = ""
    officer: str = ""
    passphrase: str = ""
    repeated: str = ""

    @property
    def missing(self) -> str:
        """What to do next, in one sentence; empty when all is there."""
        return next((wish for wish in self._wishes if wish), "")

    @property
    def missing_field(self) -> int:
        """In which of the four fields that is done: unit, officer, passphrase, repeated."""
        return next((number for number, wish in enumerate(self._wishes) if wish), 0)

    @property
    def _wishes(self) -> tuple[str, str, str, str]:
        """What each field lacks; "" where nothing."""
        unit = "Hãy ghi tên xã." if self.role is UnitKind.COMMUNE else "Hãy ghi tên thôn, đơn vị."
        is_long = len(unicodedata.normalize("NFC", self.passphrase)) >= LEAST_PASSPHRASE_CHARACTERS
        return (
            "" if self.unit_name.strip() else unit,
            "" if self.officer.strip() else "Hãy ghi họ và tên người dùng máy này.",
            "" if is_long else f"Mật khẩu cần ít nhất {LEAST_PASSPHRASE_CHARACTERS} chữ hoặc số.",
            "" if self.passphrase == self.repeated else "Hai lần gõ mật khẩu chưa giống nhau.",
        )

    @property
    def unit_label(self) -> str:
        """How the name field is called for the chosen role."""
        names = {
            UnitKind.COMMUNE: "Tên xã (ví dụ: Xã Vạn Hòa)",
            UnitKind.VILLAGE: "Tên thôn (ví dụ: Thôn Ngọc Bản)",
            UnitKind.SCHOOL: "Tên trường",
            UnitKind.STATION: "Tên trạm",
            UnitKind.AGENCY: "Tên cơ quan, đơn vị",
        }
        return names[self.role]

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
        if not self.unit_name.strip():
            return (
                "Hãy ghi tên xã." if self.role is UnitKind.COMMUNE else "Hãy ghi tên thôn, đơn vị."
            )
        if not self.officer.strip():
            return "Hãy ghi họ và tên người dùng máy này."
        if len(unicodedata.normalize("NFC", self.passphrase)) < LEAST_PASSPHRASE_CHARACTERS:
            return f"Mật khẩu cần ít nhất {LEAST_PASSPHRASE_CHARACTERS} chữ hoặc số."
        if self.passphrase != self.repeated:
            return "Hai lần gõ mật khẩu chưa giống nhau."
        return ""

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

"""Points that could not be saved, and the acts that would leave them out (no widgets)."""

from dataclasses import dataclass
from typing import Protocol


class UnsavedWatch(Protocol):
    """Knows of points that were typed and could not be saved, on any screen."""

    def unsaved_points(self) -> str:
        """Whose they are and what was typed, as a sentence; "" for none."""
        ...

    def show_unsaved_points(self) -> None:
        """Go to the first of them, ready to be mended."""
        ...


@dataclass(frozen=True, slots=True)
class Deed:
    """An act that sends or closes sheets: what the question says of it, and its button."""

    title: str
    consequence: str
    yes: str


SUBMITTING = Deed(
    "Gửi xã",
    "Gửi bây giờ thì số vừa gõ không đi theo. Phiếu đã chấm đủ thì gửi với số đang có rồi khóa; "
    "phiếu chưa đủ ở lại thôn, ô đó vẫn chờ sửa.",
    "Vẫn gửi, không có số đó",
)
SAVING_FILE = Deed("Lưu tệp", "Lưu bây giờ thì tệp không có số vừa gõ.", "Vẫn lưu, không có số đó")
TAKING_IN = Deed(
    "Nhận tệp",
    "Tệp nhận vào có thể khóa phiếu này; khi đó số vừa gõ bị bỏ, phiếu giữ số cũ.",
    "Vẫn nhận tệp",
)
APPRAISING = Deed(
    "Thẩm định",
    "Thẩm định bây giờ thì phiếu giữ số cũ và khóa lại, số vừa gõ bị bỏ.",
    "Vẫn thẩm định với số cũ",
)
WITHDRAWING = Deed(
    "Rút đăng ký",
    "Phiếu của ai rút đăng ký thì khóa lại; số vừa gõ ở phiếu đó bị bỏ, phiếu giữ số cũ.",
    "Vẫn rút đăng ký",
)
CHANGING_YEAR = Deed(
    "Sang năm khác",
    "Sang năm khác thì số vừa gõ bị bỏ, phiếu giữ số cũ.",
    "Bỏ số đó, sang năm khác",
)

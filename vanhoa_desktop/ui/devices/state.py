"""Devices in words: how old their news are, which may be ended, what ending one means (no Qt)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import DeviceStatus, UnitKind
from vanhoa_desktop.services.devices.device_ending import DeviceFile, EndedDevice
from vanhoa_desktop.services.devices.seen_devices import EnrolledDevice
from vanhoa_desktop.services.setup.cycles import LAST_YEAR
from vanhoa_desktop.texts.sentences.rebuilding import ENDED_UNHEARD
from vanhoa_desktop.texts.words.moments import age_text, moment_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import device_status_term

_SIGNS = {DeviceStatus.ACCEPTED: "✔", DeviceStatus.REVOKED: "!"}
_END_DIGITS = 6
_PROGRAMME_ENDS = 2030
LOST = (
    "Từ nay xã không nhận tệp nào của máy này và không gửi gì cho máy đó; người nhặt được máy "
    "không gửi số liệu giả được. Việc thôn đã làm trên máy mà chưa gửi xã thì xã không có: "
    "phải nhập lại trên máy khác. Tệp đến sau được giữ riêng để xem, không tính."
)
REPLACED = (
    "Mọi việc xã đã nhận của máy này vẫn tính. Việc còn trên máy cũ chưa gửi xã thì sẽ không "
    "nhận được nữa: hãy nhận tệp cuối của máy cũ trước khi ngừng."
)
ALL_FILES = "Mọi tệp xã đã nhận của máy này"


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device of the list, the age of its last file, and whether it is this one."""

    device: EnrolledDevice
    age: str
    is_own: bool
    has_twin: bool = False

    @property
    def name(self) -> str:
        """Whose it is; of several laptops of one unit each with the end of its fingerprint."""
        whose = self.device.whose
        is_marked = self.has_twin and self.device.unit_name
        return f"{whose} (mã …{self.device.fingerprint[-_END_DIGITS:]})" if is_marked else whose

    @property
    def status(self) -> str:
        """A sign and a word."""
        return f"{_SIGNS.get(self.device.status, '○')} {device_status_term(self.device.status)}"

    @property
    def about(self) -> str:
        """What is not in the columns."""
        code = self.device.fingerprint
        if self.is_own:
            return f"Máy này. Mã riêng của máy này, không đọc cho thôn: {code}"
        if self.device.role is UnitKind.COMMUNE:
            return f"Tệp gần nhất: {self.age}. Mã của máy đó, so khi chấp nhận máy: {code}"
        return f"Tệp gần nhất: {self.age}. Mã của máy thôn, thôn đọc cho xã: {code}"

    @property
    def can_be_ended(self) -> bool:
        """Not the office itself, and not one that was ended already."""
        return not self.is_own and self.device.status is not DeviceStatus.REVOKED

    @property
    def owner(self) -> str:
        """Whose device it is."""
        unit, officer = self.device.unit_name, self.device.officer
        return f"{unit} ({officer})" if unit and officer else self.device.whose


def device_rows(devices: Sequence[EnrolledDevice], own_id: str, now: str) -> tuple[DeviceRow, ...]:
    """The devices for the list; several of one unit can be told apart."""
    many = Counter(device.unit_name for device in devices)
    return tuple(
        DeviceRow(
            device,
            "máy này" if device.device_id == own_id else age_text(device.heard_at, now),
            is_own=device.device_id == own_id,
            has_twin=many[device.unit_name] > 1,
        )
        for device in devices
    )


def consequence(*, is_lost: bool, is_awaited: bool) -> str:
    """What ending a device means for work that was not sent, or that a restored office lost."""
    return f"{LOST}{f' {ENDED_UNHEARD}' if is_awaited else ''}" if is_lost else REPLACED


def file_text(file: DeviceFile) -> str:
    """A file as the last one to be trusted."""
    return f"Chỉ đến tệp nhận lúc {moment_text(file.at)} ({count_text(file.changes)} thay đổi)"


def ended_sentence(ended: EndedDevice) -> str:
    """What was ended, and what counts no more."""
    said = f"Đã ngừng máy của {ended.device.unit_name}."
    if ended.set_aside:
        number = count_text(ended.set_aside)
        said += f" {number} thay đổi không còn tính, giữ lại ở «Số liệu chưa khớp» để xem."
    return said


def last_year_offered(this_year: int) -> int:
    """The last year that can be opened in the window: a year typed wrong could not be removed.

    That of the programme, and after it the next one.
    """
    return min(max(_PROGRAMME_ENDS, this_year + 1), LAST_YEAR)


def opening_question(year: int, this_year: int) -> str:
    """The question before a year is opened; one that is neither this nor the next is asked hard."""
    asked = f"Mở năm đánh giá {year}?"
    if year in (this_year, this_year + 1):
        return asked
    side = "đã qua" if year < this_year else "chưa tới"
    return (
        f"Năm nay là {this_year}. Năm {year} là năm {side}, không phải năm nay hay sang năm. "
        f"Mở rồi không bỏ được. {asked}"
    )


def opening_details(year: int, shown_year: int | None) -> str:
    """What opening a year means, before it is done."""
    lasts = "Năm đã mở thì không bỏ được; các thôn, đơn vị nhận ở tệp kết quả lần sau."
    if shown_year is None:
        return lasts
    return (
        f"{lasts} Cửa sổ chuyển sang năm {year}. Năm {shown_year} vẫn còn, xem và làm tiếp được: "
        "chọn năm ở đầu cửa sổ, bên phải."
    )

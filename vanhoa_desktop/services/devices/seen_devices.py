"""Devices as officers see them: asking, enrolled, ended."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import DeviceStatus, UnitKind
from vanhoa_desktop.texts.sentences.rebuilding import whose_text
from vanhoa_desktop.texts.words.name_keys import is_other_name
from vanhoa_desktop.trust.enrolment import EnrolmentRequest
from vanhoa_desktop.trust.trust_view import TrustedDevice


@dataclass(frozen=True, slots=True)
class EnrolledDevice:
    """A device as officers see it.

    The fingerprint is that of its request (or of its key, where it made none). `heard_at` is the
    moment when its last file was merged here, None before the first. `is_awaited`: this office was
    restored and has not heard from it since.
    """

    device_id: str
    fingerprint: str
    status: DeviceStatus
    unit_id: str | None
    unit_name: str
    role: UnitKind
    officer: str
    public_key: bytes
    heard_at: str | None = None
    is_awaited: bool = False

    @property
    def whose(self) -> str:
        """The unit by name; where nobody told it yet, the officer."""
        return whose_text(self.unit_name, [(self.officer, self.fingerprint)])


@dataclass(frozen=True, slots=True)
class AskingDevice:
    """What a request says of its sender."""

    unit_name: str
    role: UnitKind
    officer: str


@dataclass(frozen=True, slots=True)
class EnrolmentStep:
    """A device after a step, and the commune's fingerprint to compare.

    `asked_name` is what the device's officer called the unit when it asked. `has_ended_former`:
    the device asked for new keys, and its former ones ended with this step.
    """

    device: EnrolledDevice
    commune_fingerprint: str
    asked_name: str
    has_ended_former: bool = False

    @property
    def is_named_otherwise(self) -> bool:
        """Whether the unit that was given has another name than the one asked for."""
        return is_other_name(self.asked_name, self.device.unit_name)


def requested_device(
    request: EnrolmentRequest, status: DeviceStatus, unit_id: str | None, unit_name: str
) -> EnrolledDevice:
    """A device that asked, as its request names it."""
    return EnrolledDevice(
        device_id=request.device,
        fingerprint=request.fingerprint,
        status=status,
        unit_id=unit_id,
        unit_name=unit_name,
        role=request.role,
        officer=request.officer,
        public_key=request.public_key,
    )


def listed_device(
    device: TrustedDevice,
    own: str,
    names: dict[str, str],
    heard: dict[str, str],
    awaited: AbstractSet[str],
) -> EnrolledDevice:
    """A device that the commune enrolled; `heard`: when the last file of each was merged here."""
    is_own = device.id == own
    status = (
        DeviceStatus.ACCEPTED
        if is_own or device.id in heard or device.is_commune
        else DeviceStatus.APPROVED
    )
    return EnrolledDevice(
        device_id=device.id,
        fingerprint=device.fingerprint,
        status=DeviceStatus.REVOKED if device.is_revoked else status,
        unit_id=device.unit,
        unit_name=names.get(device.unit, ""),
        role=device.role,
        officer=device.officer,
        public_key=device.public_key,
        heard_at=heard.get(device.id),
        is_awaited=device.id in awaited,
    )

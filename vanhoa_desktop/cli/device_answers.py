"""How commands describe a device."""

from vanhoa_desktop.services.enrolment import EnrolledDevice


def device_answer(item: EnrolledDevice) -> dict[str, object]:
    """The JSON of a device; `fingerprint` belongs to the `device_id` beside it."""
    return {
        "device_id": item.device_id,
        "fingerprint": item.fingerprint,
        "officer": item.officer,
        "role": item.role.value,
        "status": item.status.value,
        "unit": item.unit_name,
    }

"""How commands describe a device."""

from vanhoa_desktop.services.devices.seen_devices import EnrolledDevice, EnrolmentStep


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


def step_answer(step: EnrolmentStep) -> dict[str, object]:
    """The JSON of a device after a step; `asked_unit` is the unit's name in its request."""
    return device_answer(step.device) | {
        "asked_unit": step.asked_name,
        "commune_fingerprint": step.commune_fingerprint,
    }

"""A request for new keys says whose place they take, and only those keys themselves can say it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.builders.devices import device_of, refusals, seen_by
from tests.builders.offices import Office, Offices
from vanhoa_desktop import canonical
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import DeviceStatus
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.rotation import ask_new_keys
from vanhoa_desktop.services.devices.seen_devices import EnrolmentStep
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.trust.enrolment import (
    REPLACED_TYPE,
    FormerKeys,
    make_request,
    read_request,
)
from vanhoa_desktop.trust.keyring import new_device_secrets
from vanhoa_desktop.trust.keys import device_id
from vanhoa_desktop.trust.signed import sign_object
from vanhoa_desktop.trust.trust_view import enrolment_line

FRESH = new_device_secrets()
CHAIN = "ab" * 16


def code_of(refused: Callable[[], object]) -> ErrorCode:
    """The code with which something is refused."""
    with pytest.raises(VanHoaError) as error:
        refused()
    return error.value.code


def enrolment_of(session: Session, device: str) -> bytes:
    """The statement that enrolled a device, as an installation holds it."""
    with session.database.reading() as reading:
        trust, lines = reading.trust, reading.local.statements()
    assert trust is not None
    line = enrolment_line(lines, trust.commune, trust.root, device)
    assert line is not None
    return line


def asked_by(session: Session, former: FormerKeys) -> bytes:
    """A request for new keys in the place of the former ones, in the name of a unit."""
    identity = session.identity
    return make_request(FRESH, identity.unit_name, identity.role, "Phạm Thị Thử", CHAIN, former)


def approve(commune: Office, request: Path, unit: str | None = None) -> EnrolmentStep:
    """A request file is approved, the fingerprint told rightly; the window names the unit."""
    told = read_request(request.read_bytes()).fingerprint
    with commune.open() as session:
        return EnrolmentService(session).approve(
            request, request.with_suffix(".vhi"), unit_text=unit, fingerprint=told
        )


def test_approving_ends_the_former_keys_in_the_same_step(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    former = device_of(village).device_id
    with village.open() as session:
        ask_new_keys(session, tmp_path / "n.vhr")
    step = approve(commune, tmp_path / "n.vhr")
    assert step.has_ended_former
    assert seen_by(commune, former).status is DeviceStatus.REVOKED
    assert seen_by(commune, step.device.device_id).status is DeviceStatus.APPROVED
    # Once more saves the invite once more, and ends nobody again.
    assert not approve(commune, tmp_path / "n.vhr").has_ended_former
    assert refusals(commune.merge(village.export(tmp_path / "up.vhb"))) == [
        ErrorCode.BUNDLE_REVOKED_SENDER
    ]


def test_another_laptop_cannot_be_named_without_its_keys(offices: Offices, tmp_path: Path) -> None:
    """A laptop that asks in the place of the other village's, whose enrolment every file shows."""
    commune, (village, other) = offices.commune, offices.villages
    victim = device_of(other).device_id
    with commune.open(writing=False) as session:
        shown = enrolment_of(session, victim)
    with village.open() as session:
        former = FormerKeys(session.secrets.signing_key, shown)
        request = tmp_path / "n.vhr"
        request.write_bytes(asked_by(session, former))
    assert code_of(lambda: approve(commune, request)) is ErrorCode.REQUEST_INVALID
    assert seen_by(commune, victim).status is not DeviceStatus.REVOKED


def test_new_keys_come_to_the_unit_of_the_former_ones_alone(
    offices: Offices, tmp_path: Path
) -> None:
    commune, (village, other) = offices.commune, offices.villages
    former_id = device_of(village).device_id
    request = tmp_path / "n.vhr"
    with village.open() as session:
        own = FormerKeys(session.secrets.signing_key, enrolment_of(session, former_id))
    with other.open() as session:
        request.write_bytes(asked_by(session, own))
    named = code_of(lambda: approve(commune, request, other.name))
    assert named is ErrorCode.REQUEST_INVALID
    assert seen_by(commune, former_id).status is not DeviceStatus.REVOKED
    # Whatever unit the request is made out for: a name may be an old one, the keys tell.
    step = approve(commune, request)
    assert (step.device.unit_name, step.is_named_otherwise) == (village.name, True)
    assert seen_by(commune, former_id).status is DeviceStatus.REVOKED


def _of_another_key(said: Mapping[str, Json]) -> Mapping[str, Json]:
    """The former key's word on keys other than those that ask."""
    key = new_device_secrets().signing_key
    proof = sign_object({"device": device_id(key.public), "type": REPLACED_TYPE}, key)
    return {**said, "proof": proof.decode("utf-8")}


@pytest.mark.parametrize(
    "spoil",
    [
        _of_another_key,
        lambda said: {**said, "proof": "{}"},
        lambda said: {**said, "proof": 5},
        lambda said: {"proof": said["proof"]},
        lambda _said: "x",
        lambda _said: [],
    ],
)
def test_a_request_that_names_former_keys_wrongly_is_none(
    offices: Offices, tmp_path: Path, spoil: Callable[[Json], Json]
) -> None:
    village = offices.villages[0]
    with village.open() as session:
        former = FormerKeys(
            session.secrets.signing_key, enrolment_of(session, session.identity.device_id)
        )
        whole = canonical.decode(asked_by(session, former))
    assert isinstance(whole, Mapping)
    content = whole["object"]
    assert isinstance(content, Mapping)
    content = {**content, "replaces": spoil(content["replaces"])}
    request = tmp_path / "n.vhr"
    request.write_bytes(sign_object(content, FRESH.signing_key))
    assert code_of(lambda: read_request(request.read_bytes())) is ErrorCode.REQUEST_INVALID

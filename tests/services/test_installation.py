"""The first start, opening again, and what a session knows of who sits there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.builders.offices import COMMUNE, NGOC_BAN, PASSPHRASE, Offices, add_person
from tests.fakes.clocks import StoppedClock
from vanhoa_desktop.db.unit_of_work import Ports
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.changes import Changes
from vanhoa_desktop.services.office.installation import (
    CreatedInstallation,
    NewInstallation,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.system_ports import SystemRandomness
from vanhoa_desktop.services.setup.units import UnitService

VILLAGE = NewInstallation(UnitKind.VILLAGE, NGOC_BAN, "Nguyễn Văn Thử")


def refusal(act: Callable[[], object]) -> VanHoaError:
    with pytest.raises(VanHoaError) as caught:
        act()
    return caught.value


def create(
    folder: Path, wish: NewInstallation = VILLAGE, passphrase: str = PASSPHRASE
) -> CreatedInstallation:
    return create_installation(InstallationPaths(folder), wish, passphrase)


# --- the first start ---


def test_a_commune_is_complete_at_once(tmp_path: Path) -> None:
    made = create(tmp_path / "xã", NewInstallation(UnitKind.COMMUNE, f"  {COMMUNE} ", ""))
    with open_session(InstallationPaths(tmp_path / "xã"), PASSPHRASE, writing=True) as session:
        identity = session.identity
        assert (identity.unit_id, identity.commune_id) == (made.unit_id, made.unit_id)
        assert (identity.is_commune, identity.is_office, identity.is_enrolled) == (True,) * 3
        assert (identity.unit_name, identity.officer) == (COMMUNE, COMMUNE)
        assert identity.device_id == made.device_id
        assert session.root_key().public
        assert IntegrityService(session).check().is_ok


def test_a_further_device_of_a_commune_founds_nothing(tmp_path: Path) -> None:
    wish = NewInstallation(UnitKind.COMMUNE, COMMUNE, "Lê Thị Hai", is_joining=True)
    assert create(tmp_path / "hai", wish).unit_id is None
    paths = InstallationPaths(tmp_path / "hai")
    assert not paths.root_key.exists()
    with open_session(paths, PASSPHRASE, writing=False) as session:
        assert not session.identity.is_enrolled
        assert refusal(session.require_unit).code is ErrorCode.NOT_ENROLLED
        assert refusal(session.require_office).code is ErrorCode.NOT_ENROLLED


def test_two_installations_share_nothing(tmp_path: Path) -> None:
    first, second = create(tmp_path / "1"), create(tmp_path / "2")
    assert first.device_id != second.device_id
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    ("wish", "passphrase", "code"),
    [
        (NewInstallation(UnitKind.VILLAGE, " ", "Lê Thử"), PASSPHRASE, ErrorCode.VALUE_INVALID),
        (NewInstallation(UnitKind.VILLAGE, "x" * 201, ""), PASSPHRASE, ErrorCode.VALUE_INVALID),
        (NewInstallation(UnitKind.VILLAGE, "A", "x" * 201), PASSPHRASE, ErrorCode.VALUE_INVALID),
        (VILLAGE, "abc", ErrorCode.PASSPHRASE_TOO_SHORT),
        (VILLAGE, "", ErrorCode.PASSPHRASE_TOO_SHORT),
        (VILLAGE, "demo", ErrorCode.PASSPHRASE_TOO_SHORT),
        (VILLAGE, "Mật khẩu 123", ErrorCode.PASSPHRASE_COMMON),
    ],
)
def test_a_first_start_that_cannot_be_leaves_nothing(
    tmp_path: Path, wish: NewInstallation, passphrase: str, code: ErrorCode
) -> None:
    folder = tmp_path / "mới"
    assert refusal(lambda: create(folder, wish, passphrase)).code is code
    assert not folder.exists()


def test_a_second_first_start_is_refused_and_the_first_stays(tmp_path: Path) -> None:
    made = create(tmp_path)
    assert refusal(lambda: create(tmp_path)).code is ErrorCode.STORE_EXISTS
    with open_session(InstallationPaths(tmp_path), PASSPHRASE, writing=True) as session:
        assert session.identity.device_id == made.device_id


def test_nothing_readable_lies_on_the_disk(tmp_path: Path) -> None:
    create(tmp_path)
    paths = InstallationPaths(tmp_path)
    with open_session(paths, PASSPHRASE, writing=True) as session:
        assert repr(session.secrets.signing_key) not in repr(session)
        assert PASSPHRASE not in repr(session)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            for words in (NGOC_BAN, "Nguyễn Văn Thử", PASSPHRASE, "SQLite format 3"):
                assert words.encode() not in held or file == paths.keys, file


# --- opening again ---


def test_only_the_passphrase_opens(offices: Offices) -> None:
    paths = offices.villages[0].paths
    for wrong in ("", "sai", PASSPHRASE.upper(), f"{PASSPHRASE} "):
        code = refusal(partial(open_session, paths, wrong, writing=False)).code
        assert code is ErrorCode.PASSPHRASE_WRONG


def test_a_folder_without_keys_or_store_is_told(offices: Offices, tmp_path: Path) -> None:
    nowhere = InstallationPaths(tmp_path / "trống")
    code = refusal(lambda: open_session(nowhere, PASSPHRASE, writing=False)).code
    assert code is ErrorCode.STORE_MISSING
    paths = offices.villages[0].paths
    paths.store.unlink()
    for beside in paths.root.glob(paths.store.name + "-*"):
        beside.unlink()
    code = refusal(lambda: open_session(paths, PASSPHRASE, writing=True)).code
    assert code is ErrorCode.STORE_INCOMPLETE


def test_one_writes_and_others_read(offices: Offices) -> None:
    village = offices.villages[0]
    with village.open() as session:
        assert refusal(village.open).code is ErrorCode.STORE_IN_USE
        with village.open(writing=False) as reader:
            add_person(session, "Lê Thị Mẫu")
            with reader.database.reading() as reading:
                assert reading.people.count() == 1
            assert refusal(lambda: add_person(reader, "Ai")).code is ErrorCode.STORE_IN_USE
    with village.open() as session:
        add_person(session, "Mai Văn Mẫu")


def test_a_failed_opening_gives_the_lock_back(offices: Offices) -> None:
    paths = offices.villages[0].paths
    kept = paths.store.read_bytes()
    for beside in paths.root.glob(paths.store.name + "-*"):
        beside.unlink()
    paths.store.write_bytes(b"\0" * len(kept))
    code = refusal(lambda: open_session(paths, PASSPHRASE, writing=True)).code
    assert code is ErrorCode.STORE_DAMAGED
    paths.store.write_bytes(kept)
    open_session(paths, PASSPHRASE, writing=True).close()


# --- the session ---


def test_roles_are_what_the_trust_says(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        assert session.require_unit()
        for ask in (session.require_commune, session.require_office, session.root_key):
            assert refusal(ask).code is ErrorCode.ROLE_NOT_ALLOWED
    with offices.commune.open() as session:
        session.require_office()


def test_listeners_hear_what_was_committed_and_only_that(offices: Offices) -> None:
    with offices.villages[0].open() as session:
        heard: list[Changes] = []
        session.listeners.append(heard.append)
        person = add_person(session, "Lê Thị Mẫu")
        with session.work() as work:
            work.put("person", person.id, {"phone": "1"})
        assert [person.id in changes.records for changes in heard] == [True]


def test_a_stopped_clock_stops_no_work(offices: Offices) -> None:
    ports = Ports(StoppedClock(), SystemRandomness())
    paths = offices.commune.paths
    with open_session(paths, PASSPHRASE, writing=True, ports=ports) as session:
        assert (session.now(), session.today()) == ("1970-01-01T00:00:07Z", "1970-01-01")
        ids = [session.new_record_id() for _ in range(100)]
        assert len(set(ids)) == 100
        UnitService(session).add("Thôn Mới", UnitKind.VILLAGE)
        assert IntegrityService(session).check().is_ok

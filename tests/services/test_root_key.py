"""The commune's root key has a passphrase of its own: the daily one signs nobody in."""

from pathlib import Path

import pytest

from tests.builders.offices import CAM_BAO, PASSPHRASE, Office, Offices, found_offices
from tests.fakes.scrypt import RememberedScrypt
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.device_ending import DeviceEndingService, RevocationWish
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.rotation import renew_office_keys
from vanhoa_desktop.services.office.installation import (
    NewInstallation,
    change_passphrase,
    create_installation,
    open_session,
)
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.safekeeping.backups import BackupService
from vanhoa_desktop.services.safekeeping.office_rebuilding import RebuildWish, rebuild_office
from vanhoa_desktop.services.safekeeping.recovery import RecoveryService
from vanhoa_desktop.services.safekeeping.root_key import RootKeyService
from vanhoa_desktop.trust.keyring import open_root_secrets

OWN = "núi sông biển trời"


@pytest.fixture(autouse=True)
def quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key is derived once: nine tenths of opening are scrypt, on purpose."""
    monkeypatch.setattr("vanhoa_desktop.trust.sealed_file.Scrypt", RememberedScrypt)


@pytest.fixture
def protected(offices: Offices) -> Office:
    """An office whose root key has its own passphrase."""
    with offices.commune.open() as session:
        RootKeyService(session).protect(PASSPHRASE, OWN)
    return offices.commune


def code_of(error: pytest.ExceptionInfo[VanHoaError]) -> ErrorCode:
    return error.value.code


def a_request(tmp_path: Path) -> tuple[Path, str]:
    """A further laptop of a village asks."""
    paths = InstallationPaths(tmp_path / "new")
    made = create_installation(
        paths, NewInstallation(UnitKind.VILLAGE, CAM_BAO, "Lê Văn Thử"), PASSPHRASE
    )
    with open_session(paths, PASSPHRASE, writing=True) as session:
        EnrolmentService(session).request(tmp_path / "xin.vhr")
    return tmp_path / "xin.vhr", made.fingerprint


def approve(session: Session, asked: tuple[Path, str], output: Path) -> None:
    request, fingerprint = asked
    EnrolmentService(session).approve(request, output, unit_text=CAM_BAO, fingerprint=fingerprint)


def revoke(session: Session) -> None:
    village = EnrolmentService(session).devices()[1].device_id
    DeviceEndingService(session).revoke(RevocationWish(village, "mất"))


def test_whoever_knows_the_daily_passphrase_alone_adds_and_ends_no_device(
    protected: Office, tmp_path: Path
) -> None:
    asked = a_request(tmp_path)
    output = tmp_path / "moi.vhi"
    with protected.open() as session:
        before = [device.device_id for device in EnrolmentService(session).devices()]
        for act in (
            lambda: approve(session, asked, output),
            lambda: revoke(session),
            lambda: renew_office_keys(session),
            lambda: RecoveryService(session).create(tmp_path / "xa.vhp"),
        ):
            with pytest.raises(VanHoaError) as refused:
                act()
            assert code_of(refused) is ErrorCode.ROOT_PASSPHRASE_REQUIRED
        assert [device.device_id for device in EnrolmentService(session).devices()] == before
    assert not output.exists()
    assert not (tmp_path / "xa.vhp").exists()
    with pytest.raises(VanHoaError):
        open_root_secrets(protected.paths.root_key, PASSPHRASE)


def test_given_once_it_serves_until_the_store_is_closed(protected: Office, tmp_path: Path) -> None:
    asked = a_request(tmp_path)
    with protected.open() as session:
        service = RootKeyService(session)
        assert service.has_own_passphrase()
        with pytest.raises(VanHoaError) as refused:
            service.unlock(PASSPHRASE)
        assert code_of(refused) is ErrorCode.ROOT_PASSPHRASE_WRONG
        service.unlock(OWN)
        approve(session, asked, tmp_path / "moi.vhi")
        revoke(session)
        RecoveryService(session).create(tmp_path / "xa.vhp")
        renew_office_keys(session)
    with protected.open() as session, pytest.raises(VanHoaError) as closed:
        session.root_key()
    assert code_of(closed) is ErrorCode.ROOT_PASSPHRASE_REQUIRED


def test_at_a_terminal_it_is_asked_for_when_it_is_needed(protected: Office) -> None:
    asked: list[str] = []

    def ask(answer: str) -> str:
        asked.append(answer)
        return answer

    with protected.open() as session:
        session.ask_root = lambda: ask("không phải")
        with pytest.raises(VanHoaError) as refused:
            session.root_key()
        assert code_of(refused) is ErrorCode.ROOT_PASSPHRASE_WRONG
        session.root_passphrase = ""
        session.ask_root = lambda: ask(OWN)
        assert session.root_key() == session.root_key()
    assert asked == ["không phải", OWN]


@pytest.mark.parametrize(
    ("known", "new", "code"),
    [
        ("không phải", OWN, ErrorCode.ROOT_PASSPHRASE_WRONG),
        (PASSPHRASE, "ngắn", ErrorCode.PASSPHRASE_TOO_SHORT),
        (PASSPHRASE, "88888888", ErrorCode.PASSPHRASE_COMMON),
        (PASSPHRASE, PASSPHRASE, ErrorCode.PASSPHRASE_SAME),
    ],
)
def test_a_passphrase_that_is_none_of_its_own_is_refused(
    offices: Offices, known: str, new: str, code: ErrorCode
) -> None:
    with offices.commune.open() as session:
        before = session.paths.root_key.read_bytes()
        with pytest.raises(VanHoaError) as refused:
            RootKeyService(session).protect(known, new)
        assert code_of(refused) is code
        assert session.paths.root_key.read_bytes() == before
        assert not RootKeyService(session).has_own_passphrase()


def test_it_stays_when_the_daily_one_is_changed_and_can_be_changed_itself(
    protected: Office,
) -> None:
    change_passphrase(protected.paths, PASSPHRASE, "cái nón lá cọ")
    with open_session(protected.paths, "cái nón lá cọ", writing=True) as session:
        service = RootKeyService(session)
        with pytest.raises(VanHoaError) as refused:
            service.protect(OWN, OWN)
        assert code_of(refused) is ErrorCode.PASSPHRASE_SAME
        service.protect(OWN, "trâu cá bè tre")
        service.unlock("trâu cá bè tre")
        assert session.root_key() == session.root_key()


def test_forgotten_it_is_set_anew_by_the_recovery_file_and_its_code(
    protected: Office, tmp_path: Path
) -> None:
    with protected.open() as session:
        root = _unlocked(session)
        made = RecoveryService(session).create(tmp_path / "xa.vhp")
    with protected.open() as session:
        service = RootKeyService(session)
        with pytest.raises(VanHoaError) as refused:
            service.reset(tmp_path / "xa.vhp", "1" * 42, "trâu cá bè tre")
        assert code_of(refused) is ErrorCode.RECOVERY_CODE_WRONG
        service.reset(tmp_path / "xa.vhp", made.code, "trâu cá bè tre")
        service.unlock("trâu cá bè tre")
        assert session.root_key() == root


def _unlocked(session: Session) -> object:
    RootKeyService(session).unlock(OWN)
    return session.root_key()


def test_the_recovery_file_of_another_commune_sets_nothing(
    protected: Office, tmp_path: Path
) -> None:
    others = found_offices(tmp_path / "others", ())
    with others.commune.open() as session:
        made = RecoveryService(session).create(tmp_path / "khac.vhp")
    with protected.open() as session:
        before = session.paths.root_key.read_bytes()
        with pytest.raises(VanHoaError) as refused:
            RootKeyService(session).reset(tmp_path / "khac.vhp", made.code, "trâu cá bè tre")
        assert code_of(refused) is ErrorCode.RECOVERY_FILE_INVALID
        assert session.paths.root_key.read_bytes() == before


def test_a_burnt_office_is_rebuilt_as_before(protected: Office, tmp_path: Path) -> None:
    with protected.open() as session:
        _unlocked(session)
        made = RecoveryService(session).create(tmp_path / "xa.vhp")
        BackupService(session).create(tmp_path / "xa.vhs")
    paths = InstallationPaths(tmp_path / "rebuilt")
    wish = RebuildWish(tmp_path / "xa.vhp", made.code, tmp_path / "xa.vhs")
    rebuild_office(paths, wish, "cái nón lá cọ")
    with open_session(paths, "cái nón lá cọ", writing=True) as session:
        assert not RootKeyService(session).has_own_passphrase()


def test_a_village_has_no_root_key(offices: Offices) -> None:
    with offices.villages[0].open() as session, pytest.raises(VanHoaError) as refused:
        RootKeyService(session).protect(PASSPHRASE, OWN)
    assert code_of(refused) is ErrorCode.ROLE_NOT_ALLOWED

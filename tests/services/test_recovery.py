"""Recovery files, rebuilt offices, forgotten passphrases: what opens, and what is lost."""

import base64
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.builders.devices import (
    device_of,
    names_at,
    refusals,
    retire,
    revoke,
    seen_by,
    write_person,
)
from tests.builders.offices import CAM_BAO, NGOC_BAN, PASSPHRASE, Office, Offices
from tests.services.test_backups import back_up
from vanhoa_desktop.domain.enums import DeviceStatus
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.passphrase_resets import (
    PassphraseResetService,
    accept_reset,
    request_reset,
)
from vanhoa_desktop.services.devices.seen_devices import EnrolledDevice
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.office.lookup import find_unit
from vanhoa_desktop.services.safekeeping.office_rebuilding import (
    RebuildWish,
    RebuiltOffice,
    rebuild_office,
)
from vanhoa_desktop.services.safekeeping.recovery import RecoveryMade, RecoveryService
from vanhoa_desktop.services.safekeeping.recovery_status import (
    RecoveryStatus,
    RecoveryStatusService,
)
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.trust.recovery_code import code_text, read_code

EARLY, LATER = "Đinh Thị Sớm", "Hà Thị Muộn"
NEW_PASSPHRASE = "mật khẩu khác hẳn"


def code_of(act: Callable[[], object]) -> ErrorCode:
    """The code with which an act is refused."""
    with pytest.raises(VanHoaError) as refused:
        act()
    return refused.value.code


def make_recovery(commune: Office, output: Path) -> RecoveryMade:
    """A recovery file of a commune."""
    with commune.open() as session:
        return RecoveryService(session).create(output)


def rebuild(folder: Path, made: RecoveryMade, backup: Path | None) -> tuple[Office, RebuiltOffice]:
    """The commune on a new computer."""
    paths = InstallationPaths(folder)
    rebuilt = rebuild_office(paths, RebuildWish(made.path, made.code, backup), PASSPHRASE)
    return Office(paths, "Xã Vạn Hòa"), rebuilt


def status_of(commune: Office) -> RecoveryStatus:
    """Where the rebuilding of a commune stands."""
    with commune.open(writing=False) as session:
        return RecoveryStatusService(session).status()


def tell(commune: Office, village: Office, folder: Path) -> None:
    """The commune's file goes down to a village, and is merged."""
    number = len(list(folder.glob("*.vhb")))
    file = commune.export(folder / f"down{number}.vhb", village.name)
    assert refusals(village.merge(file)) == []


def hear(commune: Office, village: Office, folder: Path) -> None:
    """A village's file goes up to the commune, and is merged."""
    number = len(list(folder.glob("*.vhb")))
    assert refusals(commune.merge(village.export(folder / f"up{number}.vhb"))) == []


def test_the_code_of_a_recovery_sheet_tells_a_slip_from_another_code() -> None:
    raw = bytes(range(16))
    text = code_text(raw)
    assert read_code(text.replace(" ", "-")) == raw
    digits = text.replace(" ", "")
    for place in range(len(digits)):
        slipped = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
        assert code_of(partial(read_code, slipped)) is ErrorCode.RECOVERY_CODE_WRONG
    for typed in ("", "12", "x" * 42, "٤" * 42, "9" * 42):
        assert code_of(partial(read_code, typed)) is ErrorCode.RECOVERY_CODE_WRONG


def test_a_recovery_file_opens_with_its_own_code_alone(offices: Offices, tmp_path: Path) -> None:
    first = make_recovery(offices.commune, tmp_path / "1.vhk")
    second = make_recovery(offices.commune, tmp_path / "2.vhk")
    new = InstallationPaths(tmp_path / "new")
    wrong = RebuildWish(first.path, second.code)
    assert code_of(lambda: rebuild_office(new, wrong, PASSPHRASE)) is (
        ErrorCode.RECOVERY_CODE_WRONG
    )
    altered = tmp_path / "altered.vhk"
    altered.write_bytes(b"{}")
    assert (
        code_of(lambda: rebuild_office(new, RebuildWish(altered, first.code), PASSPHRASE))
        is ErrorCode.RECOVERY_FILE_INVALID
    )
    assert not new.store.exists()
    used = offices.commune.paths
    assert (
        code_of(lambda: rebuild_office(used, RebuildWish(first.path, first.code), PASSPHRASE))
        is ErrorCode.STORE_EXISTS
    )


def test_only_the_office_makes_recovery_files(offices: Offices, tmp_path: Path) -> None:
    made = tmp_path / "1.vhk"
    assert code_of(lambda: make_recovery(offices.villages[0], made)) is ErrorCode.ROLE_NOT_ALLOWED


def test_a_backup_of_before_the_recovery_file_needs_its_old_passphrase(
    offices: Offices, tmp_path: Path
) -> None:
    backup = back_up(offices.commune)
    made = make_recovery(offices.commune, tmp_path / "1.vhk")
    assert code_of(lambda: rebuild(tmp_path / "new", made, backup)) is (
        ErrorCode.RECOVERY_SLOT_MISSING
    )
    assert not (tmp_path / "new" / "store.db").exists()


def test_a_backup_of_a_village_does_not_make_an_office(offices: Offices, tmp_path: Path) -> None:
    made = make_recovery(offices.commune, tmp_path / "1.vhk")
    village = offices.villages[0]
    tell(offices.commune, village, tmp_path)
    backup = back_up(village)
    assert code_of(lambda: rebuild(tmp_path / "new", made, backup)) is ErrorCode.BACKUP_INVALID


def test_without_any_backup_everything_comes_from_the_villages(
    offices: Offices, tmp_path: Path
) -> None:
    old, (first, second) = offices.commune, offices.villages
    made = make_recovery(old, tmp_path / "1.vhk")
    write_person(first, EARLY)
    hear(old, first, tmp_path)
    tell(old, first, tmp_path)
    tell(old, second, tmp_path)
    new, rebuilt = rebuild(tmp_path / "new", made, None)
    assert rebuilt.changes == 0
    for village in (first, second):
        with village.open(writing=False) as session:
            unit = session.require_unit()
        down = new.export(tmp_path / f"{village.paths.root.name}.vhb", unit)
        assert refusals(village.merge(down)) == []
        hear(new, village, tmp_path)
    assert names_at(new) == [EARLY]
    assert {device.unit_name for device in _devices(new)} >= {NGOC_BAN, CAM_BAO}
    assert status_of(new).waiting == ()


def _devices(office: Office) -> list[EnrolledDevice]:
    with office.open(writing=False) as session:
        return EnrolmentService(session).devices()


def write_for(commune: Office, name: str, unit_name: str) -> str:
    """The commune enters a person on behalf of a unit; the record's id."""
    with commune.open() as session:
        with session.database.reading() as reading:
            unit = find_unit(reading, unit_name).id
        record = session.new_record_id()
        birth = {"precision": "year", "text": "1961"}
        with session.work() as work:
            work.put("person", record, control(unit) | {"full_name": name, "birth": birth})
            work.commit()
    return record


def test_what_no_device_holds_is_listed_as_lost(offices: Offices, tmp_path: Path) -> None:
    old, (first, second) = offices.commune, offices.villages
    made = make_recovery(old, tmp_path / "1.vhk")
    for village in (first, second):
        tell(old, village, tmp_path)
    backup = back_up(old)
    lost = write_for(old, EARLY, CAM_BAO)
    with old.open(writing=False) as session:
        chain = session.identity.chain
    write_for(old, LATER, NGOC_BAN)
    tell(old, first, tmp_path)
    new, _ = rebuild(tmp_path / "new", made, backup)
    assert {item.unit_name for item in status_of(new).waiting} == {NGOC_BAN, CAM_BAO}
    for village in (first, second):
        tell(new, village, tmp_path)
        hear(new, village, tmp_path)
    assert names_at(new) == [LATER]
    (gone,) = status_of(new).lost
    assert (gone.chain, gone.missing) == (chain, 1)
    with new.open(writing=False) as session, session.database.reading() as reading:
        assert lost not in reading.journal.all_records()


def test_villages_answer_until_the_new_office_has_heard_and_then_no_more(
    offices: Offices, tmp_path: Path
) -> None:
    old, village = offices.commune, offices.villages[0]
    made = make_recovery(old, tmp_path / "1.vhk")
    tell(old, village, tmp_path)
    write_person(village, EARLY)
    new, _ = rebuild(tmp_path / "new", made, back_up(old))
    tell(new, village, tmp_path)
    lost_on_its_way = village.export(tmp_path / "lost.vhb")
    assert lost_on_its_way.exists()
    hear(new, village, tmp_path)
    assert names_at(new) == [EARLY]
    tell(new, village, tmp_path)
    write_person(village, LATER)
    with village.open() as session:
        report = ExportService(session).export(ExportWish(tmp_path / "next.vhb"))
    assert report.changes == 1


def test_the_burnt_office_is_no_office_any_more_should_it_turn_up(
    offices: Offices, tmp_path: Path
) -> None:
    old, village = offices.commune, offices.villages[0]
    made = make_recovery(old, tmp_path / "1.vhk")
    tell(old, village, tmp_path)
    new, _ = rebuild(tmp_path / "new", made, back_up(old))
    tell(new, village, tmp_path)
    from_the_old = old.export(tmp_path / "ghost.vhb", village.name)
    assert refusals(village.merge(from_the_old)) == [ErrorCode.BUNDLE_OUT_OF_SCOPE]
    former = device_of(old).device_id
    for answering in offices.villages:
        assert code_of(lambda: retire(new, former)) is ErrorCode.ANSWERS_AWAITED
        tell(new, answering, tmp_path)
        assert refusals(new.merge(answering.export(tmp_path / f"{answering.name}.vhb"))) == []
    retire(new, former)
    tell(new, village, tmp_path)
    assert seen_by(village, former).status is DeviceStatus.REVOKED
    assert refusals(village.merge(from_the_old)) == [ErrorCode.BUNDLE_REVOKED_SENDER]


def test_a_restored_office_has_no_root_key_until_it_comes_from_the_recovery_file(
    offices: Offices, tmp_path: Path
) -> None:
    made = make_recovery(offices.commune, tmp_path / "1.vhk")
    backup = back_up(offices.commune)
    elsewhere = Office(InstallationPaths(tmp_path / "else"), "Xã Vạn Hòa")
    restore_backup(elsewhere.paths, backup, PASSPHRASE)
    village = device_of(offices.villages[0]).device_id
    assert code_of(lambda: revoke(elsewhere, village)) is ErrorCode.ROOT_KEY_MISSING
    assert rebuild(elsewhere.paths.root, made, None)[1].device_id == device_of(elsewhere).device_id
    assert revoke(elsewhere, village).device.status is DeviceStatus.REVOKED
    of_village = offices.villages[1].paths.root
    assert code_of(lambda: rebuild(of_village, made, None)) is ErrorCode.STORE_EXISTS


# --- forgotten passphrases ---------------------------------------------------------------------


def ask(village: Office, output: Path) -> str:
    """A village that forgot its passphrase asks; the fingerprint to be read out."""
    return request_reset(village.paths, output, NEW_PASSPHRASE).fingerprint


def answer(commune: Office, request: Path, output: Path, fingerprint: str) -> None:
    """The commune answers."""
    with commune.open() as session:
        PassphraseResetService(session).answer(request, output, fingerprint=fingerprint)


def test_a_forgotten_passphrase_is_replaced_through_the_commune(
    offices: Offices, tmp_path: Path
) -> None:
    commune, village = offices.commune, offices.villages[0]
    write_person(village, EARLY)
    make_recovery(commune, tmp_path / "1.vhk")
    tell(commune, village, tmp_path)
    asked, answered = tmp_path / "a.vhq", tmp_path / "a.vha"
    heard = ask(village, asked)
    assert code_of(lambda: answer(commune, asked, answered, "1" * 24)) is (
        ErrorCode.FINGERPRINT_MISMATCH
    )
    answer(commune, asked, answered, heard)
    assert code_of(lambda: accept_reset(village.paths, answered, "mật khẩu thứ ba")) is (
        ErrorCode.PASSPHRASE_WRONG
    )
    accept_reset(village.paths, answered, NEW_PASSPHRASE)
    with open_session(village.paths, NEW_PASSPHRASE, writing=True) as session:
        assert session.identity.unit_name == village.name
    assert code_of(lambda: open_session(village.paths, PASSPHRASE, writing=False)) is (
        ErrorCode.PASSPHRASE_WRONG
    )
    assert code_of(lambda: accept_reset(village.paths, answered, NEW_PASSPHRASE)) is (
        ErrorCode.RESET_NOT_ASKED
    )


def test_the_answer_serves_the_latest_request_of_that_laptop_alone(
    offices: Offices, tmp_path: Path
) -> None:
    commune, (first, second) = offices.commune, offices.villages
    make_recovery(commune, tmp_path / "1.vhk")
    for village in (first, second):
        tell(commune, village, tmp_path)
    asked, answered = tmp_path / "a.vhq", tmp_path / "a.vha"
    answer(commune, asked, answered, ask(first, asked))
    ask(second, tmp_path / "b.vhq")
    invalid = ErrorCode.RESET_ANSWER_INVALID
    assert code_of(lambda: accept_reset(second.paths, answered, NEW_PASSPHRASE)) is invalid
    ask(first, asked)
    assert code_of(lambda: accept_reset(first.paths, answered, NEW_PASSPHRASE)) is invalid
    with first.open() as session:
        assert session.identity.is_enrolled


def test_a_request_of_an_ended_device_is_not_answered(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    asked, answered = tmp_path / "a.vhq", tmp_path / "a.vha"
    assert code_of(lambda: ask(village, asked)) is ErrorCode.RECOVERY_SLOT_MISSING
    make_recovery(commune, tmp_path / "1.vhk")
    tell(commune, village, tmp_path)
    heard = ask(village, asked)
    revoke(commune, device_of(village).device_id)
    assert code_of(lambda: answer(commune, asked, answered, heard)) is ErrorCode.DEVICE_ENDED
    asked.write_bytes(b"{}")
    assert code_of(lambda: answer(commune, asked, answered, heard)) is (
        ErrorCode.RESET_REQUEST_INVALID
    )


def test_without_a_recovery_key_no_passphrase_is_reset(offices: Offices, tmp_path: Path) -> None:
    other = offices.copy(tmp_path / "other")
    make_recovery(other.commune, tmp_path / "1.vhk")
    tell(other.commune, other.villages[0], tmp_path)
    asked = tmp_path / "a.vhq"
    heard = ask(other.villages[0], asked)
    assert (
        code_of(lambda: answer(offices.commune, asked, tmp_path / "a.vha", heard))
        is ErrorCode.RECOVERY_MISSING
    )


def test_no_secret_stands_plain_in_any_file(offices: Offices, tmp_path: Path) -> None:
    commune, village = offices.commune, offices.villages[0]
    made = make_recovery(commune, tmp_path / "1.vhk")
    tell(commune, village, tmp_path)
    back_up(commune)
    asked, answered = tmp_path / "a.vhq", tmp_path / "a.vha"
    answer(commune, asked, answered, ask(village, asked))
    with commune.open() as session, village.open() as other:
        root = session.root_secrets()
        secrets = [
            root.root.seed,
            (root.recovery_identity or "").encode(),
            read_code(made.code),
            made.code.encode(),
            made.code.replace(" ", "").encode(),
            PASSPHRASE.encode(),
            NEW_PASSPHRASE.encode(),
            b"AGE-SECRET-KEY-",
        ]
        for opened in (session, other):
            secrets += [opened.secrets.store_key, opened.secrets.signing_key.seed]
    forms = [form for secret in secrets for form in _forms(secret)]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    found = [(p.name, f[:8]) for p in files for f in forms if f in p.read_bytes()]
    assert len(files) > 10
    assert found == []


def _forms(secret: bytes) -> list[bytes]:
    return [secret, secret.hex().encode(), base64.b64encode(secret)]

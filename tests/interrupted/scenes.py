"""What is done when the power goes: each scene is one command on a fresh copy of an office."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from pypdf import PdfReader

from tests.builders.offices import PASSPHRASE, YEAR
from tests.interrupted.victims import NEW_PASSPHRASE, Look, look_at
from vanhoa_desktop.db.authority import ROOT_SETTING
from vanhoa_desktop.db.backup_archive import extract_backup
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.office.installation import open_session
from vanhoa_desktop.services.post.preview import PreviewService
from vanhoa_desktop.trust.enrolment import read_request
from vanhoa_desktop.trust.envelope import open_sealed
from vanhoa_desktop.trust.hand_over import read_hand_over

GIVEN = ("An", "Bình", "Cúc", "Dũng", "Giang", "Hà", "Khanh", "Lan", "Minh", "Nga", "Oanh", "Phú")
PEOPLE = len(GIVEN)
OUTPUT = "saved"
TEMPORARY = ".luu-"


@dataclass(frozen=True)
class Stage:
    """Prepared offices and files, never touched: every round works on copies."""

    commune: Path
    village: Path
    up: Path
    down: Path
    roster: Path
    points: Path
    renewing: Path
    invite: Path
    fingerprint: str
    copy: Path
    giver: Path
    taker: Path
    taking: str
    given: Path
    sent: Path
    received: Path
    appraised: Path
    decided: Path
    device: str
    asking: Path
    request: Path
    asked: str
    paper: Path


class Round(NamedTuple):
    """One copy of the office that a scene works on, and the folder for what it saves."""

    stage: Stage
    folder: Path
    out: Path


class Scene(NamedTuple):
    """A command. `office` is whose folder is copied, None for an empty one.

    `whole` raises if a saved file is not whole. `resumes`: cut short it may stand in the middle,
    and the same command, given again, goes on from there.
    """

    name: str
    office: Callable[[Stage], Path] | None
    words: Callable[[Round], Sequence[str]]
    whole: Callable[[Round, Path], object] | None = None
    resumes: bool = False

    def begin(self, stage: Stage, arena: Path, number: int) -> Round:
        """A fresh round."""
        round_ = Round(stage, arena / f"{number}", arena / f"{number}-{OUTPUT}")
        round_.out.mkdir()
        if self.office is not None:
            shutil.copytree(self.office(stage), round_.folder)
        return round_

    def arguments(self, round_: Round) -> list[str]:
        """The words of the command."""
        return ["--data", str(round_.folder), *self.words(round_)]

    def look(self, round_: Round) -> Look:
        """The office, and what it saved: whole under its name, or not there."""
        for saved in round_.out.iterdir():
            if not saved.name.startswith(TEMPORARY):
                assert self.whole is not None, saved
                self.whole(round_, saved)
        return look_at(round_.folder)

    def saved(self, round_: Round) -> list[Path]:
        """What it saved: for others, or as a backup."""
        return [*round_.out.iterdir(), *InstallationPaths(round_.folder).backups.glob("*")]

    def end(self, round_: Round) -> None:
        """Clear the round away."""
        for folder in (round_.folder, round_.out):
            shutil.rmtree(folder, ignore_errors=True)


def _opens_at(office: Callable[[Stage], Path]) -> Callable[[Round, Path], object]:
    def whole(round_: Round, saved: Path) -> object:
        paths = InstallationPaths(office(round_.stage))
        with open_session(paths, PASSPHRASE, writing=False) as session:
            return PreviewService(session).inspect(saved)

    return whole


def _unpacks(round_: Round, saved: Path) -> object:
    folder = round_.out / f"{TEMPORARY}unpacked"
    folder.mkdir(exist_ok=True)
    return extract_backup(saved, folder)


def _is_a_table(round_: Round, saved: Path) -> object:
    del round_
    return load_workbook(saved)


def _is_a_hand_over(round_: Round, saved: Path) -> object:
    """The file makes the other computer the office."""
    with (
        open_session(InstallationPaths(round_.stage.taker), PASSPHRASE, writing=False) as session,
        session.database.reading() as reading,
    ):
        root = bytes.fromhex(reading.local.settings()[ROOT_SETTING])
        device = session.identity.device_id
        return read_hand_over(
            saved.read_bytes(), session.secrets.identities, device=device, root=root
        )


def _is_a_paper(round_: Round, saved: Path) -> object:
    del round_
    return PdfReader(saved, strict=True).pages[0]


def _is_an_invite(round_: Round, saved: Path) -> object:
    paths = InstallationPaths(round_.stage.asking)
    with open_session(paths, PASSPHRASE, writing=False) as session:
        return open_sealed(saved.read_bytes(), session.secrets.identities)


def _is_the_request(round_: Round, saved: Path) -> None:
    """It asks for the very chain that is written to: the commune binds that by approving."""
    with open_session(InstallationPaths(round_.folder), PASSPHRASE, writing=False) as session:
        asked = read_request(saved.read_bytes())
        assert (asked.device, asked.chain) == (session.identity.device_id, session.identity.chain)


def _asks_for_new_keys(round_: Round, saved: Path) -> None:
    del round_
    assert read_request(saved.read_bytes()).role is UnitKind.VILLAGE


def _commune(stage: Stage) -> Path:
    return stage.commune


def _village(stage: Stage) -> Path:
    return stage.village


def _init(role: str, unit: str) -> Callable[[Round], Sequence[str]]:
    return lambda _: ["init", "--role", role, "--unit", unit]


def _import_points(round_: Round) -> Sequence[str]:
    return ["assess", "import", str(round_.stage.points), "--cycle", str(YEAR), "--by", "village"]


def _change_passphrase(round_: Round) -> Sequence[str]:
    # Beside what is saved: it is no file of the office.
    file = round_.out.with_suffix(".txt")
    file.write_text(NEW_PASSPHRASE, encoding="utf-8")
    return ["passphrase", "change", "--new-passphrase-file", str(file)]


def _approve(round_: Round) -> Sequence[str]:
    stage, invite = round_.stage, round_.out / "moi.vhi"
    words = ["device", "approve", str(stage.request), "--unit", UNIT]
    return [*words, "--fingerprint", stage.asked, "-o", str(invite)]


def _attach(round_: Round) -> Sequence[str]:
    return ["evidence", "add", str(round_.stage.paper), "--person", "Đỗ Thị An", *ON]


ON = ("--cycle", str(YEAR))
UNIT, JUDGED = "Thôn Ngọc Bản", "Vũ Thị Quyên"
_ISSUED = ("--decision", "1/QĐ-UBND", "--date", f"{YEAR}-12-05")
_POINTS = ["assess", "set", "Đỗ Thị An", "--cycle", str(YEAR), "--by", "village", "CS1=8"]

SCENES = (
    Scene("first start of a commune", None, _init("commune", "Xã Thử")),
    Scene("first start of a village", None, _init("village", "Thôn Thử")),
    Scene("import of a roster", _village, lambda r: ["roster", "import", str(r.stage.roster)]),
    Scene("points of a person", _village, lambda _: _POINTS),
    Scene("import of points", _village, _import_points),
    Scene("merge at the commune", _commune, lambda r: ["bundle", "merge", str(r.stage.up)]),
    Scene("merge at the village", _village, lambda r: ["bundle", "merge", str(r.stage.down)]),
    Scene(
        "export of the village",
        _village,
        lambda r: ["bundle", "export", "-o", str(r.out / "up.vhb")],
        _opens_at(_commune),
    ),
    Scene(
        "export of the commune",
        _commune,
        lambda r: ["bundle", "export", "--to", "Thôn Ngọc Bản", "-o", str(r.out / "down.vhb")],
        _opens_at(_village),
    ),
    Scene(
        "backup",
        _village,
        lambda r: ["backup", "create", "-o", str(r.out / "backup.vhs")],
        _unpacks,
    ),
    Scene("new keys of the office", _commune, lambda _: ["device", "rotate"]),
    Scene(
        "new keys of a village asked for",
        _village,
        lambda r: ["device", "rotate", "-o", str(r.out / "xin.vhr")],
        _asks_for_new_keys,
    ),
    Scene(
        "another request of a laptop that was refused",
        lambda stage: stage.asking,
        lambda r: ["device", "request", "--new", "-o", str(r.out / "xin.vhr")],
        _is_the_request,
    ),
    Scene(
        "new keys of a village with unsent work",
        lambda stage: stage.renewing,
        lambda r: ["device", "accept", str(r.stage.invite), "--fingerprint", r.stage.fingerprint],
        resumes=True,
    ),
    Scene(
        "a list saved as a spreadsheet",
        _village,
        lambda r: ["roster", "export", "-o", str(r.out / "ds.xlsx")],
        _is_a_table,
    ),
    Scene("another passphrase", _commune, _change_passphrase),
    Scene("going back to a backup", _village, lambda r: ["backup", "restore", str(r.stage.copy)]),
    Scene(
        "the office given away",
        lambda stage: stage.giver,
        lambda r: ["device", "hand-over", r.stage.taking, "-o", str(r.out / "given.vhg")],
        _is_a_hand_over,
    ),
    Scene(
        "the office taken over",
        lambda stage: stage.taker,
        lambda r: ["device", "take-over", str(r.stage.given)],
        resumes=True,
    ),
    Scene("sheets sent", lambda stage: stage.sent, lambda _: ["submit", *ON]),
    Scene("an appraisal", lambda stage: stage.received, lambda _: ["appraise", *ON]),
    Scene(
        "an appraisal taken back",
        lambda stage: stage.appraised,
        lambda _: ["appraise", *ON, "--undo"],
    ),
    Scene("a decision", lambda stage: stage.appraised, lambda _: ["recognise", *ON, *_ISSUED]),
    Scene(
        "certificates",
        lambda stage: stage.decided,
        lambda r: ["certificate", "print", *ON, "-o", str(r.out / "giay.pdf")],
        _is_a_paper,
    ),
    Scene("figures frozen", lambda stage: stage.decided, lambda _: ["snapshot", "create", *ON]),
    Scene(
        "a person erased",
        lambda stage: stage.decided,
        lambda _: ["person", "erase", JUDGED, "--reason", "theo đơn"],
    ),
    Scene("evidence attached", _village, _attach),
    Scene("a laptop approved", _commune, _approve, _is_an_invite),
    Scene(
        "a laptop revoked",
        _commune,
        lambda r: ["device", "revoke", r.stage.device, "--reason", "mất máy"],
    ),
)

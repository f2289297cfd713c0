"""What was brought in and what waits, as lines of one list, and what can be done (no Qt)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.services.quarantine import QuarantinedBundle
from vanhoa_desktop.services.undo import ListedAct, UndoReport
from vanhoa_desktop.services.waiting_list import WaitingBundle
from vanhoa_desktop.texts.moments import moment_text
from vanhoa_desktop.texts.numbers import count_text
from vanhoa_desktop.ui.exchange.state import missing_text

NOT_BY_UNIT = "Tệp của xã thì thôn không hoàn tác. Nếu có gì sai, hãy báo xã."


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A line of the list: an act, a file that waits, or one of a device that has ended."""

    what: str
    status: str
    when: str
    changes: str
    story: str
    act: ListedAct | None = None
    waiting: WaitingBundle | None = None
    aside: QuarantinedBundle | None = None

    @property
    def is_reviewable(self) -> bool:
        """Whether what it brings can be taken in for people to look at."""
        return self.aside is not None and self.aside.is_reviewable

    @property
    def review_question(self) -> str:
        """What is asked before a file of an ended device is taken in for review."""
        return f"Đưa {self.what[:1].lower()}{self.what[1:]} lưu lúc {self.when} vào để xem xét?"

    @property
    def is_undone(self) -> bool:
        """Whether it was taken back."""
        return self.act is not None and self.act.is_undone

    @property
    def undo_question(self) -> str:
        """What is asked before it is undone."""
        return f"Hoàn tác {self.what[:1].lower()}{self.what[1:]} nhận lúc {self.when}?"

    @property
    def undo_consequence(self) -> str:
        """What undoing does."""
        return (
            f"{self.changes} thay đổi sẽ thôi không tính, mọi hồ sơ trở lại như trước khi nhận. "
            "Không mất gì: bấm «Làm lại» là có lại đúng như cũ."
        )

    @property
    def redo_question(self) -> str:
        """What is asked before it counts again."""
        return f"Làm lại {self.what[:1].lower()}{self.what[1:]} nhận lúc {self.when}?"

    @property
    def redo_consequence(self) -> str:
        """What redoing does."""
        return (
            f"{self.changes} thay đổi sẽ được tính lại như trước khi hoàn tác. "
            "Bấm «Hoàn tác» thì lại thôi tính."
        )

    @property
    def drop_consequence(self) -> str:
        """What dropping a kept file does."""
        return DROP_CONSEQUENCE if self.aside is None else DROP_ASIDE_CONSEQUENCE

    @property
    def drop_question(self) -> str:
        """What is asked before a kept file is dropped."""
        return f"Bỏ {self.what[:1].lower()}{self.what[1:]} lưu lúc {self.when}?"


DROP_CONSEQUENCE = (
    "Máy này thôi giữ bản chép của tệp. Số liệu ở nơi gửi vẫn còn; cần thì xin nơi gửi lưu lại "
    "và chọn «Gửi lại tất cả»."
)

DROP_ASIDE_CONSEQUENCE = (
    "Máy này thôi giữ bản chép của tệp. Nếu máy gửi đã mất thì số liệu chỉ có trong tệp mất theo."
)
REVIEW_CONSEQUENCE = (
    "Số liệu ghi sau khi máy đó ngừng sử dụng không tự tính: từng chỗ hiện ở «Số liệu chưa khớp» "
    "để ông/bà chọn. Số liệu đang có không đổi."
)


def received_rows(
    acts: Sequence[ListedAct],
    waiting: Sequence[WaitingBundle],
    unit_names: Mapping[str, str],
    aside: Sequence[QuarantinedBundle] = (),
) -> list[ReceivedRow]:
    """Files that wait come first: something is missing there; then acts, the newest first."""
    return [
        *(_waiting_row(bundle) for bundle in waiting),
        *(_aside_row(bundle) for bundle in aside),
        *(_act_row(act, unit_names.get(act.unit, "")) for act in acts),
    ]


def _act_row(act: ListedAct, unit_name: str) -> ReceivedRow:
    what = f"Tệp của {unit_name}" if unit_name else "Tệp"
    if act.kind is ActKind.IMPORT:
        what = "Bảng tính"
    when = moment_text(act.at)
    named = f" ({act.label})" if act.label else ""
    by = f", {act.officer} nhận" if act.officer else ", nhận"
    return ReceivedRow(
        what=what,
        status="○ Đã hoàn tác" if act.is_undone else "✔ Đang tính",
        when=when,
        changes=count_text(act.changes),
        story=f"{what}{named}{by} lúc {when}.",
        act=act,
    )


def _waiting_row(bundle: WaitingBundle) -> ReceivedRow:
    what = f"Tệp của {bundle.unit_name}" if bundle.unit_name else f"Tệp {bundle.path.name}"
    when = moment_text(bundle.created)
    return ReceivedRow(
        what=what,
        status="! Chờ tệp trước",
        when=when,
        changes=count_text(bundle.changes),
        story=f"{what} lưu lúc {when}. {missing_text(bundle)}",
        waiting=bundle,
    )


def _aside_row(bundle: QuarantinedBundle) -> ReceivedRow:
    what = f"Tệp của {bundle.unit_name}" if bundle.unit_name else f"Tệp {bundle.path.name}"
    when = moment_text(bundle.created) or "(không đọc được)"
    advice = (
        "Xem kỹ trước khi đưa vào; nếu máy bị mất, hãy hỏi người giữ máy."
        if bundle.is_reviewable
        else "Không dùng được ở máy này."
    )
    return ReceivedRow(
        what=what,
        status="! Máy đã ngừng dùng",
        when=when,
        changes=count_text(bundle.changes),
        story=f"{what} lưu lúc {when}, từ máy đã ngừng sử dụng. {advice}",
        aside=bundle,
    )


def reviewed_sentence(changes: int) -> str:
    """What became of a file that was taken in for review."""
    if not changes:
        return "Máy này đã có đủ số liệu của tệp; không có gì mới để xem."
    return f"Đã đưa {count_text(changes)} thay đổi vào. Xem từng chỗ ở «Số liệu chưa khớp»."


def why_not(row: ReceivedRow, *, is_commune: bool) -> str:
    """Why an act cannot be undone or redone here; empty where it can."""
    is_bundle = row.act is not None and row.act.kind is ActKind.BUNDLE
    return NOT_BY_UNIT if is_bundle and not is_commune else ""


def answered_sentence(report: UndoReport) -> str:
    """What was undone or redone."""
    did = "Đã hoàn tác" if report.act.is_undone else "Đã làm lại"
    more = " Muốn tính lại, bấm «Làm lại»." if report.act.is_undone else ""
    named = f" «{report.act.label}»" if report.act.label else ""
    return f"{did}{named}: {count_text(report.records)} hồ sơ.{more}"

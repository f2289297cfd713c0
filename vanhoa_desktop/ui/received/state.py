"""What was brought in and what waits, as lines of one list, and what can be done (no Qt)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.services.exchange.quarantine import QuarantinedBundle
from vanhoa_desktop.services.exchange.waiting_list import WaitingBundle
from vanhoa_desktop.services.review.acts_taken_back import TakenBackShare
from vanhoa_desktop.services.review.undo import ListedAct, UndoReport
from vanhoa_desktop.services.review.undo_effects import UndoEffects
from vanhoa_desktop.texts.sentences.effects import left_standing_text, record_counts_text
from vanhoa_desktop.texts.sentences.holding import names_text
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import field_term
from vanhoa_desktop.ui.exchange.state import missing_before_text

TITLE = "Tệp đã nhận, những lần nhập"
BY_COMMUNE = (
    "Xã đã hoàn tác tệp có lần này, nên không còn tính. Nếu thôn không đề nghị thì hãy hỏi xã; cần "
    "tính lại thì hãy đề nghị xã làm lại, không phải nhập lại."
)
ALSO_BY_COMMUNE = (
    "Xã cũng đã hoàn tác tệp có lần này, nên làm lại ở đây không có tác dụng. Cần tính lại thì hãy "
    "đề nghị xã làm lại."
)
UNDOING_NOT_TAKEN = (
    "Xã không nhận lần hoàn tác này, nên số liệu vẫn đang tính. Cần bỏ thì hãy đề nghị xã."
)
NOT_BY_UNIT = "Tệp của xã thì thôn không hoàn tác. Nếu có gì sai, hãy báo xã."


def about_undoing(*, is_commune: bool) -> str:
    """What can be taken back here, and what cannot: a unit never takes back the commune's files."""
    if is_commune:
        return (
            "Nhận tệp, nhập, thêm người hay đăng ký nhầm thì hoàn tác được, trừ khi trong đó có "
            "phiếu xã đã quyết định hay điều ghi thêm từ sau; không mất gì, làm lại được."
        )
    return (
        "Nhập, thêm người hay đăng ký nhầm thì hoàn tác được, trừ khi trong đó có phiếu đã gửi xã "
        "hay điều ghi thêm từ sau; không mất gì, làm lại được. Tệp của xã thì thôn không hoàn tác."
    )


@dataclass(frozen=True, slots=True)
class DoneAct:
    """Something done on the screen that can be taken back, and what people call it."""

    kind: ActKind
    id: str
    name: str


def short_name(name: str, most: int = 40) -> str:
    """A name that fits on a button: of a very long one its beginning and its end."""
    half = most // 2 - 1
    return name if len(name) <= most else f"{name[:half].rstrip()} … {name[-half:].lstrip()}"


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
    def listed(self) -> str:
        """What the list calls it: spreadsheets and people each by their name."""
        if self.act is None or self.act.kind is ActKind.BUNDLE or not self.act.label:
            return self.what
        return f"{self.what} {self.act.label}"

    def is_same(self, other: "ReceivedRow") -> bool:
        """Whether both tell of one act, however it stands by now."""
        return self.act is not None and other.act is not None and self.act.id == other.act.id

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


_REGISTERING = {
    ActKind.REGISTRATION: "Đăng ký",
    ActKind.CONSENT: "Ghi đồng ý",
    ActKind.WITHDRAWAL: "Rút đăng ký",
}
_WHATS = {ActKind.IMPORT: "Bảng tính", ActKind.ADDITION: "Thêm người", **_REGISTERING}
_DID = {ActKind.IMPORT: "nhập", ActKind.ADDITION: "ghi", **dict.fromkeys(_REGISTERING, "ghi")}
_BY_HAND = {
    ActKind.ADDITION: "việc thêm",
    ActKind.CORRECTION: "việc sửa",
    ActKind.REGISTRATION: "việc đăng ký",
    ActKind.CONSENT: "việc ghi đồng ý của",
    ActKind.WITHDRAWAL: "việc rút đăng ký của",
}


def _act_row(act: ListedAct, unit_name: str) -> ReceivedRow:
    of_bundle = f"Tệp của {unit_name}" if unit_name else "Tệp"
    what = _WHATS.get(act.kind, of_bundle)
    when = moment_text(act.at)
    named = f" ({act.label})" if act.label else ""
    did = _DID.get(act.kind, "nhận")
    by = f", {act.officer} {did}" if act.officer else f", {did}"
    return ReceivedRow(
        what=what,
        status=_status(act),
        when=when,
        changes=count_text(act.changes),
        story=f"{what}{named}{by} lúc {when}.",
        act=act,
    )


# Of a file only that it was taken in: what a stopped laptop sent may count nowhere yet.
_TAKEN_IN, _DONE = "✔ Đã nhận", "✔ Đang tính"
_STATUSES = {
    TakenBackShare.PART: "! Xã hoàn tác một phần",
    TakenBackShare.ALL: "○ Xã đã hoàn tác",
}


def _status(act: ListedAct) -> str:
    """A sign and words: by whom it was taken back, if it was."""
    stands = _DONE if act.kind in _WHATS or act.kind in _BY_HAND else _TAKEN_IN
    if act.is_kept:
        return stands
    if act.is_undone:
        return "○ Đã hoàn tác"
    return _STATUSES.get(act.taken_back, stands)


def _waiting_row(bundle: WaitingBundle) -> ReceivedRow:
    what = f"Tệp của {bundle.unit_name}" if bundle.unit_name else f"Tệp {bundle.path.name}"
    when = moment_text(bundle.created)
    return ReceivedRow(
        what=what,
        status="! Chờ tệp trước",
        when=when,
        changes=count_text(bundle.changes),
        story=f"{what} lưu lúc {when}. {missing_before_text(bundle)}",
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


def why_not_undone(row: ReceivedRow, *, is_commune: bool) -> str:
    """Why an act cannot be undone or redone here; empty where it can."""
    act = row.act
    if act is None:
        return ""
    if act.is_kept:
        return UNDOING_NOT_TAKEN
    if act.taken_back is TakenBackShare.ALL:
        return ALSO_BY_COMMUNE if act.is_undone else BY_COMMUNE
    return NOT_BY_UNIT if act.kind is ActKind.BUNDLE and not is_commune else ""


def undo_question(report: UndoReport, what: str, *, is_redo: bool) -> str:
    """What is asked before an act is undone or redone, with the number of people."""
    verb = "Làm lại" if is_redo else "Hoàn tác"
    if report.act.kind in _BY_HAND:
        return f"{verb} {_by_hand(report)} lúc {moment_text(report.act.at)}?"
    named = f" «{report.act.label}»" if report.act.label else ""
    did = "nhập" if report.act.kind is ActKind.IMPORT else "nhận"
    which = f"{what[:1].lower()}{what[1:]}{named} {did} lúc {moment_text(report.act.at)}"
    return f"{verb} {which}?"


def undo_consequence(report: UndoReport, *, is_redo: bool) -> str:
    """Who leaves the list, comes back or changes, what else goes, and the way back."""
    lines = [
        *_effects_told(report, is_redo=is_redo),
        "Bấm «Hoàn tác» thì lại thôi tính." if is_redo else _way_back(report),
    ]
    return "\n".join(line for line in lines if line)


def _effects_told(report: UndoReport, *, is_redo: bool) -> list[str]:
    """What becomes different, and of whom nothing does."""
    effects = report.effects
    at = f"{'sau' if is_redo else 'trước'} lần đó"
    is_registering = report.act.kind in _REGISTERING
    lines = [
        _told(effects.gone, "ra khỏi danh sách"),
        _told(effects.back, "trở lại danh sách"),
        _told(effects.changed, f"lại như {at}"),
        *_not_back(effects),
        *left_standing_text(effects.kept, effects.elsewhere),
        *(_registrations_told(effects, at) if is_registering else ()),
        _others(effects, without_registrations=is_registering),
    ]
    told = [line for line in lines if line]
    return told or ["Không có gì thay đổi: những điều ấy đã được ghi lại ở lần khác."]


def _registrations_told(effects: UndoEffects, at: str) -> list[str]:
    return [
        _told(effects.unregistered, "thôi đăng ký"),
        _told(effects.registered, "lại là người đã đăng ký"),
        _told(effects.consents, f"có sự đồng ý như {at}"),
    ]


def _not_back(effects: UndoEffects) -> list[str]:
    """Those of whom what was written since stays, in whole or in part."""
    partly = [f"{item.name} ({', '.join(map(field_term, item.fields))})" for item in effects.partly]
    return [
        _told(partly, "chỉ trở lại một phần, mục đã được ghi lại ở lần khác thì giữ nguyên"),
        _told(effects.unchanged, "không đổi gì, vì sau đó đã được ghi lại ở lần khác"),
    ]


_WAY_BACK = f"Không mất gì: ở «{TITLE}» bấm «Làm lại» là có lại đúng như cũ."


# A correction is in no list of what was brought in: it is done again where it was undone.
_WAY_BACK_HERE = "Không mất gì: bấm «Làm lại» (hoặc Ctrl+Y) là có lại đúng như cũ."


def _way_back(report: UndoReport) -> str:
    return _WAY_BACK_HERE if report.act.kind is ActKind.CORRECTION else _WAY_BACK


def _by_hand(report: UndoReport) -> str:
    """«việc sửa Lê Thị Hoa»."""
    return f"{_BY_HAND[report.act.kind]} {report.act.label}"


def _told(names: Sequence[str], what: str) -> str:
    return f"{count_text(len(names))} người {what}: {names_text(names)}." if names else ""


def _others(effects: UndoEffects, *, without_registrations: bool) -> str:
    left_out = "registration" if without_registrations else ""
    counted = record_counts_text({k: many for k, many in effects.others.items() if k != left_out})
    return f"Cùng thay đổi: {counted}." if counted else ""


def answered_sentence(report: UndoReport) -> str:
    """What was undone or redone."""
    did = "Đã hoàn tác" if report.act.is_undone else "Đã làm lại"
    effects = report.effects
    at = "trước lần đó" if report.act.is_undone else "sau lần đó"
    people = [
        _told(effects.gone, "ra khỏi danh sách"),
        _told(effects.back, "trở lại danh sách"),
        *_not_back(effects),
        *left_standing_text(effects.kept, effects.elsewhere),
        *(_registrations_told(effects, at) if report.act.kind in _REGISTERING else ()),
    ]
    told = "".join(f" {line}" for line in people if line)
    if report.act.kind is ActKind.CORRECTION:
        again = " Muốn ghi lại: bấm «Làm lại» (hoặc Ctrl+Y)." if report.act.is_undone else ""
        return f"{did} {_by_hand(report)}.{told}{again}"
    again = f" Muốn tính lại: bấm «Làm lại» ở đây (hoặc Ctrl+Y), hay sau này ở «{TITLE}»."
    more = again if report.act.is_undone else ""
    if report.act.kind in _BY_HAND:
        return f"{did} {_by_hand(report)}.{told}{more}"
    named = f" «{report.act.label}»" if report.act.label else ""
    return f"{did}{named}: {count_text(report.records)} hồ sơ.{told}{more}"

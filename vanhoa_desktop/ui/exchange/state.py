"""Files before and after they are taken in, in words; which are taken, what is offered (no Qt)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from vanhoa_desktop.services.appraisal.returned import ReturnedSheet, unchanged_to_send
from vanhoa_desktop.services.exchange.waiting_list import WaitingBundle
from vanhoa_desktop.services.post.preview import BundlePreview, ExpectedEffect
from vanhoa_desktop.services.post.receiving import Fate, LookedFile, TakenFile
from vanhoa_desktop.services.recognition.given_titles import GivenTitle
from vanhoa_desktop.services.review.unsettled import UnsettledRecord
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.texts.sentences.effects import (
    counts_text,
    given_away_text,
    overruled_text,
    people_changed_text,
    records_text,
    restored_text,
    taken_back_text,
)
from vanhoa_desktop.texts.sentences.holding import (
    GONE,
    names_text,
    open_text,
    recognised_text,
    returned_text,
)
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.texts.words.numbers import count_text

_BEFORE = {
    Fate.NEW: "✔ Nhận được",
    Fate.HELD: "✔ Đã có sẵn",
    Fate.UNDONE: "○ Đã hoàn tác",
    Fate.WAITING: "○ Chờ tệp trước",
    Fate.ASIDE: "! Máy đã ngừng dùng",
    Fate.REFUSED: "! Không nhận",
}
_AFTER = {**_BEFORE, Fate.NEW: "✔ Đã nhận"}
_ROLES = {Fate.WAITING: "warn", Fate.UNDONE: "warn", Fate.ASIDE: "warn", Fate.REFUSED: "bad"}
_NOTHING_NEW = "Đã nhận: không có hồ sơ nào đổi; xã cho biết đã nhận những gì."
TAKEABLE = frozenset({Fate.NEW, Fate.WAITING, Fate.ASIDE})


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list: whose it is, what will or did become of it, and the whole story.

    `headline` names sender, officer and moment; `story` says what it does, or why it is not taken
    and what to do. `bundle` is its id where it can be redone; `to_settle` counts the records that
    people have to look at (before the file is taken: the fields). `people` names those who leave
    the list by it, or are called otherwise; `is_returning`: sheets came back by it; `is_answering`:
    it says of somebody's sheet what the commune did with it. `note`: what the file is in an
    exchange with a restored office, said before and after.
    """

    path: Path
    fate: Fate
    whose: str
    saved: str
    state: str
    headline: str
    story: str
    bundle: str = ""
    to_settle: int = 0
    people: str = ""
    is_returning: bool = False
    is_answering: bool = False
    note: str = ""

    @property
    def role(self) -> str:
        """The role of the story in the style: good news, a warning, a refusal."""
        asks = self.fate is Fate.NEW and bool(self.to_settle or self.people or self.is_returning)
        return "warn" if asks else _ROLES.get(self.fate, "good")


def looked_row(looked: LookedFile) -> FileRow:
    """A file that was looked at."""
    seen, early = looked.preview, looked.early
    whose, created, to_settle, bundle = looked.path.name, "", 0, ""
    if seen is not None:
        whose, created, bundle = seen.sender_name or whose, seen.created, seen.bundle_id
        to_settle = seen.effect.conflicts + seen.effect.late
    elif early is not None:
        whose, created = early.unit_name or whose, early.created
    return FileRow(
        path=looked.path,
        fate=looked.fate,
        whose=whose,
        saved=moment_text(created),
        state=_BEFORE[looked.fate],
        headline=_headline(looked.path, whose, looked.officer, created),
        story=_story(looked),
        bundle=bundle,
        to_settle=to_settle if looked.fate is Fate.NEW else 0,
        people="" if seen is None else _people_text(seen.effect),
        note="" if seen is None else restored_text(asks=seen.asks, answers=seen.answers),
    )


def _people_text(effect: ExpectedEffect) -> str:
    """Who leaves the list, who is called otherwise, whose figures the commune took back."""
    taken_back = taken_back_text(effect.taken_back.kinds, effect.taken_back.people)
    unheard = overruled_text(effect.overruled)
    given = given_away_text(effect.given_away.people, effect.given_away.assessed)
    changed = people_changed_text(effect.gone, effect.renamed)
    return "\n".join(part for part in (taken_back, unheard, given, changed) if part)


def taken_row(row: FileRow, taken: TakenFile) -> FileRow:
    """The same file after it was taken in."""
    story = row.story
    if taken.fate is Fate.NEW:
        story = _taken_story(row, taken)
    elif taken.error is not None:
        story = sentence(taken.error)
    return replace(
        row,
        fate=taken.fate,
        state=_AFTER[taken.fate],
        story=story,
        to_settle=len(taken.unsettled),
        is_returning=bool(taken.returned),
        is_answering=bool(taken.returned or taken.recognised),
    )


def _taken_story(row: FileRow, taken: TakenFile) -> str:
    nothing_new = "Đã nhận sau tệp trước." if row.fate is Fate.WAITING else _NOTHING_NEW
    if row.note:
        nothing_new = "Đã nhận: không có hồ sơ nào đổi."
    parts = [
        f"Đã nhận {count_text(taken.changes)} thay đổi mới." if taken.changes else nothing_new,
        recognised_sentence(taken.recognised) if taken.recognised else "",
        unsettled_sentence(taken.unsettled) if taken.unsettled else "",
        row.note,
        row.people if taken.changes else "",
        returned_sentence(taken.returned) if taken.returned else "",
    ]
    return "\n".join(part for part in parts if part)


def unsettled_sentence(unsettled: Sequence[UnsettledRecord]) -> str:
    """Who waits for a person, by name, and how much of each is open."""
    names = [
        f"{item.subject or 'Hồ sơ'} ({open_text(item.contradictions, item.late)})"
        for item in unsettled
        if not item.is_gone
    ]
    said = [f"Cần người xem ở «Số liệu chưa khớp»: {names_text(names)}."] if names else []
    gone = [item.subject for item in unsettled if item.is_gone]
    if gone:
        said.append(f"{GONE}: {names_text(gone)}.")
    return " ".join(said)


def recognised_sentence(titles: Sequence[GivenTitle]) -> str:
    """To whom the commune gave titles; empty for none."""
    return recognised_text([(title.model, title.subject) for title in titles])


def returned_sentence(sheets: Sequence[ReturnedSheet]) -> str:
    """Whose sheets the commune gave back, and why; empty for none."""
    return returned_text([(sheet.subject, sheet.reason) for sheet in sheets])


def unchanged_sentence(sheets: Sequence[ReturnedSheet]) -> str:
    """Which sheets would go to the commune with the points they came back with; empty for none."""
    found = unchanged_to_send(sheets)
    if not found:
        return ""
    names = names_text([sheet.subject for sheet in found])
    number = count_text(len(found))
    return f"Trong đó {number} phiếu xã trả lại mà điểm chưa sửa gì: {names}."


def redone_row(row: FileRow, changes: int) -> FileRow:
    """A file that had been taken back and counts again."""
    said = f"Đã làm lại: {count_text(changes)} thay đổi được tính như trước."
    return replace(row, fate=Fate.NEW, state="✔ Đã làm lại", story=said)


def taken_paths(rows: Sequence[FileRow]) -> list[Path]:
    """The files that «Nhận» takes: good ones; early ones and those of ended devices, to be kept."""
    return [row.path for row in rows if row.fate in TAKEABLE]


def take_text(rows: Sequence[FileRow]) -> str:
    """What the button says."""
    number = len(taken_paths(rows))
    if not number:
        return "Không có tệp để nhận"
    if all(row.fate is Fate.WAITING for row in rows if row.fate in TAKEABLE):
        return f"Giữ {count_text(number)} tệp chờ tệp trước"
    if all(row.fate is not Fate.NEW for row in rows):
        return f"Giữ {count_text(number)} tệp để xem xét"
    return f"Nhận {count_text(number)} tệp"


def looked_sentence(rows: Sequence[FileRow]) -> str:
    """How many files of which kind, before anything is written."""
    counted = [
        (_count(rows, Fate.NEW), "tệp nhận được"),
        (_count(rows, Fate.WAITING), "tệp chờ tệp trước"),
        (_count(rows, Fate.ASIDE), "tệp của máy đã ngừng dùng"),
        (_count(rows, Fate.HELD), "tệp đã có sẵn"),
        (_count(rows, Fate.UNDONE), "tệp đã hoàn tác trước đây"),
        (_count(rows, Fate.REFUSED), "tệp không nhận"),
    ]
    return f"{counts_text(counted)}. Chưa có gì được ghi."


def taken_sentence(rows: Sequence[FileRow]) -> str:
    """What became of all files together."""
    counted = [
        (_count(rows, Fate.NEW), "tệp đã nhận"),
        (_count(rows, Fate.WAITING), "tệp được giữ chờ tệp trước"),
        (_count(rows, Fate.ASIDE), "tệp của máy đã ngừng dùng được giữ để xem xét"),
        (_count(rows, Fate.HELD), "tệp đã có sẵn từ trước"),
        (_count(rows, Fate.UNDONE), "tệp đã hoàn tác trước đây"),
        (_count(rows, Fate.REFUSED), "tệp không nhận"),
    ]
    return f"{counts_text(counted)}."


def missing_before_text(early: WaitingBundle) -> str:
    """What is missing before a file that came early."""
    whose = early.unit_name or "nơi gửi"
    if early.missing_files:
        return f"Còn thiếu {count_text(early.missing_files)} tệp trước của {whose}."
    if early.missing_changes:
        number = count_text(early.missing_changes)
        return f"Còn thiếu tệp trước của {whose} ({number} thay đổi)."
    return (
        f"Máy này còn thiếu số liệu mà {whose} đã dựa vào. Gửi {whose} một tệp, rồi nhận tệp "
        f"{whose} lưu sau đó: tệp này sẽ tự được nhận."
    )


def _count(rows: Sequence[FileRow], fate: Fate) -> int:
    return sum(row.fate is fate for row in rows)


def _headline(path: Path, whose: str, officer: str, created: str) -> str:
    if not created:
        return path.name
    by = f", {officer} lưu" if officer else ", lưu"
    return f"{whose}{by} lúc {moment_text(created)}"


def _story(looked: LookedFile) -> str:
    if looked.fate is Fate.ASIDE:
        return (
            "Máy gửi tệp này đã ngừng sử dụng. Bấm «Nhận» thì tệp được giữ riêng, chưa tính gì; "
            "xem xét ở «Tệp đã nhận, những lần nhập»."
        )
    if looked.error is not None:
        return sentence(looked.error)
    if looked.early is not None:
        return (
            f"{missing_before_text(looked.early)} Bấm «Nhận» thì tệp này được giữ lại, "
            "và tự được nhận khi tệp trước đến."
        )
    if looked.fate is Fate.UNDONE:
        return "Tệp này đã nhận rồi hoàn tác. Muốn tính lại, bấm «Làm lại tệp này»."
    if looked.fate is Fate.HELD or looked.preview is None:
        return "Mọi thay đổi trong tệp này đã có ở máy này. Không cần nhận nữa."
    return _effect_story(looked.preview)


def _effect_story(seen: BundlePreview) -> str:
    effect = seen.effect
    parts = [
        records_text(effect.created, "mới"),
        records_text(effect.altered, "sửa"),
        counts_text(
            [
                (effect.submitted, "phiếu chờ thẩm định"),
                (effect.conflicts, "số liệu chưa khớp"),
                (effect.late, "sửa muộn"),
                (effect.suspected, "nghi trùng người"),
                (effect.moved, "hồ sơ đã chuyển thôn"),
            ]
        ),
    ]
    listed = ", ".join(part for part in parts if part)
    lines = [f"Nếu nhận: {listed}." if listed else "Nếu nhận: không có hồ sơ nào đổi."]
    if note := restored_text(asks=seen.asks, answers=seen.answers):
        lines.append(note)
    people = _people_text(effect)
    if people:
        lines.append(people)
    if effect.conflicts:
        lines.append("Số liệu chưa khớp: giữ cả hai giá trị, cần xem và chọn.")
    if effect.suspected:
        lines.append("Nghi trùng người: vẫn nhận; xem ở «Việc khác», «Nghi trùng người».")
    if effect.late:
        lines.append(
            "Sửa muộn: thôn sửa sau khi xã đã chốt phiếu, hoặc đã chuyển người sang nơi khác; "
            "chưa tính, chờ xã xem."
        )
    return "\n".join(lines)

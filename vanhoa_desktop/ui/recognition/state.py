"""What a decision still lacks (no Qt)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vanhoa_desktop.domain.enums import DatePrecision
from vanhoa_desktop.services.appraisal.appraisal_undo import AppraisalUndone, LastAppraisal
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport
from vanhoa_desktop.services.recognition.decision_numbers import (
    COMMON_ENDING,
    UsedNumber,
    completed_number,
    earlier_use,
)
from vanhoa_desktop.services.recognition.recognition import Proposed, RecognitionReport
from vanhoa_desktop.services.sheets.disputes import (
    LISTED_TWICE,
    NO_NEW_TITLE,
    PERSON_GONE,
    HeldSheet,
)
from vanhoa_desktop.texts.sentences.holding import names_text, no_new_title_text
from vanhoa_desktop.texts.words.dates import LAST_BIRTH_YEAR, date_text, parse_birth
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.plain import plain_line
from vanhoa_desktop.ui.exchange.summary import held_names

# True of the program: what was issued is never numbered, dated or signed anew.
_FOR_EVER = (
    "Số quyết định, ngày, người ký và số vào sổ được ghi ngay, sau đó không sửa và không hoàn tác "
    "được: hãy so lại với bản đã ký."
)
NOBODY_READY = "Chưa có ai để công nhận."
# A whole day as people write it, whether or not the calendar has it.
_DAY = re.compile(r"\d{1,2}\D{1,3}\d{1,2}\D{1,3}\d{4}")


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What was typed: number, date as dd/mm/yyyy, signer."""

    number: str = ""
    date: str = ""
    signer: str = ""

    @property
    def decided_on(self) -> str | None:
        """The date as ISO text, or None if it is no date."""
        found = parse_birth(self.date, LAST_BIRTH_YEAR)
        is_day = found is not None and found.precision is DatePrecision.DAY
        return found.text if found is not None and is_day else None

    def completed(self, ending: str) -> "DecisionForm":
        """The same with the number as it will be written: figures alone get an ending."""
        return replace(self, number=completed_number(self.number, ending))

    def used(self, numbers: Iterable[UsedNumber], today: str, ending: str = COMMON_ENDING) -> str:
        """That another decision has the number; "" where it is free. Without a day of this year.

        The number that comes next is not told: the register of papers knows, not this program.
        """
        found = earlier_use(numbers, self.number, self.decided_on or today, ending)
        if found is None:
            return ""
        day = date_text(found.decided_on)
        return f"Số {found.number} đã dùng cho quyết định ngày {day}. Hãy xem lại sổ văn bản."

    def too_early(self, year: int) -> str:
        """That the day comes before the year that the decision is about; "" where it does not."""
        day = self.decided_on
        if day is None or day >= f"{year:04d}-01-01":
            return ""
        return f"Ngày quyết định {date_text(day)} trước khi năm đánh giá {year} bắt đầu."

    @property
    def missing(self) -> str:
        """What to do next; empty when the decision can be issued."""
        if not self.number.strip():
            return "Hãy ghi số quyết định."
        if self.decided_on is None and _DAY.fullmatch(self.date.strip()):
            return f"Không có ngày {self.date.strip()}. Hãy xem lại ngày quyết định."
        if self.decided_on is None:
            return "Hãy ghi ngày quyết định, ví dụ 05/12/2026."
        return ""


def completion(typed: DecisionForm, written: DecisionForm) -> str:
    """With which number a decision is written of which figures alone were typed; "" else."""
    typed_number = plain_line(typed.number)
    if written.number == typed_number:
        return ""
    return f"Số quyết định sẽ ghi là {written.number}."


def appraisal_question(report: WorkflowReport) -> str:
    """How many of the sheets that were sent are appraised now."""
    ready, sent = report.moved, report.moved + len(report.held)
    of_all = f" trong {count_text(sent)}" if report.held else ""
    return f"Thẩm định {count_text(ready)}{of_all} phiếu các thôn đã gửi?"


def appraisal_details(report: WorkflowReport) -> str:
    """Who is held back, and how appraising is taken back."""
    undoing = (
        "Xã nhận điểm thôn đã chấm. Trước khi ra quyết định, cả lần này bỏ được bằng "
        f"«{undo_text(report.moved)}»; phiếu nào cần sửa thì trả lại thôn từng phiếu ở «Kết quả "
        "từng người»."
    )
    return f"Giữ lại {held_names(report)}.\n{undoing}" if report.held else undoing


def decision_question(form: DecisionForm, people: int) -> str:
    """How many people, by which decision of which day, and who signs it."""
    day = form.decided_on
    on = form.date.strip() if day is None else date_text(day)
    signer = form.signer.strip()
    signed = f"người ký {signer}" if signer else "không ghi người ký"
    return (
        f"Công nhận {count_text(people)} người theo Quyết định số {form.number.strip()} "
        f"ngày {on}, {signed}?"
    )


def decision_details(form: DecisionForm, proposed: Proposed, today: str) -> str:
    """Who they are, what is to be looked at of them, a day to come, who is not among them."""
    lines = [f"Gồm: {names_text(proposed.names)}."] if proposed.names else []
    if proposed.suspected:
        number = count_text(len(proposed.suspected))
        lines.append(
            f"Chú ý: {number} người trong đó còn nghi trùng, chưa xem ở «Nghi trùng người»: "
            f"{names_text(proposed.suspected)}."
        )
    if proposed.unconsented:
        number = count_text(len(proposed.unconsented))
        lines.append(
            f"Chú ý: {number} người trong đó chưa có bản đồng ý cho đánh giá: "
            f"{names_text(proposed.unconsented)}."
        )
    day = form.decided_on
    if day is not None and day > today:
        lines.append(f"Chú ý: ngày quyết định {date_text(day)} sau hôm nay ({date_text(today)}).")
    if proposed.held:
        number = count_text(len(proposed.held))
        names = _names(proposed.held)
        lines.append(f"{number} phiếu đã thẩm định chưa công nhận lần này: {names}.")
    return "\n".join([*lines, _FOR_EVER])


def numbers_text(report: RecognitionReport) -> str:
    """«0042 đến 0045», or the one number."""
    first, last = report.first_number, report.last_number
    return f"{first}" if first == last else f"{first} đến {last}"


def is_in_question(held: Sequence[HeldSheet]) -> bool:
    """Whether any of these sheets is found among what does not agree; others wait for nothing."""
    elsewhere = {LISTED_TWICE, *NO_NEW_TITLE.values()}
    return any(item.code not in elsewhere for item in held)


def held_sentence(held: Sequence[HeldSheet]) -> str:
    """Whose sheets nobody may appraise or recognise until what is disputed is settled."""
    gone = [item for item in held if item.code == PERSON_GONE]
    twice = [item for item in held if item.code == LISTED_TWICE]
    left = [(p, [i for i in held if i.code == code]) for p, code in NO_NEW_TITLE.items()]
    told_apart = {PERSON_GONE, LISTED_TWICE, *NO_NEW_TITLE.values()}
    open_ones = [item for item in held if item.code not in told_apart]
    said = []
    if open_ones:
        said.append(
            f"{count_text(len(open_ones))} phiếu chưa thẩm định, chưa công nhận được vì số liệu "
            f"chưa khớp: {_names(open_ones)}."
        )
    if gone:
        said.append(
            f"{count_text(len(gone))} phiếu của người không còn trong danh sách (thôn đã bỏ hoặc "
            f"hoàn tác sau khi gửi phiếu), hãy hỏi lại thôn: {_names(gone)}."
        )
    said += [
        f"{count_text(len(found))} người {no_new_title_text(presence)}, phiếu dừng xét: "
        f"{_names(found)}. Ghi nhầm thì sửa biến động ở «Danh sách»."
        for presence, found in left
        if found
    ]
    if twice:
        said.append(
            f"{count_text(len(twice))} phiếu chưa công nhận được vì có thể là một người được ghi "
            f"hai lần (cùng họ tên, số CCCD): {_names(twice)}. Hãy xem «Nghi trùng người»."
        )
    return "\n".join(said)


def _names(held: Sequence[HeldSheet]) -> str:
    return names_text([item.name or "Hồ sơ" for item in held])


_STAYING = {
    "DECIDED": "đã có quyết định",
    "CHANGED": "đã thay đổi sau lần thẩm định đó",
}


def undo_text(sheets: int | None) -> str:
    """What the button says that takes the last appraisal back; None while sheets are counted."""
    counted = "lần vừa rồi" if sheets is None else f"{count_text(sheets)} phiếu"
    return f"Hoàn tác: thẩm định {counted}"


def undo_appraisal_question(last: LastAppraisal) -> str:
    """Whether to take the last appraisal back, with its number."""
    return f"Đưa {count_text(last.sheets)} phiếu vừa thẩm định về «đã gửi xã»?"


def undo_details(last: LastAppraisal) -> str:
    """Whose appraisal that was and when, what becomes of the sheets, which stay."""
    told = (
        f"Lần thẩm định của {last.officer} lúc {moment_text(last.at)}. Các phiếu này lại chờ thẩm "
        "định, điểm giữ nguyên. Thôn đã nhận tệp kết quả sẽ thấy ở lần nhận tệp sau."
    )
    return f"{told}\nGiữ nguyên: {staying_counts(last.held)}." if last.held else told


def undone_sentence(report: AppraisalUndone) -> str:
    """How many sheets wait again, and which stayed."""
    line = f"Đã hoàn tác: {count_text(report.taken_back)} phiếu lại chờ thẩm định."
    return f"{line} Giữ nguyên: {staying_counts(report.held)}." if report.held else line


def staying_counts(held: Sequence[HeldSheet]) -> str:
    """Why sheets were not taken back, counted by reason."""
    counts = Counter(sheet.code for sheet in held)
    return ", ".join(
        f"{count_text(number)} phiếu {_STAYING.get(code, code)}" for code, number in counts.items()
    )

"""What the scoring screen shows and allows (no Qt)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import AssessmentStatus, Assessor, Outcome
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.sheet_lifecycle import may_write
from vanhoa_desktop.services.people.registrations import is_child
from vanhoa_desktop.services.sheets.sheets import PersonSheet
from vanhoa_desktop.texts.sentences.reasons import reason_sentence
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.names import fold_text, is_found
from vanhoa_desktop.texts.words.numbers import decimal_text
from vanhoa_desktop.texts.words.terms import indicator_term, status_term, target_group_term
from vanhoa_desktop.ui.scoring.standing import standing_text

_SHOWN_REASONS = 3
RETURNED_MARK = "↩ Xã trả lại"
_ROLES = {Outcome.PASSED: "good", Outcome.NOT_PASSED: "bad", Outcome.NOT_ASSESSED: "warn"}


@dataclass(frozen=True, slots=True)
class ScoringRow:
    """A person of the list and the sheet of the year, if one is begun.

    `mark` tells people of one name apart; `folded` is the name as a search compares it, `unsaved`
    counts points that were refused.
    """

    person: Person
    assessment: Assessment | None
    mark: str = ""
    folded: str = ""
    unsaved: int = 0

    @property
    def name_text(self) -> str:
        """The name; of people with the same name also what tells them apart."""
        return f"{self.person.full_name} ({self.mark})" if self.mark else self.person.full_name

    @property
    def total_text(self) -> str:
        """The total for the list; «–» while nothing is scored."""
        sheet = self.assessment
        return "–" if sheet is None or sheet.total is None else decimal_text(sheet.total)

    @property
    def points_text(self) -> str:
        """The total, before it the sign of what must be done: seen however large letters are."""
        sign = ""
        sheet = self.assessment
        is_begun = sheet is not None and sheet.total is not None
        is_incomplete = sheet is not None and sheet.outcome is Outcome.NOT_ASSESSED
        if self.unsaved or (is_begun and is_incomplete):
            sign = "! "
        elif self.assessment is not None and self.assessment.status is AssessmentStatus.RETURNED:
            sign = f"{RETURNED_MARK[:1]} "
        return f"{sign}{self.total_text}"

    @property
    def outcome_text(self) -> str:
        """The result for the list, in words and shape."""
        sheet = self.assessment
        if self.unsaved:
            return f"! Chưa ghi {self.unsaved} ô"
        if sheet is None:
            return standing_text(Outcome.NOT_ASSESSED, None)
        if sheet.status is AssessmentStatus.RETURNED:
            return RETURNED_MARK
        return standing_text(sheet.outcome, sheet.total)


def about_line(sheet: PersonSheet) -> str:
    """Who it is, beside the name: birth, occupation, the end of the CCCD, group."""
    person = sheet.person
    parts = [
        f"Sinh {birth_text(person.birth)}" if person.birth else "",
        person.occupation or "",
        f"CCCD …{person.citizen_number[-4:]}" if person.citizen_number else "",
        target_group_term(sheet.group) if sheet.group else "",
    ]
    return " · ".join(part for part in parts if part)


def scoring_rows(people: Sequence[Person], sheets: Mapping[str, Assessment]) -> list[ScoringRow]:
    """A row for each person, in the same order."""
    marks = namesake_marks(people)
    return [
        ScoringRow(
            person,
            sheets.get(person.id),
            marks.get(person.id, ""),
            fold_text(person.full_name),
        )
        for person in people
    ]


def namesake_marks(people: Sequence[Person]) -> dict[str, str]:
    """By person's id what tells people of exactly one name apart, as little of it as is enough.

    The year of birth, else the whole date, else with occupation, else with the last digits of the
    identity number. Nobody else has an entry.
    """
    named: dict[str, list[Person]] = {}
    for person in people:
        named.setdefault(person.full_name, []).append(person)
    marks: dict[str, str] = {}
    for namesakes in named.values():
        if len(namesakes) > 1:
            marks |= _marks_of(namesakes)
    return marks


def _marks_of(namesakes: Sequence[Person]) -> dict[str, str]:
    told: dict[str, str] = {}
    for parts in (_year_mark, _birth_mark, _work_mark, _number_mark):
        told = {person.id: parts(person) for person in namesakes}
        if len(set(told.values())) == len(namesakes):
            break
    return told


def _year_mark(person: Person) -> str:
    return "" if person.birth is None else str(person.birth.year)


def _birth_mark(person: Person) -> str:
    return "" if person.birth is None else birth_text(person.birth)


def _work_mark(person: Person) -> str:
    return ", ".join(part for part in (_birth_mark(person), person.occupation or "") if part)


def _number_mark(person: Person) -> str:
    number = f"CCCD …{person.citizen_number[-4:]}" if person.citizen_number else ""
    return ", ".join(part for part in (_work_mark(person), number) if part)


def found_rows(rows: Sequence[ScoringRow], text: str) -> list[ScoringRow]:
    """The rows that a search finds, those first whose whole name it is; nothing finds all."""
    folded = fold_text(text)
    if not folded:
        return list(rows)
    found = [row for row in rows if is_found(text, row.folded, row.person.citizen_number)]
    return sorted(found, key=lambda row: row.folded != folded)


def columns_of(*, is_commune: bool) -> tuple[Assessor, ...]:
    """Whose points stand side by side."""
    unit = (Assessor.SELF, Assessor.VILLAGE)
    return (*unit, Assessor.COMMUNE) if is_commune else unit


def is_editable(sheet: PersonSheet, assessor: Assessor, *, is_commune: bool) -> bool:
    """Whether these points may be typed here and now."""
    status = AssessmentStatus.OPEN if sheet.assessment is None else sheet.assessment.status
    is_own_column = (assessor is Assessor.COMMUNE) == is_commune
    return is_own_column and may_write(status, is_commune=is_commune)


def closed_sentence(sheet: PersonSheet, *, is_commune: bool) -> str:
    """Why nothing can be typed; empty where something can."""
    columns = columns_of(is_commune=is_commune)
    if any(is_editable(sheet, assessor, is_commune=is_commune) for assessor in columns):
        return ""
    status = AssessmentStatus.OPEN if sheet.assessment is None else sheet.assessment.status
    if status is AssessmentStatus.WITHDRAWN:
        return "Người này đã rút đăng ký năm nay. Muốn chấm thì đăng ký lại ở «Đăng ký»."
    return f"Phiếu này: {status_term(status)}. Không sửa được nữa."


def unregistered_sentence(sheet: PersonSheet, today: str, *, is_commune: bool) -> str:
    """That the first point registers the person, without any consent; empty for who is.

    Of a child on `today` (ISO) also who has to sign.
    """
    if sheet.registration is not None:
        return ""
    child = (
        " Người này dưới 16 tuổi: phiếu đăng ký phải có chữ ký của cha mẹ hoặc người giám hộ."
        if is_child(sheet.person.birth, today)
        else ""
    )
    where = (
        "thôn chưa gửi đăng ký của người này."
        if is_commune
        else "có phiếu đã ký thì ghi ở «Đăng ký»."
    )
    return (
        "Chưa đăng ký. Ghi điểm đầu tiên là đăng ký người này mà không ghi sự đồng ý nào; "
        f"{where}{child}"
    )


def fresh_sentence(sheet: PersonSheet, today: str, *, is_commune: bool) -> str:
    """That the first point has registered the person, and what the registration lacks."""
    if not _lacks_consent(sheet):
        return ""
    where = (
        "thôn chưa gửi sự đồng ý."
        if is_commune
        else "còn thiếu sự đồng ý, có phiếu đã ký thì ghi ở «Đăng ký»."
    )
    return f"Điểm vừa ghi đã đăng ký người này: {where}{_of_child(sheet, today)}"


def earlier_sentence(sheet: PersonSheet, today: str) -> str:
    """What a unit is told of a sheet that was begun at an earlier sitting, without a consent."""
    if not _lacks_consent(sheet) or not (sheet.assessment and sheet.assessment.points):
        return ""
    return (
        "Đã đăng ký, còn thiếu sự đồng ý: có phiếu đã ký thì ghi ở «Đăng ký»; đăng ký nhầm thì rút "
        f"ở đó.{_of_child(sheet, today)}"
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What is told above a sheet, and whether it is of a registration that came with points.

    `is_fresh`: of this sitting; `is_earlier`: of one before, or at «Đăng ký» without a consent.
    """

    text: str
    is_fresh: bool = False
    is_earlier: bool = False


def told_of(sheet: PersonSheet, today: str, *, is_commune: bool, is_fresh: bool) -> Told:
    """Why nothing can be typed, else why the sheet came back, else how the person is registered."""
    first = closed_sentence(sheet, is_commune=is_commune)
    first = first or given_back_sentence(sheet, is_commune=is_commune)
    first = first or unregistered_sentence(sheet, today, is_commune=is_commune)
    if first:
        return Told(first)
    if is_fresh:
        fresh = fresh_sentence(sheet, today, is_commune=is_commune)
        return Told(fresh, is_fresh=bool(fresh))
    earlier = "" if is_commune else earlier_sentence(sheet, today)
    return Told(earlier, is_earlier=bool(earlier))


def _lacks_consent(sheet: PersonSheet) -> bool:
    return sheet.registration is not None and sheet.registration.use_consent_on is None


def _of_child(sheet: PersonSheet, today: str) -> str:
    is_young = is_child(sheet.person.birth, today)
    return " Dưới 16 tuổi: phải có chữ ký cha mẹ hoặc người giám hộ." if is_young else ""


def column_ended_sentence(
    sheet: PersonSheet, *, is_closed: bool, refused: int, is_typed: bool, is_last: bool
) -> str:
    """At the end of a column: how far the person is, which key leads on, and that none writes.

    `is_closed`: nothing can be typed into the sheet; `refused`: so many numbers could not be saved.
    """
    name, number = sheet.person.full_name, len(sheet.criteria.indicators)
    on = "Đây là người cuối danh sách." if is_last else "Nhấn Enter để sang người tiếp."
    if is_closed:
        return f"Phiếu của {name} không sửa được: số vừa gõ không được ghi. {on}"
    missing = len(sheet.result.missing)
    far = f"Còn {missing} chỉ số của {name} chưa chấm." if missing else ""
    far = far or f"Đã đủ {number} chỉ số của {name}."
    if refused:
        far = f"{refused} số gõ ở phiếu của {name} chưa ghi được (ô đỏ, xem phía trên). {far}"
    lost = "Số vừa gõ không được ghi. " if is_typed else ""
    return f"{lost}{far} {on}"


def given_back_sentence(sheet: PersonSheet, *, is_commune: bool) -> str:
    """That the commune gave the sheet back, and why; empty for any other sheet."""
    held = sheet.assessment
    if held is None or held.status is not AssessmentStatus.RETURNED:
        return ""
    reason = (held.return_reason or "không ghi lý do").rstrip(". \n")
    if is_commune:
        return f"Đã trả lại thôn để bổ sung: {reason}."
    return f"{status_term(held.status)}: {reason}. Phiếu sửa được; sửa xong hãy gửi lại."


def result_line(sheet: PersonSheet) -> tuple[str, str]:
    """The result and its role in the style: «Đạt» is good news."""
    result = sheet.result
    return standing_text(result.outcome, result.total), _ROLES[result.outcome]


def total_line(sheet: PersonSheet) -> str:
    """The total so far."""
    total = sheet.result.total
    return "Tổng: –" if total is None else f"Tổng: {decimal_text(total)}"


def reasons_line(sheet: PersonSheet) -> str:
    """Why, in at most three sentences; missing indicators are counted rather than listed."""
    missing = sheet.result.missing
    if missing:
        names = ", ".join(indicator_term(code).removeprefix("Chỉ số ") for code in missing)
        return f"Còn {len(missing)} chỉ số chưa chấm: {names}."
    sentences = [
        reason_sentence(reason.code, reason.facts | {"indicator": reason.indicator})
        for reason in sheet.result.reasons
    ]
    return " ".join(sentences[:_SHOWN_REASONS])


def points_of(sheet: PersonSheet, assessor: Assessor, code: str) -> Decimal | None:
    """The saved points of one cell."""
    if sheet.assessment is None:
        return None
    return sheet.assessment.points.get(assessor, {}).get(code)

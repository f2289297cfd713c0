"""Registering and withdrawing in words: whom it concerns, who has to sign (no Qt)."""

from collections.abc import Mapping
from dataclasses import dataclass

from vanhoa_desktop.domain.assessments import Registration
from vanhoa_desktop.domain.enums import ConsentKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.registrations import Consent, RegistrationPlan
from vanhoa_desktop.texts.numbers import count_text

NOBODY_CHOSEN = "Đăng ký những người đang chọn…"
UNDO_WITHDRAWING = "Hoàn tác: rút đăng ký"
WITHDRAWING_DETAILS = (
    "Sự đồng ý đã ghi cũng bỏ theo. Điểm đã chấm được giữ nhưng không tính; đăng ký lại thì "
    "phiếu mở ra như trước. Bỏ được ngay sau đó bằng «Hoàn tác: rút đăng ký»."
)
_CONSENTS = {
    ConsentKind.USE: "đồng ý cho đánh giá",
    ConsentKind.POST: "đồng ý niêm yết tên",
}


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A person and the registration of the year, if there is one."""

    person: Person
    registration: Registration | None


@dataclass(frozen=True, slots=True)
class Act:
    """What is asked for: these people as the list shows them, a year, the consents ticked."""

    rows: tuple[RegistrationRow, ...]
    year: int
    kinds: frozenset[ConsentKind] = frozenset()

    @property
    def consent(self) -> Consent:
        """The consents ticked, of today."""
        return Consent(self.kinds)

    @property
    def before(self) -> Mapping[str, Registration | None]:
        """How it stood, by person."""
        return {row.person.id: row.registration for row in self.rows}


@dataclass(frozen=True, slots=True)
class Undo:
    """What to put back: registrations of a year by person; `text` is what the button says."""

    before: Mapping[str, Registration | None]
    year: int
    text: str


def _who(act: Act) -> str:
    if len(act.rows) == 1:
        return act.rows[0].person.full_name
    return f"{count_text(len(act.rows))} người"


def undo_text(plan: RegistrationPlan) -> str:
    """What the button says that takes registering back."""
    return "Hoàn tác: đăng ký" if plan.fresh else "Hoàn tác: ghi đồng ý"


def registering_question(act: Act, plan: RegistrationPlan) -> str:
    """The question before registering."""
    if plan.fresh == 0:
        return f"{_who(act)} đã đăng ký năm {act.year}. Ghi thêm sự đồng ý?"
    return f"Đăng ký {_who(act)} cho năm {act.year}?"


def registering_details(act: Act, plan: RegistrationPlan) -> str:
    """Consents, children, and who was registered before: each in a sentence, with its number."""
    agreed = [name for kind, name in _CONSENTS.items() if kind in act.kinds]
    lines = [
        f"Ghi {' và '.join(agreed)} cho {_who(act)}, theo phiếu giấy đã ký."
        if agreed
        else "Không ghi sự đồng ý nào."
    ]
    if plan.children:
        lines.append(
            f"Có {count_text(plan.children)} người dưới 16 tuổi: phiếu phải có chữ ký của cha mẹ "
            "hoặc người giám hộ; từ 7 tuổi thì cả chữ ký của trẻ."
        )
    if plan.ageless:
        lines.append(f"Có {count_text(plan.ageless)} người chưa ghi ngày sinh: hãy xem tuổi.")
    already = plan.people - plan.fresh
    if already and plan.fresh:
        lines.append(f"Có {count_text(already)} người đã đăng ký từ trước.")
    lines.append(f"Bỏ được bằng «{undo_text(plan)}» hoặc «Rút đăng ký…».")
    return "\n".join(lines)


def withdrawing_question(act: Act) -> str:
    """The question before withdrawing."""
    return f"Rút đăng ký năm {act.year} của {_who(act)}?"

"""Registering and withdrawing in words: whom it concerns, who has to sign (no Qt)."""

from dataclasses import dataclass

from vanhoa_desktop.domain.assessments import Registration
from vanhoa_desktop.domain.enums import ActKind, ConsentKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.people.registrations import (
    Consent,
    Registered,
    RegistrationPlan,
    Withdrawn,
)
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.ui.received.state import TITLE, DoneAct

NOBODY_CHOSEN = "Đăng ký những người đang chọn…"
WITHDRAWING_DETAILS = (
    "Sự đồng ý đã ghi cũng bỏ theo. Điểm đã chấm được giữ nhưng không tính; đăng ký lại thì "
    f"phiếu mở ra như trước. Bỏ được bằng «Hoàn tác», ở đây hoặc sau này ở «{TITLE}»."
)
_KEEPS_ITS_DAY = (
    "Ngày đã ghi được giữ nguyên; muốn ghi ngày khác thì «Rút đăng ký…» rồi đăng ký lại."
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
class RegistrationRequest:
    """What is asked for: these people as the list shows them, a year, the consents ticked."""

    rows: tuple[RegistrationRow, ...]
    year: int
    kinds: frozenset[ConsentKind] = frozenset()

    @property
    def consent(self) -> Consent:
        """The consents ticked, of today."""
        return Consent(self.kinds)


def _who(act: RegistrationRequest) -> str:
    if len(act.rows) == 1:
        return act.rows[0].person.full_name
    return f"{count_text(len(act.rows))} người"


def registered_act(done: Registered) -> DoneAct | None:
    """What can be taken back of registering; None where nothing was written."""
    if done.act is None:
        return None
    kind = ActKind.REGISTRATION if done.fresh else ActKind.CONSENT
    verb = "đăng ký" if done.fresh else "ghi đồng ý của"
    return DoneAct(kind, done.act, f"{verb} {count_text(done.altered)} người")


def withdrawn_act(done: Withdrawn) -> DoneAct | None:
    """What can be taken back of withdrawing; None where nobody was registered."""
    if done.act is None:
        return None
    name = f"rút đăng ký của {count_text(done.people)} người"
    return DoneAct(ActKind.WITHDRAWAL, done.act, name)


def nothing_to_write(act: RegistrationRequest, plan: RegistrationPlan) -> str:
    """Why registering would write nothing; '' where it would write."""
    if plan.fresh or plan.added:
        return ""
    if not act.kinds:
        return "Đã đăng ký từ trước rồi. Có phiếu đã ký thì đánh dấu sự đồng ý, rồi bấm lại."
    agreed = " và ".join(name for kind, name in _CONSENTS.items() if kind in act.kinds)
    return f"{_who(act)} đã đăng ký, đã có {agreed} từ trước. {_KEEPS_ITS_DAY}"


def registering_question(act: RegistrationRequest, plan: RegistrationPlan) -> str:
    """The question before registering."""
    if plan.fresh == 0:
        added = "" if plan.added == len(act.rows) else f" cho {count_text(plan.added)} người"
        return f"{_who(act)} đã đăng ký năm {act.year}. Ghi thêm sự đồng ý{added}?"
    if plan.fresh < plan.people:
        fresh = f"{count_text(plan.fresh)} người cho năm {act.year}"
        return f"Đăng ký {fresh}, trong {_who(act)} đang chọn?"
    return f"Đăng ký {_who(act)} cho năm {act.year}?"


def registering_details(act: RegistrationRequest, plan: RegistrationPlan) -> str:
    """Consents, children, and what stays as it was: each in a sentence, with its number."""
    lines = [_consents_written(act, plan)]
    if plan.dated:
        lines.append(
            f"Có {count_text(plan.dated)} người đã có sự đồng ý từ trước. {_KEEPS_ITS_DAY}"
        )
    if plan.children:
        lines.append(
            f"Có {count_text(plan.children)} người dưới 16 tuổi: phiếu phải có chữ ký của cha mẹ "
            "hoặc người giám hộ; từ 7 tuổi thì cả chữ ký của trẻ."
        )
    if plan.ageless:
        lines.append(f"Có {count_text(plan.ageless)} người chưa ghi ngày sinh: hãy xem tuổi.")
    already = plan.people - plan.fresh
    if already and plan.fresh:
        stay = f": {count_text(plan.kept)} người giữ nguyên" if plan.kept else ""
        lines.append(f"Có {count_text(already)} người đã đăng ký từ trước{stay}.")
    lines.append(
        f"Bỏ được bằng «Hoàn tác», ở đây hoặc sau này ở «{TITLE}»; từng người thì «Rút đăng ký…»."
    )
    return "\n".join(lines)


def _consents_written(act: RegistrationRequest, plan: RegistrationPlan) -> str:
    """Which consents are written, for how many."""
    ticked = [kind for kind in _CONSENTS if kind in act.kinds]
    missing = {kind: plan.written[kind] for kind in ticked if plan.written.get(kind)}
    names = " và ".join(_CONSENTS[kind] for kind in missing)
    if not missing:
        return "Không ghi sự đồng ý nào."
    if len(counts := set(missing.values())) == 1:
        (many,) = counts
        who = _who(act) if many == len(act.rows) else f"{count_text(many)} người"
        return f"Ghi {names} cho {who}, theo phiếu giấy đã ký."
    told = [f"{_CONSENTS[kind]} cho {count_text(many)} người" for kind, many in missing.items()]
    return f"Ghi {', '.join(told)}, theo phiếu giấy đã ký."


def withdrawing_question(act: RegistrationRequest) -> str:
    """The question before withdrawing."""
    return f"Rút đăng ký năm {act.year} của {_who(act)}?"

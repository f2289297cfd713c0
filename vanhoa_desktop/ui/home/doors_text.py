"""What stands under each door on the first screen, and which door is the next step (no Qt)."""

from collections.abc import Sequence

from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.services.sheets.overview import UnitYear, YearOverview
from vanhoa_desktop.texts.sentences.holding import names_text
from vanhoa_desktop.texts.words.numbers import count_text


def unit_doors(overview: YearOverview) -> dict[str, str]:
    """A line for each door of a village or unit."""
    return {
        "people": f"{count_text(overview.people)} người trong danh sách",
        "registration": f"{count_text(overview.registered)} người đã đăng ký",
        "scoring": _scored_line(overview),
        "results": f"{count_text(overview.passed)} người đạt",
        "unit-exchange": _sent_line(overview),
    }


def gone_sentence(overview: YearOverview) -> str:
    """Whose sheets lie here though they are in no list any more; empty if nobody's."""
    if not overview.gone:
        return ""
    names = names_text(overview.gone)
    return f"Còn phiếu hay đăng ký mà không còn trong danh sách, nên không tính ở dưới: {names}."


def conflicts_sentence(places: int) -> str:
    """How many figures wait for a person because they do not agree; empty for none."""
    return f"Số liệu chưa khớp: {count_text(places)} chỗ cần xem và chọn." if places else ""


def _scored_line(overview: YearOverview) -> str:
    """Of all who are to be scored: who registered, and whoever has a sheet all the same."""
    wanted = max(overview.registered, overview.begun)
    if not wanted:
        return "Chưa có ai để chấm"
    line = f"Đã chấm đủ {count_text(overview.complete)} trong {count_text(wanted)} người"
    started = overview.begun - overview.complete
    return f"{line}, {count_text(started)} chấm dở" if started else line


def _sent_line(overview: YearOverview) -> str:
    if overview.recognised:
        return f"{count_text(overview.recognised)} người đã được công nhận"
    if overview.ready:
        return f"{count_text(overview.ready)} phiếu sẵn sàng gửi"
    return f"{count_text(overview.with_commune)} phiếu đã gửi xã"


def next_unit_door(overview: YearOverview) -> str:
    """The obvious next step of a village."""
    if overview.people == 0:
        return "people"
    if overview.registered == 0:
        return "registration"
    if overview.recognised:
        return "results"
    if overview.statuses.get(AssessmentStatus.RETURNED):
        return "scoring"
    if overview.begun < overview.registered or overview.complete < overview.begun:
        return "scoring"
    return "unit-exchange"


def commune_doors(overview: YearOverview, units: Sequence[UnitYear]) -> dict[str, str]:
    """A line for each door of the commune."""
    waiting = sum(unit.waiting for unit in units)
    with_units = sum(unit.with_unit for unit in units)
    return {
        "devices": f"{len(units)} thôn, đơn vị",
        "people": f"{count_text(overview.people)} người trong danh sách",
        "commune-exchange": f"{count_text(with_units)} phiếu thôn chưa gửi",
        "recognition": f"{count_text(waiting)} phiếu chờ thẩm định, "
        f"{count_text(overview.appraised)} đã thẩm định",
        "papers": f"{count_text(overview.recognised)} người đã được công nhận",
    }


def next_commune_door(overview: YearOverview, units: Sequence[UnitYear]) -> str:
    """The obvious next step of the commune."""
    if not units:
        return "devices"
    is_undecided = overview.appraised and not overview.recognised
    if sum(unit.waiting for unit in units) or is_undecided:
        return "recognition"
    return "papers" if overview.recognised else "commune-exchange"


def greeting(officer: str, unit_name: str, year: int | None, *, is_second: bool) -> str:
    """The title of the first screen; `is_second`: a computer of the commune, not its main one."""
    whose = f"{unit_name} – {officer}" if officer else unit_name
    whose += " (không phải máy chính)" if is_second else ""
    return whose if year is None else f"{whose} – Năm đánh giá {year}"

"""Sheets that were left where they are, as answers and as lines: who, and why."""

from collections.abc import Sequence

from vanhoa_desktop.services.appraisal.returned import ReturnedSheet
from vanhoa_desktop.services.recognition.given_titles import GivenTitle
from vanhoa_desktop.services.review.unsettled import UnsettledRecord
from vanhoa_desktop.services.sheets.disputes import (
    CONFLICT,
    LISTED_TWICE,
    NO_NEW_TITLE,
    PERSON_GONE,
    RESTS_ON_CONFLICT,
    HeldSheet,
)
from vanhoa_desktop.texts.sentences.holding import (
    GONE,
    MENDING_PRESENCE,
    names_text,
    no_new_title_text,
    not_returned_text,
    open_text,
    recognised_text,
    returned_text,
    unscored_text,
)

_PRESENCES = {code: presence for presence, code in NO_NEW_TITLE.items()}
_DISPUTED = frozenset({CONFLICT, LISTED_TWICE, PERSON_GONE, RESTS_ON_CONFLICT, *_PRESENCES})


def held_answer(held: Sequence[HeldSheet]) -> list[dict[str, str]]:
    """The JSON of sheets that were held."""
    return [{"person": item.person, "code": item.code} for item in held]


def disputed_answer(held: Sequence[HeldSheet]) -> list[dict[str, object]]:
    """The JSON of the sheets that something disputed holds, with names."""
    return [
        {
            "person": item.person,
            "code": item.code,
            "name": item.name,
            "unit_name": item.unit_name,
            "because": list(item.because),
        }
        for item in held
        if item.code in _DISPUTED
    ]


def held_lines(held: Sequence[HeldSheet]) -> list[str]:
    """A line for each sheet that something disputed holds, and what to do about it."""
    disputed = [item for item in held if item.code in _DISPUTED]
    lines = [f"  {_whose(item)}: {_why(item)}" for item in disputed]
    if any(item.code == LISTED_TWICE for item in disputed):
        lines.append("Xem và giải quyết: roster duplicates")
    if any(item.code in _PRESENCES for item in disputed):
        lines.append(MENDING_PRESENCE)
    if any(item.code not in {LISTED_TWICE, *_PRESENCES} for item in disputed):
        lines.append("Xem và giải quyết: conflicts list")
    return lines


def not_returned_lines(held: Sequence[HeldSheet]) -> list[str]:
    """A line for each sheet that could not be given back: why, and what to do."""
    return [f"  {_whose(item)}: {not_returned_text(item.code)}." for item in held]


def not_submitted_lines(held: Sequence[HeldSheet]) -> list[str]:
    """How many sheets are not complete, and a line for each that something disputed holds."""
    open_sheets = sum(item.code not in _DISPUTED for item in held)
    lines = [f"  {open_sheets} phiếu chưa chấm đủ."] if open_sheets else []
    return [*lines, *held_lines(held)]


def unsettled_answer(unsettled: Sequence[UnsettledRecord]) -> list[dict[str, object]]:
    """The JSON of records that a person must look at."""
    return [
        {
            "entity": item.record,
            "kind": item.kind,
            "subject": item.subject,
            "unit_name": item.unit_name,
            "contradictions": item.contradictions,
            "late": item.late,
            "gone": item.is_gone,
        }
        for item in unsettled
    ]


def unsettled_record_lines(unsettled: Sequence[UnsettledRecord]) -> list[str]:
    """A line for each record that a person must look at."""
    lines = [
        f"  {_named(item.subject, item.unit_name)}: {open_text(item.contradictions, item.late)}"
        for item in unsettled
        if not item.is_gone
    ]
    gone = [_named(item.subject, item.unit_name) for item in unsettled if item.is_gone]
    told = ["Cần người xem và chọn (conflicts list):", *lines] if lines else []
    return [*told, *(f"{GONE}: {name}." for name in gone)]


def returned_answer(sheets: Sequence[ReturnedSheet]) -> list[dict[str, object]]:
    """The JSON of sheets that the commune gave back."""
    return [
        {
            "entity": sheet.record,
            "person": sheet.person,
            "model": sheet.model.value,
            "year": sheet.year,
            "subject": sheet.subject,
            "reason": sheet.reason,
        }
        for sheet in sheets
    ]


def returned_lines(sheets: Sequence[ReturnedSheet]) -> list[str]:
    """A line that names the sheets which the commune gave back."""
    said = returned_text([(sheet.subject, sheet.reason) for sheet in sheets])
    return [said] if said else []


def unscored_lines(names: Sequence[str]) -> list[str]:
    """A line that names who is registered and has no points at all."""
    said = unscored_text(names)
    return [f"{said}."] if said else []


def recognised_answer(titles: Sequence[GivenTitle]) -> list[dict[str, object]]:
    """The titles that the commune gave by a file."""
    return [
        {
            "person": title.person,
            "model": title.model.value,
            "year": title.year,
            "subject": title.subject,
            "certificate_number": title.certificate_number,
        }
        for title in titles
    ]


def recognised_lines(titles: Sequence[GivenTitle]) -> list[str]:
    """A line that names to whom the commune gave titles."""
    said = recognised_text([(title.model, title.subject) for title in titles])
    return [said] if said else []


def _whose(item: HeldSheet) -> str:
    return _named(item.name, item.unit_name)


def _named(name: str, unit_name: str) -> str:
    return f"{name} ({unit_name})" if unit_name and unit_name != name else name or "Hồ sơ"


def _why(item: HeldSheet) -> str:
    if item.code == CONFLICT:
        return "số liệu chưa khớp"
    if item.code == PERSON_GONE:
        return "không còn trong danh sách: thôn đã bỏ hoặc hoàn tác sau khi gửi phiếu"
    if item.code in _PRESENCES:
        return no_new_title_text(_PRESENCES[item.code])
    if item.code == LISTED_TWICE:
        twins = names_text(item.because)
        return f"có thể là một người được ghi hai lần (cùng họ tên, số CCCD) với {twins}"
    return f"dựa trên số liệu chưa khớp của {names_text(item.because)}"

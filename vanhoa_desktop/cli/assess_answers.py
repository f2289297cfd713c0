"""What `vanhoa assess` answers: a sheet with its result, its reasons and the way to the title."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from vanhoa_desktop.domain.assessments import Assessment
from vanhoa_desktop.domain.enums import Outcome
from vanhoa_desktop.scoring.criteria import Answer
from vanhoa_desktop.scoring.results import Reason
from vanhoa_desktop.scoring.ways import Raise, Way
from vanhoa_desktop.services.results.explanations import Explained, Lacking
from vanhoa_desktop.services.sheets.sheets import PersonSheet, workflow_state
from vanhoa_desktop.texts.sentences.reasons import reason_sentence
from vanhoa_desktop.texts.sentences.ways import (
    lacking_count_sentence,
    points_lacking_text,
    raise_sentence,
    target_sentence,
    way_sentence,
)
from vanhoa_desktop.texts.words.numbers import stored_decimal
from vanhoa_desktop.texts.words.terms import outcome_term


def sheet_answer(sheet: PersonSheet) -> dict[str, object]:
    """The JSON answer of one person's sheet."""
    result = sheet.result
    return {
        "person": sheet.person.id,
        "full_name": sheet.person.full_name,
        "total": None if result.total is None else stored_decimal(result.total),
        "result": result.outcome.value,
        "reasons": _reasons(result.reasons),
        "missing": list(result.missing),
        "state": sheet.state,
        "points": _points(sheet.assessment),
        "criteria": sheet.criteria.id,
        "version": sheet.criteria.version,
    }


def sheet_lines(sheet: PersonSheet) -> list[str]:
    """The same for people."""
    answer = sheet_answer(sheet)
    total = _total_text(answer["total"])
    lines = [f"{sheet.person.full_name}: {outcome_term(sheet.result.outcome)} ({total})"]
    return lines + ["  " + _sentence(reason) for reason in sheet.result.reasons]


def explained_answer(found: Explained) -> dict[str, object]:
    """The JSON answer of any subject's sheet, with what lacks for the title."""
    result, way = found.result, found.way
    total = None if result is None else result.total
    return {
        "subject": found.key.id,
        "model": found.key.model.value,
        "name": found.label.name,
        "unit": found.label.unit_name,
        "criteria": None if found.criteria is None else found.criteria.id,
        "version": None if found.criteria is None else found.criteria.version,
        "total": None if total is None else stored_decimal(total),
        "result": (Outcome.NOT_ASSESSED if result is None else result.outcome).value,
        "level": None if result is None else result.level,
        "reasons": [] if result is None else _reasons(result.reasons),
        "warnings": [] if result is None else _reasons(result.warnings),
        "missing": [] if result is None else list(result.missing),
        "state": workflow_state(found.sheet, is_registered=found.sheet is not None),
        "points": _points(found.sheet),
        "facts": {name: _fact(value) for name, value in found.standing.entered.items()},
        "populations": {
            name: {"count": tally.count, "titled": tally.titled}
            for name, tally in found.standing.tallies.items()
        },
        "way": None if way is None else way_answer(way),
        "lacking": [_lacking_answer(member) for member in found.lacking],
    }


def explained_lines(found: Explained) -> list[str]:
    """The same for people."""
    answer = explained_answer(found)
    outcome = Outcome.NOT_ASSESSED if found.result is None else found.result.outcome
    lines = [f"{found.label.name}: {outcome_term(outcome)} ({_total_text(answer['total'])})"]
    if found.result is not None:
        reasons = (*found.result.reasons, *found.result.warnings)
        lines += ["  " + _sentence(reason) for reason in reasons]
    for population in dict.fromkeys(member.population for member in found.lacking):
        tally = found.standing.tallies[population]
        members = [(m.name, m.points) for m in found.lacking if m.population == population]
        lines.append("  " + lacking_count_sentence(population, tally.count - tally.titled, members))
    return lines + ["  " + line for line in way_lines(found.way)]


def way_answer(way: Way) -> dict[str, object]:
    """The shortest way to the title as JSON; `points` is what must be added in all."""
    return {
        "points": stored_decimal(way.points),
        "raises": [
            {
                "indicator": step.indicator,
                "from": None if step.given is None else stored_decimal(step.given),
                "to": stored_decimal(step.to),
                "message": _raise_text(step),
            }
            for step in way.raises
        ],
        "prerequisites": _reasons(way.prerequisites),
    }


def way_lines(way: Way | None) -> list[str]:
    """The shortest way for people; nothing where there is none, or nothing to do."""
    if way is None or not (way.raises or way.prerequisites):
        return []
    steps = [_raise_text(step) for step in way.raises]
    return [way_sentence(way.points), *steps]


def _raise_text(step: Raise) -> str:
    if step.answer is Answer.POINTS:
        return raise_sentence(step.indicator, step.given, step.to)
    return target_sentence(step.indicator, step.to if step.answer is Answer.LEVEL else None)


def _lacking_answer(member: Lacking) -> dict[str, object]:
    return {
        "population": member.population,
        "id": member.key.id,
        "name": member.name,
        "points": None if member.points is None else stored_decimal(member.points),
        "message": f"{member.name} ({points_lacking_text(member.points)})",
    }


def _reasons(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    return [
        {"code": reason.code, "indicator": reason.indicator, "message": _sentence(reason)}
        for reason in reasons
    ]


def _sentence(reason: Reason) -> str:
    return reason_sentence(reason.code, reason.facts | {"indicator": reason.indicator})


def _points(sheet: Assessment | None) -> dict[str, dict[str, str]]:
    given = {} if sheet is None else sheet.points
    return {
        assessor.value: {indicator: stored_decimal(value) for indicator, value in points.items()}
        for assessor, points in given.items()
    }


def _fact(value: object) -> object:
    """Truths as they are; numbers as text, exact."""
    if isinstance(value, Fraction):
        return stored_decimal(Decimal(value.numerator) / Decimal(value.denominator))
    return value


def _total_text(total: object) -> str:
    return "chưa có điểm" if total is None else f"{total} điểm".replace(".", ",")

"""What the screen of the models says of a body: why, what lacks, and the way (no Qt)."""

from dataclasses import dataclass

from vanhoa_desktop.scoring.criteria import Answer
from vanhoa_desktop.scoring.results import Reason
from vanhoa_desktop.scoring.ways import Raise
from vanhoa_desktop.services.results.explanations import Explained
from vanhoa_desktop.services.results.model_results import ModelRow
from vanhoa_desktop.texts.sentences.reasons import reason_sentence
from vanhoa_desktop.texts.sentences.ways import (
    points_lacking_text,
    population_term,
    raise_sentence,
    target_sentence,
    way_sentence,
)
from vanhoa_desktop.texts.words.numbers import decimal_text
from vanhoa_desktop.texts.words.terms import status_term
from vanhoa_desktop.ui.scoring.standing import standing_text

_NOT_BEGUN = "Chưa có phiếu"


@dataclass(frozen=True, slots=True)
class DetailRow:
    """One line of the explanation, under what it belongs to."""

    about: str
    text: str


def result_text(row: ModelRow) -> str:
    """✔ Đạt, ✘ Chưa đạt, ! Còn thiếu, ○ Chưa chấm; a body without a sheet is not begun."""
    if row.status is None:
        return f"○ {_NOT_BEGUN}"
    return standing_text(row.outcome, row.total)


def state_text(row: ModelRow) -> str:
    """Where the sheet stands."""
    return "–" if row.status is None else status_term(row.status)


def total_text(row: ModelRow) -> str:
    """The total, a dash where nothing is summed."""
    return "–" if row.total is None else decimal_text(row.total)


def detail_rows(found: Explained) -> list[DetailRow]:
    """Reasons in order, warnings, members without the title, and the shortest way."""
    if found.result is None:
        return [DetailRow("Kết quả", "Năm này chưa có bộ tiêu chí cho mô hình này.")]
    rows = [DetailRow("Vì sao", _sentence(reason)) for reason in found.result.reasons]
    rows += [DetailRow("Lưu ý", _sentence(reason)) for reason in found.result.warnings]
    for member in found.lacking:
        who = f"{member.name}: {points_lacking_text(member.points)}"
        rows.append(DetailRow(f"{population_term(member.population).capitalize()} chưa đạt", who))
    rows += [DetailRow("Ngoài ra", text) for text in _more_lacking(found)]
    return rows + _way_rows(found)


def _more_lacking(found: Explained) -> list[str]:
    """Of a big body only the nearest are named: how many more lack."""
    said = []
    for population in dict.fromkeys(member.population for member in found.lacking):
        tally = found.standing.tallies[population]
        named = sum(member.population == population for member in found.lacking)
        more = tally.count - tally.titled - named
        if more > 0:
            said.append(f"Còn {more} {population_term(population)} khác chưa đạt.")
    return said


def _way_rows(found: Explained) -> list[DetailRow]:
    way = found.way
    if way is None or not way.raises:
        return []
    steps = [DetailRow("", _raise_text(step)) for step in way.raises]
    return [DetailRow("Cách đạt", way_sentence(way.points)), *steps]


def _raise_text(step: Raise) -> str:
    if step.answer is Answer.POINTS:
        return raise_sentence(step.indicator, step.given, step.to)
    return target_sentence(step.indicator, step.to if step.answer is Answer.LEVEL else None)


def _sentence(reason: Reason) -> str:
    return reason_sentence(reason.code, reason.facts | {"indicator": reason.indicator})

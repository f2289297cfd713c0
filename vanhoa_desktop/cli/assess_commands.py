"""`vanhoa assess …`: the sheets of all models, their points, facts and results."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import click

from vanhoa_desktop.cli.assess_answers import (
    explained_answer,
    explained_lines,
    sheet_answer,
    sheet_lines,
    way_answer,
    way_lines,
)
from vanhoa_desktop.cli.context import FILE_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.import_answers import (
    answers_of,
    decide_option,
    import_answer,
    import_lines,
    read_decisions,
)
from vanhoa_desktop.domain.enums import Assessor, LearningModel
from vanhoa_desktop.scoring.expressions import Value
from vanhoa_desktop.scoring.facts import ENTERED_FACTS
from vanhoa_desktop.scoring.subjects import SubjectKey
from vanhoa_desktop.services.results.explanations import ExplanationService
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.sheets.body_sheets import BodyEntry, BodySheetService
from vanhoa_desktop.services.sheets.scores import ScoreImport, ScoreService

_POINTS = re.compile(r"[+-]?(\d{1,12}([.,]\d{1,12})?|nan|inf|infinity)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,4})?")
_TRUTHS: Mapping[str, Value] = {
    **dict.fromkeys(("yes", "true", "có"), True),
    **dict.fromkeys(("no", "false", "không"), False),
    "none": None,
}
_CITIZEN = LearningModel.CITIZEN
_WISH = re.compile(r"([^=\s]+)=(.*)")


@click.group()
def assess() -> None:
    """Phiếu đánh giá."""


def points_wishes(pairs: Sequence[str]) -> dict[str, Decimal | None]:
    """Points of `CS1=7,5` pairs; None for `CS1=none`.

    Raises a usage error for a malformed one (a refused value is the rules' business).
    """
    wishes: dict[str, Decimal | None] = {}
    for pair in pairs:
        found = _WISH.fullmatch(pair)
        text = found.group(2).strip() if found else ""
        is_cleared = text.lower() == "none"
        if found is None or not (is_cleared or _POINTS.fullmatch(text)):
            raise click.UsageError(f"Cần dạng CHỈ SỐ=ĐIỂM, ví dụ CS1=7,5; không phải «{pair}».")
        indicator = found.group(1).upper()
        if indicator in wishes:
            raise click.UsageError(f"{indicator} được ghi hai lần.")
        wishes[indicator] = None if is_cleared else Decimal(text.replace(",", "."))
    return wishes


def body_wishes(
    model: LearningModel, pairs: Sequence[str]
) -> tuple[dict[str, Decimal | None], dict[str, Value]]:
    """Points of `CS1=7,5` pairs and facts of `has_fund=yes`, `children=3` pairs of a model.

    Raises a usage error for a malformed one.
    """
    known = ENTERED_FACTS[model]
    of_facts = [pair for pair in pairs if pair.partition("=")[0].lower() in known]
    facts: dict[str, Value] = {}
    for pair in of_facts:
        name, _, text = pair.partition("=")
        if name.lower() in facts:
            raise click.UsageError(f"{name} được ghi hai lần.")
        facts[name.lower()] = _fact(pair, text.strip().lower())
    return points_wishes([pair for pair in pairs if pair not in of_facts]), facts


def _fact(pair: str, text: str) -> Value:
    if text in _TRUTHS:
        return _TRUTHS[text]
    if not _NUMBER.fullmatch(text):
        raise click.UsageError(f"Cần dạng has_fund=yes hoặc children=3, không phải «{pair}».")
    return Fraction(text.replace(",", "."))


def _model_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--model M`, and `--unit U` for the village of a household."""
    models = click.Choice([model.value for model in LearningModel])
    said = "Mô hình; ngoài công dân thì ghi hộ, dòng họ, thôn, đơn vị thay cho người."
    command = click.option("--model", type=models, default=_CITIZEN.value, help=said)(command)
    return click.option("--unit", "unit_text", default=None, help="Thôn của hộ.")(command)


@assess.command("set", context_settings={"ignore_unknown_options": False})
@click.argument("person", metavar="PERSON|SUBJECT")
@click.argument("pairs", nargs=-1, required=True, metavar="INDICATOR=POINTS|FACT=VALUE…")
@click.option("--cycle", "year", type=int, required=True)
@click.option(
    "--by", "by", type=click.Choice([assessor.value for assessor in Assessor]), required=True
)
@click.option("--reason", default=None)
@_model_option
@pass_context
def set_points(
    context: CommandContext, /, person: str, pairs: Sequence[str], year: int, **said: str | None
) -> None:
    """Ghi điểm của một phiếu; một điểm không hợp lệ thì không ghi điểm nào."""
    model, assessor = LearningModel(str(said["model"])), Assessor(str(said["by"]))
    if model is not _CITIZEN:
        points, facts = body_wishes(model, pairs)
        with context.session(writing=True) as session:
            session.require_unit()
            body = BodySheetService(session).find(model, person, said["unit_text"])
            entry = BodyEntry(body, year, assessor, points, facts, said["reason"])
            is_changed = BodySheetService(session).set(entry)
            found = ExplanationService(session).explain(body.key, year)
        answer = explained_answer(found) | {"changed": is_changed, "warnings": []}
        context.answer(answer, lambda: explained_lines(found))
        return
    wishes = points_wishes(pairs)
    with context.session(writing=True) as session:
        session.require_unit()
        meant = RosterService(session).person(person)
        saved = AssessmentService(session).set_points(
            PointsEntry(meant, year, assessor, wishes, said["reason"])
        )
    answer = sheet_answer(saved.sheet) | {
        "changed": saved.is_changed,
        "warnings": list(saved.warnings),
    }
    context.answer(answer, lambda: sheet_lines(saved.sheet))


@assess.command("show")
@click.argument("person", metavar="PERSON|SUBJECT")
@click.option("--cycle", "year", type=int, required=True)
@_model_option
@pass_context
def show(
    context: CommandContext, person: str, year: int, model: str, unit_text: str | None
) -> None:
    """Một phiếu, kết quả, vì sao, và đường ngắn nhất để đạt danh hiệu."""
    meant = LearningModel(model)
    with context.session(writing=False) as session:
        explaining = ExplanationService(session)
        if meant is not _CITIZEN:
            body = BodySheetService(session).find(meant, person, unit_text)
            found = explaining.explain(body.key, year)
            context.answer(explained_answer(found), lambda: explained_lines(found))
            return
        found_person = RosterService(session).person(person)
        sheet = AssessmentService(session).sheet(found_person, year)
        way = explaining.explain(SubjectKey(_CITIZEN, found_person.id), year).way
    answer = sheet_answer(sheet) | {"way": None if way is None else way_answer(way)}
    context.answer(answer, lambda: [*sheet_lines(sheet), *("  " + t for t in way_lines(way))])


@assess.command("import")
@click.argument("file", type=FILE_PATH)
@click.option("--cycle", "year", type=int, required=True)
@click.option(
    "--by", "by", type=click.Choice([Assessor.SELF.value, Assessor.VILLAGE.value]), required=True
)
@click.option("--sheet", default=None, help="Chỉ đọc một trang của bảng tính.")
@click.option("--dry-run", "is_dry_run", is_flag=True)
@click.option("--strict", "is_strict", is_flag=True)
@decide_option
@pass_context
def import_points(
    context: CommandContext, /, file: Path, year: int, decisions: Sequence[str], **how: object
) -> None:
    """Nhập điểm từ bảng tính: mỗi người một dòng, mỗi chỉ số một cột."""
    decided = read_decisions(decisions)
    sheet = how["sheet"]
    wish = ScoreImport(
        path=file,
        year=year,
        assessor=Assessor(str(how["by"])),
        sheet=sheet if isinstance(sheet, str) else None,
        is_dry_run=bool(how["is_dry_run"]),
        is_strict=bool(how["is_strict"]),
    )
    with context.session(writing=not wish.is_dry_run) as session:
        service = ScoreService(session)
        first = replace(wish, is_dry_run=True, is_strict=False)
        answers = answers_of(session, decided, lambda: service.import_file(first))
        report = service.import_file(replace(wish, answers=answers))
    context.answer(import_answer(report), lambda: import_lines(report))

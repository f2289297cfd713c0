"""`vanhoa criteria …`: criteria sets as files (docs/criteria-format.md)."""

from collections.abc import Sequence
from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.services.setup.criteria import CriteriaService, ListedCriteria
from vanhoa_desktop.services.setup.criteria_files import (
    CheckedFile,
    CriteriaFileService,
    LocatedProblem,
    check_file,
)

NOT_OK = 1


@click.group()
def criteria() -> None:
    """Bộ tiêu chí."""


@criteria.command("list")
@pass_context
def list_criteria(context: CommandContext) -> None:
    """Các bộ tiêu chí có sẵn và đang dùng."""
    with context.session(writing=False) as session:
        listed = CriteriaService(session).sets()
    answer = {"criteria": [_set_answer(item.criteria) | _use(item) for item in listed]}
    context.answer(answer, lambda: [_listed_line(item) for item in listed])


@criteria.command("check")
@click.argument("file", type=FILE_PATH)
@pass_context
@click.pass_context
def check_criteria(click_context: click.Context, context: CommandContext, file: Path) -> None:
    """Xem một tệp bộ tiêu chí có chỗ nào sai, ở dòng nào; không cần số liệu của xã."""
    if context.paths.store.exists():
        with context.session(writing=False) as session:
            checked = CriteriaFileService(session).check(file)
    else:
        checked = check_file(file)
    answer = _checked_answer(checked)
    context.answer(answer, lambda: _checked_lines(checked))
    if not checked.is_good:
        click_context.exit(NOT_OK)


@criteria.command("publish")
@click.argument("file", type=FILE_PATH)
@click.option("--cycle", "year", type=int, default=None, help="Dùng ngay cho năm đánh giá này.")
@pass_context
def publish_criteria(context: CommandContext, file: Path, year: int | None) -> None:
    """Công bố một bộ tiêu chí: từ đó nội dung không đổi nữa, và gửi về các thôn."""
    with context.session(writing=True) as session:
        published = CriteriaFileService(session).publish(file, year)
    found = published.criteria
    answer = _set_answer(found) | {
        "new": published.is_new,
        "problems": _problem_answers(published.problems),
    }
    said = "Đã công bố" if published.is_new else "Đã có từ trước, không đổi:"
    context.answer(answer, f"{said} {found.id} phiên bản {found.version} ({found.sha256}).")


@criteria.command("export")
@click.argument("set_id", metavar="ID")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@pass_context
def export_criteria(context: CommandContext, set_id: str, output: Path) -> None:
    """Lưu bộ tiêu chí ra tệp để xem hoặc sửa thành phiên bản mới."""
    with context.session(writing=False) as session:
        found = CriteriaFileService(session).export(set_id, output)
    context.answer(
        _set_answer(found) | {"file": str(output)},
        f"Đã lưu {found.id} phiên bản {found.version} vào {output}.",
    )


def _set_answer(item: CriteriaSet) -> dict[str, object]:
    return {
        "id": item.id,
        "version": item.version,
        "model": item.model.value,
        "sha256": item.sha256,
        "rule_known": item.is_rule_known,
        "certainty": item.certainty,
        "gaps": list(item.gaps),
    }


def _use(item: ListedCriteria) -> dict[str, object]:
    return {"in_use": item.is_in_use}


def _listed_line(item: ListedCriteria) -> str:
    used = " (đang dùng)" if item.is_in_use else ""
    rule = "" if item.criteria.is_rule_known else " – chưa có quy tắc đạt"
    return f"{item.criteria.id} {item.criteria.version}{used}{rule}"


def _checked_answer(checked: CheckedFile) -> dict[str, object]:
    found = checked.criteria
    none = {"id": None, "version": None, "model": None, "sha256": None}
    about = none if found is None else _set_answer(found)
    return about | {"ok": checked.is_good, "problems": _problem_answers(checked.problems)}


def _problem_answers(problems: Sequence[LocatedProblem]) -> list[dict[str, object]]:
    return [
        {
            "line": item.line,
            "severity": "error" if item.is_error else "warning",
            "code": item.code,
            "message": item.message,
        }
        for item in problems
    ]


def _checked_lines(checked: CheckedFile) -> list[str]:
    lines = [f"Dòng {item.line}: {item.message}" for item in checked.problems]
    if checked.criteria is None:
        return [*lines, "Chưa công bố được: hãy sửa những chỗ sai đã nêu."]
    found = checked.criteria
    return [*lines, f"{found.id} phiên bản {found.version}: không có chỗ sai ({found.sha256})."]

"""`vanhoa bundle …`: files to and from the commune."""

from collections.abc import Sequence
from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.held_answers import (
    recognised_answer,
    recognised_lines,
    returned_answer,
    returned_lines,
    unsettled_answer,
    unsettled_record_lines,
)
from vanhoa_desktop.cli.parameters import SIZE
from vanhoa_desktop.cli.refusals import told
from vanhoa_desktop.services.exchange.exchange import ExchangeService, MergeReport
from vanhoa_desktop.services.exchange.exporting import ExportService, ExportWish, SavedBundle
from vanhoa_desktop.services.exchange.given_away import GivenAway
from vanhoa_desktop.services.post.preview import BundlePreview, PreviewService
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.sheets.evidence import EvidenceService
from vanhoa_desktop.texts.sentences.effects import (
    given_away_text,
    overruled_text,
    people_changed_text,
    restored_text,
    taken_back_text,
)
from vanhoa_desktop.texts.sentences.exchange import disproved_text, units_back_text
from vanhoa_desktop.texts.sentences.rebuilding import fell_back_text

REFUSED = 1


@click.group()
def bundle() -> None:
    """Tệp gửi xã, tệp kết quả của xã."""


@bundle.command("export")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@click.option("--to", "unit_text", default=None, help="Thôn, đơn vị nhận (ở xã).")
@click.option("--full", "is_full", is_flag=True, help="Gửi lại tất cả.")
@click.option(
    "--max-size", "most_bytes", type=SIZE, default=None, help="Cỡ lớn nhất mỗi tệp, ví dụ 20MB."
)
@pass_context
def export(
    context: CommandContext,
    output: Path,
    unit_text: str | None,
    most_bytes: int | None,
    *,
    is_full: bool,
) -> None:
    """Lưu tệp để gửi; lớn quá cỡ thì thành nhiều tệp, nhận theo thứ tự nào cũng được."""
    with context.session(writing=True) as session:
        made = ExportService(session).export(ExportWish(output, unit_text, is_full, most_bytes))
    answer = {
        "bundle_id": made.bundle_id,
        "changes": made.changes,
        "evidence": made.evidence,
        "bytes": made.size_bytes,
        "path": str(output),
        "files": [
            {
                "path": str(file.path),
                "bundle_id": file.bundle_id,
                "changes": file.changes,
                "evidence": file.evidence,
                "bytes": file.size_bytes,
            }
            for file in made.files
        ],
    }
    context.answer(answer, lambda: [_saved_line(file) for file in made.files])


def _saved_line(file: SavedBundle) -> str:
    files = f", {file.evidence} tệp minh chứng" if file.evidence else ""
    return f"Đã lưu {file.path} ({file.changes} thay đổi{files})."


@bundle.command("inspect")
@click.argument("file", type=FILE_PATH)
@pass_context
def inspect(context: CommandContext, file: Path) -> None:
    """Xem trước một tệp; không ghi gì."""
    with context.session(writing=False) as session:
        seen = PreviewService(session).inspect(file)
    answer = {
        "bundle_id": seen.bundle_id,
        "changes": seen.changes,
        "new": seen.new_changes,
        "evidence": seen.evidence,
        "sender": {
            "device": seen.sender_device,
            "unit": seen.sender_unit,
            "unit_name": seen.sender_name,
        },
        "created": seen.created,
        "already_merged": seen.is_already_merged,
        "undone": seen.is_undone,
        "asks": seen.asks,
        "answers": seen.answers,
        "effect": {
            "created": dict(seen.effect.created),
            "altered": dict(seen.effect.altered),
            "submitted": seen.effect.submitted,
            "conflicts": seen.effect.conflicts,
            "late": seen.effect.late,
            "moved": seen.effect.moved,
            "suspected": seen.effect.suspected,
            "gone": list(seen.effect.gone),
            "renamed": [{"before": was, "after": now} for was, now in seen.effect.renamed],
            "given_away": given_away_answer(seen.effect.given_away),
        },
    }
    context.answer(answer, lambda: _preview_lines(seen))


def _preview_lines(seen: BundlePreview) -> list[str]:
    effect = seen.effect
    whose = f"Tệp của {seen.sender_name or 'nơi gửi'}"
    lines = [f"{whose}: {seen.changes} thay đổi, {seen.new_changes} chưa có ở máy này."]
    if seen.is_undone:
        lines.append(f"Tệp này đã nhận rồi hoàn tác; làm lại: bundle redo {seen.bundle_id[:16]}")
    elif seen.is_already_merged:
        lines.append("Tệp này đã nhận rồi.")
    else:
        created, altered = sum(effect.created.values()), sum(effect.altered.values())
        lines.append(
            f"Nếu nhận: {created} hồ sơ mới, {altered} hồ sơ sửa, {effect.submitted} phiếu gửi xã, "
            f"{effect.conflicts} số liệu chưa khớp, {effect.late} sửa muộn, "
            f"{effect.suspected} nghi trùng người, {effect.moved} đã chuyển đơn vị."
        )
        note = restored_text(asks=seen.asks, answers=seen.answers)
        lines += [note] if note else []
        lines += taken_back_text(effect.taken_back.kinds, effect.taken_back.people).splitlines()
        lines += overruled_text(effect.overruled).splitlines()
        lines += given_away_lines(effect.given_away)
        lines += people_changed_text(effect.gone, effect.renamed).splitlines()
    return lines


@bundle.command("merge")
@click.argument("files", type=FILE_PATH, nargs=-1, required=True)
@pass_context
@click.pass_context
def merge(click_context: click.Context, context: CommandContext, files: Sequence[Path]) -> None:
    """Nhận tệp; mỗi tệp là một lần ghi trọn vẹn."""
    with context.session(writing=True) as session:
        report = ExchangeService(session).merge(list(files))
        is_office = session.identity.is_office
        conflicts_open = ConflictService(session).count()
        missing = EvidenceService(session).missing_files()
    answer = merge_answer(report) | {"conflicts": conflicts_open, "missing_evidence": missing}
    if len(files) == 1 and report.refused:
        only = report.refused[0]
        answer["error"] = {
            "code": only.error.code.value,
            "message": told(only.error),
            "details": {name: str(value) for name, value in only.error.facts.items()},
        }
    for item in report.refused:
        click.echo(f"{item.path.name}: {told(item.error)}", err=True)
    for undone in report.undone:
        click.echo(
            f"Tệp này đã nhận rồi hoàn tác; làm lại bằng: bundle redo {undone[:16]}", err=True
        )
    context.answer(answer, lambda: _merged_lines(report, missing, is_office=is_office))
    if report.refused:
        click_context.exit(REFUSED)


def _merged_lines(report: MergeReport, missing: Sequence[str], *, is_office: bool) -> list[str]:
    lines = [
        f"Đã nhận {report.merged} tệp; đã có sẵn {report.skipped}; từ chối {len(report.refused)}."
    ]
    if report.fell_back is not None:
        lines.append(fell_back_text(report.fell_back, is_office=is_office))
        lines += ["Dòng lệnh: vanhoa recovery ask -o THƯ-MỤC."] if is_office else []
    lines += [disproved_text(report.disproved)] if report.disproved else []
    lines += [taken_back_text(item.kinds, item.people) for item in report.taken_back]
    lines += overruled_text(report.overruled).splitlines()
    lines += [line for item in report.given_away for line in given_away_lines(item)]
    lines += units_back_text(report.units_back).splitlines()
    lines += recognised_lines(report.recognised)
    lines += returned_lines(report.returned)
    lines += unsettled_record_lines(report.unsettled)
    if missing:
        lines.append(
            f"Còn {len(missing)} tệp minh chứng chưa về: xem bằng «evidence list --missing»."
        )
    return lines


def given_away_answer(given: GivenAway) -> dict[str, object]:
    """The JSON of whom the commune gave to other units."""
    return {"people": list(given.people), "assessed": list(given.assessed)}


def given_away_lines(given: GivenAway) -> list[str]:
    """Whom the commune gave to other units, as lines."""
    return given_away_text(given.people, given.assessed).splitlines()


def merge_answer(report: MergeReport) -> dict[str, object]:
    """The JSON answer of a merge."""
    return {
        "merged": report.merged,
        "skipped": report.skipped,
        "undone": list(report.undone),
        "waiting": [path.name for path in report.waiting],
        "needs_person": unsettled_answer(report.unsettled),
        "returned": returned_answer(report.returned),
        "recognised": recognised_answer(report.recognised),
        "taken_back": [
            {"kinds": dict(item.kinds), "people": list(item.people)} for item in report.taken_back
        ],
        "overruled": list(report.overruled),
        "given_away": [given_away_answer(item) for item in report.given_away],
        "units_back": list(report.units_back),
        "changes": report.changes,
        "evidence": report.evidence,
        "disproved": report.disproved,
        "fell_back": None if report.fell_back is None else report.fell_back.value,
        "refused": [
            {"file": str(item.path), "code": item.error.code.value, "message": told(item.error)}
            for item in report.refused
        ],
    }

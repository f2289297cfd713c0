"""`vanhoa import …` and `vanhoa bundle undo|redo|list`: taking something back as a whole."""

from collections.abc import Collection

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.services.review.acts_taken_back import TakenBackShare
from vanhoa_desktop.services.review.undo import ListedAct, UndoReport, UndoService
from vanhoa_desktop.texts.sentences.effects import left_standing_text
from vanhoa_desktop.texts.words.moments import moment_text


@click.group("import")
def imports() -> None:
    """Các lần nhập bảng tính: hoàn tác, làm lại."""


def _answer(context: CommandContext, report: UndoReport, done: str) -> None:
    answer = {
        f"{report.act.kind.value}_id": report.act.id,
        "id": report.act.id,
        "label": report.act.label,
        "undone": report.act.is_undone,
        "records": report.records,
        "changes": report.changes,
        "kept": list(report.effects.kept),
        "elsewhere": list(report.effects.elsewhere),
    }
    told = left_standing_text(report.effects.kept, report.effects.elsewhere)
    lines = [f"{done} «{report.act.label}»: {report.records} hồ sơ.", *told]
    context.answer(answer, "\n".join(lines))


def answer_act(
    context: CommandContext, kinds: Collection[ActKind], text: str, *, is_redo: bool = False
) -> None:
    """Undo, or redo, the act of one of these kinds whose id begins with `text`."""
    with context.session(writing=True) as session:
        service = UndoService(session)
        kind = service.kind_of(kinds, text)
        report = service.redo(kind, text) if is_redo else service.undo(kind, text)
    _answer(context, report, "Đã làm lại" if is_redo else "Đã hoàn tác")


_NOTES = {
    TakenBackShare.NONE: "",
    TakenBackShare.PART: " (xã hoàn tác một phần)",
    TakenBackShare.ALL: " (xã đã hoàn tác)",
}


def list_acts(context: CommandContext, kinds: Collection[ActKind], key: str) -> None:
    """The acts of these kinds, the newest first, under a key of the answer."""
    with context.session(writing=False) as session:
        acts = [act for act in UndoService(session).acts() if act.kind in kinds]
    context.answer(
        {key: [_listed(act) for act in acts]},
        lambda: [_line(act) for act in acts] or ["Không có."],
    )


def _listed(act: ListedAct) -> dict[str, object]:
    return {
        "id": act.id,
        "kind": act.kind.value,
        "label": act.label,
        "unit": act.unit,
        "changes": act.changes,
        "by": act.officer,
        "at": act.at,
        "undone": act.is_undone,
        "undoing_refused": act.is_kept,
        "taken_back": act.taken_back.value,
    }


def _line(act: ListedAct) -> str:
    note = " (đã hoàn tác)" if act.is_undone else _NOTES[act.taken_back]
    if act.is_kept:
        note = " (đã hoàn tác, nhưng xã không nhận lần hoàn tác này: vẫn đang tính)"
    return f"{act.id[:16]}  {moment_text(act.at)}  {act.label}{note}"


@imports.command("undo")
@click.argument("text", metavar="ID")
@pass_context
def undo_import(context: CommandContext, text: str) -> None:
    """Hoàn tác cả một lần nhập."""
    answer_act(context, {ActKind.IMPORT}, text)


@imports.command("redo")
@click.argument("text", metavar="ID")
@pass_context
def redo_import(context: CommandContext, text: str) -> None:
    """Làm lại một lần nhập đã hoàn tác."""
    answer_act(context, {ActKind.IMPORT}, text, is_redo=True)


@imports.command("list")
@pass_context
def list_imports(context: CommandContext) -> None:
    """Các lần nhập bảng tính, mới nhất trước."""
    list_acts(context, {ActKind.IMPORT}, "imports")


@click.command("undo")
@click.argument("text", metavar="ID")
@pass_context
def undo_bundle(context: CommandContext, text: str) -> None:
    """Hoàn tác cả một tệp đã nhận."""
    answer_act(context, {ActKind.BUNDLE}, text)


@click.command("redo")
@click.argument("text", metavar="ID")
@pass_context
def redo_bundle(context: CommandContext, text: str) -> None:
    """Làm lại một tệp đã hoàn tác."""
    answer_act(context, {ActKind.BUNDLE}, text, is_redo=True)


@click.command("list")
@pass_context
def list_bundles(context: CommandContext) -> None:
    """Các tệp đã nhận, mới nhất trước."""
    list_acts(context, {ActKind.BUNDLE}, "bundles")

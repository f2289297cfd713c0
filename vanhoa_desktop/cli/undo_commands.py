"""`vanhoa import …` and `vanhoa bundle undo|redo|list`: taking something back as a whole."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.services.undo import ListedAct, UndoReport, UndoService
from vanhoa_desktop.texts.moments import moment_text


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
    }
    context.answer(answer, f"{done} «{report.act.label}»: {report.records} hồ sơ.")


def _undo(context: CommandContext, kind: ActKind, text: str) -> None:
    with context.session(writing=True) as session:
        report = UndoService(session).undo(kind, text)
    _answer(context, report, "Đã hoàn tác")


def _redo(context: CommandContext, kind: ActKind, text: str) -> None:
    with context.session(writing=True) as session:
        report = UndoService(session).redo(kind, text)
    _answer(context, report, "Đã làm lại")


def _list(context: CommandContext, kind: ActKind) -> None:
    with context.session(writing=False) as session:
        acts = [act for act in UndoService(session).acts() if act.kind is kind]
    context.answer(
        {f"{kind.value}s": [_listed(act) for act in acts]},
        lambda: [_line(act) for act in acts] or ["Không có."],
    )


def _listed(act: ListedAct) -> dict[str, object]:
    return {
        "id": act.id,
        "label": act.label,
        "unit": act.unit,
        "changes": act.changes,
        "by": act.officer,
        "at": act.at,
        "undone": act.is_undone,
    }


def _line(act: ListedAct) -> str:
    note = " (đã hoàn tác)" if act.is_undone else ""
    return f"{act.id[:16]}  {moment_text(act.at)}  {act.label}{note}"


@imports.command("undo")
@click.argument("text", metavar="ID")
@pass_context
def undo_import(context: CommandContext, text: str) -> None:
    """Hoàn tác cả một lần nhập."""
    _undo(context, ActKind.IMPORT, text)


@imports.command("redo")
@click.argument("text", metavar="ID")
@pass_context
def redo_import(context: CommandContext, text: str) -> None:
    """Làm lại một lần nhập đã hoàn tác."""
    _redo(context, ActKind.IMPORT, text)


@imports.command("list")
@pass_context
def list_imports(context: CommandContext) -> None:
    """Các lần nhập bảng tính, mới nhất trước."""
    _list(context, ActKind.IMPORT)


@click.command("undo")
@click.argument("text", metavar="ID")
@pass_context
def undo_bundle(context: CommandContext, text: str) -> None:
    """Hoàn tác cả một tệp đã nhận."""
    _undo(context, ActKind.BUNDLE, text)


@click.command("redo")
@click.argument("text", metavar="ID")
@pass_context
def redo_bundle(context: CommandContext, text: str) -> None:
    """Làm lại một tệp đã hoàn tác."""
    _redo(context, ActKind.BUNDLE, text)


@click.command("list")
@pass_context
def list_bundles(context: CommandContext) -> None:
    """Các tệp đã nhận, mới nhất trước."""
    _list(context, ActKind.BUNDLE)

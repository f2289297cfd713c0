"""`vanhoa conflicts …` and `history`: what does not agree, and who changed what."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.review.conflicts import ConflictService, ListedConflict
from vanhoa_desktop.services.review.history import HistoryService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.texts.sentences.left_out import further_figures, further_values
from vanhoa_desktop.texts.sentences.values import kept_masked
from vanhoa_desktop.texts.words.moments import moment_text
from vanhoa_desktop.texts.words.terms import not_standing_term


@click.group()
def conflicts() -> None:
    """Số liệu chưa khớp."""


@conflicts.command("list")
@pass_context
def list_conflicts(context: CommandContext) -> None:
    """Các số liệu chưa khớp: mọi giá trị, ai ghi, khi nào."""
    with context.session(writing=False) as session:
        found = ConflictService(session).listed()
    answer = {
        "conflicts": [_conflict_answer(item) for item in found.shown],
        "further": found.further,
    }
    further = [further_figures(found.further)] if found.further else []
    context.answer(
        answer,
        lambda: (
            [line for item in found.shown for line in _conflict_lines(item)] + further
            or ["Không có."]
        ),
    )


@conflicts.command("resolve")
@click.argument("conflict", metavar="ID")
@click.option("--keep", "change", default=None, metavar="CHANGE_ID", help="Giữ giá trị này.")
@click.option("--value", default=None, metavar="V", help="Ghi giá trị đúng.")
@pass_context
def resolve(context: CommandContext, conflict: str, change: str | None, value: str | None) -> None:
    """Giải quyết một chỗ chưa khớp: giữ một giá trị, hoặc ghi giá trị đúng."""
    if (change is None) == (value is None):
        raise click.UsageError("Cần đúng một trong hai: --keep CHANGE_ID hoặc --value V.")
    with context.session(writing=True) as session:
        service = SettlingService(session)
        settled = (
            service.keep(conflict, change)
            if change is not None
            else service.type(conflict, value or "")
        )
        left = ConflictService(session).count()
    answer = {
        "id": settled.conflict.id,
        "entity": settled.conflict.record,
        "field": settled.conflict.field,
        "value": kept_masked(settled.conflict.field, settled.value),
        "conflicts": left,
    }
    whose = f"{settled.conflict.subject}, {settled.conflict.field_label}"
    context.answer(answer, f"{whose}: {settled.text}. Còn {left}.")


@conflicts.command("settle")
@click.argument("entity", metavar="ENTITY_ID")
@click.option("--as", "change", default=None, metavar="CHANGE_ID", help="Theo máy ghi giá trị này.")
@click.option("--as-shown", is_flag=True, help="Giữ mọi giá trị đang dùng.")
@pass_context
def settle(context: CommandContext, entity: str, change: str | None, *, as_shown: bool) -> None:
    """Giải quyết mọi chỗ chưa khớp của một phiếu, một hồ sơ trong một lần."""
    if (change is None) != as_shown:
        raise click.UsageError("Cần đúng một trong hai: --as CHANGE_ID hoặc --as-shown.")
    with context.session(writing=True) as session:
        whole = SettlingService(session).keep_all(entity, change)
        left = ConflictService(session).count()
    answer = {
        "entity": whole.record,
        "settled": [
            {
                "id": item.conflict.id,
                "field": item.conflict.field,
                "value": kept_masked(item.conflict.field, item.value),
            }
            for item in whole.settled
        ],
        "conflicts": left,
    }
    lines = [f"  {item.conflict.field_label}: {item.text}" for item in whole.settled]
    said = f"{whole.subject}: đã chọn {len(whole.settled)} chỗ. Còn {left}."
    context.answer(answer, lambda: [said, *lines])


@click.command()
@click.argument("entity", metavar="ENTITY_ID")
@pass_context
def history(context: CommandContext, entity: str) -> None:
    """Ai đã sửa gì, khi nào."""
    with context.session(writing=False) as session:
        found = HistoryService(session).of_record(entity)
    answer = {
        "changes": [
            {
                "change": item.change,
                "op": item.op.value,
                "values": {name: kept_masked(name, v) for name, v in item.values.items()},
                "by": item.by,
                "unit_name": item.unit_name,
                "device": item.device,
                "at": item.at,
                "stands": item.reason is None,
                "reason": None if item.reason is None else item.reason.value,
            }
            for item in found
        ]
    }
    context.answer(
        answer,
        lambda: [
            f"{moment_text(item.at)}  {item.by} ({item.unit_name}): "
            + ("; ".join(item.lines) or item.op.value)
            + ("" if item.reason is None else f" – {not_standing_term(item.reason)}")
            for item in found
        ],
    )


def _conflict_answer(item: ListedConflict) -> dict[str, object]:
    return {
        "id": item.id,
        "entity": item.record,
        "kind": item.kind,
        "field": item.field,
        "label": item.field_label,
        "subject": item.subject,
        "contradiction": item.is_contradiction,
        "values": [
            {
                "change": v.change,
                "value": kept_masked(item.field, v.value),
                "text": v.text,
                "by": v.by,
                "unit_name": v.unit_name,
                "at": v.at,
                "stands": v.stands,
                "reason": v.reason,
                "shown": v.is_shown,
            }
            for v in item.values
        ],
        "further_values": item.further,
    }


def _conflict_lines(item: ListedConflict) -> list[str]:
    whole = f"cả hồ sơ: {item.record}"
    lines = [f"{item.subject}: {item.field_label}  [{item.id[:16]}]  ({whole})"]
    lines.extend(
        f"    {v.text}: {v.by} ({v.unit_name}), {moment_text(v.at)}  [{v.change[:16]}]"
        for v in item.values
    )
    if item.further:
        lines.append(f"    {further_values(item.further)}")
    return lines

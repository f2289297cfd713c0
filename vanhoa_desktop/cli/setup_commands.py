"""`vanhoa unit …` and `cycle …`: the commune's set-up."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.domain.assessments import Cycle
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.words.terms import unit_kind_term

_KINDS = [kind.value for kind in UnitKind if kind is not UnitKind.COMMUNE]
_ALIKE = click.option(
    "--alike", "is_meant", is_flag=True, help="Tên chỉ khác dấu với một thôn, đơn vị đã có."
)


@click.group()
def unit() -> None:
    """Thôn, đơn vị của xã."""


@unit.command("add")
@click.argument("name")
@click.option("--kind", type=click.Choice(_KINDS), required=True)
@_ALIKE
@pass_context
def add_unit(context: CommandContext, name: str, kind: str, *, is_meant: bool) -> None:
    """Thêm một thôn, trường, trạm hoặc cơ quan."""
    with context.session(writing=True) as session:
        made = UnitService(session).add(name, UnitKind(kind), is_meant=is_meant)
    answer = _unit_answer(made)
    context.answer(answer | {"units": [answer]}, f"Đã thêm {made.name}.")


@unit.command("rename")
@click.argument("unit_text", metavar="UNIT")
@click.argument("name")
@_ALIKE
@pass_context
def rename_unit(context: CommandContext, unit_text: str, name: str, *, is_meant: bool) -> None:
    """Đổi tên một thôn, đơn vị (giấy tờ đã ban hành giữ tên cũ)."""
    with context.session(writing=True) as session:
        renamed = UnitService(session).rename(unit_text, name, is_meant=is_meant)
    answer = _unit_answer(renamed)
    context.answer(answer | {"units": [answer]}, f"Đã đổi tên thành {renamed.name}.")


@unit.command("remove")
@click.argument("unit_text", metavar="UNIT")
@pass_context
def remove_unit(context: CommandContext, unit_text: str) -> None:
    """Bỏ một thôn, đơn vị thêm nhầm, khi nơi đó chưa có gì."""
    with context.session(writing=True) as session:
        removed = UnitService(session).remove(unit_text)
    answer = _unit_answer(removed)
    context.answer(answer | {"units": [answer]}, f"Đã bỏ {removed.name}.")


@unit.command("list")
@pass_context
def list_units(context: CommandContext) -> None:
    """Các thôn, đơn vị."""
    with context.session(writing=False) as session:
        units = UnitService(session).units()
    answer = {"units": [_unit_answer(item) for item in units]}
    context.answer(answer, lambda: [f"{unit_kind_term(item.kind)}: {item.name}" for item in units])


@click.group()
def cycle() -> None:
    """Năm đánh giá."""


@cycle.command("open")
@click.argument("year", type=int)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None)
@pass_context
def open_cycle(context: CommandContext, year: int, until: object) -> None:
    """Mở năm đánh giá với các bộ tiêu chí đang có hiệu lực."""
    with context.session(writing=True) as session:
        opened = CycleService(session).open(year, str(until)[:10] if until else None)
    answer = _cycle_answer(opened) | {"cycles": [_cycle_answer(opened)]}
    context.answer(answer, f"Đã mở năm đánh giá {opened.year}.")


@cycle.command("list")
@pass_context
def list_cycles(context: CommandContext) -> None:
    """Các năm đánh giá."""
    with context.session(writing=False) as session:
        cycles = CycleService(session).cycles()
    answer = {"cycles": [_cycle_answer(item) for item in cycles]}
    context.answer(answer, lambda: [f"Năm đánh giá {item.year}" for item in cycles])


def _unit_answer(item: Unit) -> dict[str, object]:
    return {"id": item.id, "kind": item.kind.value, "name": item.name}


def _cycle_answer(item: Cycle) -> dict[str, object]:
    used = {
        model.value: {"id": reference.id, "version": reference.version, "sha256": reference.sha256}
        for model, reference in item.criteria.items()
    }
    return {"criteria": used, "until": item.until, "year": item.year}

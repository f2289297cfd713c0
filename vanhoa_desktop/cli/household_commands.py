"""`vanhoa household …` and `clan …`: the household register and the clans, by hand."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.domain.people import Clan, Household
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.clans import ClanService
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.setup.units import UnitService


@click.group()
def household() -> None:
    """Sổ hộ."""


@household.command("add")
@click.argument("code")
@click.option("--head", "head_name", default="", help="Chủ hộ.")
@click.option("--unit", "unit_text", default=None, help="Thôn, đơn vị (ở xã).")
@pass_context
def add_household(
    context: CommandContext, code: str, head_name: str, unit_text: str | None
) -> None:
    """Thêm một hộ; hộ đã có thì ghi lại chủ hộ."""
    with context.session(writing=True) as session:
        made = HouseholdService(session).add(code, head_name, unit_text)
        answer = _household_answer(made, _names(session))
    context.answer(answer, f"Đã có hộ {made.code} trong sổ.")


@household.command("set")
@click.argument("text", metavar="HOUSEHOLD")
@click.option("--unit", "unit_text", default=None, help="Thôn, đơn vị có hộ này (ở xã).")
@click.option("--head", "head_name", default=None, help="Chủ hộ.")
@click.option("--clan", "clan_text", default=None, help='Dòng họ của hộ trong năm; "" để bỏ.')
@click.option("--cycle", "year", type=int, default=None, help="Năm tính vào dòng họ.")
@pass_context
def set_household(
    context: CommandContext, /, text: str, unit_text: str | None, **fields: object
) -> None:
    """Sửa chủ hộ, hoặc ghi hộ thuộc dòng họ nào trong năm."""
    head_name, clan_text, year = fields["head_name"], fields["clan_text"], fields["year"]
    if (clan_text is None) != (year is None) or (head_name is None and clan_text is None):
        raise click.UsageError("Cần --head, hoặc --clan cùng với --cycle.")
    with context.session(writing=True) as session:
        service = HouseholdService(session)
        held = service.find(text, UnitService(session).id_of(unit_text))
        answer: dict[str, object] = {}
        if isinstance(year, int):
            answer["clan"] = service.place(held, str(clan_text), year)
        if head_name is not None:
            held = service.set_head(held, str(head_name))
        answer |= _household_answer(held, _names(session))
    context.answer(answer, f"Đã sửa hộ {held.code}.")


@household.command("list")
@click.option("--unit", "unit_text", default=None)
@pass_context
def list_households(context: CommandContext, unit_text: str | None) -> None:
    """Các hộ, theo mã hộ."""
    with context.session(writing=False) as session:
        unit = UnitService(session).id_of(unit_text)
        found = HouseholdService(session).households(unit)
        names = _names(session)
    answer = {
        "households": [
            _household_answer(item.household, names) | {"people": item.people} for item in found
        ]
    }
    context.answer(
        answer,
        lambda: (
            [
                f"{item.household.code}  {item.household.head_name or ''}  ({item.people} người)"
                for item in found
            ]
            or ["Không có."]
        ),
    )


@click.group()
def clan() -> None:
    """Dòng họ."""


@clan.command("add")
@click.argument("name")
@click.option("--head", "head_name", default="", help="Trưởng họ.")
@pass_context
def add_clan(context: CommandContext, name: str, head_name: str) -> None:
    """Thêm một dòng họ (ở xã)."""
    with context.session(writing=True) as session:
        made = ClanService(session).add(name, head_name)
    context.answer(_clan_answer(made), f"Đã thêm {made.name}.")


@clan.command("set")
@click.argument("text", metavar="CLAN")
@click.option("--name", default=None)
@click.option("--head", "head_name", default=None, help="Trưởng họ.")
@pass_context
def set_clan(context: CommandContext, text: str, name: str | None, head_name: str | None) -> None:
    """Sửa tên, trưởng họ của một dòng họ (ở xã)."""
    if name is None and head_name is None:
        raise click.UsageError("Cần --name hoặc --head.")
    with context.session(writing=True) as session:
        held = ClanService(session).set(text, name, head_name)
    context.answer(_clan_answer(held), f"Đã sửa {held.name}.")


@clan.command("list")
@click.option("--cycle", "year", type=int, default=None, help="Kể cả các hộ của từng dòng họ.")
@pass_context
def list_clans(context: CommandContext, year: int | None) -> None:
    """Các dòng họ."""
    with context.session(writing=False) as session:
        service = ClanService(session)
        clans = service.clans()
        of_households = {} if year is None else service.households(year)
    members: dict[str, list[str]] = {item.id: [] for item in clans}
    for house, its_clan in of_households.items():
        members.setdefault(its_clan, []).append(house)
    answer = {
        "clans": [
            _clan_answer(item) | ({} if year is None else {"households": sorted(members[item.id])})
            for item in clans
        ]
    }
    context.answer(
        answer, lambda: [f"{item.name}  {item.head_name or ''}" for item in clans] or ["Không có."]
    )


def _names(session: Session) -> dict[str, str]:
    return {item.id: item.name for item in UnitService(session).units()}


def _household_answer(item: Household, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": item.id,
        "code": item.code,
        "head_name": item.head_name,
        "unit": names.get(item.unit, ""),
        "unit_id": item.unit,
    }


def _clan_answer(item: Clan) -> dict[str, object]:
    return {"id": item.id, "name": item.name, "head_name": item.head_name}

"""`vanhoa person …`: people entered and corrected by hand."""

from collections.abc import Callable
from typing import Any

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.cli.roster_commands import person_answer
from vanhoa_desktop.domain.enums import Presence, Sex, TargetGroup
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.person_entry import PRESENCE_ON, PersonService, SavedPerson
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.units import UnitService

MOVED_AWAY = "MOVED_AWAY"
SAME_PERSON = "SAME_PERSON"
_Command = Callable[..., None]
_PRESENCE_ON_OPTION = "on"


@click.group()
def person() -> None:
    """Từng người: thêm, sửa."""


def _fields(command: _Command) -> _Command:
    """The options that say something of a person; an empty text clears the field."""
    options = (
        click.option("--birth", default=None, help="Ngày/tháng/năm, hoặc chỉ năm."),
        click.option("--sex", type=click.Choice([sex.value for sex in Sex]), default=None),
        click.option("--citizen-number", "--cccd", default=None, help="Số CCCD."),
        click.option("--household", default=None, help="Mã hộ."),
        click.option("--relation", default=None, help="Quan hệ với chủ hộ."),
        click.option("--occupation", default=None, help="Nghề nghiệp."),
        click.option(
            "--target-group", "--group", type=click.Choice([group.value for group in TargetGroup])
        ),
        click.option("--phone", default=None, help="Điện thoại."),
        click.option("--note", default=None, help="Ghi chú."),
        click.option("--presence", type=click.Choice([value.value for value in Presence])),
        click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Biến động từ ngày nào."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@person.command("add")
@click.argument("full_name", metavar="NAME")
@click.option("--unit", "unit_text", default=None, help="Thôn, đơn vị (ở xã).")
@_fields
@pass_context
def add_person(
    context: CommandContext, /, full_name: str, unit_text: str | None, **fields: object
) -> None:
    """Thêm một người vào danh sách."""
    typed = _typed(fields) | {"full_name": full_name}
    with context.session(writing=True) as session:
        saved = PersonService(session).add(typed, unit_text)
        answer = _answer(session, saved)
    context.answer(answer, f"Đã thêm {saved.person.full_name}.{_aside(saved)}")


@person.command("set")
@click.argument("text", metavar="PERSON")
@click.option("--full-name", "--name", default=None, help="Họ và tên.")
@_fields
@pass_context
def set_person(context: CommandContext, /, text: str, **fields: object) -> None:
    """Sửa một người; ghi "" để bỏ trống một mục."""
    typed = _typed(fields)
    if not typed:
        raise click.UsageError("Cần ghi ít nhất một mục để sửa, ví dụ --phone 0912345678.")
    with context.session(writing=True) as session:
        session.require_unit()
        saved = PersonService(session).set(RosterService(session).person(text), typed)
        answer = _answer(session, saved)
    done = "Đã sửa" if saved.is_changed else "Không có gì khác:"
    context.answer(answer, f"{done} {saved.person.full_name}.{_aside(saved)}")


def _typed(fields: dict[str, Any]) -> dict[str, str]:
    """The named options as typed fields; a date as ISO text."""
    on = fields.pop(_PRESENCE_ON_OPTION)
    if on is not None:
        if fields["presence"] is None:
            raise click.UsageError("--on cần đi cùng --presence.")
        fields[PRESENCE_ON] = on.date().isoformat()
    return {name: str(value) for name, value in fields.items() if value is not None}


def _answer(session: Session, saved: SavedPerson) -> dict[str, object]:
    names = {item.id: item.name for item in UnitService(session).units()}
    warnings = [{"code": SAME_PERSON, "people": list(saved.alike)}] if saved.alike else []
    if saved.moved:
        warnings.append({"code": MOVED_AWAY, "people": [item.person.id for item in saved.moved]})
    return person_answer(saved.person, names) | {
        "changed": saved.is_changed,
        "warnings": warnings,
    }


def _aside(saved: SavedPerson) -> str:
    alike = f" Nghi trùng với {len(saved.alike)} người khác." if saved.alike else ""
    return alike + "".join(
        f" {item.person.full_name} {item.told}: nếu là người ấy thì hãy báo xã."
        for item in saved.moved
    )

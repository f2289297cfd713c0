"""`vanhoa withdraw`, and `vanhoa registration …`: taking acts of registering back as a whole.

`vanhoa register` stands with the roster.
"""

from collections.abc import Sequence

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.cli.undo_commands import answer_act, list_acts
from vanhoa_desktop.services.office.act_labels import REGISTERING
from vanhoa_desktop.services.people.registrations import RegistrationService
from vanhoa_desktop.services.rows.roster import RosterService


@click.command()
@click.argument("people", nargs=-1, required=True, metavar="PERSON…")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def withdraw(context: CommandContext, people: Sequence[str], year: int) -> None:
    """Rút đăng ký trong năm, cùng sự đồng ý đã ghi; điểm được giữ nhưng không tính."""
    with context.session(writing=True) as session:
        session.require_unit()
        roster = RosterService(session)
        meant = [roster.person(text) for text in people]
        done = RegistrationService(session).withdraw(meant, year)
    ids = [person.id for person in meant]
    one = ids[0] if len(ids) == 1 else None
    context.answer(
        {"id": one, "ids": ids, "withdrawn": done.people, "act": done.act},
        f"Đã rút đăng ký của {done.people} người trong năm {year}.",
    )


@click.group()
def registration() -> None:
    """Các lần đăng ký, ghi đồng ý, rút đăng ký: hoàn tác, làm lại."""


@registration.command("undo")
@click.argument("text", metavar="ID")
@pass_context
def undo_registration(context: CommandContext, text: str) -> None:
    """Hoàn tác cả một lần đăng ký, ghi đồng ý hay rút đăng ký."""
    answer_act(context, REGISTERING, text)


@registration.command("redo")
@click.argument("text", metavar="ID")
@pass_context
def redo_registration(context: CommandContext, text: str) -> None:
    """Làm lại một lần đã hoàn tác."""
    answer_act(context, REGISTERING, text, is_redo=True)


@registration.command("list")
@pass_context
def list_registrations(context: CommandContext) -> None:
    """Các lần đăng ký, ghi đồng ý, rút đăng ký, mới nhất trước."""
    list_acts(context, REGISTERING, "registrations")

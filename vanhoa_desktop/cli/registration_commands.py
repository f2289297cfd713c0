"""`vanhoa withdraw`: ending registrations; `vanhoa register` stands with the roster."""

from collections.abc import Sequence

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.registrations import RegistrationService
from vanhoa_desktop.services.roster import RosterService


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
        withdrawn = RegistrationService(session).withdraw(meant, year).people
    ids = [person.id for person in meant]
    one = ids[0] if len(ids) == 1 else None
    context.answer(
        {"id": one, "ids": ids, "withdrawn": withdrawn},
        f"Đã rút đăng ký của {withdrawn} người trong năm {year}.",
    )

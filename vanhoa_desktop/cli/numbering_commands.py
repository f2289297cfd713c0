"""`vanhoa certificate numbering`: the register's next number, confirmed after a restore."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.recognition.numbering import NumberingService


@click.command("numbering")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--next", "following", type=int, default=None, help="Số tiếp theo trong sổ giấy.")
@pass_context
def numbering(context: CommandContext, year: int, following: int | None) -> None:
    """Xem, hoặc sau khi khôi phục thì xác nhận, số giấy công nhận tiếp theo."""
    with context.session(writing=following is not None) as session:
        service = NumberingService(session)
        found = service.numbering(year) if following is None else service.confirm(year, following)
    answer = {
        "year": found.year,
        "last": found.last,
        "next": found.next,
        "confirmed": found.is_confirmed,
    }
    told = "đã xác nhận" if found.is_confirmed else "chưa xác nhận, hãy xem sổ trên giấy"
    context.answer(answer, f"Năm {found.year}: số tiếp theo {found.next} ({told}).")

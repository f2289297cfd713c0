"""`vanhoa demo`: a made-up commune with a year of work done."""

from pathlib import Path

import click

from vanhoa_desktop.cli.context import FOLDER_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.speech import say_aside
from vanhoa_desktop.services.demo.year import make_demo

DEMO_PASSPHRASE = "demo"  # noqa: S105 - printed in the documentation, guards made-up data only


@click.command()
@click.argument("folder", type=FOLDER_PATH)
@click.option("--villages", type=click.IntRange(1, 60), default=3)
@click.option("--people", type=click.IntRange(2, 50_000), default=600)
@click.option("--seed", type=int, default=1)
@pass_context
def demo(context: CommandContext, folder: Path, villages: int, people: int, seed: int) -> None:
    """Tạo một xã mẫu (dữ liệu không có thật) với đủ một năm công việc."""
    made = make_demo(
        folder,
        villages=villages,
        people=people,
        seed=seed,
        passphrase=context.given_passphrase() or DEMO_PASSPHRASE,
        progress=say_aside,
    )
    answer = {"villages": made.villages, "people": made.people, "bundles": made.bundles}
    context.answer(answer, f"Đã tạo xã mẫu ở {folder}: {made.villages} thôn, {made.people} người.")

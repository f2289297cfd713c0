"""`vanhoa bundle waiting|quarantine`: files that came early, and files of ended devices."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.exchange.exchange import ExchangeService
from vanhoa_desktop.services.exchange.quarantine import QuarantineList
from vanhoa_desktop.services.exchange.waiting_list import WaitingList
from vanhoa_desktop.texts.sentences.exchange import disproved_text
from vanhoa_desktop.texts.words.moments import moment_text


def _saved_at(created: str) -> str:
    return moment_text(created) if created else "không đọc được"


@click.command("waiting")
@click.option("--drop", "dropped", default=None, metavar="FILE", help="Bỏ một tệp đang chờ.")
@pass_context
def waiting(context: CommandContext, dropped: str | None) -> None:
    """Các tệp đang chờ tệp trước."""
    with context.session(writing=dropped is not None) as session:
        service = WaitingList(session)
        if dropped is not None:
            service.drop(service.find(dropped))
        files = service.bundles()
    answer = {
        "waiting": [
            {
                "file": item.path.name,
                "unit": item.unit,
                "unit_name": item.unit_name,
                "created": item.created,
                "changes": item.changes,
            }
            for item in files
        ]
    }
    context.answer(
        answer,
        lambda: (
            [
                f"{item.path.name}: chờ tệp trước của {item.unit_name or 'nơi gửi'} "
                f"(tệp lưu lúc {_saved_at(item.created)})."
                for item in files
            ]
            or ["Không có."]
        ),
    )


@click.command("quarantine")
@click.option("--take", "taken", default=None, metavar="FILE", help="Đưa vào để xem xét (ở xã).")
@click.option("--drop", "dropped", default=None, metavar="FILE", help="Bỏ tệp.")
@pass_context
def quarantine(context: CommandContext, taken: str | None, dropped: str | None) -> None:
    """Tệp của máy đã ngừng sử dụng: xem, đưa vào để xem xét, hoặc bỏ."""
    changes, disproved = None, 0
    with context.session(writing=taken is not None or dropped is not None) as session:
        service = QuarantineList(session)
        if taken is not None:
            outcome = ExchangeService(session).take_for_review(service.find(taken))
            changes, disproved = outcome.new_changes or 0, outcome.disproved
        if dropped is not None:
            service.drop(service.find(dropped))
        files = service.bundles()
    answer = {
        "quarantine": [
            {
                "file": item.path.name,
                "device_id": item.device,
                "unit": item.unit,
                "unit_name": item.unit_name,
                "created": item.created,
                "changes": item.changes,
            }
            for item in files
        ],
        "changes": changes,
        "disproved": disproved,
    }
    told = [] if changes is None else [f"Đã đưa vào {changes} thay đổi để xem xét."]
    told += [disproved_text(disproved)] if disproved else []
    context.answer(
        answer,
        lambda: (
            told
            + [
                f"{item.path.name}: {item.unit_name or 'không đọc được'}, "
                f"lưu lúc {_saved_at(item.created)}."
                for item in files
            ]
            or ["Không có."]
        ),
    )

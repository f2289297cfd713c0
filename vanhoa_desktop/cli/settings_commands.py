"""`vanhoa settings …`: what the commune decides about counting and targets."""

from datetime import datetime

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.setup.settings import ListedSetting, SettingService
from vanhoa_desktop.texts.sentences.settings import setting_label

_DATE = click.DateTime(["%Y-%m-%d"])


@click.group()
def settings() -> None:
    """Thiết lập của xã."""


@settings.command("show")
@click.option("--on", "on", type=_DATE, default=None, help="Ngày nào (năm-tháng-ngày).")
@pass_context
def show(context: CommandContext, on: datetime | None) -> None:
    """Các thiết lập đang có hiệu lực; không ghi ngày thì xem cuối năm đánh giá mới nhất."""
    with context.session(writing=False) as session:
        found = SettingService(session).settings(on.date().isoformat() if on else None)
    answer = {"settings": [_answer(item) for item in found]}
    context.answer(answer, lambda: [_line(item) for item in found])


@settings.command("set")
@click.argument("key")
@click.argument("value")
@click.option("--from", "begins", type=_DATE, default=None, help="Có hiệu lực từ ngày nào.")
@pass_context
def set_setting(context: CommandContext, key: str, value: str, begins: datetime | None) -> None:
    """Đặt một thiết lập, có hiệu lực từ một ngày."""
    with context.session(writing=True) as session:
        kept = SettingService(session).set(
            key, value, begins.date().isoformat() if begins else None
        )
    context.answer(_answer(kept), _line(kept))


def _answer(item: ListedSetting) -> dict[str, object]:
    return {
        "key": item.key,
        "value": item.value,
        "default": item.default,
        "from": item.since,
        "text": item.shown,
        "label": setting_label(item.key),
    }


def _line(item: ListedSetting) -> str:
    since = f" (từ {item.since})" if item.since else ""
    return f"{item.key} = {item.shown}{since}  – {setting_label(item.key)}"

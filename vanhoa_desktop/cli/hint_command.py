"""`vanhoa report hints`: what an appraiser may want to look at again."""

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.services.appraisal.hints import HintService, NamedHint
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.sentences.hints import NO_VERDICT, hint_sentence

_PEOPLE_TOLD = 5


@click.command("hints")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--unit", "unit_text", default=None)
@pass_context
def report_hints(context: CommandContext, year: int, unit_text: str | None) -> None:
    """Cần xem lại: những điểm khác thường, kèm tên người; chỉ là gợi ý."""
    with context.session(writing=False) as session:
        unit = UnitService(session).id_of(unit_text)
        found = HintService(session).hints(year, unit)
    answer = {"hints": [_answer(item) for item in found], "note": NO_VERDICT}
    context.answer(answer, lambda: _lines(found))


def _answer(item: NamedHint) -> dict[str, object]:
    hint = item.hint
    return {
        "code": hint.code.value,
        "unit": item.unit_name,
        "unit_id": hint.unit,
        "message": hint_sentence(hint.code.value, item.unit_name, hint.facts),
        "count": len(item.people),
        "people": [{"id": one.id, "full_name": one.full_name} for one in item.people],
    }


def _lines(found: list[NamedHint]) -> list[str]:
    if not found:
        return ["Không thấy điểm gì khác thường."]
    lines = [NO_VERDICT]
    for item in found:
        hint = item.hint
        names = ", ".join(one.full_name for one in item.people[:_PEOPLE_TOLD])
        more = len(item.people) - _PEOPLE_TOLD
        lines.append(hint_sentence(hint.code.value, item.unit_name, hint.facts))
        lines.append(f"  {names}" + (f" và {more} người khác" if more > 0 else ""))
    return lines

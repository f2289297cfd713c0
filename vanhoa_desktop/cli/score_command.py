"""`vanhoa score`: the results of a year, and what another rule would mean for them."""

from collections.abc import Mapping
from decimal import Decimal

import click
from typing_extensions import override

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.services.results.year_results import (
    GroupCount,
    ScoreReport,
    WhatIfReport,
    WhatIfWish,
    YearResultService,
)
from vanhoa_desktop.texts.words.numbers import parse_decimal

_CITIZEN = LearningModel.CITIZEN.value


class PointsText(click.ParamType[Decimal]):
    """Points with a comma or a dot."""

    name = "points"

    @override
    def convert(
        self, value: str | Decimal, param: click.Parameter | None, ctx: click.Context | None
    ) -> Decimal:
        """The points as an exact number."""
        found = parse_decimal(str(value))
        if found is None:
            self.fail("cần số điểm, ví dụ 79,5.", param, ctx)
        return found


@click.command()
@click.option("--cycle", "year", type=int, required=True)
@click.option("--criteria", default=None, help="Xem theo bộ tiêu chí khác (mã, hoặc mã phiên bản).")
@click.option("--threshold", type=PointsText(), default=None, help="Xem theo điểm cần đạt khác.")
@click.option("--minimum", type=PointsText(), default=None, help="Xem theo điểm tối thiểu khác.")
@click.option(
    "--model",
    type=click.Choice([model.value for model in LearningModel]),
    default=None,
    help="Mô hình có quy tắc đổi, nếu không ghi bộ tiêu chí; mặc định là công dân.",
)
@click.option("--what-if", "is_what_if", is_flag=True, help="Chỉ xem nếu đổi thì sao.")
@pass_context
def score(context: CommandContext, /, year: int, *, is_what_if: bool, **rule: object) -> None:
    """Tính lại mọi kết quả của năm, hoặc xem nếu đổi quy tắc thì kết quả ra sao (không ghi gì)."""
    criteria, threshold, minimum = rule["criteria"], rule["threshold"], rule["minimum"]
    # Naming another rule asks what it would mean: the rule of the year is changed by publishing.
    is_what_if = is_what_if or any(value is not None for value in rule.values())
    with context.session(writing=False) as session:
        service = YearResultService(session)
        if not is_what_if:
            now = service.score(year)
            said = f"Đã đánh giá {now.assessed} người, đạt {now.passed}."
            if now.gone:
                said += f" Không tính người không còn trong danh sách: {', '.join(now.gone)}."
            context.answer(_score_answer(now), said)
            return
        seen = service.what_if(
            WhatIfWish(
                year,
                criteria if isinstance(criteria, str) else None,
                threshold if isinstance(threshold, Decimal) else None,
                minimum if isinstance(minimum, Decimal) else None,
                LearningModel(str(rule["model"] or _CITIZEN)),
            )
        )
    context.answer(_what_if_answer(seen), lambda: _what_if_lines(seen))


def _score_answer(report: ScoreReport) -> dict[str, object]:
    return {
        "assessed": report.assessed,
        "passed": report.passed,
        "by_group": _counts(report.by_group),
        "by_model": _counts(report.by_model),
        "gone": list(report.gone),
    }


def _counts(found: Mapping[str, GroupCount]) -> dict[str, object]:
    return {
        name: {"assessed": count.assessed, "passed": count.passed} for name, count in found.items()
    }


def _what_if_answer(seen: WhatIfReport) -> dict[str, object]:
    citizens = seen.by_model.get(_CITIZEN)
    after = {
        "assessed": citizens.assessed_after if citizens else 0,
        "passed": citizens.passed_after if citizens else 0,
    }
    before = {
        "assessed": citizens.assessed_before if citizens else 0,
        "passed": citizens.passed_before if citizens else 0,
    }
    by_label = {"by_group": seen.by_group, "by_model": seen.by_model, "by_unit": seen.by_unit}
    counted = {
        label: {
            name: {
                "assessed": counts.assessed_after,
                "passed": counts.passed_after,
                "assessed_before": counts.assessed_before,
                "passed_before": counts.passed_before,
                "gains": counts.gains,
                "loses": counts.loses,
            }
            for name, counts in found.items()
        }
        for label, found in by_label.items()
    }
    turned = [
        {
            "id": item.key.id,
            "model": item.key.model.value,
            "name": item.label.name,
            "unit": item.label.unit_name,
            "turn": item.turn.value,
        }
        for item in seen.turned
    ]
    used = {"id": seen.criteria.id, "version": seen.criteria.version}
    return {**after, "before": before, **counted, "turned": turned, "criteria": used}


def _what_if_lines(seen: WhatIfReport) -> list[str]:
    citizens = seen.by_model.get(_CITIZEN)
    lines = [f"Nếu tính theo {seen.criteria.id} (chỉ xem, không ghi gì):"]
    if citizens is not None:
        lines.append(
            f"  đạt {citizens.passed_after} người (hiện nay {citizens.passed_before}): "
            f"thêm {citizens.gains}, bớt {citizens.loses}."
        )
    lines.extend(f"  {item.label.name} ({item.label.unit_name})" for item in seen.turned)
    return lines

"""`vanhoa digital …`, `training …`, `title …`, `targets …`, `snapshot …`: the year's targets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.import_answers import (
    answers_of,
    decide_option,
    import_answer,
    import_lines,
    read_decisions,
)
from vanhoa_desktop.cli.target_answers import (
    figures_answer,
    frozen_answer,
    frozen_lines,
    problem_lines,
    share_answer,
    skills_answer,
    skills_lines,
    snapshot_answer,
    snapshot_line,
    target_line,
    trend_lines,
)
from vanhoa_desktop.domain.targets import BranchTraining, Confirmation, DigitalBasis
from vanhoa_desktop.scoring.shares import Share
from vanhoa_desktop.services.office.lookup import own_or_named_unit
from vanhoa_desktop.services.reporting.reports import ReportService
from vanhoa_desktop.services.reporting.snapshots import SnapshotService
from vanhoa_desktop.services.reporting.year_titles import CountingDay
from vanhoa_desktop.services.review.year_unsettled import unsettled_year
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.target_sets import TargetSetService, check_targets
from vanhoa_desktop.services.sheets.digital import DigitalEntry, DigitalImport, DigitalService
from vanhoa_desktop.services.sheets.year_entries import OutsideTitleWish, YearEntryService
from vanhoa_desktop.texts.sentences.criteria_problems import criteria_problem_sentence
from vanhoa_desktop.texts.sentences.targets import YEAR_NOT_CLOSED, overstated_text, unsettled_lines
from vanhoa_desktop.texts.words.names import clean_name

NOT_OK = 1
_DATE = click.DateTime(["%Y-%m-%d"])
_ANSWERS = {"yes": True, "no": False, "unknown": None}
_answer = click.Choice(list(_ANSWERS))
_basis = click.Choice([basis.value for basis in DigitalBasis])


def _iso(on: datetime | None) -> str | None:
    return on.date().isoformat() if on else None


@click.group()
def digital() -> None:
    """Kỹ năng số của từng người trong năm."""


@digital.command("set")
@click.argument("person")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--skills", type=_answer, default=None, help="Có kỹ năng số, đáp ứng công việc.")
@click.option("--fluency", type=_answer, default=None, help="Thành thạo kỹ năng số.")
@click.option("--basis", type=_basis, default=None, help="Căn cứ.")
@click.option("--on", "on", type=_DATE, default=None)
@pass_context
def set_digital(
    context: CommandContext, /, person: str, year: int, on: datetime | None, **said: str | None
) -> None:
    """Ghi kỹ năng số của một người, kèm căn cứ."""
    given = {name: said[name] for name in ("skills", "fluency") if said[name] is not None}
    is_stated = any(_ANSWERS[str(answer)] is not None for answer in given.values())
    if not given or (is_stated and said["basis"] is None):
        raise click.UsageError("Cần --skills hoặc --fluency, và --basis khi ghi có hoặc không.")
    basis = DigitalBasis(said["basis"] or DigitalBasis.OBSERVATION.value)
    confirmed = {
        name: Confirmation(value, basis, _iso(on))
        for name, answer in given.items()
        if (value := _ANSWERS[str(answer)]) is not None
    }
    cleared = frozenset(name for name, answer in given.items() if answer == "unknown")
    with context.session(writing=True) as session:
        meant = RosterService(session).person(person)
        saved = DigitalService(session).set(
            DigitalEntry(
                meant, year, confirmed.get("skills"), confirmed.get("fluency"), cleared=cleared
            )
        )
    context.answer(skills_answer(saved), lambda: skills_lines(saved))


@digital.command("show")
@click.argument("person")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def show_digital(context: CommandContext, person: str, year: int) -> None:
    """Kỹ năng số của một người và căn cứ."""
    with context.session(writing=False) as session:
        found = DigitalService(session).show(RosterService(session).person(person), year)
    context.answer(skills_answer(found), lambda: skills_lines(found))


@digital.command("import")
@click.argument("file", type=FILE_PATH)
@click.option("--cycle", "year", type=int, required=True)
@click.option("--basis", type=_basis, default=None, help="Căn cứ của những dòng không ghi căn cứ.")
@click.option("--on", "on", type=_DATE, default=None)
@click.option("--dry-run", "is_dry_run", is_flag=True)
@decide_option
@pass_context
def import_digital(
    context: CommandContext, /, file: Path, year: int, decisions: Sequence[str], **how: object
) -> None:
    """Nhập kỹ năng số từ bảng tính: cột «Kỹ năng số», «Thành thạo», «Căn cứ»."""
    basis, on = how["basis"], how["on"]
    wish = DigitalImport(
        path=file,
        year=year,
        basis=DigitalBasis(basis) if isinstance(basis, str) else None,
        on=_iso(on if isinstance(on, datetime) else None),
        is_dry_run=bool(how["is_dry_run"]),
    )
    decided = read_decisions(decisions)
    with context.session(writing=not wish.is_dry_run) as session:
        service = DigitalService(session)
        first = replace(wish, is_dry_run=True)
        answers = answers_of(session, decided, lambda: service.import_file(first))
        report = service.import_file(replace(wish, answers=answers))
    context.answer(import_answer(report), lambda: import_lines(report))


@click.group()
def training() -> None:
    """Học tập, quán triệt bộ tiêu chí của cán bộ, hội viên."""


@training.command("set")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--attended", type=click.IntRange(0), required=True, help="Số người đã dự.")
@click.option("--members", type=click.IntRange(0), required=True, help="Tổng số cán bộ, hội viên.")
@click.option("--unit", "unit_text", default=None)
@pass_context
def set_training(
    context: CommandContext, year: int, attended: int, members: int, unit_text: str | None
) -> None:
    """Ghi «đã dự / tổng số» của một chi hội."""
    with context.session(writing=True) as session:
        unit = own_or_named_unit(session, unit_text)
        YearEntryService(session).set_training(BranchTraining(unit, year, attended, members))
    warnings = ["ATTENDED_MORE_THAN_ALL"] if attended > members else []
    answer = {"unit_id": unit, "attended": attended, "members": members, "warnings": warnings}
    said = f"Đã ghi: đã dự {attended} / tổng số {members}."
    context.answer(answer, lambda: [said, *([overstated_text(1)] if warnings else [])])


@training.command("list")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def list_training(context: CommandContext, year: int) -> None:
    """«Đã dự / tổng số» của các chi hội."""
    with context.session(writing=False) as session:
        found = YearEntryService(session).trainings(year)
    listed = [{"unit_id": t.unit, "attended": t.attended, "members": t.members} for t in found]
    lines = [f"{one.unit}: {one.attended}/{one.members}" for one in found]
    context.answer({"trainings": listed}, lambda: lines)


@click.group()
def title() -> None:
    """Danh hiệu do nơi khác công nhận."""


@title.command("outside")
@click.argument("person")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--issuer", required=True, help="Cơ quan công nhận.")
@click.option("--decided", type=_DATE, default=None, help="Ngày quyết định.")
@click.option("--checked", type=_DATE, default=None, help="Ngày đã xem giấy công nhận.")
@pass_context
def outside_title(
    context: CommandContext,
    person: str,
    year: int,
    issuer: str,
    decided: datetime | None,
    checked: datetime | None,
) -> None:
    """Ghi danh hiệu được công nhận ở nơi khác; chỉ tính khi đã xem giấy."""
    with context.session(writing=True) as session:
        meant = RosterService(session).person(person)
        wish = OutsideTitleWish(meant, year, clean_name(issuer), _iso(decided), _iso(checked))
        saved = YearEntryService(session).set_outside_title(wish)
    answer = {"person": saved.person, "issuer": saved.issuer, "checked_on": saved.checked_on}
    counted = "được tính" if saved.checked_on else "chưa tính, vì chưa xem giấy công nhận"
    context.answer(answer, f"Đã ghi danh hiệu của {meant.full_name} ({counted}).")


@click.group()
def targets() -> None:
    """Chỉ tiêu của kế hoạch, dưới dạng tệp."""


@targets.command("list")
@click.option("--on", "on", type=_DATE, default=None)
@pass_context
def list_targets(context: CommandContext, on: datetime | None) -> None:
    """Các bộ chỉ tiêu đang có hiệu lực."""
    with context.session(writing=False) as session:
        found = TargetSetService(session).sets(_iso(on) or session.today())
    listed = [
        {"id": s.id, "version": s.version, "role": s.role.value, "title": s.title, "area": s.area}
        for s in found
    ]
    context.answer({"targets": listed}, lambda: [f"{s.id}: {s.title} ({s.area})" for s in found])


@targets.command("check")
@click.argument("file", type=FILE_PATH)
@pass_context
@click.pass_context
def check_targets_file(click_context: click.Context, context: CommandContext, file: Path) -> None:
    """Xem một tệp chỉ tiêu có chỗ nào sai, ở dòng nào."""
    found = check_targets(file)
    told = [(p.line, criteria_problem_sentence(p.code.value, p.facts)) for p in found]
    answer = {
        "problems": [
            {"line": problem.line, "code": problem.code.value, "message": message}
            for problem, (_, message) in zip(found, told, strict=True)
        ]
    }
    context.answer(answer, lambda: problem_lines(told) or ["Tệp không có chỗ nào sai."])
    if any(problem.is_error for problem in found):
        click_context.exit(NOT_OK)


@targets.command("publish")
@click.argument("file", type=FILE_PATH)
@click.option("--from", "valid_from", type=_DATE, default=None, help="Có hiệu lực từ ngày.")
@pass_context
def publish_targets(context: CommandContext, file: Path, valid_from: datetime | None) -> None:
    """Lấy một tệp làm chỉ tiêu của xã."""
    with context.session(writing=True) as session:
        found = TargetSetService(session).publish(file, _iso(valid_from))
    answer = {"id": found.id, "version": found.version, "targets": len(found.targets)}
    context.answer(answer, f"Chỉ tiêu của xã: {found.title} ({len(found.targets)} chỉ tiêu).")


@targets.command("state")
@click.argument("target")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--reached", type=click.IntRange(0, 999_999_999), required=True)
@click.option("--total", type=click.IntRange(0, 999_999_999), required=True)
@pass_context
def state_target(context: CommandContext, target: str, year: int, reached: int, total: int) -> None:
    """Ghi «đạt / tổng số» của chỉ tiêu mà chương trình không đếm được."""
    share = Share(reached, total)
    with context.session(writing=True) as session:
        TargetSetService(session).state(year, target, share)
    answer = {"id": target, "cycle": year} | share_answer(share)
    context.answer(answer, f"Đã ghi {target} năm {year}: {reached}/{total}.")


@click.command("targets")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--provisional", type=_DATE, default=None, help="Số liệu tạm tính đến ngày.")
@click.option("--trend", "has_trend", is_flag=True, help="Kèm các năm trước.")
@pass_context
def report_targets(
    context: CommandContext, year: int, provisional: datetime | None, *, has_trend: bool
) -> None:
    """Các chỉ tiêu kế hoạch, tử số, mẫu số và còn thiếu bao nhiêu."""
    with context.session(writing=False) as session:
        service = ReportService(session)
        figures = service.figures(year, provisional_on=_iso(provisional))
        trend = service.trend(year) if has_trend else []
    past = [
        {
            "cycle": point.year,
            "frozen": point.is_frozen,
            "targets": [
                {"id": row.id, "numerator": row.share.numerator}
                | {"denominator": row.share.denominator}
                for row in point.targets
            ],
        }
        for point in trend
    ]
    answer = figures_answer(figures) | ({"trend": past} if has_trend else {})
    lines = [target_line(row) for row in figures.targets]
    context.answer(answer, lambda: [*lines, *trend_lines(trend)])


@click.group()
def snapshot() -> None:
    """Bản chốt số liệu: giữ đúng số đã báo cáo."""


@snapshot.command("create")
@click.option("--cycle", "year", type=int, required=True)
@click.option("--provisional", type=_DATE, default=None, help="Tạm tính đến ngày.")
@pass_context
def create_snapshot(context: CommandContext, year: int, provisional: datetime | None) -> None:
    """Chốt số liệu của năm: tạm tính đến một ngày, hoặc chính thức."""
    until = _iso(provisional)
    day = CountingDay.final(year) if until is None else CountingDay.provisional(year, until)
    with context.session(writing=True) as session:
        frozen = SnapshotService(session).create(day)
        is_early = until is None and session.today() <= day.cut_off
        left = unsettled_year(session, year)
    answer = frozen_answer(frozen) | {"warnings": ["YEAR_NOT_CLOSED"] if is_early else []}
    lines = [
        *frozen_lines(frozen),
        *([YEAR_NOT_CLOSED] if is_early else []),
        *unsettled_lines(left.places, left.whose, left.with_units, left.waiting, left.undecided),
    ]
    context.answer(answer, lambda: lines)


@snapshot.command("list")
@click.option("--cycle", "year", type=int, required=True)
@pass_context
def list_snapshots(context: CommandContext, year: int) -> None:
    """Các bản chốt số liệu của năm."""
    with context.session(writing=False) as session:
        found = SnapshotService(session).snapshots(year)
    answer = {"snapshots": [snapshot_answer(one) for one in found]}
    context.answer(answer, lambda: [snapshot_line(one) for one in found])


@snapshot.command("show")
@click.argument("snapshot_text", metavar="ID")
@pass_context
def show_snapshot(context: CommandContext, snapshot_text: str) -> None:
    """Số liệu của một bản chốt, đúng như lúc chốt."""
    with context.session(writing=False) as session:
        frozen = SnapshotService(session).show(snapshot_text)
    context.answer(frozen_answer(frozen), lambda: frozen_lines(frozen))

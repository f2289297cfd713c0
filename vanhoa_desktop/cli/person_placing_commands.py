"""`vanhoa person`: where people are, who is one, who is erased; and `roster duplicates`."""

from collections.abc import Sequence

import click

from vanhoa_desktop.cli.context import CommandContext, pass_context
from vanhoa_desktop.cli.roster_commands import person_answer
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.people.duplicates import LEAST_SCORE, DuplicateService, SuspectedPair
from vanhoa_desktop.services.people.erasure import ErasureReport, ErasureService
from vanhoa_desktop.services.people.moving import MoveReport, MoveService
from vanhoa_desktop.services.people.same_person import AnsweredPair, LinkReport, SamePersonService
from vanhoa_desktop.services.people.wishes import WishService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.sentences.left_out import left_out_text
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.terms import same_person_term

_YEAR = click.IntRange(2000, 2200)


@click.command("move")
@click.argument("text", metavar="PERSON")
@click.option("--to", "unit_text", required=True, metavar="UNIT", help="Thôn, đơn vị mới.")
@click.option("--household", default=None, metavar="CODE", help="Mã hộ ở nơi mới.")
@pass_context
def move(context: CommandContext, text: str, unit_text: str, household: str | None) -> None:
    """Chuyển một người sang thôn, đơn vị khác."""
    with context.session(writing=True) as session:
        report = MoveService(session).move(text, unit_text, household)
        names = {unit.id: unit.name for unit in UnitService(session).units()}
    where = names[report.unit]
    there = f"Người này đã ở {where} rồi; không chuyển đi đâu."
    said = there if report.was_there else _moved_text(report, f"Đã chuyển sang {where}")
    context.answer(_moved_answer(report), said)


@click.command("assess-at")
@click.argument("text", metavar="PERSON")
@click.option("--cycle", "year", type=_YEAR, required=True, metavar="Y")
@click.option("--unit", "unit_text", default=None, metavar="UNIT", help="Đơn vị đánh giá.")
@click.option("--home", "is_home", is_flag=True, help="Đánh giá tại nơi ở.")
@pass_context
def assess_at(
    context: CommandContext, text: str, year: int, unit_text: str | None, *, is_home: bool
) -> None:
    """Nơi đánh giá của một người trong năm: trường, cơ quan trong xã, hoặc nơi ở."""
    if (unit_text is None) != is_home:
        raise click.UsageError("Cần đúng một trong hai: --unit TÊN hoặc --home.")
    with context.session(writing=True) as session:
        report = MoveService(session).assess_at(text, year, unit_text)
        names = {unit.id: unit.name for unit in UnitService(session).units()}
    where = f"đánh giá tại {names.get(report.unit, report.unit)}"
    if report.is_wish:
        said = f"Đã ghi để xin xã cho {where} trong năm {year}. Hãy gửi xã, chờ xã trả lời."
    else:
        said = _moved_text(report, f"Năm {year} {where}")
    context.answer(_moved_answer(report), said)


@click.command("assess-wishes")
@pass_context
def assess_wishes(context: CommandContext) -> None:
    """Người mà thôn xin cho đánh giá ở nơi khác, xã chưa ghi (assess-at)."""
    with context.session(writing=False) as session:
        found = WishService(session).wishes()
    answer = {
        "wishes": [
            {
                "id": wish.person,
                "full_name": wish.full_name,
                "cycle": wish.year,
                "home": wish.home,
                "unit": wish.elsewhere,
            }
            for wish in found
        ]
    }
    lines = [f"{w.full_name}: {w.home} → {w.elsewhere} ({w.year})" for w in found]
    context.answer(answer, lambda: lines or ["Không có."])


def _moved_answer(report: MoveReport) -> dict[str, object]:
    return {"id": report.person, "unit_id": report.unit, "records": report.records}


def _moved_text(report: MoveReport, done: str) -> str:
    return f"{done}; {report.records} phiếu đi theo."


@click.command("merge")
@click.argument("left", required=False, metavar="PERSON")
@click.argument("right", required=False, metavar="PERSON")
@click.option("--exact", "is_exact", is_flag=True, help="Mọi cặp cùng CCCD, họ tên, ngày sinh.")
@pass_context
def merge_people(
    context: CommandContext, left: str | None, right: str | None, *, is_exact: bool
) -> None:
    """Hai hồ sơ là một người: giữ cả hai, chỉ tính một lần."""
    if is_exact != (left is None) or (left is None) != (right is None):
        raise click.UsageError("Cần hai người, hoặc --exact.")
    with context.session(writing=True) as session:
        service = SamePersonService(session)
        if left is None or right is None:
            linked = service.link_exact()
            context.answer({"linked": linked}, f"Đã ghép {linked} cặp.")
            return
        report = service.link(left, right)
    _say_class(context, report, linked=1)


@click.command("unmerge")
@click.argument("left", metavar="PERSON")
@click.argument("right", metavar="PERSON")
@pass_context
def unmerge_people(context: CommandContext, left: str, right: str) -> None:
    """Hai hồ sơ là hai người: bỏ ghép, và không gợi ý lại."""
    with context.session(writing=True) as session:
        report = SamePersonService(session).unlink(left, right)
    _say_class(context, report, linked=0)


@click.command("choose")
@click.argument("text", metavar="PERSON")
@click.option("--cycle", "year", type=_YEAR, required=True, metavar="Y")
@pass_context
def choose_record(context: CommandContext, text: str, year: int) -> None:
    """Hồ sơ này được tính trong năm, trong các hồ sơ của cùng một người."""
    with context.session(writing=True) as session:
        report = SamePersonService(session).choose(text, year)
    _say_class(context, report, linked=0)


def _say_class(context: CommandContext, report: LinkReport, *, linked: int) -> None:
    answer = {"id": report.name, "members": list(report.members), "linked": linked}
    context.answer(answer, f"Người này có {len(report.members)} hồ sơ.")


@click.command("erase")
@click.argument("text", metavar="PERSON")
@click.option("--reason", required=True, metavar="T", help="Lý do, ghi vào sổ.")
@pass_context
def erase_person(context: CommandContext, text: str, reason: str) -> None:
    """Xóa dữ liệu của một người trên mọi máy; không lấy lại được."""
    with context.session(writing=True) as session:
        report = ErasureService(session).erase(text, reason)
    answer = {
        "id": report.person,
        "records": report.records,
        "titles_kept": report.titles_kept,
        "linked": [{"id": other.person, "unit": other.unit_name} for other in report.linked],
        "households": list(report.households),
    }
    context.answer(answer, lambda: _erased_lines(report))


def _erased_lines(report: ErasureReport) -> list[str]:
    """What was erased, and how to erase what else there is of the same person."""
    lines = [f"Đã xóa {report.records} hồ sơ; sổ công nhận giữ {report.titles_kept} danh hiệu."]
    if report.linked:
        units = ", ".join(dict.fromkeys(other.unit_name for other in report.linked))
        lines.append(
            f"Còn {len(report.linked)} hồ sơ khác của chính người này ({units}) chưa xóa. Phải xóa "
            "hết dữ liệu của người này thì xóa cả hồ sơ ấy:"
        )
        lines += [f"  vanhoa person erase {other.person} --reason …" for other in report.linked]
    if report.households:
        lines.append(
            f"Hộ {', '.join(report.households)} từng ghi người này là chủ hộ: tên đã bỏ khỏi mọi "
            "danh sách, nhưng còn trong phần «Ai đã sửa gì, khi nào» của hộ; chương trình chưa xóa "
            "được chỗ ấy."
        )
    return lines


@click.command("duplicates")
@click.option(
    "--least", type=click.IntRange(0, 100), default=LEAST_SCORE, help="Điểm nghi trùng ít nhất."
)
@click.option("--answered", "is_answered", is_flag=True, help="Các cặp đã trả lời, mới nhất trước.")
@pass_context
def duplicates(context: CommandContext, least: int, *, is_answered: bool) -> None:
    """Các hồ sơ nghi là cùng một người, vì sao."""
    with context.session(writing=False) as session:
        names = {unit.id: unit.name for unit in UnitService(session).units()}
        if is_answered:
            _say_answered(context, SamePersonService(session).answered(), names)
            return
        found = DuplicateService(session).suspects(least)
    answer = {
        "pairs": [_pair_answer(pair, names) for pair in found.pairs],
        "further": found.further,
        "crowds": [{"name": name, "people": people} for name, people in found.crowds],
    }
    left_out = left_out_text(found.further, found.crowds)
    context.answer(
        answer,
        lambda: [
            *([_pair_line(pair, names) for pair in found.pairs] or ["Không có."]),
            *([left_out] if left_out else []),
        ],
    )


def _say_answered(
    context: CommandContext, pairs: Sequence[AnsweredPair], names: dict[str, str]
) -> None:
    answer = {
        "answered": [
            {
                "linked": pair.is_linked,
                "people": [person_answer(person, names) for person in (pair.left, pair.right)],
            }
            for pair in pairs
        ]
    }
    lines = [
        f"{_told(pair.left, names)} – {_told(pair.right, names)}: "
        + ("là một người" if pair.is_linked else "là hai người")
        for pair in pairs
    ]
    context.answer(answer, lambda: lines or ["Không có."])


def _pair_answer(pair: SuspectedPair, names: dict[str, str]) -> dict[str, object]:
    return {
        "score": pair.score,
        "exact": pair.is_exact,
        "signs": [sign.value for sign in pair.signs],
        "reasons": [same_person_term(sign) for sign in pair.signs],
        "people": [person_answer(person, names) for person in (pair.left, pair.right)],
    }


def _pair_line(pair: SuspectedPair, names: dict[str, str]) -> str:
    people = " – ".join(_told(person, names) for person in (pair.left, pair.right))
    return f"{pair.score} %: {people} ({', '.join(map(same_person_term, pair.signs))})"


def _told(person: Person, names: dict[str, str]) -> str:
    birth = birth_text(person.birth) if person.birth else "không rõ ngày sinh"
    return f"{person.full_name}, {birth}, {names.get(person.home_unit, '')}"

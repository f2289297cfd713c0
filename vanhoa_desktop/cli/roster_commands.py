"""`vanhoa roster …` and `vanhoa register`: people and their registration for a year."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.cli.import_answers import (
    answers_of,
    decide_option,
    import_answer,
    import_lines,
    read_decisions,
)
from vanhoa_desktop.domain.enums import ConsentKind, TextEncoding
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.rows.roster import RosterImport, RosterService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.texts.sentences.effects import registered_text
from vanhoa_desktop.texts.words.names import mask_citizen_number

DEFAULT_LIMIT = 50


@click.group()
def roster() -> None:
    """Danh sách nhân khẩu."""


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, equals, heading = pair.partition("=")
        if not equals or not field.strip() or not heading.strip():
            raise click.UsageError(f"--map cần dạng TRƯỜNG=TIÊU ĐỀ CỘT, không phải «{pair}».")
        mapping[field.strip()] = heading.strip()
    return mapping


@roster.command("import")
@click.argument("file", type=FILE_PATH)
@click.option("--unit", "unit_text", default=None)
@click.option("--sheet", default=None)
@click.option("--map", "pairs", multiple=True, metavar="FIELD=HEADING")
@click.option(
    "--encoding", type=click.Choice([encoding.value for encoding in TextEncoding]), default="auto"
)
@click.option("--dry-run", "is_dry_run", is_flag=True)
@click.option("--strict", "is_strict", is_flag=True)
@decide_option
@pass_context
def import_roster(
    context: CommandContext,
    /,
    file: Path,
    unit_text: str | None,
    pairs: Sequence[str],
    decisions: Sequence[str],
    **reading: object,
) -> None:
    """Nhập danh sách từ bảng tính; nhập lại thì cập nhật, không nhân đôi."""
    decided = read_decisions(decisions)
    sheet = reading["sheet"]
    wish = RosterImport(
        path=file,
        unit=unit_text,
        sheet=sheet if isinstance(sheet, str) else None,
        mapping=_mapping(pairs),
        encoding=TextEncoding(str(reading["encoding"])),
        is_dry_run=bool(reading["is_dry_run"]),
        is_strict=bool(reading["is_strict"]),
    )
    with context.session(writing=not wish.is_dry_run) as session:
        service = RosterService(session)
        first = replace(wish, is_dry_run=True, is_strict=False)
        answers = answers_of(session, decided, lambda: service.import_file(first))
        report = service.import_file(replace(wish, answers=answers))
    context.answer(import_answer(report), lambda: import_lines(report))


@roster.command("export")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@click.option("--search", "text", default="", help="Chỉ lưu những người tìm thấy.")
@pass_context
def export_roster(context: CommandContext, output: Path, text: str) -> None:
    """Lưu danh sách ra bảng tính .xlsx (số CCCD được che)."""
    with context.session_for_papers() as session:
        people = RosterService(session).export_file(output, text)
    context.answer({"people": people}, f"Đã lưu {people} người vào {output}.")


@roster.command("search")
@click.argument("text")
@click.option("--limit", type=click.IntRange(min=0), default=DEFAULT_LIMIT)
@pass_context
def search(context: CommandContext, text: str, limit: int) -> None:
    """Tìm người theo tên (không cần dấu) hoặc số CCCD."""
    with context.session(writing=False) as session:
        people = RosterService(session).search(text, limit)
        names = {item.id: item.name for item in UnitService(session).units()}
    answer = {"people": [person_answer(person, names) for person in people]}
    context.answer(answer, lambda: [_person_line(person, names) for person in people])


@click.command()
@click.argument("people", nargs=-1, required=True, metavar="PERSON…")
@click.option("--cycle", "year", type=int, required=True)
@click.option(
    "--consent", "consents", type=click.Choice([kind.value for kind in ConsentKind]), multiple=True
)
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), default=None)
@pass_context
def register(
    context: CommandContext,
    people: Sequence[str],
    year: int,
    consents: Sequence[str],
    on: datetime | None,
) -> None:
    """Đăng ký tham gia trong năm; sự đồng ý chỉ ghi khi có --consent.

    Chỉ ghi thêm: sự đồng ý đã có giữ nguyên ngày. Muốn ghi ngày khác: withdraw, rồi register lại.
    """
    consent = Consent(
        frozenset(ConsentKind(kind) for kind in consents), on.date().isoformat() if on else None
    )
    with context.session(writing=True) as session:
        session.require_unit()
        roster_service = RosterService(session)
        meant = [roster_service.person(text) for text in people]
        done = RegistrationService(session).register(meant, year, consent)
    ids = [person.id for person in meant]
    one = ids[0] if len(ids) == 1 else None
    context.answer(
        {
            "id": one,
            "ids": ids,
            "registered": done.altered,
            "fresh": done.fresh,
            "consent_added": done.added,
            "kept": done.kept,
            "act": done.act,
        },
        f"Năm {year}: {registered_text(done.fresh, done.added, done.kept)}",
    )


def person_answer(person: Person, names: dict[str, str]) -> dict[str, object]:
    """The JSON answer of one person; `names` are the units by id."""
    number = person.citizen_number
    return {
        "id": person.id,
        "full_name": person.full_name,
        "birth": person.birth.text if person.birth else None,
        "sex": person.sex.value if person.sex else None,
        "citizen_number": mask_citizen_number(number) if number else None,
        "unit": names.get(person.home_unit, ""),
        "unit_id": person.home_unit,
        "target_group": person.target_group.value if person.target_group else None,
    }


def _person_line(person: Person, names: dict[str, str]) -> str:
    birth = person.birth.text if person.birth else "?"
    return f"{person.full_name} ({birth}) – {names.get(person.home_unit, '')}"

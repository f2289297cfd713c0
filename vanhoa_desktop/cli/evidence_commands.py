"""`vanhoa evidence …`: pictures, PDFs and kept papers that speak for people."""

from collections.abc import Sequence
from pathlib import Path

import click

from vanhoa_desktop.cli.context import FILE_PATH, OUTPUT_PATH, CommandContext, pass_context
from vanhoa_desktop.domain.evidence import Evidence, EvidenceSearch
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.evidence import AddedEvidence, EvidenceService, EvidenceWish

_SHOWN_DIGITS = 12


@click.group()
def evidence() -> None:
    """Minh chứng: ảnh, tệp PDF, bản giấy lưu."""


@evidence.command("add")
@click.argument("file", type=FILE_PATH, required=False)
@click.option("--person", "people", multiple=True, required=True, metavar="PERSON")
@click.option("--cycle", "year", type=int, default=None, help="Không ghi: năm mở gần nhất.")
@click.option("--indicator", default=None, help="Không ghi: cho cả năm.")
@click.option("--note", default=None, help="Ghi chú; không có tệp: nơi lưu bản giấy.")
@pass_context
def add(
    context: CommandContext,
    file: Path | None,
    people: Sequence[str],
    year: int | None,
    indicator: str | None,
    note: str | None,
) -> None:
    """Đính kèm một ảnh hoặc PDF cho một hay nhiều người; không có tệp: ghi bản giấy lưu ở đâu."""
    with context.session(writing=True) as session:
        session.require_unit()
        roster = RosterService(session)
        meant = list(dict.fromkeys(roster.person(text) for text in people))
        wish = EvidenceWish(meant, year or _newest_year(session), indicator, note)
        service = EvidenceService(session)
        added = service.add_paper(wish) if file is None else service.add(file, wish)
    answer = {
        "sha256": added.sha256,
        "bytes": added.bytes,
        "form": added.form.value,
        "ids": list(added.records),
        "added": added.added,
        "cycle": wish.year,
    }
    context.answer(answer, _added_line(added))


def _newest_year(session: Session) -> int:
    years = [cycle.year for cycle in CycleService(session).cycles()]
    return max(years, default=session.this_year())


def _added_line(added: AddedEvidence) -> str:
    if added.sha256 is None:
        return f"Đã ghi bản giấy cho {added.added} người."
    kept = f"{added.sha256[:_SHOWN_DIGITS]}, {_kilobytes(added.bytes)}"
    return f"Đã đính kèm cho {added.added} người ({kept})."


def _kilobytes(size_bytes: int) -> str:
    return f"{max(1, round(size_bytes / 1024))} KB"


@evidence.command("list")
@click.option("--person", "person_text", default=None, metavar="PERSON")
@click.option("--cycle", "year", type=int, default=None)
@click.option("--indicator", default=None)
@click.option("--unit", "unit_text", default=None)
@click.option("--missing", "is_missing", is_flag=True, help="Chỉ tệp có tên mà chưa về.")
@pass_context
def list_evidence(
    context: CommandContext,
    /,
    person_text: str | None,
    year: int | None,
    unit_text: str | None,
    **limits: object,
) -> None:
    """Minh chứng hiện có; tệp nào chưa về thì nói rõ."""
    indicator = limits["indicator"]
    with context.session(writing=False) as session:
        roster = RosterService(session)
        person = None if person_text is None else roster.person(person_text)
        wanted = EvidenceSearch(
            person=None if person is None else person.id,
            year=year,
            indicator=indicator if isinstance(indicator, str) else None,
            unit=UnitService(session).id_of(unit_text),
            is_missing=bool(limits["is_missing"]),
        )
        found = EvidenceService(session).search(wanted)
        people = roster.people([item.person for item in found if item.person is not None])
    answer = {
        "evidence": [evidence_answer(item, people) for item in found],
        "missing": sum(item.is_missing for item in found),
    }
    context.answer(answer, lambda: [_line(item, people) for item in found] or ["Không có."])


def evidence_answer(item: Evidence, people: dict[str, Person]) -> dict[str, object]:
    """The JSON answer of one piece of evidence; `people` by id."""
    person = people.get(item.person or "")
    return {
        "id": item.id,
        "person": item.person,
        "full_name": person.full_name if person else None,
        "cycle": item.year,
        "indicator": item.indicator,
        "unit_id": item.unit,
        "sha256": item.sha256,
        "bytes": item.bytes,
        "missing": item.is_missing,
        "note": item.note,
    }


def _line(item: Evidence, people: dict[str, Person]) -> str:
    person = people.get(item.person or "")
    whose = f"{person.full_name if person else '–'}, {item.year}, {item.indicator or 'cả năm'}"
    if item.sha256 is None:
        return f"{item.id}  {whose}: bản giấy, {item.note}"
    size = "CHƯA VỀ" if item.bytes is None else _kilobytes(item.bytes)
    return f"{item.sha256[:_SHOWN_DIGITS]}  {whose}: {size}"


@evidence.command("remove")
@click.argument("text", metavar="ID")
@click.option("--person", "person_text", default=None, metavar="PERSON")
@pass_context
def remove(context: CommandContext, text: str, person_text: str | None) -> None:
    """Bỏ minh chứng: theo mã, hoặc mọi chỗ dùng tệp đó (của một người)."""
    with context.session(writing=True) as session:
        person = None if person_text is None else RosterService(session).person(person_text)
        removed = EvidenceService(session).remove(text, person)
    answer = {"removed": len(removed), "ids": [item.id for item in removed]}
    context.answer(answer, f"Đã bỏ {len(removed)} minh chứng.")


@evidence.command("export")
@click.argument("text", metavar="ID")
@click.option("-o", "--output", type=OUTPUT_PATH, required=True)
@pass_context
def export(context: CommandContext, text: str, output: Path) -> None:
    """Lưu một tệp minh chứng ra ngoài để xem."""
    with context.session(writing=True) as session:
        found = EvidenceService(session).export(text, output)
    answer = {
        "sha256": found.evidence[0].sha256,
        "bytes": len(found.content),
        "form": found.form.value,
        "path": str(output),
    }
    context.answer(answer, f"Đã lưu {output}.")

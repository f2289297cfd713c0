"""The roster: importing spreadsheets of people, searching, exporting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.documents.spreadsheets import write_table_xlsx
from vanhoa_desktop.domain.enums import TextEncoding
from vanhoa_desktop.domain.people import Person, Unit
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.roster import PersonCandidate, RosterOptions, read_roster
from vanhoa_desktop.services.lookup import find_person, find_unit
from vanhoa_desktop.services.matching import PersonMatcher
from vanhoa_desktop.services.roster_writing import ImportCounts, RosterWriter
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.undo import import_act
from vanhoa_desktop.texts.dates import birth_text
from vanhoa_desktop.texts.names import clean_name, mask_citizen_number
from vanhoa_desktop.texts.terms import sex_term, target_group_term

EXPORT_HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Thôn",
    "Mã hộ",
    "Quan hệ với chủ hộ",
    "Nghề nghiệp",
    "Nhóm đối tượng",
    "Điện thoại",
    "Ghi chú",
)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: counts of people and the located problems.

    `import_id` names it for undoing; None if it changed nothing.
    """

    rows: int
    created: int
    updated: int
    unchanged: int
    problems: tuple[Problem, ...]
    is_dry_run: bool
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What to import and how.

    `unit` where all people live, `sheet` one sheet only, `mapping` headings by hand ({field:
    heading}), `encoding` of old fonts; `is_dry_run` counts and writes nothing.
    """

    path: Path
    unit: str | None = None
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: TextEncoding = TextEncoding.AUTO
    is_dry_run: bool = False
    is_strict: bool = False


class RosterService:
    """Imports, searches and exports people."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def import_file(self, request: RosterImport, progress: Progress = no_progress) -> ImportReport:
        """Import a spreadsheet of people.

        Rows with errors are left out, the others are one transaction.

        Raises SPREADSHEET_… for files that cannot be read, IMPORT_HAS_ERRORS when strict and any
        row has an error.
        """
        own_unit = self._session.require_unit()
        options = RosterOptions(
            request.sheet, request.mapping, request.encoding, self._session.this_year()
        )
        reading_result = read_roster(request.path, options)
        candidates, problems = self._placed(reading_result.candidates, request.unit, own_unit)
        problems = [*reading_result.problems, *problems]
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if request.is_strict and errors:
            raise VanHoaError(
                ErrorCode.IMPORT_HAS_ERRORS, count=len(errors), first=errors[0].message
            )
        with self._session.database.reading() as reading:
            matcher = PersonMatcher(reading, [candidate for candidate, _ in candidates])
        writer = RosterWriter(self._session, matcher)
        act = None if request.is_dry_run else import_act(self._session, request.path)
        counts = writer.write(candidates, act=act, progress=progress)
        problems += self._of_other_units(counts)
        return ImportReport(
            rows=len(candidates) + len({(p.sheet, p.row) for p in errors}),
            created=counts.created,
            updated=counts.updated,
            unchanged=counts.unchanged,
            problems=tuple(problems),
            is_dry_run=request.is_dry_run,
            import_id=act.id if act is not None and counts.has_written else None,
        )

    def search(self, text: str, limit: int = 50) -> list[Person]:
        """People whose name has the words of `text`, or whose identity number has its digits.

        Limit 0 = all.
        """
        with self._session.database.reading() as reading:
            return reading.people.search(text, limit=limit)

    def person(self, text: str) -> Person:
        """The one person meant by an id or a search text; raises NOT_FOUND or AMBIGUOUS."""
        with self._session.database.reading() as reading:
            return find_person(reading, text)

    def ids(
        self, text: str = "", unit: str | None = None, *, by_household: bool = False
    ) -> list[str]:
        """Ids of matching people in order: what a long list on screen holds."""
        with self._session.database.reading() as reading:
            return reading.people.ids(text, unit=unit, by_household=by_household)

    def people(self, ids: Sequence[str]) -> dict[str, Person]:
        """People by id: one page of a long list."""
        with self._session.database.reading() as reading:
            return reading.people.people(ids)

    def export_file(self, path: Path) -> int:
        """Write the roster as .xlsx, identity numbers masked; returns the number of people."""
        with self._session.database.reading() as reading:
            people = reading.people.search("")
            names = _unit_names(reading)
            codes = {household.id: household.code for household in reading.people.households()}
        rows = [
            _export_row(number, person, names, codes) for number, person in enumerate(people, 1)
        ]
        title = ("DANH SÁCH NHÂN KHẨU", self._session.identity.unit_name)
        write_table_xlsx(path, title, EXPORT_HEADINGS, rows)
        self._session.log_access("roster-export", path.name)
        return len(people)

    def _of_other_units(self, counts: ImportCounts) -> list[Problem]:
        """A warning for each row of somebody who lives in another unit."""
        if not counts.of_other_units:
            return []
        with self._session.database.reading() as reading:
            names = _unit_names(reading)
        return [
            Problem(
                sheet=candidate.sheet,
                row=candidate.row,
                column=None,
                severity=Severity.WARNING,
                code="PERSON_OF_OTHER_UNIT",
                message=f"{candidate.full_name} đang thuộc {names.get(held.home_unit, 'nơi khác')} "
                "nên giữ nguyên. Nếu người này đã chuyển đến, hãy đề nghị xã chuyển đơn vị.",
            )
            for candidate, held in counts.of_other_units
        ]

    def _placed(
        self, candidates: Sequence[PersonCandidate], unit_text: str | None, own_unit: str
    ) -> tuple[list[tuple[PersonCandidate, str]], list[Problem]]:
        """Each candidate with the unit it belongs to; unknown units become located errors."""
        with self._session.database.reading() as reading:
            if not self._session.identity.is_commune:
                return [(candidate, own_unit) for candidate in candidates], []
            fixed = None if unit_text is None else find_unit(reading, unit_text).id
            by_name = {clean_name(unit.name).casefold(): unit for unit in reading.units.units()}
        placed: list[tuple[PersonCandidate, str]] = []
        problems: list[Problem] = []
        for candidate in candidates:
            unit = fixed or _unit_named(by_name, candidate.unit_name)
            if unit is None:
                problems.append(_unknown_unit(candidate))
            else:
                placed.append((candidate, unit))
        return placed, problems


def _unit_named(by_name: dict[str, Unit], name: str | None) -> str | None:
    folded = clean_name(name or "").casefold()
    found = by_name.get(folded) or by_name.get(f"thôn {folded}")
    return None if found is None else found.id


def _unknown_unit(candidate: PersonCandidate) -> Problem:
    named = candidate.unit_name or ""
    return Problem(
        sheet=candidate.sheet,
        row=candidate.row,
        column=None,
        severity=Severity.ERROR,
        code="UNIT_UNKNOWN",
        message=f"Không biết thôn, đơn vị «{named}». "
        "Hãy chọn đơn vị cho cả tệp, hoặc sửa tên trong bảng.",
    )


def _unit_names(reading: Reading) -> dict[str, str]:
    return {unit.id: unit.name for unit in reading.units.units()}


def _export_row(
    number: int, person: Person, names: dict[str, str], codes: dict[str, str]
) -> tuple[object, ...]:
    return (
        number,
        person.full_name,
        birth_text(person.birth) if person.birth else "",
        sex_term(person.sex) if person.sex else "",
        mask_citizen_number(person.citizen_number) if person.citizen_number else "",
        names.get(person.home_unit, ""),
        codes.get(person.household or "", ""),
        person.relation or "",
        person.occupation or "",
        target_group_term(person.target_group) if person.target_group else "",
        person.phone or "",
        person.note or "",
    )

"""In which unit the person of each row lives: by the row itself, by the whole table, by the office.

Nobody is put into a unit silently that another cell of the row contradicts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.import_account import RowAccount, RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.imports.words.heading_words import is_residence_heading
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.services.office.lookup import find_unit
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.numbers import count_text

Place = tuple[str, int]
FILE_NAME = "tên tệp"
Placed = list[tuple[PersonCandidate, str]]


@dataclass
class RowsInUnits:
    """Rows with their units; accounts of those that belong to none, and what is to be said."""

    placed: Placed = field(default_factory=list)
    accounts: dict[Place, RowAccount] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def table_unit_names(session: Session, reading: Reading) -> UnitNames:
    """The units of the commune and its own name, as tables name them; a unit's own among them."""
    names = {unit.id: unit.name for unit in reading.units.units()}
    commune = reading.units.commune()
    if not session.identity.is_commune:
        names[session.require_unit()] = session.identity.unit_name
    return UnitNames(names, "" if commune is None else commune.name)


@dataclass(frozen=True, slots=True)
class _Whole:
    """The unit of all rows: the village's own, or the one chosen for the whole table."""

    id: str
    name: str
    is_chosen: bool


def rows_in_units(
    session: Session,
    candidates: Sequence[PersonCandidate],
    unit_text: str | None,
    file_name: str = "",
) -> RowsInUnits:
    """Each row with the unit it belongs to; the others become located errors.

    What one title, section or missing column does to many rows is said once, with their numbers.

    `unit_text` is where all rows belong, at the commune; a `file_name` that names another place is
    asked where nothing in the file says whose the rows are. Raises NOT_FOUND, AMBIGUOUS.
    """
    units, whole = _units_and_whole(session, unit_text)
    found = RowsInUnits()
    told: dict[_Told, list[int]] = {}
    called = units.of_file(file_name)
    for row in candidates:
        named = units.find(row.unit_name, row.unit_heading)
        if whole is not None and named not in {None, whole.id}:
            _leave_out(found, told, row, "UNIT_OF_OTHERS", _of_others(row, whole))
        elif whole is not None:
            is_unclear = named is None and row.unit_name
            asked = _asked(row, whole) if is_unclear else row
            is_below_other = (
                row.unit_over and units.find(row.unit_over, row.unit_heading) != whole.id
            )
            asked = _asked_below(asked, whole) if is_below_other else asked
            if called and not row.unit_name and units.find(called) != whole.id:
                asked = _asked(replace(asked, unit_name=called, unit_where=FILE_NAME), whole)
            found.placed.append((asked, whole.id))
        elif named is None:
            _leave_out(found, told, row, "UNIT_UNKNOWN", _unknown(row))
        else:
            found.placed.append((row, named))
            if row.unit_where:
                placed = _Told(row.sheet, row.unit_where, row.unit_name or "")
                told.setdefault(placed, []).append(row.row)
    found.problems += [_said_once(what, rows) for what, rows in told.items()]
    found.problems += spelt_otherwise(units, found.placed)
    found.problems += _other_registrations(units, found.placed)
    found.placed = [(_asked_address(units, row, unit), unit) for row, unit in found.placed]
    return found


def _other_registrations(units: UnitNames, placed: Placed) -> list[Problem]:
    """A line for the rows whose people are registered in another unit than where they are put."""
    told: dict[tuple[str, str, str, str], list[int]] = {}
    for row, unit in placed:
        for heading, text in row.addresses:
            named = units.named_in(text).units
            if named and unit not in named and not is_residence_heading(heading):
                names = " và ".join(map(units.name, named))
                key = (row.sheet, heading, names, units.name(unit))
                told.setdefault(key, []).append(row.row)
    problems = []
    for (sheet, heading, names, unit_name), rows in told.items():
        message = (
            f"{count_text(len(rows))} dòng ({rows_text(rows)}): cột «{heading}» ghi {names} nhưng "
            f"người ở đó được nhập vào {unit_name}. Hãy xem lại; cột này không dùng để xếp thôn."
        )
        problems.append(
            Problem(sheet, rows[0], heading, Severity.WARNING, "ADDRESS_OF_OTHER_UNIT", message)
        )
    return problems


def address_doubts(units: UnitNames, row: NamedRow, unit: str, *, can_be_new: bool) -> list[str]:
    """The doubts about where somebody lives: an address that is not known to be of the unit."""
    doubts = []
    for heading, text in row.addresses:
        strange = units.strange_in_address(text, unit) if is_residence_heading(heading) else ""
        if strange:
            chosen = "chọn «là người mới»" if can_be_new else "chọn người"
            doubts.append(
                f"Cột «{heading}» ghi «{strange}», không rõ có phải {units.name(unit)} không. Nếu "
                f"người này không ở đây thì chọn «Bỏ qua»; nếu ở đây thì {chosen}."
            )
    return doubts


def spelt_otherwise(units: UnitNames, placed: Sequence[tuple[NamedRow, str]]) -> list[Problem]:
    """A line for each short spelling in a column of units, with the rows that have it."""
    told: dict[tuple[str, str, str, str], list[int]] = {}
    for row, unit in placed:
        text = "" if row.unit_where else row.unit_name or ""
        if text and units.is_spelt_otherwise(text, row.unit_heading):
            key = (row.sheet, row.unit_heading, text, units.name(unit))
            told.setdefault(key, []).append(row.row)
    problems = []
    for (sheet, heading, text, name), rows in told.items():
        message = (
            f"{count_text(len(rows))} dòng ({rows_text(rows)}) ghi «{text}», được hiểu là {name}. "
            "Nếu không đúng, hãy sửa cột này rồi nhập lại."
        )
        problems.append(Problem(sheet, rows[0], heading, Severity.WARNING, "UNIT_SPELT", message))
    return problems


def _units_and_whole(session: Session, unit_text: str | None) -> tuple[UnitNames, _Whole | None]:
    with session.database.reading() as reading:
        units = table_unit_names(session, reading)
        whole: _Whole | None = None
        if not session.identity.is_commune:
            whole = _Whole(session.require_unit(), session.identity.unit_name, is_chosen=False)
        elif unit_text is not None:
            chosen = find_unit(reading, unit_text)
            whole = _Whole(chosen.id, chosen.name, is_chosen=True)
    return units, whole


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said once of many rows of a sheet: placed by what is above, or left out (`code`)."""

    sheet: str
    where: str
    unit: str
    code: str = ""
    message: str = ""


def _leave_out(
    found: RowsInUnits,
    told: dict[_Told, list[int]],
    row: PersonCandidate,
    code: str,
    message: str,
) -> None:
    note = f"{row.full_name}: {message}"
    found.accounts[row.place] = RowAccount(row.row, RowBin.LEFT_OUT, row.full_name, note)
    if row.unit_where or not row.unit_name:
        what = _Told(row.sheet, row.unit_where, row.unit_name or "", code, message)
        told.setdefault(what, []).append(row.row)
    else:
        problem = Problem(row.sheet, row.row, None, Severity.ERROR, code, note)
        found.problems.append(problem)


def _said_once(what: _Told, rows: list[int]) -> Problem:
    count = f"{count_text(len(rows))} dòng ({rows_text(rows)})"
    if not what.code:
        message = f"{count} không ghi thôn nên được xếp vào {what.unit} theo {what.where}."
        return Problem(what.sheet, rows[0], None, Severity.WARNING, "UNIT_BY_HEADING", message)
    message = f"{count}: {what.message}"
    return Problem(what.sheet, rows[0], None, Severity.ERROR, what.code, message)


def _asked(row: PersonCandidate, whole: _Whole) -> PersonCandidate:
    where = f"Theo {row.unit_where}, dòng này thuộc" if row.unit_where else "Dòng này ghi đơn vị"
    doubt = (
        f"{where} «{row.unit_name}», không phải {whole.name}. Nếu người "
        "này không ở đây thì chọn «Bỏ qua»; nếu ở đây thì chọn «là người mới»."
    )
    return replace(row, doubts=(*row.doubts, doubt))


def _asked_below(row: PersonCandidate, whole: _Whole) -> PersonCandidate:
    doubt = (
        f"Cột «{row.unit_heading}» để trống ở dòng này, ô trên ghi «{row.unit_over}». Nếu người "
        f"này cũng ở «{row.unit_over}» thì chọn «Bỏ qua»; nếu ở {whole.name} thì chọn «là người "
        "mới»."
    )
    return replace(row, doubts=(*row.doubts, doubt))


def _asked_address(units: UnitNames, row: PersonCandidate, unit: str) -> PersonCandidate:
    doubts = address_doubts(units, row, unit, can_be_new=True)
    return replace(row, doubts=(*row.doubts, *doubts)) if doubts else row


def _of_others(row: PersonCandidate, whole: _Whole) -> str:
    where = f" theo {row.unit_where}" if row.unit_where else ""
    told = f"thuộc «{row.unit_name}»{where}, không phải {whole.name}, nên không nhập"
    mend = "hãy sửa tên đó trong bảng" if row.unit_where else "hãy sửa cột thôn trong bảng"
    if whole.is_chosen:
        return (
            f"{told} vào {whole.name}. Nếu bảng có người của nhiều thôn, hãy nhập theo thôn ghi "
            f"trong bảng; nếu đúng là người {whole.name}, {mend} rồi nhập lại."
        )
    return f"{told} ở đây. Nếu là người ở đây, {mend} rồi nhập lại."


def _unknown(row: PersonCandidate) -> str:
    if row.unit_name:
        return (
            f"không biết thôn, đơn vị «{row.unit_name}». Hãy chọn đơn vị cho cả tệp, hoặc sửa tên "
            "trong bảng."
        )
    return "chưa ghi thôn. Hãy chọn đơn vị cho cả tệp, hoặc ghi tên thôn ở cột «Thôn»."

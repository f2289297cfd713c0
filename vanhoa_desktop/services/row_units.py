"""In which unit the person of each row lives: by the row itself, by the whole table, by the office.

Nobody is put into a unit silently that another cell of the row contradicts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.import_account import RowAccount, RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.roster import PersonCandidate
from vanhoa_desktop.imports.unit_names import UnitNames
from vanhoa_desktop.services.lookup import find_unit
from vanhoa_desktop.services.session import Session

Place = tuple[str, int]
Placed = list[tuple[PersonCandidate, str]]
Unplaced = dict[Place, tuple[Problem, RowAccount]]


def unit_names(reading: Reading) -> UnitNames:
    """The units of the commune, as tables name them."""
    return UnitNames({unit.id: unit.name for unit in reading.units.units()})


@dataclass(frozen=True, slots=True)
class _Whole:
    """The unit of all rows: the village's own, or the one chosen for the whole table."""

    id: str
    name: str
    is_chosen: bool


def rows_in_units(
    session: Session, candidates: Sequence[PersonCandidate], unit_text: str | None
) -> tuple[Placed, Unplaced]:
    """Each row with the unit it belongs to; the others become located errors.

    `unit_text` is where all rows belong, at the commune. Raises NOT_FOUND, AMBIGUOUS.
    """
    with session.database.reading() as reading:
        units = unit_names(reading)
        whole: _Whole | None = None
        if not session.identity.is_commune:
            whole = _Whole(session.require_unit(), session.identity.unit_name, is_chosen=False)
            names = {unit.id: unit.name for unit in reading.units.units()}
            units = UnitNames({**names, whole.id: whole.name})
        elif unit_text is not None:
            chosen = find_unit(reading, unit_text)
            whole = _Whole(chosen.id, chosen.name, is_chosen=True)
    placed: Placed = []
    unplaced: Unplaced = {}
    for row in candidates:
        named = units.find(row.unit_name, row.unit_heading)
        if whole is None:
            if named is None:
                unplaced[row.place] = _unknown(row)
            else:
                placed.append((row, named))
        elif named not in {None, whole.id}:
            unplaced[row.place] = _of_others(row, whole)
        elif named is None and row.unit_name:
            placed.append((_asked(row, whole), whole.id))
        else:
            placed.append((row, whole.id))
    return placed, unplaced


def _asked(row: PersonCandidate, whole: _Whole) -> PersonCandidate:
    doubt = (
        f"Dòng này ghi đơn vị «{row.unit_name}», không phải {whole.name}. Nếu người "
        "này không ở đây thì chọn «Bỏ qua»; nếu ở đây thì chọn «là người mới»."
    )
    return replace(row, doubts=(*row.doubts, doubt))


def _of_others(row: PersonCandidate, whole: _Whole) -> tuple[Problem, RowAccount]:
    where = f"{row.full_name} thuộc «{row.unit_name}», không phải {whole.name}, nên không nhập"
    if whole.is_chosen:
        message = (
            f"{where} vào {whole.name}. Nếu bảng có người của nhiều thôn, hãy nhập theo cột "
            "«Thôn» trong bảng; nếu người này ở đó, hãy sửa cột thôn trong bảng rồi nhập lại."
        )
    else:
        message = (
            f"{where} ở đây. Nếu người này ở đây, hãy sửa cột thôn, đơn vị trong bảng rồi nhập lại."
        )
    return _left_out(row, "UNIT_OF_OTHERS", message)


def _unknown(row: PersonCandidate) -> tuple[Problem, RowAccount]:
    told = f"Không biết thôn, đơn vị «{row.unit_name}»." if row.unit_name else "Chưa ghi thôn."
    message = f"{told} Hãy chọn đơn vị cho cả tệp, hoặc sửa tên trong bảng."
    return _left_out(row, "UNIT_UNKNOWN", message)


def _left_out(row: PersonCandidate, code: str, message: str) -> tuple[Problem, RowAccount]:
    problem = Problem(row.sheet, row.row, None, Severity.ERROR, code, message)
    return problem, RowAccount(row.row, RowBin.LEFT_OUT, row.full_name, message)

"""A commune with many people in its tables, and one family whose every record is real.

The crowd is written to the tables alone, as merging would have left them: its journal is not asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Table

from benchmarks._offices import COMMUNE, YEAR, Founded, Office, found_commune
from vanhoa_desktop.db.bulk import insert_rows
from vanhoa_desktop.db.encoding import record_key
from vanhoa_desktop.db.engine import Access, open_engine
from vanhoa_desktop.db.tables import projections as tables
from vanhoa_desktop.db.tables.results import title
from vanhoa_desktop.domain.enums import Assessor, LearningModel
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.scoring.criteria_file import shipped_sets
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.clans import ClanService
from vanhoa_desktop.services.people.households import HouseholdService
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.setup.criteria_files import CriteriaFileService
from vanhoa_desktop.services.setup.units import UnitService
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.sheets.body_sheets import BodyEntry, BodySheetService

SETS = Path(__file__).parent.parent / "tests" / "scoring" / "cases" / "sets"
CLAN = "Dòng họ Mẫu"
CODES = tuple(f"CS{number}" for number in range(1, 11))
_SHARE_GOOD = 0.6
_PER_HOUSEHOLD, _CLAN_HOUSEHOLDS = 4, 40
_GOOD, _POOR = (8_000, 8_500, 9_000), (4_500, 6_000, 7_500)
# The worst case for the commune: its set also reads all adults and all families.
_READS_ALL = """
[[prerequisites]]
code = "DK8"
wording = "Một nửa số người lớn đạt"
severity = "warning"
who_counts = "adults"
share_required = "50%"

[[prerequisites]]
code = "DK9"
wording = "Một nửa số gia đình đạt"
severity = "warning"
who_counts = "families"
share_required = "50%"
"""


@dataclass(frozen=True)
class Crowd:
    """The office of a commune of many, and the adult on whom family, clan and village hang."""

    office: Office
    adult: Person
    families: int


def make_crowd(folder: Path, people: int, villages: int, seed: int) -> Crowd:
    """`people` in `villages`, each with ten points; about six in ten pass."""
    founded = found_commune(folder, villages, villages, seed)
    with founded.office.open() as session:
        adult = _real_family(session, founded, folder)
        units = [record_key(unit.id) for unit in UnitService(session).units()]
        clan = record_key(ClanService(session).find(CLAN).id)
        key = session.secrets.store_key
    engine = open_engine(founded.office.paths.store, key, Access.WRITING)
    rows = _rows(people, units, clan, Random(seed))
    with engine.begin() as connection:
        for table, some in rows.items():
            insert_rows(connection, table, some)
    engine.dispose()
    return Crowd(founded.office, adult, len(rows[tables.household]))


def set_last_point(session: Session, adult: Person, points: int) -> None:
    """Give the adult's last indicator these points."""
    given = {CODES[-1]: Decimal(points)}
    AssessmentService(session).set_points(PointsEntry(adult, YEAR, Assessor.VILLAGE, given))


def _real_family(session: Session, founded: Founded, folder: Path) -> Person:
    commune_set = folder / "commune.toml"
    text = (SETS / "commune-blocking.toml").read_text(encoding="utf-8")
    commune_set.write_text(text + _READS_ALL, encoding="utf-8")
    files = [SETS / f"{name}-blocking.toml" for name in ("family", "clan", "community")]
    for file in (*files, commune_set):
        CriteriaFileService(session).publish(file, YEAR)
    village = founded.villages[0].name
    HouseholdService(session).add("M1", "Lê Văn Mẫu", village)
    ClanService(session).add(CLAN)
    HouseholdService(session).place(HouseholdService(session).find("M1"), CLAN, YEAR)
    for name in ("Lê Văn Mẫu", "Đỗ Thị Mẫu"):
        adult = (
            PersonService(session)
            .add({"full_name": name, "birth": "1961", "household": "M1"}, village)
            .person
        )
        points = {code: Decimal(8) for code in CODES}
        AssessmentService(session).set_points(PointsEntry(adult, YEAR, Assessor.VILLAGE, points))
    _body(session, LearningModel.FAMILY, "M1", "30 30 40", {"children": 0, "children_at_school": 0})
    _body(session, LearningModel.CLAN, CLAN, "8 8", {"has_fund": True, "children_dropped_out": 0})
    _body(session, LearningModel.COMMUNITY, village, "8", {})
    _body(session, LearningModel.COMMUNE, COMMUNE, "1 1", {})
    return adult


def _body(
    session: Session, model: LearningModel, text: str, row: str, facts: dict[str, int | bool]
) -> None:
    service = BodySheetService(session)
    body = service.find(model, text)
    codes = ("CT1.1", "CT1.2") if model is LearningModel.COMMUNE else CODES
    points = {code: Decimal(int(p)) for code, p in zip(codes, row.split(), strict=False)}
    known = {n: v if isinstance(v, bool) else Fraction(v) for n, v in facts.items()}
    service.set(BodyEntry(body, YEAR, Assessor.VILLAGE, points, known))


def _rows(
    people: int, units: list[bytes], clan: bytes, chance: Random
) -> dict[Table, list[dict[str, Any]]]:
    sha256 = next(item.sha256 for item in shipped_sets() if item.id == "CDHT-324-2023")
    rows: dict[Table, list[dict[str, Any]]] = {
        table: []
        for table in (
            tables.household,
            tables.clan_household,
            tables.person,
            tables.registration,
            tables.assessment,
            tables.points,
            title,
        )
    }
    house, houses = b"", [0] * len(units)
    edges = _edges(people, units)
    for number in range(people):
        place = number * len(units) // people
        unit = units[place]
        if number % _PER_HOUSEHOLD == 0:
            house = chance.randbytes(16)
            rows[tables.household].append(
                {"record": house, "unit": unit, "code": f"C{number}", "head_name": None}
            )
            if place == 1 and houses[1] < edges.clan:
                rows[tables.clan_household].append({"household": house, "year": YEAR, "clan": clan})
            if edges.is_titled(place, houses[place]):
                rows[title].append({"year": YEAR, "model": "family", "subject": house})
            houses[place] += 1
        person, sheet = chance.randbytes(16), chance.randbytes(16)
        is_good = chance.random() < _SHARE_GOOD
        outcome = "passed" if is_good else "not_passed"
        given = [chance.choice(_GOOD if is_good else _POOR) for _ in CODES]
        rows[tables.person].append(_person(person, unit, house, number))
        rows[tables.registration].append(_registration(chance.randbytes(16), person, unit))
        rows[tables.assessment].append(_sheet(sheet, person, unit, sha256, sum(given), outcome))
        rows[tables.points].extend(_points(sheet, given))
        if is_good:
            rows[title].append({"year": YEAR, "model": "citizen", "subject": person})
    rows[tables.points].sort(key=lambda row: (row["assessment"], row["indicator"]))
    return rows


@dataclass(frozen=True)
class _Edges:
    """How many households of the first village hold their title, and how many the clan has.

    Both are such that one more family decides: two thirds of the village's, half of the clan's.
    """

    village: int
    clan: int

    def is_titled(self, place: int, number: int) -> bool:
        """Whether the household of this number in its village holds its title."""
        if place == 0:
            return number < self.village
        return place > 1 or number >= self.clan or number % 2 == 0


def _edges(people: int, units: list[bytes]) -> _Edges:
    places = [number * len(units) // people for number in range(0, people, _PER_HOUSEHOLD)]
    in_village = places.count(0)
    needed = -(-2 * (in_village + 1) // 3)
    return _Edges(needed - 1, min(_CLAN_HOUSEHOLDS, places.count(1) // 2 * 2))


def _person(person: bytes, unit: bytes, house: bytes, number: int) -> dict[str, Any]:
    filled = dict.fromkeys(column.name for column in tables.person.columns)
    return filled | {
        "record": person,
        "unit": unit,
        "full_name": f"Người {number}",
        "folded": f"nguoi {number}",
        "sort_key": f"nguoi {number}",
        "birth": "1980",
        "birth_precision": "year",
        "birth_year": 1980,
        "household": house,
        "presence": "present",
    }


def _registration(record: bytes, person: bytes, unit: bytes) -> dict[str, Any]:
    filled = dict.fromkeys(column.name for column in tables.registration.columns)
    return filled | {"record": record, "person": person, "year": YEAR, "unit": unit}


def _sheet(
    sheet: bytes, person: bytes, unit: bytes, sha256: str, total: int, outcome: str
) -> dict[str, Any]:
    return {
        "record": sheet,
        "person": person,
        "year": YEAR,
        "model": "citizen",
        "unit": unit,
        "status": "open",
        "criteria": sha256,
        "target_group": "resident",
        "total_milli": total,
        "outcome": outcome,
        "return_reason": None,
        "in_conflict": False,
    }


def _points(sheet: bytes, given: list[int]) -> Iterator[dict[str, Any]]:
    for code, milli in zip(CODES, given, strict=True):
        yield {
            "assessment": sheet,
            "assessor": Assessor.VILLAGE.value,
            "indicator": code,
            "points_milli": milli,
            "reason": None,
        }

"""A commune of the naive judge as rows of the store's tables: quick to make, and thrown away."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, insert
from sqlalchemy.pool import StaticPool

from tests.builders.stores import record
from tests.simulators.naive_counting import (
    NaiveCommune,
    NaivePerson,
    NaiveRules,
    NaiveSheet,
    NaiveTitle,
)
from vanhoa_desktop.db.encoding import optional_key, record_key
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.schema import FOLDED
from vanhoa_desktop.db.tables import projections as tables
from vanhoa_desktop.db.tables.journal import metadata
from vanhoa_desktop.db.tables.reporting import outside_title
from vanhoa_desktop.db.titles import settle_titles
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.journal.identity import assessment_id, registration_id

_LINKS, _SETTINGS, _DECISIONS, _RECOGNITIONS = 5_000, 6_000, 7_000, 8_000

YEAR = 2026
COMMUNE = record(100)
FIRST, SECOND, SCHOOL, STATION, AGENCY = map(record, range(101, 106))
UNITS = {
    FIRST: "village",
    SECOND: "village",
    SCHOOL: "school",
    STATION: "station",
    AGENCY: "agency",
}
H1, H2, SCHOOL_HOUSE = map(record, range(201, 204))
CLAN = record(301)
P, Q = record(1), record(2)
WORK_TITLES = [NaiveTitle("unit", unit) for unit in (SCHOOL, STATION, AGENCY)]


def commune_of(*people: NaivePerson) -> NaiveCommune:
    """Two villages with a household each, the first of them of a clan; three workplaces."""
    return NaiveCommune(
        YEAR,
        COMMUNE,
        dict(UNITS),
        list(people),
        {H1: FIRST, H2: SECOND, SCHOOL_HOUSE: SCHOOL},
        {CLAN},
        {H1: CLAN},
    )


@cache
def _engine() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine, FOLDED)
    return engine


@contextmanager
def stored(
    commune: NaiveCommune,
    settings: Mapping[str, str] | None = None,
    *,
    links: Collection[tuple[str, str]] = (),
    titles: Collection[NaiveTitle] = (),
    sheets: Collection[NaiveSheet] = (),
) -> Iterator[Reading]:
    """A reading of tables that hold the commune; nothing of it is left afterwards."""
    with _engine().connect() as connection:
        _write_places(connection, commune, settings or {})
        for person in commune.people:
            _write(connection, tables.person, _person_row(person))
        for number, (one, other) in enumerate(links):
            a, b = sorted((one, other))
            row = {"record": record(_LINKS + number), "a": a, "b": b}
            _write(connection, tables.same_person, row)
        for sheet in sheets:
            _write_sheet(connection, commune.year, _any_unit(commune), sheet)
        for number, title in enumerate(titles):
            _write_title(connection, commune, title, number)
        yield Reading(connection)
        connection.rollback()


def add_sheet(reading: Reading, year: int, sheet: NaiveSheet) -> None:
    """Another sheet, of any year."""
    _write_sheet(reading._connection, year, FIRST, sheet)


def _write_places(
    connection: Connection, commune: NaiveCommune, settings: Mapping[str, str]
) -> None:
    units = dict(commune.units) | ({commune.commune: "commune"} if commune.commune else {})
    for unit, kind in units.items():
        named = {"name": unit, "folded": unit, "sort_key": unit}
        _write(connection, tables.unit, named | {"record": unit, "unit_kind": kind, "parent": None})
    for house, unit in commune.houses.items():
        row = {"record": house, "unit": unit, "code": house, "head_name": None}
        _write(connection, tables.household, row)
    for clan in commune.clans:
        row = {"record": clan, "name": clan, "sort_key": clan, "head_name": None}
        _write(connection, tables.clan, row)
    for house, clan in commune.clan_of.items():
        of_house = {"household": house, "year": commune.year, "clan": clan}
        _write(connection, tables.clan_household, of_house)
    for person, unit in commune.registered.items():
        row = {"record": registration_id(person, commune.year), "person": person, "unit": unit}
        consents = {"use_consent_on": None, "post_consent_on": None}
        _write(connection, tables.registration, row | {"year": commune.year} | consents)
    for person, unit in commune.assessed_at.items():
        placed = {"person": person, "year": commune.year, "unit": unit}
        _write(connection, tables.person_assessing, placed)
    for number, (key, value) in enumerate(settings.items()):
        row = {"record": record(_SETTINGS + number), "key": key, "value": value}
        _write(connection, tables.setting, row | {"valid_from": f"{commune.year}-01-01"})


def _person_row(person: NaivePerson) -> dict[str, Any]:
    unknown = ("sex", "citizen_number", "phone", "relation", "occupation")
    return dict.fromkeys((*unknown, "note")) | {
        "record": person.id,
        "unit": person.unit,
        "full_name": person.id,
        "folded": person.id,
        "sort_key": person.id,
        "birth": None if person.born is None else str(person.born),
        "birth_precision": None if person.born is None else "year",
        "birth_year": person.born,
        "household": person.house,
        "target_group": person.group,
        "presence": person.presence,
        "presence_on": person.since,
    }


def _write_sheet(connection: Connection, year: int, unit: str, sheet: NaiveSheet) -> None:
    named = assessment_id(sheet.subject, year, LearningModel(sheet.model))
    _write(
        connection,
        tables.assessment,
        {
            "record": named,
            "person": sheet.subject,
            "year": year,
            "model": sheet.model,
            "unit": unit,
            "status": sheet.status,
            "outcome": sheet.outcome,
            "criteria": "",
            "target_group": None,
            "total_milli": None,
            "return_reason": None,
            "in_conflict": False,
        },
    )


def _write_title(
    connection: Connection, commune: NaiveCommune, title: NaiveTitle, number: int
) -> None:
    row: dict[str, Any] = {"record": record(_DECISIONS + number), "year": commune.year}
    if title.is_from_elsewhere:
        checked = f"{commune.year}-11-20" if title.is_final else None
        row |= {"person": title.subject, "issuer": "Nơi khác", "decided_on": title.on}
        _write(connection, outside_title, row | {"checked_on": checked})
        return
    status = "issued" if title.is_final else "draft"
    row |= {"model": title.model, "status": status, "decided_on": title.on}
    _write(connection, tables.decision, row | {"number": None, "signer": None})
    named = {"full_name": "Ai đó", "sort_key": "", "unit_name": "", "unit": _any_unit(commune)}
    given = {"year": commune.year, "model": title.model, "decision": row["record"]}
    unknown = dict.fromkeys(("certificate_number", "birth_year", "level"))
    row = {"record": record(_RECOGNITIONS + number), "person": title.subject}
    _write(connection, tables.recognition, row | named | unknown | given)


def _any_unit(commune: NaiveCommune) -> str:
    return next(iter(commune.units))


def _write(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """One row; ids become the bytes that the store keeps of them."""
    keys = {column.name for column in table.columns if str(column.type) == "BLOB"}
    kept = {name: optional_key(v) if name in keys else v for name, v in row.items()}
    connection.execute(insert(table).values(kept))


def settled_title(reading: Reading, year: int, model: str, subject: str) -> bool:
    """Whether the store keeps the subject as a holder, once its title was settled."""
    gained, _ = settle_titles(
        reading._connection, year, LearningModel(model), [record_key(subject)]
    )
    return bool(gained)


def naive_commune(reading: Reading, year: int) -> NaiveCommune:
    """What a store holds, in the judge's words."""
    commune = reading.units.commune()
    return NaiveCommune(
        year,
        None if commune is None else commune.id,
        {unit.id: unit.kind.value for unit in reading.units.units()},
        [
            NaivePerson(
                person.id,
                person.home_unit,
                person.household,
                None if person.birth is None else int(person.birth.text[:4]),
                person.presence.value,
                person.presence_on,
                None if person.target_group is None else person.target_group.value,
            )
            for person in reading.people.search("")
        ],
        {house.id: house.unit for house in reading.people.households()},
        {clan.id for clan in reading.models.clans()},
        reading.models.clan_of_households(year),
        {item.person: item.assessing_unit for item in reading.assessments.registrations(year)},
        reading.people.links.assessing_units(year),
    )


def naive_rules(reading: Reading, year: int) -> NaiveRules:
    """The settings of a year in the judge's words; what they say must be sayable."""
    said = {
        key: reading.units.setting(f"counting.{key}", f"{year}-12-31")
        for key in ("adult_age", "not_counted", "stations_are_units", "least_clan_households")
    }
    usual = NaiveRules()
    left_out = said["not_counted"]
    return NaiveRules(
        int(said["adult_age"] or usual.adult_age),
        usual.left_out if left_out is None else frozenset(left_out.split(",")) - {""},
        said["stations_are_units"] != "no",
        int(said["least_clan_households"] or 0),
    )

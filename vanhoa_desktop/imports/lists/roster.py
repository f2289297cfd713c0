"""A spreadsheet of people as candidates for the roster, with located problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vanhoa_desktop.domain.enums import TargetGroup, TextEncoding
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.imports.cells.ditto import is_ditto
from vanhoa_desktop.imports.cells.name_cells import without_number
from vanhoa_desktop.imports.cells.none_words import says_none
from vanhoa_desktop.imports.headings.hamlets import NO_HAMLET, Hamlet, OpenHamlet
from vanhoa_desktop.imports.people.gone_households import asked_with_their_households
from vanhoa_desktop.imports.people.household_cells import read_household_code
from vanhoa_desktop.imports.people.named_rows import NamedRow, RowReadings, read_person, read_rows
from vanhoa_desktop.imports.people.person_cells import (
    NO_TICKS,
    TICKS,
    RowReading,
    read_target_group,
)
from vanhoa_desktop.imports.people.phone_cells import read_phone
from vanhoa_desktop.imports.people.presence_cells import read_presence
from vanhoa_desktop.imports.tables.opened_tables import TableWish
from vanhoa_desktop.imports.tables.table_rows import written_name
from vanhoa_desktop.imports.tables.tables import open_tables
from vanhoa_desktop.imports.words.heading_words import (
    BIRTH_FIELDS,
    HAMLET,
    IS_FEMALE,
    IS_MALE,
    PERSON_FIELDS,
    PERSON_ID,
    SEX,
    UNIT_NAME,
)
from vanhoa_desktop.imports.words.known_headings import fields_by_words
from vanhoa_desktop.imports.words.presence_words import WrittenPresence
from vanhoa_desktop.imports.words.title_years import OtherYear
from vanhoa_desktop.imports.words.unit_names import UnitNames
from vanhoa_desktop.texts.words.names import fold_text, mend_capitals

_LIMITS = {
    "head_name": 120,
    "phone": 40,
    "occupation": 120,
    "note": 2000,
    "relation": 60,
    "household_code": 120,
}
_HEAD = "chu ho"
# What somebody is to the household whose column «Chủ hộ» is ticked.
HEAD_RELATION = "Chủ hộ"
_PARTS_OF: Mapping[str, str] = {
    **dict.fromkeys(BIRTH_FIELDS, "birth"),
    **dict.fromkeys((SEX, IS_MALE, IS_FEMALE), "sex"),
}
# Clans are the commune's to keep: a column of them is told as not used.
ROSTER_FIELDS: Mapping[str, str] = {
    heading: name for heading, name in PERSON_FIELDS.items() if name != "clan_name"
}


@dataclass(frozen=True, slots=True)
class RosterOptions:
    """How to read a file: one sheet or all, headings by hand ({field: heading}), old fonts.

    `this_year` tells what two digits of a birth year mean, `units` which names are units'.
    """

    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    encoding: TextEncoding = TextEncoding.AUTO
    this_year: int | None = None
    units: UnitNames = field(default_factory=UnitNames)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCandidate(NamedRow):
    """What one row says about a person; None where it says nothing.

    `empty` are the fields that the table has a column for and this row says nothing in;
    `head_is_told_by_relation` that no cell names the head: somebody's relation is «Chủ hộ».
    """

    head_is_told_by_relation: bool = False
    relation: str | None = None
    occupation: str | None = None
    target_group: TargetGroup | None = None
    phone: str | None = None
    note: str | None = None
    presence: WrittenPresence | None = None
    hamlet: Hamlet = NO_HAMLET
    empty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RosterReading:
    """The people of a file in its order, and what became of everything else in it."""

    candidates: tuple[PersonCandidate, ...]
    readings: RowReadings

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong or wants to be read, in the order of the file."""
        return self.readings.problems


def read_roster(
    path: Path, options: RosterOptions, progress: Progress = no_progress
) -> RosterReading:
    """Read the people of a spreadsheet.

    Raises what `open_tables` raises; VALUE_INVALID for an unknown field in the mapping, NOT_FOUND
    for a heading named by hand that is nowhere.
    """
    known_fields = set(ROSTER_FIELDS.values()) - {PERSON_ID, HAMLET}
    for name in options.mapping:
        if name not in known_fields:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="mapping", value=name)
    wish = TableWish(
        field_of=fields_by_words(ROSTER_FIELDS, options.mapping),
        looked_for="Năm sinh, Giới tính, Số CCCD, Thôn, Mã hộ",
        sheet=options.sheet,
        encoding=options.encoding,
        by_hand=options.mapping,
        units=options.units,
        is_told_year=None if options.this_year is None else OtherYear(options.this_year),
    )
    tables = open_tables(path, wish, progress)
    household = _OpenHousehold()
    candidates, readings = read_rows(
        tables, options.this_year, lambda reading: _candidate(reading, household), household.go_on
    )
    return RosterReading(tuple(asked_with_their_households(candidates)), readings)


@dataclass(frozen=True, slots=True)
class _Home:
    """Household, head and relation of a row; `is_told_by_relation`: no cell names the head."""

    code: str | None
    head_name: str | None
    relation: str | None
    is_told_by_relation: bool = False


@dataclass
class _OpenHousehold:
    """The household of the row above: its code is often written only once.

    A sheet begins anew, another thôn or part of one, and what follows on rows that are left out.
    """

    part: tuple[str, int, str] = ("", 0, "")
    unit_name: str = ""
    hamlet: Hamlet = NO_HAMLET
    hamlets: OpenHamlet = field(default_factory=OpenHamlet)
    code: str | None = None
    head_name: str | None = None
    is_told_by_relation: bool = False
    # How each code was written first: «1» and «01» may be one household.
    spellings: dict[str, str] = field(default_factory=dict)

    def _compare(self, reading: RowReading, code: str | None) -> None:
        if code is None or not code.isdecimal() or reading.text(PERSON_ID):
            return
        first = self.spellings.setdefault(code.lstrip("0"), code)
        if first != code:
            reading.doubts.append(
                f"Mã hộ ở dòng này ghi «{code}», dòng trên ghi «{first}». Nếu là cùng một hộ, hãy "
                "ghi cho giống nhau rồi nhập lại; nếu là hai hộ khác nhau thì chọn «là người mới»."
            )

    def go_on(self, reading: RowReading) -> None:
        """Go on from a row that is not read; whoever is struck out heads no household."""
        name = mend_capitals(written_name(reading.headings, reading.number))
        self.of(reading, name)
        if self.head_name == name and reading.number not in reading.headings.sheet.hidden_rows:
            self.head_name = None

    def _go_to(self, reading: RowReading) -> None:
        """Forget the household where a row stands apart from the one above."""
        above = "" if reading.unit_above is None else reading.unit_above.name
        part = (reading.headings.sheet.name, reading.block, above)
        written = fold_text(reading.headings.text(reading.number, UNIT_NAME))
        if is_ditto(written) or not written:
            written = self.unit_name
        if part != self.part:
            self.hamlets.begin_anew()
        hamlet = self.hamlets.of(reading.headings, reading.number)
        is_other_hamlet = self.hamlets.is_sure and hamlet.key != self.hamlet.key
        is_apart = is_other_hamlet or (self.unit_name and written != self.unit_name)
        if part != self.part or is_apart:
            self.code, self.head_name = None, None
        self.part, self.unit_name, self.hamlet = part, written, hamlet

    def of(self, reading: RowReading, name: str) -> _Home:
        """What this row and those above say of its household."""
        self._go_to(reading)
        relation = _limited(reading, "relation")
        cell = read_household_code(reading)
        code = _cut(reading, "household_code", cell.code or "")
        self._compare(reading, code)
        written = reading.text("head_name")
        is_ticked = written.casefold() in TICKS
        is_mark = is_ticked or written.casefold() in NO_TICKS or says_none(written)
        written = _cut(reading, "head_name", written) or ""
        head_name = None if is_mark else mend_capitals(without_number(written)) or None
        if is_ticked:
            relation = relation or HEAD_RELATION
        is_head = is_ticked or (relation is not None and fold_text(relation) == _HEAD)
        # A list from here writes the code in every row, so an empty cell there repeats nothing.
        is_own_list = bool(reading.text(PERSON_ID))
        goes_on = code is None and not (cell.is_no_code or is_own_list)
        if goes_on and relation is not None and not is_head:
            inherited = head_name is None and self.is_told_by_relation
            return _Home(self.code, head_name or self.head_name, relation, inherited)
        told_by_relation = head_name is None and is_head
        if told_by_relation:
            head_name = name or None
        if code is not None and code == self.code and head_name is None:
            head_name, told_by_relation = self.head_name, self.is_told_by_relation
        self.code, self.head_name = code, head_name
        self.is_told_by_relation = told_by_relation
        return _Home(code, head_name, relation, told_by_relation)


def _candidate(reading: RowReading, household: _OpenHousehold) -> PersonCandidate:
    # Before the remarks are looked through: what is understood here is no remark.
    presence = read_presence(reading)
    person = read_person(reading)
    home = household.of(reading, str(person["full_name"]))
    person["doubts"] = tuple(reading.doubts)
    return PersonCandidate(
        **person,  # type: ignore[arg-type]  # the fields of NamedRow, read together
        household_code=home.code,
        head_name=home.head_name,
        head_is_told_by_relation=home.is_told_by_relation,
        relation=home.relation,
        occupation=_limited(reading, "occupation"),
        target_group=read_target_group(reading),
        phone=read_phone(reading, _limited(reading, "phone")),
        note=_limited(reading, "note"),
        presence=presence,
        hamlet=household.hamlet,
        empty=_empty_fields(reading),
    )


def _empty_fields(reading: RowReading) -> frozenset[str]:
    """Fields with a column and nothing in it; a birth's and a sex's columns say one thing."""
    is_filled: dict[str, bool] = {}
    for name in reading.headings.columns:
        field_name = _PARTS_OF.get(name, name)
        is_said = bool(reading.headings.text(reading.number, name))
        is_filled[field_name] = is_filled.get(field_name, False) or is_said
    return frozenset(name for name, filled in is_filled.items() if not filled)


def _limited(reading: RowReading, name: str) -> str | None:
    return _cut(reading, name, reading.said(name))


def _cut(reading: RowReading, name: str, text: str) -> str | None:
    limit = _LIMITS[name]
    if len(text) > limit:
        message = f"Ô này dài quá {limit} chữ; phần sau được bỏ."
        reading.add(name, Severity.WARNING, "TEXT_TOO_LONG", message)
    return text[:limit].strip() or None

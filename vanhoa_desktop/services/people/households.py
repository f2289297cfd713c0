"""Households of the register, kept by hand: code, head, and the clan they count in."""

from dataclasses import dataclass

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.domain.people import Household
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import household_id
from vanhoa_desktop.journal.kinds import CLAN
from vanhoa_desktop.services.office.control import control, is_begun
from vanhoa_desktop.services.office.lookup import as_record_id, only_one, own_or_named_unit
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.clans import find_clan
from vanhoa_desktop.services.setup.cycles import open_cycle
from vanhoa_desktop.texts.words.names import clean_name


@dataclass(frozen=True, slots=True)
class ListedHousehold:
    """A household with how many people live in it."""

    household: Household
    people: int


def put_household(work: UnitOfWork, unit: str, code: str) -> str | None:
    """The household with this code in a unit's register, begun if there is none; None for ''."""
    if not code:
        return None
    record = household_id(unit, code)
    if not is_begun(work, record):
        work.put("household", record, control(unit) | {"code": code})
    return record


class HouseholdService:
    """Adds, corrects and lists households."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, code: str, head_name: str = "", unit_text: str | None = None) -> Household:
        """Add a household to this unit's register (at the commune: to the unit named).

        Adding one that is there already corrects its head. Raises VALUE_INVALID for an empty code,
        NOT_ENROLLED, NOT_FOUND, ROLE_NOT_ALLOWED.
        """
        unit = own_or_named_unit(self._session, unit_text)
        cleaned = clean_name(code)
        if not cleaned:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="code", value=code)
        record = household_id(unit, cleaned)
        values: dict[str, Json] = {"code": cleaned}
        if clean_name(head_name):
            values["head_name"] = clean_name(head_name)
        with self._session.work() as work:
            put_household(work, unit, cleaned)
            work.put_changed("household", record, values)
            work.commit()
        return self._read(record)

    def set_head(self, household: Household, head_name: str) -> Household:
        """Name the head of a household; '' takes the name out. Raises ROLE_NOT_ALLOWED."""
        self._check_own(household)
        with self._session.work() as work:
            head = clean_name(head_name) or None
            work.put_changed("household", household.id, {"head_name": head})
            work.commit()
        return self._read(household.id)

    def place(self, household: Household, clan_text: str, year: int) -> str | None:
        """Say in which clan a household counts in a year; '' takes it out of any.

        Returns the clan's id. Raises CYCLE_NOT_OPEN, NOT_FOUND, AMBIGUOUS, ROLE_NOT_ALLOWED.
        """
        self._check_own(household)
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            clan = find_clan(reading, clan_text).id if clean_name(clan_text) else None
        with self._session.work() as work:
            field = f"{CLAN}{year}"
            state = work.state(household.id)
            if clan is not None or (state is not None and field in state.fields):
                work.put_changed("household", household.id, {field: clan})
            work.commit()
        return clan

    def households(self, unit: str | None = None) -> list[ListedHousehold]:
        """The households of one unit, or of all, by code."""
        with self._session.database.reading() as reading:
            found = reading.people.households(unit)
            people = reading.people.household_counts()
        return [ListedHousehold(item, people.get(item.id, 0)) for item in found]

    def find(self, text: str, unit: str | None = None) -> Household:
        """The household meant by an id or a code; raises NOT_FOUND or AMBIGUOUS."""
        with self._session.database.reading() as reading:
            return find_household(reading, text, unit)

    def _check_own(self, household: Household) -> None:
        own_unit = self._session.require_unit()
        if not self._session.identity.is_commune and household.unit != own_unit:
            raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="own unit")

    def _read(self, record: str) -> Household:
        with self._session.database.reading() as reading:
            return find_household(reading, record)


def find_household(reading: Reading, text: str, unit: str | None = None) -> Household:
    """The household with this id, or the only one with this code; raises NOT_FOUND or AMBIGUOUS."""
    record = as_record_id(text)
    code = clean_name(text).casefold()
    found = [
        item
        for item in reading.people.households(unit)
        if item.id == record or (record is None and clean_name(item.code).casefold() == code)
    ]
    units = {item.id: item.name for item in reading.units.units()}
    names = {item.id: f"{item.code} ({units.get(item.unit, '')})" for item in found}
    return only_one(found, names, "household", text)

"""Clans, which the commune keeps across its villages (office-practice.md A6)."""

from dataclasses import replace

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Clan
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.lookup import as_record_id, only_one
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.names import clean_name


class ClanService:
    """Adds, corrects and lists clans."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str, head_name: str = "") -> Clan:
        """Add a clan, such as «Dòng họ Lê Văn (chi 2)», with its Trưởng họ.

        Raises VALUE_INVALID for an empty name or one in use, ROLE_NOT_ALLOWED, NOT_ENROLLED.
        """
        self._session.require_office()
        clan = Clan(
            self._session.new_record_id(), self._free_name(name), clean_name(head_name) or None
        )
        with self._session.work() as work:
            values: dict[str, Json] = control(self._session.require_unit())
            values |= {"name": clan.name, "head_name": clan.head_name}
            work.put("clan", clan.id, values)
            work.commit()
        return clan

    def set(self, text: str, name: str | None = None, head_name: str | None = None) -> Clan:
        """Correct the name or the head of a clan; None leaves it, an empty head takes it out.

        Raises as `add`, and NOT_FOUND, AMBIGUOUS.
        """
        self._session.require_office()
        clan = self.find(text)
        if name is not None:
            clan = replace(clan, name=self._free_name(name, clan.id))
        if head_name is not None:
            clan = replace(clan, head_name=clean_name(head_name) or None)
        with self._session.work() as work:
            values = {"name": clan.name, "head_name": clan.head_name}
            work.put_changed("clan", clan.id, values)
            work.commit()
        return clan

    def clans(self) -> list[Clan]:
        """All clans in Vietnamese order."""
        with self._session.database.reading() as reading:
            return reading.models.clans()

    def households(self, year: int) -> dict[str, str]:
        """In which clan each household counts in a year: household → clan."""
        with self._session.database.reading() as reading:
            return reading.models.clan_of_households(year)

    def find(self, text: str) -> Clan:
        """The clan meant by an id or a full name; raises NOT_FOUND or AMBIGUOUS."""
        with self._session.database.reading() as reading:
            return find_clan(reading, text)

    def _free_name(self, name: str, own: str | None = None) -> str:
        cleaned = clean_name(name)
        taken = {clean_name(clan.name).casefold() for clan in self.clans() if clan.id != own}
        if not cleaned:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="name", value=name)
        if cleaned.casefold() in taken:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="clan", value=cleaned)
        return cleaned


def find_clan(reading: Reading, text: str) -> Clan:
    """The clan with this id or full name (NFC, case and spaces folded).

    Raises NOT_FOUND or AMBIGUOUS.
    """
    record = as_record_id(text)
    name = clean_name(text).casefold()
    found = [
        clan
        for clan in reading.models.clans()
        if clan.id == record or clean_name(clan.name).casefold() == name
    ]
    return only_one(found, {clan.id: clan.name for clan in found}, "clan", text)

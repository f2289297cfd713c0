"""Villages, schools, stations and agencies of the commune."""

import re
from collections.abc import Sequence
from dataclasses import replace

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import UnitKind
from vanhoa_desktop.domain.people import Unit
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.awaited import awaited_devices, check_heard
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.lookup import find_unit
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.name_keys import name_key, nearest_names
from vanhoa_desktop.texts.words.names import clean_name

# «Tổ 26/3» is a name: only what begins like a path, or ends like a file, is none.
_PATH = re.compile(r"^(?:[A-Za-z]:|~|\.{0,2}/)|\\")
_FILE = re.compile(
    r"\.(?:vh\w|xlsx?|ods|csv|docx?|odt|pdf|txt|zip|rar|7z|png|jpe?g|exe|age)$", re.IGNORECASE
)


class UnitService:
    """Adds, renames, removes and lists units."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, name: str, kind: UnitKind, *, is_meant: bool = False) -> Unit:
        """Add a unit to the commune.

        Raises UNIT_EXISTS for a name in use, VALUE_INVALID for what is no name (nothing, no letter,
        the name of a file), and UNIT_ALIKE for one that differs from a name in use by its marks
        alone, unless that `is_meant`.
        """
        self._session.require_office()
        cleaned = _checked_name(name)
        if kind is UnitKind.COMMUNE:
            raise VanHoaError(ErrorCode.VALUE_INVALID, field="name", value=name)
        with self._session.database.reading() as reading:
            commune = reading.units.commune()
            known = [*reading.units.units(), *([commune] if commune else [])]
        _refuse_name_in_use(cleaned, known, is_meant=is_meant)
        home = self._session.require_unit()
        record = self._session.new_record_id()
        with self._session.work() as work:
            values: dict[str, Json] = {
                **control(home),
                "name": cleaned,
                "parent": home,
                "unit_kind": kind.value,
            }
            work.put("unit", record, values)
            work.commit()
        return Unit(record, cleaned, kind, home)

    def rename(self, text: str, name: str, *, is_meant: bool = False) -> Unit:
        """Give a unit another name; papers that were issued keep the name of their day.

        Raises NOT_FOUND, AMBIGUOUS, and what `add` raises.
        """
        self._session.require_office()
        cleaned = _checked_name(name)
        with self._session.database.reading() as reading:
            unit = find_unit(reading, text)
            others = [other for other in reading.units.units() if other.id != unit.id]
        _refuse_name_in_use(cleaned, others, is_meant=is_meant)
        with self._session.work() as work:
            work.put_changed("unit", unit.id, {"name": cleaned})
            work.commit()
        return replace(unit, name=cleaned)

    def remove(self, text: str) -> Unit:
        """Take away a unit that was added by mistake.

        Raises NOT_FOUND, AMBIGUOUS, UNIT_IN_USE where anything ever hung on it: a record of its
        own (people, sheets, registrations …), a device, a file to or from it; and ANSWERS_AWAITED
        where this office went back and does not know yet what hung on it.
        """
        self._session.require_office()
        home = self._session.require_unit()
        with self._session.database.reading() as reading:
            unit = find_unit(reading, text)
            if used := _uses(reading, unit):
                raise VanHoaError(ErrorCode.UNIT_IN_USE, name=unit.name, used=", ".join(used))
            check_heard(reading, awaited_devices(reading))
        with self._session.work() as work:
            work.put_changed("unit", unit.id, control(home, deleted=True))
            work.commit()
        return unit

    def units(self) -> list[Unit]:
        """All units but the commune, in Vietnamese order."""
        with self._session.database.reading() as reading:
            return reading.units.units()

    def find(self, text: str) -> Unit:
        """The unit meant by an id or a full name; raises NOT_FOUND or AMBIGUOUS."""
        with self._session.database.reading() as reading:
            return find_unit(reading, text)

    def id_of(self, text: str | None) -> str | None:
        """The id of the unit meant, None where none is named; raises what `find` raises."""
        return None if text is None else self.find(text).id


def _checked_name(name: str) -> str:
    """The name in one line of plain text; raises VALUE_INVALID."""
    cleaned = clean_name(name)
    if _PATH.search(cleaned) or _FILE.search(cleaned):
        raise VanHoaError(ErrorCode.VALUE_INVALID, field="name_like_file", value=cleaned)
    if not any(char.isalpha() for char in cleaned):
        raise VanHoaError(ErrorCode.VALUE_INVALID, field="name", value=name)
    return cleaned


def _uses(reading: Reading, unit: Unit) -> list[str]:
    """What hangs on a unit, in words: a removed one would leave it without a place."""
    trust = reading.trust
    devices = [] if trust is None else list(trust.devices.values())
    counted = {
        "người, hộ, phiếu, đăng ký": reading.states.is_concerned(unit.id)
        or bool(reading.assessments.sheets_of(unit.id)),
        "máy": any(device.unit == unit.id for device in devices),
        "tệp gửi, nhận": reading.ledger.has_dealt_with(unit.id),
    }
    return [what for what, is_there in counted.items() if is_there]


def _refuse_name_in_use(name: str, known: Sequence[Unit], *, is_meant: bool) -> None:
    """Two villages of one name are told apart by nobody; of two that are alike, people are asked.

    Raises UNIT_EXISTS, UNIT_ALIKE.
    """
    names = [unit.name for unit in known]
    near = [names[place] for place in nearest_names(name, names)]
    if any(name_key(other) == name_key(name) for other in near):
        raise VanHoaError(ErrorCode.UNIT_EXISTS, name=name)
    if near and not is_meant:
        raise VanHoaError(ErrorCode.UNIT_ALIKE, name=name, known=", ".join(near))

"""Finding the one unit or person that an officer means by an id or a name."""

from typing import TypeVar
from uuid import UUID

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.people import Person, Unit
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.texts.words.dates import birth_text
from vanhoa_desktop.texts.words.name_keys import name_key, nearest_names
from vanhoa_desktop.texts.words.names import fold_text

_CANDIDATES_NAMED = 5
Found = TypeVar("Found")


def as_record_id(text: str) -> str | None:
    """The canonical record id in `text`, or None if it is not an id."""
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return None


def find_unit(reading: Reading, text: str) -> Unit:
    """The unit with this id or full name, in capitals or not, wherever a tone mark stands.

    Marks are never guessed: Thôn Đoai is not Thôn Đoài. Raises NOT_FOUND or AMBIGUOUS.
    """
    record = as_record_id(text)
    if record is not None:
        unit = reading.units.unit(record)
        if unit is None:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="unit", text=text)
        return unit
    commune = reading.units.commune()
    known = [*reading.units.units(), *([commune] if commune else [])]
    near = [known[place] for place in nearest_names(text, [unit.name for unit in known])]
    found = [unit for unit in near if name_key(unit.name) == name_key(text)]
    return only_one(found, {unit.id: unit.name for unit in found}, "unit", text)


def own_or_named_unit(session: Session, text: str | None) -> str:
    """The unit that something new belongs to: this one's own, or (at the commune) the one named.

    Raises NOT_ENROLLED, NOT_FOUND, AMBIGUOUS, ROLE_NOT_ALLOWED (a unit writes for itself alone) and
    VALUE_INVALID (the commune must name a unit).
    """
    own_unit = session.require_unit()
    is_commune = session.identity.is_commune
    if text is None and not is_commune:
        return own_unit
    if text is None:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field="unit", value="")
    with session.database.reading() as reading:
        named = find_unit(reading, text).id
    if named == own_unit and is_commune:
        raise VanHoaError(ErrorCode.VALUE_INVALID, field="unit", value=text)
    if named != own_unit and not is_commune:
        raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="own unit")
    return named


def find_person(reading: Reading, text: str) -> Person:
    """The person with this id, or the only one that the search text means.

    Raises NOT_FOUND or AMBIGUOUS.
    """
    record = as_record_id(text)
    if record is not None:
        person = reading.people.person(record)
        if person is None:
            raise VanHoaError(ErrorCode.NOT_FOUND, what="person", text=text)
        return person
    found = reading.people.search(text) if text.strip() else []
    whole = [person for person in found if fold_text(person.full_name) == fold_text(text)]
    near = [whole[place] for place in nearest_names(text, [p.full_name for p in whole])]
    chosen = near or found
    return only_one(chosen, {person.id: _told_apart(person) for person in chosen}, "person", text)


def _told_apart(person: Person) -> str:
    birth = birth_text(person.birth) if person.birth else "không rõ ngày sinh"
    return f"{person.full_name} ({birth})"


def only_one(found: list[Found], names: dict[str, str], what: str, text: str) -> Found:
    """The only one found; `names` tells by id what people call each.

    Raises NOT_FOUND or AMBIGUOUS.
    """
    if not found:
        raise VanHoaError(ErrorCode.NOT_FOUND, what=what, text=text)
    if len(found) > 1:
        shown = list(names.items())[:_CANDIDATES_NAMED]
        raise VanHoaError(
            ErrorCode.AMBIGUOUS,
            what=what,
            text=text,
            count=len(found),
            candidates=", ".join(name for _, name in shown),
            ids=", ".join(record for record, _ in shown),
        )
    return found[0]

"""Journal values in the words of the form, with the names of what ids stand for.

An id or a hash says nothing to anybody: two households of one person must be told apart by their
codes before somebody can choose between them.
"""

from collections.abc import Iterable, Mapping, Sequence

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.journal.kinds import ASSESSING, CLAN, COUNTS
from vanhoa_desktop.services.office.gone_people import last_written
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.texts.sentences.values import EMPTY, rival_texts, value_text
from vanhoa_desktop.texts.words.plain import plain_line

MEMBERSHIP = "membership"
CRITERIA = "criteria"
AT_HOME = "nơi ở"
_NAMING = frozenset({"person", "a", "b", "parent", "home_unit", "decision", "sample"})
_NAMING_FAMILIES = (ASSESSING, CLAN, COUNTS)
_NAME_FIELDS = ("full_name", "name", "code", "number")
_MARK_CHARACTERS = 8


class ValueWords:
    """Says values of any field; looks names up in the store."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def texts(self, field: str, values: Sequence[Json]) -> list[str]:
        """Values of one field beside each other, in their order, so that they are told apart."""
        if field == CRITERIA or field.startswith(f"{CRITERIA}."):
            return [self._criteria(value) for value in values]
        if field == MEMBERSHIP:
            return [self._membership(value) for value in values]
        if field in _NAMING or field.startswith(_NAMING_FAMILIES):
            named = self.names(value for value in values if isinstance(value, str))
            nobody = AT_HOME if field.startswith(ASSESSING) else EMPTY
            return [named[value] if isinstance(value, str) else nobody for value in values]
        return rival_texts(field, values)

    def names(self, records: Iterable[str]) -> dict[str, str]:
        """What records are called: units, people, households, or what was last written of them."""
        wanted = list(dict.fromkeys(records))
        names = unit_names(self._reading)
        people = self._reading.people
        names |= {key: person.full_name for key, person in people.people(wanted).items()}
        names |= {key: home.code for key, home in people.households_by_id(wanted).items()}
        for field in _NAME_FIELDS:
            nameless = [record for record in wanted if not names.get(record)]
            said = last_written(self._reading, nameless, field)
            names |= {record: plain_line(str(name)) for record, name in said.items() if name}
        return {record: names.get(record) or _mark(record) for record in wanted}

    def _criteria(self, value: Json) -> str:
        if not isinstance(value, str):
            return EMPTY
        found = self._reading.criteria.of(value)
        return _mark(value) if found is None else f"{found.title} (bản {found.version})"

    def _membership(self, value: Json) -> str:
        """«hộ H12, vợ»."""
        if not isinstance(value, Mapping):
            return EMPTY
        parts = []
        household, relation = value.get("household"), value.get("relation")
        if isinstance(household, str):
            parts.append(f"hộ {self.names([household])[household]}")
        if relation:
            parts.append(value_text("relation", relation))
        return ", ".join(parts) or EMPTY


def _mark(key: str) -> str:
    """What nothing here gives a name to: told apart from others by its beginning."""
    return f"chưa có ở máy này (mã {key[:_MARK_CHARACTERS]})"

"""What a family is called on paper: by the head of its household, never by the household's code."""

from collections.abc import Iterable

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import Sex
from vanhoa_desktop.domain.people import Household, home_of
from vanhoa_desktop.texts.words.names import fold_text

_ADDRESSES = {Sex.MALE: "ông", Sex.FEMALE: "bà"}
_UNKNOWN = "ông/bà"


def family_titles(reading: Reading, households: Iterable[Household]) -> dict[str, str]:
    """«Gia đình ông Lê Văn Sơn» by household; a household without a known head is left out.

    The head is «ông» or «bà» where a member of that name is held with his or her sex, else
    «ông/bà».
    """
    headed = [(item, item.head_name) for item in households if item.head_name]
    named = reading.people.by_folded_names({fold_text(head) for _, head in headed})
    found = {}
    for household, head in headed:
        known = {household.id: household}
        members = [p for p in named.get(fold_text(head), ()) if home_of(p, known) is not None]
        sexes = {person.sex for person in members}
        sex = sexes.pop() if len(sexes) == 1 else None
        address = _UNKNOWN if sex is None else _ADDRESSES[sex]
        found[household.id] = f"Gia đình {address} {head}"
    return found

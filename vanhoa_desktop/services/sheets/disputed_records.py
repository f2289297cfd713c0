"""Whose name, birth, household, unit or presence is disputed: what titles and papers rest on.

A sheet says nothing of who it is about; the record of the person (or household, clan, unit) does,
and rival values or changes that do not stand may wait there as well (bundle.md §2.3).
"""

from collections import defaultdict
from collections.abc import Mapping

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.fold import fold
from vanhoa_desktop.journal.kinds import ASSESSING, CLAN

_MODELS: Mapping[str, tuple[LearningModel, ...]] = {
    "person": (LearningModel.CITIZEN,),
    "household": (LearningModel.FAMILY,),
    "clan": (LearningModel.CLAN,),
    "unit": (LearningModel.COMMUNITY, LearningModel.UNIT, LearningModel.COMMUNE),
}
# No title and no paper rests on occupations, notes, telephone and identity numbers.
TITLE_FIELDS: Mapping[str, frozenset[str]] = {
    "person": frozenset(
        {"full_name", "birth", "sex", "membership", "presence", "target_group", CONTROL}
    ),
    "household": frozenset({"code", "head_name", CONTROL}),
    "clan": frozenset({"name", "head_name", CONTROL}),
    "unit": frozenset({"name", "unit_kind", "parent", CONTROL}),
}
_FIELDS_OF_YEAR: Mapping[str, str] = {"person": ASSESSING, "household": CLAN}


def disputed_records(reading: Reading, year: int) -> dict[LearningModel, set[str]]:
    """The subjects of each model whose own record waits for a person in a field that titles need.

    Of the fields that hold for one year only those of `year` count.
    """
    kinds = {item.record: item.kind for item in reading.states.to_review() if item.kind in _MODELS}
    found: defaultdict[LearningModel, set[str]] = defaultdict(set)
    if not kinds:
        return found
    held = reading.journal.of_records(list(kinds))
    for record, kind in kinds.items():
        changes = (item.change for item in held.get(record, []))
        waiting = {item.field for item in fold(changes, reading.authority).review}
        needed = set(TITLE_FIELDS[kind])
        if kind in _FIELDS_OF_YEAR:
            needed.add(f"{_FIELDS_OF_YEAR[kind]}{year}")
        if waiting & needed:
            for model in _MODELS[kind]:
                found[model].add(record)
    return found

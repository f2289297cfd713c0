"""Rows of a list that name somebody whom the commune gave to another unit: they are asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from vanhoa_desktop.imports.people.named_rows import NamedRow
from vanhoa_desktop.services.office.moved_away import MovedAway
from vanhoa_desktop.services.rows.choice_texts import person_text
from vanhoa_desktop.services.rows.row_likeness import (
    births_agree,
    is_same_name,
    numbers_differ,
    sexes_differ,
)
from vanhoa_desktop.texts.words.name_keys import name_key


class MovedRows:
    """Finds whom a row that means nobody here may mean elsewhere."""

    def __init__(self, moved: Sequence[MovedAway] = ()) -> None:
        self._by_name: dict[str, list[MovedAway]] = defaultdict(list)
        self._by_number: dict[str, list[MovedAway]] = defaultdict(list)
        for item in moved:
            self._by_name[name_key(item.person.full_name)].append(item)
            self._by_number[item.person.citizen_number or ""].append(item)

    def doubt(self, row: NamedRow) -> str:
        """What is to be asked of a row; '' for nothing."""
        found = {item.person.id: item for item in self._possible(row)}
        if not found:
            return ""
        told = "; ".join(f"{person_text(item.person)}, {item.told}" for item in found.values())
        return (
            f"{told}. Nếu dòng này là người ấy thì chọn «Bỏ qua» (người ấy đã chuyển về đây thì đề "
            "nghị xã chuyển đơn vị); nếu là người khác thì chọn «là người mới»."
        )

    def _possible(self, row: NamedRow) -> Iterable[MovedAway]:
        if row.citizen_number:
            yield from self._by_number.get(row.citizen_number, ())
        for item in self._by_name.get(name_key(row.full_name), ()):
            person = item.person
            are_two = sexes_differ(row, person) or numbers_differ(row, person)
            if is_same_name(row, person) and births_agree(row.birth, person.birth) and not are_two:
                yield item

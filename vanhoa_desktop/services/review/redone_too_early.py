"""What a redo would say of records that another act began, and that is taken back still.

Two lists of the same people: the second corrected whom the first had brought, both were undone, and
the second is done again. Its corrections would come back to records that nobody sees.
"""

from collections.abc import Iterable, Mapping, Sequence

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.services.office.act_labels import act_labels
from vanhoa_desktop.services.office.acts import undone_ids
from vanhoa_desktop.services.office.control import is_begun
from vanhoa_desktop.services.review.later_work import beginning_fields, record_labels, what_text
from vanhoa_desktop.services.review.undo_words import named_in_full
from vanhoa_desktop.texts.words.names import sort_key

_OF_ANOTHER = "lần nhập đã lập những hồ sơ ấy"


class RedoneTooEarly:
    """Looks at the records of an act before a redo, and after."""

    def __init__(self, work: UnitOfWork, records: Iterable[str]) -> None:
        self._work = work
        self._before = {record: self._said(record) for record in records}

    def check(self) -> None:
        """Raise REDO_TOO_EARLY where something is said of a record that was not begun."""
        hidden = {
            record: said
            for record, before in self._before.items()
            if not is_begun(self._work, record)
            and (said := {n: v for n, v in self._said(record).items() if before.get(n) != v})
        }
        if not hidden:
            return
        labels = record_labels(self._work, hidden)
        told = [f"{labels[record]}: {_fields(said)}" for record, said in hidden.items()]
        raise VanHoaError(
            ErrorCode.REDO_TOO_EARLY,
            count=len(hidden),
            people=named_in_full(sorted(told, key=sort_key), "hồ sơ khác"),
            first=self._first(list(hidden)) or _OF_ANOTHER,
        )

    def _said(self, record: str) -> Mapping[str, Json]:
        """What stands in a record beside whose it is and of which year."""
        state = self._work.state(record)
        if state is None:
            return {}
        keys = beginning_fields(state.kind) | {CONTROL}
        values = state.values.items()
        return {name: value for name, value in values if name not in keys and value is not None}

    def _first(self, records: Sequence[str]) -> str:
        """The acts, by what people call them, that began some records and are taken back."""
        view = self._work.view
        acts = view.acts.acts()
        undone = [act for act in acts if act.id in undone_ids(acts)]
        begun = [
            item.position
            for items in view.journal.of_records(records).values()
            for item in items
            if item.change.body is not None and CONTROL in item.change.body.values
        ]
        first = [a for a in undone if any(a.first <= place <= a.last for place in begun)]
        return ", ".join(f"«{label}»" for label in dict.fromkeys(act_labels(view, first).values()))


def _fields(said: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(map(what_text, said)))

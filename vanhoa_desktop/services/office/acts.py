"""What is done as a whole is noted as an act with an id: so it can be taken back as a whole."""

from collections.abc import Sequence
from pathlib import Path

from vanhoa_desktop.db.act_ledger import Act
from vanhoa_desktop.db.unit_of_work import ActNote
from vanhoa_desktop.domain.enums import ActKind
from vanhoa_desktop.services.office.act_labels import registering_label
from vanhoa_desktop.services.office.session import Session

_ACT_ID_BYTES = 16


def new_act_id(session: Session) -> str:
    """A fresh random id of an act."""
    return session.ports.randomness.token(_ACT_ID_BYTES).hex()


def import_act(session: Session, path: Path) -> ActNote:
    """The note that makes an import of a file undoable as a whole."""
    return ActNote(new_act_id(session), ActKind.IMPORT, path.name, session.require_unit())


def registering_act(session: Session, kind: ActKind, year: int, people: Sequence[str]) -> ActNote:
    """The note that makes it undoable as a whole that some people (ids) were registered."""
    label = registering_label(year, people)
    return ActNote(new_act_id(session), kind, label, session.require_unit())


def undone_ids(acts: Sequence[Act]) -> frozenset[str]:
    """Ids of the acts whose last answer is an undo; `acts` oldest first."""
    last = {act.answers: act.kind for act in acts if act.answers is not None}
    return frozenset(answered for answered, kind in last.items() if kind is ActKind.UNDO)

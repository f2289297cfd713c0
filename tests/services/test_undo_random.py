"""Lists, points, words by hand, undo, redo in any order: nothing but the act's own words goes."""

import tempfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.builders.offices import YEAR, Offices
from tests.simulators.typed_fields import Field, TypedFields
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import ActKind, Assessor, ConsentKind
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.acts import import_act
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.people.person_entry import PersonService
from vanhoa_desktop.services.people.registrations import Consent, RegistrationService
from vanhoa_desktop.services.review.undo import UndoService
from vanhoa_desktop.services.sheets.assessments import AssessmentService, PointsEntry
from vanhoa_desktop.services.sheets.overview import OverviewService

NAMES = ("Lê Thị Một", "Mai Văn Hai")
TABLE = Path("bang.xlsx")
CONSENT = Consent(frozenset({ConsentKind.USE}), "2026-03-15")
REFUSED = {
    *(ErrorCode.UNDO_IN_USE, ErrorCode.UNDO_LOSES, ErrorCode.UNDO_NOBODY),
    *(ErrorCode.REDO_DOUBLES, ErrorCode.REDO_TOO_EARLY),
    *(ErrorCode.UNDO_DONE, ErrorCode.UNDO_NOT_DONE),
}
who, small = st.integers(0, len(NAMES) - 1), st.integers(0, 7)
assessors = st.sampled_from([Assessor.SELF, Assessor.VILLAGE])
steps = st.one_of(
    st.tuples(st.just("list"), st.sets(who, min_size=1), small),
    st.tuples(st.just("table"), st.sets(who, min_size=1), small, assessors, st.integers(1, 3)),
    st.tuples(st.just("points"), who, st.one_of(st.none(), small), assessors, st.integers(1, 3)),
    st.tuples(st.just("phone"), who, st.one_of(st.none(), small)),
    st.tuples(st.just("consent"), who),
    st.tuples(st.just("undo"), small),
    st.tuples(st.just("undo"), small),
    st.tuples(st.just("redo"), small),
)


class Village:
    """A store and the model of it, to which the same is done."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.model = TypedFields()
        self.imports: list[str] = []

    def people(self) -> dict[str, Person]:
        with self.session.database.reading() as reading:
            return {person.full_name: person for person in reading.people.search("")}

    def seen(self) -> dict[Field, str]:
        """What people see of everybody: name, telephone, points, consent."""
        found: dict[Field, str] = {}
        with self.session.database.reading() as reading:
            held = reading.people.search("")
            sheets = {sheet.person: sheet for sheet in reading.assessments.assessments(YEAR)}
        registered = OverviewService(self.session).registrations(YEAR)
        assert sheets.keys() | registered.keys() <= {person.id for person in held}
        for person in held:
            found[person.id, "name"] = person.full_name
            if person.phone:
                found[person.id, "phone"] = person.phone
            consent = registered.get(person.id)
            if consent is not None and consent.use_consent_on:
                found[person.id, "consent"] = consent.use_consent_on
            if person.id in sheets:
                assert person.id in registered
                for assessor, points in sheets[person.id].points.items():
                    for code, given_points in points.items():
                        found[person.id, f"{assessor.value}.{code}"] = str(given_points)
        return found

    def take(self, step: Sequence[object]) -> None:
        getattr(self, f"_{step[0]}")(*step[1:])
        assert self.seen() == self.model.standing(), step

    def _list(self, slots: set[int], phone: int) -> None:
        """As a list of people is written: whoever is not there is new, the others are corrected."""
        act, held = import_act(self.session, TABLE), self.people()
        said: list[tuple[str, str, str]] = []
        with self.session.work() as work:
            for slot in sorted(slots):
                person = held.get(NAMES[slot])
                record = person.id if person else self.session.new_record_id()
                values: dict[str, Json] = {"full_name": NAMES[slot], "phone": f"091{phone}"}
                if person is None:
                    values |= control(self.session.require_unit())
                work.put_changed("person", record, values)
                said += [(record, "name", NAMES[slot]), (record, "phone", f"091{phone}")]
            if work.touched:
                work.note_act(act)
                work.commit()
                self.imports.append(act.id)
        for record, what, value in said:
            self.model.write(act.id, (record, what), value)

    def _table(self, slots: set[int], points: int, assessor: Assessor, many: int) -> None:
        act, held = import_act(self.session, TABLE), self.people()
        given_points = {f"CS{number}": Decimal(points) for number in range(1, many + 1)}
        people = [held[NAMES[slot]] for slot in sorted(slots) if NAMES[slot] in held]
        entries = [PointsEntry(person, YEAR, assessor, given_points) for person in people]
        if AssessmentService(self.session).set_many(entries, act).changed:
            self.imports.append(act.id)
        for person in people:
            for code in given_points:
                self.model.write(act.id, (person.id, f"{assessor.value}.{code}"), str(points))

    def _points(self, slot: int, points: int | None, assessor: Assessor, number: int) -> None:
        person = self.people().get(NAMES[slot])
        if person is not None:
            code, said = f"CS{number}", None if points is None else Decimal(points)
            entry = PointsEntry(person, YEAR, assessor, {code: said})
            AssessmentService(self.session).set_points(entry)
            where = (person.id, f"{assessor.value}.{code}")
            self.model.write(None, where, None if points is None else str(points))

    def _phone(self, slot: int, phone: int | None) -> None:
        person = self.people().get(NAMES[slot])
        if person is not None:
            said = None if phone is None else f"098{phone}"
            PersonService(self.session).set(person, {"phone": said or ""})
            self.model.write(None, (person.id, "phone"), said)

    def _consent(self, slot: int) -> None:
        person = self.people().get(NAMES[slot])
        if person is not None:
            RegistrationService(self.session).register([person], YEAR, CONSENT)
            self.model.write(None, (person.id, "consent"), CONSENT.on)

    def _undo(self, number: int) -> None:
        if self.imports:
            act = self.imports[number % len(self.imports)]
            if is_done(lambda: UndoService(self.session).undo(ActKind.IMPORT, act)):
                self.model.undone.add(act)

    def _redo(self, number: int) -> None:
        if self.imports:
            act = self.imports[number % len(self.imports)]
            if is_done(lambda: UndoService(self.session).redo(ActKind.IMPORT, act)):
                self.model.undone.discard(act)


def is_done(answer: Callable[[], object]) -> bool:
    """Whether something was done, or refused politely: then nothing was changed."""
    try:
        answer()
    except VanHoaError as error:
        if error.code not in REFUSED:
            raise
        return False
    return True


V, S = Assessor.VILLAGE, Assessor.SELF


@settings(max_examples=20)
@example(done=[("phone", 0, 5), ("undo", 0)])
@example(done=[("table", {0, 1}, 8, V, 3), ("points", 0, 5, V, 1), ("undo", 1), ("redo", 1)])
@example(done=[("table", {0}, 8, V, 3), ("consent", 0), ("undo", 1)])
@example(done=[("phone", 0, None), ("list", {0}, 0), ("list", {0}, 1), ("undo", 0)])
@example(
    done=[("table", {0}, 8, V, 1), ("points", 0, 5, V, 1), ("points", 0, 8, V, 1), ("undo", 1)]
)
@example(done=[("table", {0}, 8, V, 1), ("undo", 1), ("undo", 0), ("redo", 1)])
@example(
    done=[("table", {0}, 8, S, 1), ("table", {0}, 5, V, 1), *[("undo", n) for n in (2, 1)]]
    + [("redo", n) for n in (2, 1, 2)]
)
@example(done=[("list", {0}, 3), ("undo", 1), ("undo", 0), ("redo", 1), ("redo", 0), ("redo", 1)])
@given(st.lists(steps, min_size=4, max_size=14))
def test_an_undo_takes_back_what_the_act_wrote_and_nothing_else(
    founded_offices: Offices, done: list[Sequence[object]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        village = founded_offices.copy(Path(folder)).villages[0]
        with village.open() as session:
            model = Village(session)
            model.take(("list", {0, 1}, 1))
            for step in done:
                model.take(step)
            assert IntegrityService(session).check().is_ok

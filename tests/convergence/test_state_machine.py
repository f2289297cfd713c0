"""Villages, a school, two commune devices, a cloned disk and a doctored laptop, in any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.simulators.desks import KIND, OTHER_UNIT, RECORD, UNIT, Desk, control
from tests.simulators.naive_fold import NaiveFold, NaivePlace, values_of
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.journal.change import Change, ChangeId, Op
from vanhoa_desktop.journal.drafting import Wish
from vanhoa_desktop.journal.fold import Authority, RecordState, fold

NAMES = ("v1a", "v1b", "v2", "school", "office", "second")
COMMUNE = frozenset({"office", "second"})
MANY = ("clone", *NAMES)
desks = st.sampled_from(MANY)
fields = st.sampled_from(["note", "village.CS1", "commune.CS1"])
values = st.sampled_from(["a", "b", "c"])
statuses = st.sampled_from(["received", "returned", "appraised"])
verdicts = st.sampled_from(["appraised", "recognised"])


def chain_of(name: str) -> str:
    """A chain id that begins with a readable name."""
    return name.encode().hex().ljust(32, "0")


def as_naive(state: RecordState) -> tuple[Any, ...]:
    """The parts that the naive model knows too."""
    return (
        state.values,
        {name: held.heads for name, held in state.fields.items()},
        {item.field: (item.rivals, item.waiting) for item in state.review},
        {change: reason.value for change, reason in state.out.items()},
        state.erased,
    )


def _points(state: RecordState) -> dict[str, Json]:
    """What a sheet says, where it stands left out."""
    return {name: value for name, value in state.values.items() if name != "control"}


@dataclass(frozen=True)
class OnePlace:
    """The place of the one person whom the record is about; it asks nobody."""

    place: NaivePlace

    def of(self, _subject: str, _year: int) -> "OnePlace":
        """The same for everybody."""
        return self

    def now(self) -> frozenset[str]:
        """Where the person belongs."""
        return self.place.now

    def ever(self) -> frozenset[str]:
        """Where it ever did."""
        return self.place.ever


class YearOfOffices(RuleBasedStateMachine):
    """Everybody writes the same record; bundles go anywhere, late, twice, in any order."""

    units: Mapping[str, str] = {}
    places: OnePlace | None = None

    def __init__(self) -> None:
        super().__init__()
        self.desks = {name: Desk(name, chain_of(name)) for name in NAMES}
        self.desks["clone"] = self.desks["v1a"].clone("clone")
        self.commune = frozenset(chain_of(name) for name in COMMUNE)
        self.cut_offs: dict[str, int] = {}
        self.terms: dict[str, int] = {}
        self.written: dict[ChangeId, Change] = {}
        self.at_work = "v1a"
        self._write("v1a", control("open"))

    @property
    def authority(self) -> Authority:
        """What everybody knows of trust now."""
        return Authority(
            self.commune, dict(self.cut_offs), self.units, self.places, dict(self.terms)
        )

    def _write(self, name: str, said: dict[str, Json], **how: bool) -> None:
        self.at_work = name
        change = self.desks[name].put(said, self.authority, **how)
        self.written[change.id] = change

    def _record(self, name: str, wish: Wish, *, blind: bool = False) -> None:
        self.at_work = name
        change = self.desks[name].write(wish, self.authority, blind=blind)
        self.written[change.id] = change

    @rule(name=desks, field=fields, value=values, settles=st.booleans())
    def write(self, name: str, field: str, value: str, settles: bool) -> None:
        self._write(name, {field: value}, settles=settles)

    @rule(name=st.sampled_from(["v1a", "v1b", "v2", "school", "clone"]), deleted=st.booleans())
    def submit(self, name: str, deleted: bool) -> None:
        self._write(name, control("submitted", deleted=deleted))

    @rule(field=fields, ours=values, theirs=values, sends=st.booleans())
    def score_and_submit_apart(self, field: str, ours: str, theirs: str, sends: bool) -> None:
        """Both laptops of a unit finish the sheet, neither knowing of the other."""
        for name, said in (("v1a", ours), ("v1b", theirs)):
            self._write(name, {field: said})
            if sends or name == "v1a":
                self._write(name, control("submitted"))

    @rule(
        name=st.sampled_from(sorted(COMMUNE)), status=st.sampled_from(["appraised", "recognised"])
    )
    def judge_what_is_not_disputed(self, name: str, status: str) -> None:
        """A verdict is given only where nothing waits; it leaves the points as they were."""
        before = self.desks[name].state(self.authority)
        if before is None or before.review or before.erased:
            return
        self._write(name, control(status), covers=True)
        after = self.desks[name].state(self.authority)
        assert after is not None
        is_standing = self.authority.cut_offs.get(chain_of(name)) is None
        if is_standing:
            assert after.review == ()
            assert _points(after) == _points(before)

    @rule(name=st.sampled_from(sorted(COMMUNE)), status=statuses, covers=st.booleans())
    def answer(self, name: str, status: str, covers: bool) -> None:
        self._write(name, control(status), covers=covers)

    @rule(name=st.sampled_from(sorted(COMMUNE)))
    def delete(self, name: str) -> None:
        self._write(name, control("open", deleted=True), covers=True)

    @rule(name=st.sampled_from(sorted(COMMUNE)), covers=st.booleans())
    def restore(self, name: str, covers: bool) -> None:
        self._write(name, control("open"), covers=covers)

    @rule(name=st.just("office"), unit=st.sampled_from([UNIT, OTHER_UNIT]), status=statuses)
    def move(self, name: str, unit: str, status: str) -> None:
        self._write(name, control(status, unit=unit), covers=True)

    @rule(name=desks, data=st.data())
    def set_aside(self, name: str, data: st.DataObject) -> None:
        held = sorted(self.desks[name].held)
        if held:
            chosen = data.draw(st.lists(st.sampled_from(held), min_size=1, max_size=2, unique=True))
            self._record(name, Wish(KIND, RECORD, Op.VOID, names=tuple(chosen)))

    @rule(name=desks, field=fields, value=values)
    def doctor(self, name: str, field: str, value: str) -> None:
        self._record(name, Wish(KIND, RECORD, Op.PUT, {field: value}), blind=True)

    @rule(giver=desks, taker=desks)
    def pass_on(self, giver: str, taker: str) -> None:
        self.at_work = taker
        self.desks[taker].take(self.desks[giver])

    @rule()
    def copy_a_disk(self) -> None:
        self.desks["clone"] = self.desks["v1a"].clone("clone")

    @rule(name=st.sampled_from(["v1a", "v2", "second"]), good=st.integers(0, 4))
    def revoke(self, name: str, good: int) -> None:
        chain = chain_of(name)
        self.cut_offs[chain] = min(good + 1, self.cut_offs.get(chain, good + 1))

    @rule(name=st.sampled_from(sorted(COMMUNE)), good=st.integers(0, 4))
    def hand_over(self, name: str, good: int) -> None:
        """It was the office up to a place of its chain; or is it again, and all counts."""
        chain = chain_of(name)
        if self.terms.pop(chain, None) is None:
            self.terms[chain] = good + 1

    @rule(name=st.just("office"))
    def erase(self, name: str) -> None:
        if len(self.written) > 12:  # rare: nothing is left to compare afterwards
            self._record(name, Wish(KIND, RECORD, Op.ERASE))

    @invariant()
    def the_desk_at_work_agrees_with_the_model(self) -> None:
        held = list(self.desks[self.at_work].held.values())
        if held:
            self._check(held, orders=1)

    def teardown(self) -> None:
        """Every desk agrees with the naive model, whatever order the changes came in."""
        everything = list(self.written.values())
        for held in (*(list(d.held.values()) for d in self.desks.values()), everything):
            if held:
                self._check(held)

    def _check(self, held: list[Change], orders: int = 3) -> None:
        place = None if self.places is None else self.places.place
        known = (self.commune, self.cut_offs, self.units, place, self.terms)
        judge = NaiveFold(held, *known).state()
        expected = (judge.values, judge.heads, judge.review, judge.out, judge.erased)
        chance = Random(len(held))
        for _ in range(orders):
            shuffled = [*held, *chance.sample(held, len(held) // 2)]
            chance.shuffle(shuffled)
            state = fold(shuffled, self.authority)
            assert as_naive(state) == expected
        if not judge.erased:
            self._check_nothing_is_lost(held, fold(held, self.authority))

    def _check_nothing_is_lost(self, held: list[Change], state: RecordState) -> None:
        """What was written is shown, stands beside, waits, was set aside, or was replaced."""
        replaced = {
            base
            for change in held
            if change.body is not None
            for bases in change.body.bases.values()
            for base in bases
        }
        for change in held:
            for name in values_of(change):
                known = {*state.heads(name), *state.waiting(name), *state.out, *replaced}
                assert change.id in known


class YearOfClaims(YearOfOffices):
    """As before, and it is known whose each laptop is, and where the person belongs."""

    units = {  # noqa: RUF012 - never written to
        chain_of("v1a"): UNIT,
        chain_of("v1b"): UNIT,
        chain_of("v2"): OTHER_UNIT,
        chain_of("school"): "01a20e61-2713-7a3c-b4ff-fd492297f5ee",
    }

    def __init__(self) -> None:
        super().__init__()
        self._write("v1a", {"person": RECORD, "year": 2026})

    @rule(moved=st.booleans(), was_there=st.booleans())
    def tell_where_the_person_belongs(self, moved: bool, was_there: bool) -> None:
        now = frozenset({OTHER_UNIT if moved else UNIT})
        ever = frozenset({UNIT, OTHER_UNIT}) if was_there else now
        self.places = OnePlace(NaivePlace(now, ever))

    @rule(name=st.sampled_from(["v2", "school"]), unit=st.sampled_from([UNIT, OTHER_UNIT]))
    def claim(self, name: str, unit: str) -> None:
        """A doctored laptop says that the record is its own, as if nothing had been seen."""
        said = control("open", unit=unit) | {"person": RECORD, "year": 2026}
        self._record(name, Wish(KIND, RECORD, Op.PUT, said), blind=True)


TestYearOfOffices = YearOfOffices.TestCase
TestYearOfClaims = YearOfClaims.TestCase

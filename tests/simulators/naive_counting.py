"""Who counts where and who holds a title, one by one as office-practice.md A and C say it.

The judge of `db/members.py` and `db/titles.py`: slow, plain, and blind to both. It knows people,
households, clans and units by their ids and by the words that the journal keeps of them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

Pairs = set[tuple[str, str]]
Populations = dict[tuple[str, str], Pairs]
TAKEN_AWAY = ("withdrawn", "stopped", "revoked")


@dataclass(frozen=True)
class NaivePerson:
    """What is known of a person: `since` is the day since when the presence is so."""

    id: str
    unit: str
    house: str | None = None
    born: int | None = None
    presence: str = "present"
    since: str | None = None
    group: str | None = None

    def presence_on(self, day: str | None) -> str:
        """Where the person was on a day; None: where he or she is now."""
        if day is None or self.since is None or self.since <= day:
            return self.presence
        # It had not happened yet: who came later was not here, everybody else still was.
        return "departed" if self.presence == "arrived" else "present"


@dataclass(frozen=True)
class NaiveRules:
    """What the commune decides once a year; the defaults of the page."""

    adult_age: int = 18
    left_out: frozenset[str] = frozenset(
        {"working_away", "studying_away", "departed", "deceased", "exempt"}
    )
    stations: bool = True
    least_clan: int = 0


@dataclass
class NaiveCommune:
    """One year of a commune: units by kind, households by unit, clans by household."""

    year: int
    commune: str | None = None
    units: dict[str, str] = field(default_factory=dict)
    people: list[NaivePerson] = field(default_factory=list)
    houses: dict[str, str] = field(default_factory=dict)
    clans: set[str] = field(default_factory=set)
    clan_of: dict[str, str] = field(default_factory=dict)
    registered: dict[str, str] = field(default_factory=dict)
    assessed_at: dict[str, str] = field(default_factory=dict)


class NaiveCounting:
    """Counts one commune under its rules.

    `own_unit`: as that unit's own device; `area`: within these units alone; `doubles`: records that
    do not count because another of the same person does; `day`: by where people were on it.
    """

    def __init__(
        self,
        commune: NaiveCommune,
        rules: NaiveRules,
        *,
        own_unit: str | None = None,
        area: Collection[str] | None = None,
        doubles: Collection[str] = (),
        day: str | None = None,
    ) -> None:
        self._c = commune
        self._rules = rules
        self._is_commune = own_unit is None
        self._doubles = doubles
        self._day = day
        self._units = {
            unit: kind
            for unit, kind in commune.units.items()
            if own_unit in {None, unit} and (area is None or unit in area)
        }

    def populations(self) -> Populations:
        """(body, member) of every population, by model and name."""
        found: Populations = {
            (model, name): set()
            for model, names in {
                "family": ("adults", "registered_adults"),
                "clan": ("families", "adults"),
                "community": ("families", "clans", "adults"),
                "unit": ("staff", "learners"),
                "commune": ("adults", "families", "clans", "communities", "units"),
            }.items()
            for name in names
        }
        for person in self._c.people:
            self._place(person, found)
        self._place_households(found)
        if self._is_commune:
            self._place_clans_and_units(found)
        return found

    def left_out(self) -> dict[str, str]:
        """Who does not count because of where he or she was, and where that was."""
        return {
            person.id: person.presence_on(self._day)
            for person in self._c.people
            if person.presence_on(self._day) in self._rules.left_out
        }

    def heads(self) -> set[str]:
        """Whom the units that are asked about know, counted or not."""
        return {
            person.id
            for person in self._c.people
            if person.unit in self._units or any(self._workplaces(person))
        }

    def _counts(self, person: NaivePerson) -> bool:
        is_here = person.presence_on(self._day) not in self._rules.left_out
        return is_here and person.id not in self._doubles

    def _is_adult(self, person: NaivePerson) -> bool:
        """An adult lives in a village, and reaches the age by 31 December; no upper limit."""
        if person.born is None or self._units.get(person.unit) != "village":
            return False
        return self._counts(person) and self._c.year - person.born >= self._rules.adult_age

    def _home(self, person: NaivePerson) -> str | None:
        """A unit says where its own people live; another unit's household is no home."""
        lives_here = self._c.houses.get(person.house or "") == person.unit
        return person.house if lives_here else None

    def _workplaces(self, person: NaivePerson) -> Iterator[str]:
        kinds = {"school", "agency"} | ({"station"} if self._rules.stations else set())
        named = (
            person.unit,
            self._c.registered.get(person.id),
            self._c.assessed_at.get(person.id),
        )
        for unit in named:
            if unit is not None and self._units.get(unit) in kinds:
                yield unit

    def _place(self, person: NaivePerson, found: Populations) -> None:
        if self._counts(person):
            population = "learners" if person.group == "student" else "staff"
            found["unit", population].update((unit, person.id) for unit in self._workplaces(person))
        if not self._is_adult(person):
            return
        found["community", "adults"].add((person.unit, person.id))
        if self._is_commune:
            found["commune", "adults"].add((self._c.commune or "", person.id))
        home = self._home(person)
        if home is None:
            return
        found["family", "adults"].add((home, person.id))
        if person.id in self._c.registered:
            found["family", "registered_adults"].add((home, person.id))
        if self._is_commune and home in self._c.clan_of:
            found["clan", "adults"].add((self._c.clan_of[home], person.id))

    def _inhabited(self) -> Iterator[str]:
        """Households of villages where somebody counts, however young."""
        homes = {self._home(person) for person in self._c.people if self._counts(person)}
        for house, unit in self._c.houses.items():
            if house in homes and self._units.get(unit) == "village":
                yield house

    def _place_households(self, found: Populations) -> None:
        for house in self._inhabited():
            found["community", "families"].add((self._c.houses[house], house))
            if self._is_commune:
                found["commune", "families"].add((self._c.commune or "", house))
                if house in self._c.clan_of:
                    found["clan", "families"].add((self._c.clan_of[house], house))

    def _place_clans_and_units(self, found: Populations) -> None:
        homes = list(self._inhabited())
        named = set(self._c.clans) | set(self._c.clan_of.values())
        big = {
            clan
            for clan in named
            if sum(self._c.clan_of.get(house) == clan for house in homes) >= self._rules.least_clan
        }
        commune = self._c.commune or ""
        found["commune", "clans"] = {(commune, clan) for clan in self._c.clans & big}
        found["community", "clans"] = {
            (self._c.houses[house], self._c.clan_of[house])
            for house in homes
            if self._c.clan_of.get(house) in big
        }
        for unit, kind in self._units.items():
            population = "communities" if kind == "village" else "units"
            found["commune", population].add((commune, unit))


@dataclass(frozen=True)
class NaiveTitle:
    """What gives a title: a decision, or another place's paper; `is_final`: issued, or checked."""

    model: str
    subject: str
    is_final: bool = True
    on: str | None = None
    is_from_elsewhere: bool = False


@dataclass(frozen=True)
class NaiveSheet:
    """Where one sheet stands."""

    model: str
    subject: str
    status: str
    outcome: str


def holders(
    given: Collection[NaiveTitle],
    sheets: Collection[NaiveSheet],
    *,
    until: str | None = None,
    provisional: bool = False,
) -> set[tuple[str, str]]:
    """(model, subject) of all who hold a title; what was taken away by the sheet is none."""
    found = {
        (title.model, title.subject)
        for title in given
        if title.is_final and (until is None or title.on is None or title.on <= until)
    }
    for sheet in sheets:
        if provisional and sheet.status == "appraised" and sheet.outcome == "passed":
            found.add((sheet.model, sheet.subject))
    for sheet in sheets:
        if sheet.status in TAKEN_AWAY:
            found.discard((sheet.model, sheet.subject))
    return found

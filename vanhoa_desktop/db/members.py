"""Who counts where, as queries of (body, member): the one place that decides it.

An adult counts in the family, clan, village and commune where he or she lives; staff and learners
in the school or agency where they belong or are assessed, wherever they live; a household in its
clan, village and commune while somebody of it counts; a clan while it has enough such households
(office-practice.md A). Results, targets and statistics all read these populations.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    or_,
    select,
    true,
    union,
)

from vanhoa_desktop.db.tables.projections import (
    clan,
    clan_household,
    household,
    person,
    person_assessing,
    registration,
    unit,
)
from vanhoa_desktop.domain.counting import USUAL_RULES, CountingRules
from vanhoa_desktop.domain.enums import LearningModel, Presence, TargetGroup, UnitKind

_HOUSE = household.c.record
Members = Select[Any]


@dataclass(frozen=True, slots=True)
class MemberScope:
    """For whom and by what populations are asked.

    `own_unit` is None at the commune. A unit's own device holds its own people alone, and knows
    neither the clans nor the commune as a whole: they are left out there. `area`: the units that
    count, None for all of them. `doubles`: records of linked people that do not count, because
    another record of the same person does. `cut_off`: the ISO day on which people had to be here,
    None for whatever their presence is now.
    """

    year: int
    rules: CountingRules = USUAL_RULES
    own_unit: bytes | None = None
    area: Collection[bytes] | None = None
    doubles: Collection[bytes] = ()
    cut_off: str | None = None

    @property
    def presence(self) -> ColumnElement[str]:
        """Where a person was on the cut-off day: a later move does not count yet.

        Of one that came later nothing was known here, whoever left later was still here.
        """
        now = person.c.presence
        if self.cut_off is None:
            return now
        is_later = person.c.presence_on > self.cut_off
        return case(
            (and_(is_later, now == Presence.ARRIVED.value), Presence.DEPARTED.value),
            (is_later, Presence.PRESENT.value),
            else_=now,
        )

    @property
    def is_left_out(self) -> ColumnElement[bool]:
        """Whether a person's presence is one that does not count."""
        return self.presence.in_(sorted(value.value for value in self.rules.not_counted))

    @property
    def is_counted(self) -> ColumnElement[bool]:
        """Whether a person counts at all."""
        is_here = ~self.is_left_out
        return and_(is_here, person.c.record.not_in(self.doubles)) if self.doubles else is_here

    @property
    def is_counted_adult(self) -> ColumnElement[bool]:
        """Whether a person counts as an adult of a village; without a birth year nobody does."""
        is_adult = person.c.birth_year <= self.year - self.rules.adult_age_years
        return and_(self.is_counted, is_adult, person.c.unit.in_(self.villages()))

    def villages(self) -> Select[Any]:
        """The villages that are asked about."""
        return self._units(unit.c.unit_kind == UnitKind.VILLAGE.value)

    def other_units(self) -> Select[Any]:
        """The schools, stations and agencies that are asked about."""
        kinds = [UnitKind.VILLAGE.value, UnitKind.COMMUNE.value]
        return self._units(unit.c.unit_kind.not_in(kinds))

    def workplaces(self) -> Select[Any]:
        """Those of them that are learning units by the rules: only these have staff."""
        return self._units(unit.c.unit_kind.in_([kind.value for kind in self.rules.unit_kinds]))

    def _units(self, chosen: ColumnElement[bool]) -> Select[Any]:
        query = select(unit.c.record).where(chosen)
        if self.own_unit is not None:
            query = query.where(unit.c.record == self.own_unit)
        return query if self.area is None else query.where(unit.c.record.in_(self.area))


class MemberQueries:
    """The members of bodies in one year, each once a body."""

    def __init__(self, scope: MemberScope) -> None:
        self._scope = scope
        self._year = scope.year

    def _adults(self, body: ColumnElement[Any]) -> Members:
        return select(body.label("body"), person.c.record.label("member")).where(
            self._scope.is_counted_adult
        )

    def adults_of_families(self) -> Members:
        """Adults by household."""
        return self._adults(person.c.household).where(_is_at_home())

    def registered_adults_of_families(self) -> Members:
        """Adults who registered for the year, by household."""
        is_registered = exists().where(
            registration.c.person == person.c.record, registration.c.year == self._year
        )
        return self._adults(person.c.household).where(is_registered, _is_at_home())

    def adults_of_clans(self) -> Members:
        """Adults by the clan of their household."""
        of_house = and_(
            clan_household.c.household == person.c.household,
            clan_household.c.year == self._year,
        )
        joined = clan_household.join(person, of_house)
        found = self._adults(clan_household.c.clan).select_from(joined).where(_is_at_home())
        return self._at_commune(found)

    def adults_of_communities(self) -> Members:
        """Adults by village."""
        return self._adults(person.c.unit)

    def adults_of_communes(self) -> Members:
        """All adults."""
        return self._at_commune(self._adults(_commune()).select_from(person))

    def _families(self, body: ColumnElement[Any]) -> Members:
        lives_here = and_(person.c.household == _HOUSE, person.c.unit == household.c.unit)
        inhabited = exists().where(lives_here, self._scope.is_counted)
        return select(body.label("body"), _HOUSE.label("member")).where(
            household.c.unit.in_(self._scope.villages()), inhabited
        )

    def families_of_clans(self) -> Members:
        """Households by clan."""
        found = self._families(clan_household.c.clan).select_from(self._houses_of_clans())
        return self._at_commune(found)

    def families_of_communities(self) -> Members:
        """Households by village."""
        return self._families(household.c.unit)

    def families_of_communes(self) -> Members:
        """All households."""
        return self._at_commune(self._families(_commune()).select_from(household))

    def clans_of_communities(self) -> Members:
        """The clans that have a household in a village."""
        found = self._families(household.c.unit).select_from(self._houses_of_clans())
        found = found.where(self._is_clan(clan_household.c.clan))
        columns = (household.c.unit.label("body"), clan_household.c.clan.label("member"))
        return self._at_commune(found.with_only_columns(*columns).distinct())

    def clans_of_communes(self) -> Members:
        """All clans."""
        found = select(_commune().label("body"), clan.c.record.label("member"))
        return self._at_commune(found.where(self._is_clan(clan.c.record)))

    def _is_clan(self, named: ColumnElement[bytes]) -> ColumnElement[bool]:
        """Whether a clan has as many counted households as the rules ask for."""
        least = self._scope.rules.least_clan_households
        if not least:
            return true()
        houses = self.families_of_clans().subquery()
        enough = select(houses.c.body).group_by(houses.c.body).having(func.count() >= least)
        return named.in_(enough)

    def _houses_of_clans(self) -> Any:  # noqa: ANN401 - SQL, private to this module
        of_house = and_(clan_household.c.household == _HOUSE, clan_household.c.year == self._year)
        return household.join(clan_household, of_house)

    def _at_commune(self, members: Members) -> Members:
        return members if self._scope.own_unit is None else members.where(false())

    def communities_of_communes(self) -> Members:
        """All villages."""
        return self._units(unit.c.record.in_(self._scope.villages()))

    def units_of_communes(self) -> Members:
        """All schools, stations and agencies."""
        return self._units(unit.c.record.in_(self._scope.other_units()))

    def _units(self, chosen: ColumnElement[bool]) -> Members:
        found = select(_commune().label("body"), unit.c.record.label("member")).where(chosen)
        return self._at_commune(found)

    def staff_of_units(self) -> Members:
        """People of a unit who are not its learners."""
        group = person.c.target_group
        return self._people_of_units(or_(group.is_(None), group != TargetGroup.STUDENT.value))

    def learners_of_units(self) -> Members:
        """Pupils and students of a unit."""
        return self._people_of_units(person.c.target_group == TargetGroup.STUDENT.value)

    def _people_of_units(self, chosen: ColumnElement[bool]) -> Members:
        who = (chosen, self._scope.is_counted)
        member = person.c.record.label("member")
        arms = [select(person.c.unit.label("body"), member).where(*who)]
        for table in (registration, person_assessing):
            joined = table.join(person, person.c.record == table.c.person)
            assessed = select(table.c.unit.label("body"), member).select_from(joined)
            arms.append(assessed.where(table.c.year == self._year, *who))
        found = union(*arms).subquery()
        query = select(found.c.body, found.c.member)
        return query.where(found.c.body.in_(self._scope.workplaces()))


def people_of(scope: MemberScope, *columns: ColumnElement[Any]) -> Select[Any]:
    """Everybody who lives in one of the units, or belongs to one that has staff; counted or not."""
    places = [
        select(table.c.person).where(
            table.c.year == scope.year, table.c.unit.in_(scope.workplaces())
        )
        for table in (registration, person_assessing)
    ]
    lives_here = person.c.unit.in_(union(scope.villages(), scope.other_units()))
    is_assessed_here = person.c.record.in_(union(*places))
    return select(*columns).where(or_(lives_here, is_assessed_here))


def left_out(scope: MemberScope) -> Select[Any]:
    """(person, presence) of all whose presence leaves them out."""
    return select(person.c.record, scope.presence.label("presence")).where(scope.is_left_out)


def _is_at_home() -> ColumnElement[bool]:
    """Whether a person's household is one of the person's own unit (`people.home_of`)."""
    house = household.alias("house")
    return exists().where(house.c.record == person.c.household, house.c.unit == person.c.unit)


def _commune() -> ColumnElement[Any]:
    """The commune as a body: the one unit of that kind."""
    commune = unit.alias("commune")
    found = select(commune.c.record).where(commune.c.unit_kind == UnitKind.COMMUNE.value)
    return found.limit(1).scalar_subquery()


MEMBERS: dict[tuple[LearningModel, str], Callable[[MemberQueries], Members]] = {
    (LearningModel.FAMILY, "adults"): MemberQueries.adults_of_families,
    (LearningModel.FAMILY, "registered_adults"): MemberQueries.registered_adults_of_families,
    (LearningModel.CLAN, "families"): MemberQueries.families_of_clans,
    (LearningModel.CLAN, "adults"): MemberQueries.adults_of_clans,
    (LearningModel.COMMUNITY, "families"): MemberQueries.families_of_communities,
    (LearningModel.COMMUNITY, "clans"): MemberQueries.clans_of_communities,
    (LearningModel.COMMUNITY, "adults"): MemberQueries.adults_of_communities,
    (LearningModel.UNIT, "staff"): MemberQueries.staff_of_units,
    (LearningModel.UNIT, "learners"): MemberQueries.learners_of_units,
    (LearningModel.COMMUNE, "adults"): MemberQueries.adults_of_communes,
    (LearningModel.COMMUNE, "families"): MemberQueries.families_of_communes,
    (LearningModel.COMMUNE, "clans"): MemberQueries.clans_of_communes,
    (LearningModel.COMMUNE, "communities"): MemberQueries.communities_of_communes,
    (LearningModel.COMMUNE, "units"): MemberQueries.units_of_communes,
}

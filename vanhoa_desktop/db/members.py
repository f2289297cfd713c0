"""Who counts where, as queries of (body, member): the populations that results read.

An adult counts in the family, clan, village and commune where he or she lives; staff and learners
in the school or agency where they belong or are assessed, wherever they live; a household in its
clan, village and commune while somebody of it counts (office-practice.md A).
"""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, union

from vanhoa_desktop.db.tables.projections import (
    clan,
    clan_household,
    household,
    person,
    registration,
    unit,
)
from vanhoa_desktop.domain.counting import CountingBasis
from vanhoa_desktop.domain.enums import LearningModel, TargetGroup, UnitKind

_HOUSE = household.c.record
Members = Select[Any]


class MemberQueries:
    """The members of bodies in one year, each once a body.

    `own_unit` is None at the commune. A unit's own device holds its own people alone, and knows
    neither the clans nor the commune as a whole: they are left out there. `doubles`: records of
    linked people that do not count, because another record of the same person does.
    """

    def __init__(
        self,
        year: int,
        own_unit: bytes | None,
        basis: CountingBasis,
        doubles: Collection[bytes] = (),
    ) -> None:
        self._year = year
        self._own_unit = own_unit
        self._basis = basis
        self._doubles = doubles

    @property
    def _is_counted(self) -> ColumnElement[bool]:
        is_here = person.c.presence.not_in([value.value for value in self._basis.not_counted])
        return and_(is_here, person.c.record.not_in(self._doubles)) if self._doubles else is_here

    @property
    def _is_counted_adult(self) -> ColumnElement[bool]:
        is_adult = person.c.birth_year <= self._year - self._basis.adult_age_years
        return and_(self._is_counted, is_adult, person.c.unit.in_(self._villages()))

    def _villages(self) -> Select[Any]:
        query = select(unit.c.record).where(unit.c.unit_kind == UnitKind.VILLAGE.value)
        return query if self._own_unit is None else query.where(unit.c.record == self._own_unit)

    def _staff_units(self) -> Select[Any]:
        kinds = [UnitKind.VILLAGE.value, UnitKind.COMMUNE.value]
        query = select(unit.c.record).where(unit.c.unit_kind.not_in(kinds))
        return query if self._own_unit is None else query.where(unit.c.record == self._own_unit)

    def _adults(self, body: ColumnElement[Any]) -> Members:
        return select(body.label("body"), person.c.record.label("member")).where(
            self._is_counted_adult
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
        return self._adults(clan_household.c.clan).select_from(joined).where(_is_at_home())

    def adults_of_communities(self) -> Members:
        """Adults by village."""
        return self._adults(person.c.unit)

    def adults_of_communes(self) -> Members:
        """All adults."""
        return self._adults(_commune()).select_from(person)

    def _families(self, body: ColumnElement[Any]) -> Members:
        lives_here = and_(person.c.household == _HOUSE, person.c.unit == household.c.unit)
        inhabited = exists().where(lives_here, self._is_counted)
        return select(body.label("body"), _HOUSE.label("member")).where(
            household.c.unit.in_(self._villages()), inhabited
        )

    def families_of_clans(self) -> Members:
        """Households by clan."""
        return self._families(clan_household.c.clan).select_from(self._houses_of_clans())

    def families_of_communities(self) -> Members:
        """Households by village."""
        return self._families(household.c.unit)

    def families_of_communes(self) -> Members:
        """All households."""
        return self._families(_commune()).select_from(household)

    def clans_of_communities(self) -> Members:
        """The clans that have a household in a village."""
        found = self._families(household.c.unit).select_from(self._houses_of_clans())
        columns = (household.c.unit.label("body"), clan_household.c.clan.label("member"))
        return self._at_commune(found.with_only_columns(*columns).distinct())

    def clans_of_communes(self) -> Members:
        """All clans."""
        return self._at_commune(select(_commune().label("body"), clan.c.record.label("member")))

    def _houses_of_clans(self) -> Any:  # noqa: ANN401 - SQL, private to this module
        of_house = and_(clan_household.c.household == _HOUSE, clan_household.c.year == self._year)
        return household.join(clan_household, of_house)

    def _at_commune(self, members: Members) -> Members:
        return members if self._own_unit is None else members.where(false())

    def communities_of_communes(self) -> Members:
        """All villages."""
        return self._units(unit.c.record.in_(self._villages()))

    def units_of_communes(self) -> Members:
        """All schools, stations and agencies."""
        return self._units(unit.c.record.in_(self._staff_units()))

    def _units(self, chosen: ColumnElement[bool]) -> Members:
        return select(_commune().label("body"), unit.c.record.label("member")).where(chosen)

    def staff_of_units(self) -> Members:
        """People of a unit who are not its learners."""
        group = person.c.target_group
        return self._people_of_units(or_(group.is_(None), group != TargetGroup.STUDENT.value))

    def learners_of_units(self) -> Members:
        """Pupils and students of a unit."""
        return self._people_of_units(person.c.target_group == TargetGroup.STUDENT.value)

    def _people_of_units(self, chosen: ColumnElement[bool]) -> Members:
        at_home = select(person.c.unit.label("body"), person.c.record.label("member"))
        at_home = at_home.where(chosen, self._is_counted)
        columns = (registration.c.unit.label("body"), person.c.record.label("member"))
        joined = registration.join(person, person.c.record == registration.c.person)
        assessed = select(*columns).select_from(joined)
        assessed = assessed.where(registration.c.year == self._year, chosen, self._is_counted)
        both = union(at_home, assessed).subquery()
        return select(both.c.body, both.c.member).where(both.c.body.in_(self._staff_units()))


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

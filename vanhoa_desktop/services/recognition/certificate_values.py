"""What a certificate says of a title: how somebody is addressed, where he or she belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.documents.certificate import CertificateValues
from vanhoa_desktop.documents.office import IssuingOffice, Signature
from vanhoa_desktop.domain.assessments import Decision, Recognition
from vanhoa_desktop.domain.enums import LearningModel, Sex, UnitKind
from vanhoa_desktop.domain.people import ADULT_AGE_YEARS, is_adult
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.recognition.family_titles import family_titles
from vanhoa_desktop.services.recognition.title_sexes import title_sexes
from vanhoa_desktop.texts.words.terms import model_title

_KIND_WORDS = ("Xã ", "Phường ")
_HOME, _STAFF = "Nơi ở", "Đơn vị"


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What the store knows beside the titles: sexes, heads of clans, families, villages."""

    commune: str
    sexes: Mapping[str, Sex | None]
    clan_heads: Mapping[str, str | None]
    family_codes: Mapping[str, str]
    family_titles: Mapping[str, str]
    villages: frozenset[str]


def issuing_office(commune: str, lines: Sequence[str], signer: str | None = None) -> IssuingOffice:
    """The People's Committee of a commune, by the commune's name («Xã Vạn Hòa»)."""
    place = commune
    for word in _KIND_WORDS:
        place = place.removeprefix(word)
    return IssuingOffice(
        body=("ỦY BAN NHÂN DÂN", commune.upper()),
        place=place,
        signature=Signature(tuple(lines), signer),
    )


def commune_name(session: Session, reading: Reading) -> str:
    """What the commune is called today."""
    commune = session.identity.commune_id
    unit = None if commune is None else reading.units.unit(commune)
    return session.identity.unit_name if unit is None else unit.name


def title_facts(session: Session, reading: Reading, titles: Sequence[Recognition]) -> TitleFacts:
    """Read what the certificates of these titles need."""
    families = reading.people.households_by_id(
        title.person for title in titles if title.model is LearningModel.FAMILY
    )
    return TitleFacts(
        commune=commune_name(session, reading),
        sexes=title_sexes(reading, titles),
        clan_heads={clan.id: clan.head_name for clan in reading.models.clans()},
        family_codes={household.id: household.code for household in families.values()},
        family_titles=family_titles(reading, families.values()),
        villages=frozenset(u.id for u in reading.units.units() if u.kind is UnitKind.VILLAGE),
    )


def paper_name(title: Recognition, facts: TitleFacts) -> str:
    """The name that stands on paper.

    Titles given before families were named by their heads hold the household's code: they are
    named by the head of today. Raises HEAD_UNKNOWN where there is none.
    """
    code = facts.family_codes.get(title.person)
    if title.model is not LearningModel.FAMILY or title.full_name != f"Gia đình {code}":
        return title.full_name
    if title.person not in facts.family_titles:
        raise VanHoaError(ErrorCode.HEAD_UNKNOWN, households=f"{code} ({title.unit_name})")
    return facts.family_titles[title.person]


def certificate_values(
    title: Recognition, decision: Decision, facts: TitleFacts
) -> CertificateValues:
    """What the certificate of a title says (office-practice.md D19); raises HEAD_UNKNOWN.

    Of a person the home or the unit; of a family its village; of a clan its head; of a village or
    unit the name alone.
    """
    is_person = title.model is LearningModel.CITIZEN
    commune = facts.commune[:1].lower() + facts.commune[1:]
    has_unit = title.model in {LearningModel.CITIZEN, LearningModel.FAMILY}
    home = f"{title.unit_name}, {commune}" if has_unit else commune
    head = facts.clan_heads.get(title.person)
    detail = f"Trưởng họ: {head}" if head else home[:1].upper() + home[1:]
    return CertificateValues(
        honorific=_honorific(title, facts.sexes.get(title.person)) if is_person else "",
        full_name=paper_name(title, facts),
        birth_year=title.birth_year if is_person else None,
        home=home,
        home_word=_HOME if title.unit in facts.villages else _STAFF,
        title=model_title(title.model),
        year=title.year,
        register_number=title.certificate_number or "",
        decision_number=decision.number,
        decided_on=decision.decided_on,
        detail=None if is_person else detail,
        signer=decision.signer,
    )


def _honorific(title: Recognition, sex: Sex | None) -> str:
    born = title.birth_year
    if born is not None and not is_adult(born, title.year, ADULT_AGE_YEARS):
        return "Em"
    if sex is None:
        return "Ông/Bà"
    return "Bà" if sex is Sex.FEMALE else "Ông"

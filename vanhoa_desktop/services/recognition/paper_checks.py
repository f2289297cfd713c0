"""Whether papers can be printed truly, found out before a number is given."""

from collections.abc import Sequence

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.documents.certificate import check_certificate
from vanhoa_desktop.documents.office import template
from vanhoa_desktop.documents.official_paper import official_header
from vanhoa_desktop.domain.assessments import Decision, Recognition
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.recognition.certificate_values import (
    certificate_values,
    issuing_office,
    title_facts,
)
from vanhoa_desktop.services.recognition.title_candidates import TitleCandidate

_MOST_NAMED = 5
_LONG_SEQUENCE = 99_999


def require_issuer(session: Session) -> None:
    """Raise ROLE_NOT_ALLOWED unless this device may print what the commune issues."""
    session.require_unit()
    if not session.identity.is_commune:
        raise VanHoaError(ErrorCode.ROLE_NOT_ALLOWED, needed="issuer")


def check_candidates(
    session: Session, reading: Reading, candidates: Sequence[TitleCandidate], decision: Decision
) -> None:
    """Find out whether the papers of a decision to come can be printed whole and truly.

    Raises HEAD_UNKNOWN for families without a name; PAPER_LETTERS_MISSING or PAPER_TEXT_TOO_LONG,
    naming the texts that cannot be printed (the first few).
    """
    unnamed = [f"{item.unnamed}, {item.unit_name}" for item in candidates if item.unnamed]
    if unnamed:
        raise VanHoaError(ErrorCode.HEAD_UNKNOWN, households="; ".join(unnamed))
    if decision.model is LearningModel.COMMUNE:
        return  # the level above prints its papers
    titles = [_title(item, decision) for item in candidates]
    facts = title_facts(session, reading, titles)
    office = issuing_office(facts.commune, template("decision")["signature"], decision.signer)
    official_header(office, f"Số: {decision.number}", office.place)
    faults: dict[str, VanHoaError] = {}
    for title in titles:
        try:
            check_certificate(certificate_values(title, decision, facts), office)
        except VanHoaError as error:
            faults.setdefault(str(error.facts["text"]), error)
    if faults:
        raise _joined(list(faults.values()))


def _title(candidate: TitleCandidate, decision: Decision) -> Recognition:
    """The title that a candidate would get, with a number as long as any."""
    return Recognition(
        id="",
        person=candidate.sheet.person,
        year=decision.year,
        model=decision.model,
        decision=decision.id,
        certificate_number=f"{_LONG_SEQUENCE}/{decision.year}",
        full_name=candidate.name,
        birth_year=candidate.birth_year,
        unit=candidate.sheet.unit,
        unit_name=candidate.unit_name,
    )


def _joined(faults: Sequence[VanHoaError]) -> VanHoaError:
    """One refusal of the kind of the first, with the texts of all of its kind."""
    code = faults[0].code
    same = [fault for fault in faults if fault.code is code][:_MOST_NAMED]
    facts = {"text": "; ".join(str(fault.facts["text"]) for fault in same)}
    if code is ErrorCode.PAPER_LETTERS_MISSING:
        facts["letters"] = " ".join(
            dict.fromkeys(" ".join(str(f.facts["letters"]) for f in same).split(" "))
        )
    return VanHoaError(code, **facts)

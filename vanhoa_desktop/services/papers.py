"""Papers of recognition: certificates and the decision with its list, as PDF files."""

from collections.abc import Sequence
from pathlib import Path

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.documents.certificate import CertificateValues, render_certificates
from vanhoa_desktop.documents.decision import DecisionLine, DecisionValues, render_decision
from vanhoa_desktop.documents.office import IssuingOffice, Signature, template
from vanhoa_desktop.documents.preview import page_count
from vanhoa_desktop.domain.assessments import Decision, Recognition
from vanhoa_desktop.domain.enums import DecisionStatus, LearningModel, Sex
from vanhoa_desktop.domain.people import ADULT_AGE_YEARS, Person, is_adult
from vanhoa_desktop.domain.ports import Progress, no_progress
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import write_atomically
from vanhoa_desktop.services.cycles import open_cycle
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.texts.terms import model_title

_COMMUNE_WORD = "Xã "


def issuing_office(commune: str, lines: Sequence[str], signer: str | None = None) -> IssuingOffice:
    """The People's Committee of a commune, by the commune's name («Xã Vạn Hòa»)."""
    return IssuingOffice(
        body=("ỦY BAN NHÂN DÂN", commune.upper()),
        place=commune.removeprefix(_COMMUNE_WORD),
        signature=Signature(tuple(lines), signer),
    )


def save_paper(session: Session, pdf: bytes, output: Path, kind: str = "paper") -> None:
    """Save a paper that was made; the access log hears of it.

    Raises DISK_FULL or FOLDER_READ_ONLY.
    """
    write_atomically(output, pdf)
    session.log_access(f"print-{kind}", output.name)


class PaperService:
    """Makes papers from what was decided; nothing is printed that was not."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def certificates(
        self,
        year: int,
        unit: str | None = None,
        progress: Progress = no_progress,
        model: LearningModel = LearningModel.CITIZEN,
    ) -> bytes:
        """The certificates of all issued decisions of a year and model, of one unit or of all.

        By unit, then in Vietnamese order. Raises CYCLE_NOT_OPEN; NOTHING_DECIDED if nobody
        was recognised.
        """
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            decisions = {
                item.id: item
                for item in reading.recognitions.decisions(year)
                if item.status is DecisionStatus.ISSUED
            }
            found = reading.recognitions.recognitions(year, unit_id=unit, model=model)
            titles = [title for title in found if title.decision in decisions]
            heads = {clan.id: clan.head_name for clan in reading.models.clans()}
            people = reading.people.people(title.person for title in titles)
            commune = self._commune_name(reading)
        if not titles:
            raise VanHoaError(ErrorCode.NOTHING_DECIDED, year=year)
        values = [
            _certificate(title, decisions[title.decision], people.get(title.person), commune)
            if model is LearningModel.CITIZEN
            else _body_certificate(
                title, decisions[title.decision], heads.get(title.person), commune
            )
            for title in titles
        ]
        lines = template("decision")["signature"]
        return render_certificates(values, issuing_office(commune, lines), progress)

    def decision(self, year: int) -> bytes:
        """The decision of a year with its list: the newest issued one, else the draft.

        Raises CYCLE_NOT_OPEN; NOTHING_DECIDED if there is none.
        """
        with self._session.database.reading() as reading:
            open_cycle(reading, year)
            decisions = [
                item
                for item in reading.recognitions.decisions(year)
                if item.model is LearningModel.CITIZEN
            ]
            issued = [item for item in decisions if item.status is DecisionStatus.ISSUED]
            if not decisions:
                raise VanHoaError(ErrorCode.NOTHING_DECIDED, year=year)
            chosen = max(issued, key=lambda item: item.decided_on or "", default=decisions[0])
            titles = [
                title
                for title in reading.recognitions.recognitions(year, model=LearningModel.CITIZEN)
                if title.decision == chosen.id
            ]
            people = reading.people.people(title.person for title in titles)
            commune = self._commune_name(reading)
        lines = template("decision")["signature"]
        return render_decision(
            DecisionValues(
                office=issuing_office(commune, lines, chosen.signer),
                commune=commune,
                title=model_title(LearningModel.CITIZEN),
                year=year,
                number=chosen.number,
                decided_on=chosen.decided_on,
                lines=[_line(title, people.get(title.person)) for title in titles],
            )
        )

    def save_certificates(
        self,
        year: int,
        output: Path,
        unit: str | None = None,
        progress: Progress = no_progress,
        model: LearningModel = LearningModel.CITIZEN,
    ) -> int:
        """Save the certificates; returns the number of pages.

        Raises what `certificates` raises, DISK_FULL, FOLDER_READ_ONLY.
        """
        return self._save(self.certificates(year, unit, progress, model), output, "certificates")

    def save_decision(self, year: int, output: Path) -> int:
        """Save the decision; returns the number of pages.

        Raises what `decision` raises, DISK_FULL, FOLDER_READ_ONLY.
        """
        return self._save(self.decision(year), output, "decision")

    def _save(self, pdf: bytes, output: Path, kind: str) -> int:
        save_paper(self._session, pdf, output, kind)
        return page_count(pdf)

    def _commune_name(self, reading: Reading) -> str:
        commune = self._session.identity.commune_id
        unit = None if commune is None else reading.units.unit(commune)
        return self._session.identity.unit_name if unit is None else unit.name


def _honorific(person: Person | None, year: int) -> str:
    if person is None or person.sex is None:
        return "Ông (Bà)"
    if person.birth is not None and not is_adult(person.birth.year, year, ADULT_AGE_YEARS):
        return "Em"
    return "Bà" if person.sex is Sex.FEMALE else "Ông"


def _certificate(
    title: Recognition, decision: Decision, person: Person | None, commune: str
) -> CertificateValues:
    return CertificateValues(
        honorific=_honorific(person, title.year),
        full_name=title.full_name,
        birth_year=title.birth_year,
        home=f"{title.unit_name}, {commune[:1].lower()}{commune[1:]}",
        title=model_title(title.model),
        year=title.year,
        register_number=title.certificate_number or "",
        decision_number=decision.number,
        decided_on=decision.decided_on,
        signer=decision.signer,
    )


def _body_certificate(
    title: Recognition, decision: Decision, head_name: str | None, commune: str
) -> CertificateValues:
    """Of a family with its village, of a clan with its head, of a village or unit the name alone.

    Office-practice.md D19.
    """
    place = f"{commune[:1].lower()}{commune[1:]}"
    if title.model is LearningModel.FAMILY:
        place = f"{title.unit_name}, {place}"
    detail = f"Trưởng họ: {head_name}" if head_name else place[:1].upper() + place[1:]
    return CertificateValues(
        honorific="",
        full_name=title.full_name,
        birth_year=None,
        home=place,
        title=model_title(title.model),
        year=title.year,
        register_number=title.certificate_number or "",
        decision_number=decision.number,
        decided_on=decision.decided_on,
        signer=decision.signer,
        detail=detail,
    )


def _line(title: Recognition, person: Person | None) -> DecisionLine:
    sex = None if person is None else person.sex
    return DecisionLine(
        full_name=title.full_name,
        birth_year=title.birth_year,
        is_woman=None if sex is None else sex is Sex.FEMALE,
        unit_name=title.unit_name,
        register_number=title.certificate_number or "",
    )

"""What is about somebody is judged anew when he moves, also what no table shows."""

import pytest

from tests.builders.offices import CAM_BAO, YEAR, Offices, add_person
from vanhoa_desktop.canonical import Json
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.journal.identity import assessment_id, digital_id
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.integrity import IntegrityService
from vanhoa_desktop.services.people.moving import MoveService

Written = tuple[str, str, dict[str, Json]]


def digital_of_no_year(person: str) -> Written:
    """A record of a year that nobody opened."""
    year = YEAR + 1
    return "digital", digital_id(person, year), {"person": person, "year": year}


def sheet_of_another_model(person: str) -> Written:
    """A person as a clan."""
    record = assessment_id(person, YEAR, LearningModel.CLAN)
    return "assessment", record, {"person": person, "year": YEAR, "model": "clan"}


@pytest.mark.parametrize("written", [digital_of_no_year, sheet_of_another_model])
def test_what_a_unit_wrote_about_its_person_is_judged_by_where_the_person_moves(
    offices: Offices, written: object
) -> None:
    """An attacker's find: the commune moved the person, and its own `check` failed from then on."""
    village, commune = offices.villages[0], offices.commune
    with village.open() as session:
        person = add_person(session, "Kẻ Một")
        assert callable(written)
        kind, record, values = written(person.id)
        with session.work() as work:
            work.put(kind, record, {**control(person.home_unit), **values})
            work.commit()
    commune.merge(village.export(offices.folder / "len.vhb"))
    with commune.open() as session:
        assert IntegrityService(session).check().is_ok
        MoveService(session).move(person.id, CAM_BAO)
        assert IntegrityService(session).check().is_ok
        assert IntegrityService(session).repair() == ()
    down = offices.folder / "xuong.vhb"
    village.merge(commune.export(down, village.name))
    with village.open() as session:
        assert IntegrityService(session).check().is_ok

"""Criteria files at the commune: checked, published for ever, used, travelling, given out again."""

from pathlib import Path

import pytest

from tests.builders.offices import YEAR, Offices
from tests.scoring.cases import FOLDER
from vanhoa_desktop.domain.enums import LearningModel
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.identity import criteria_id
from vanhoa_desktop.scoring.criteria import CriteriaSet
from vanhoa_desktop.scoring.criteria_file import parse_criteria, shipped_sets
from vanhoa_desktop.services.office.control import control
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.setup.criteria import CriteriaService, find_set, known_sets
from vanhoa_desktop.services.setup.criteria_files import CriteriaFileService, check_file
from vanhoa_desktop.services.setup.cycles import CycleService

FAMILY_FILE = FOLDER / "sets" / "family-blocking.toml"


def newest_of(session: Session, text: str) -> CriteriaSet:
    """The set that a text names, as the store and the program have it."""
    with session.database.reading() as reading:
        return find_set(known_sets(reading), text)


def _refusal(session: Session, file: Path, year: int | None = None) -> VanHoaError:
    with pytest.raises(VanHoaError) as caught:
        CriteriaFileService(session).publish(file, year)
    return caught.value


def _family_of(session: Session, year: int = YEAR) -> str:
    (cycle,) = [item for item in CycleService(session).cycles() if item.year == year]
    return cycle.criteria[LearningModel.FAMILY].id


def test_a_cycle_uses_a_set_for_each_of_the_six_models(offices: Offices) -> None:
    with offices.commune.open() as session:
        (cycle,) = CycleService(session).cycles()
        assert cycle.criteria.keys() == set(LearningModel)
        in_use = {item.criteria.id for item in CriteriaService(session).sets() if item.is_in_use}
    assert in_use == {reference.id for reference in cycle.criteria.values()}


def test_a_published_set_keeps_its_bytes_and_its_hash(offices: Offices, tmp_path: Path) -> None:
    content = "\ufeff" + FAMILY_FILE.read_text(encoding="utf-8").replace("\n", "\r\n")
    file = tmp_path / "gia dinh.toml"
    file.write_bytes(content.encode())
    with offices.commune.open() as session:
        published = CriteriaFileService(session).publish(file)
        again = CriteriaFileService(session).publish(FAMILY_FILE)
        exported = CriteriaFileService(session).export("THU-GIA-DINH", tmp_path / "ra.toml")
    assert (published.is_new, again.is_new) == (True, False)
    assert published.criteria.sha256 == again.criteria.sha256 == exported.sha256
    text = (tmp_path / "ra.toml").read_bytes().decode()
    assert text == FAMILY_FILE.read_text(encoding="utf-8")
    assert parse_criteria(text, "ra").sha256 == published.criteria.sha256


def test_publishing_with_a_year_uses_the_set_there_and_the_next_year_finds_it(
    offices: Offices,
) -> None:
    with offices.commune.open() as session:
        CriteriaFileService(session).publish(FAMILY_FILE)
        assert _family_of(session) == "GDHT-2022"
        CriteriaFileService(session).publish(FAMILY_FILE, YEAR)
        assert _family_of(session) == "THU-GIA-DINH"
        CycleService(session).open(YEAR + 1)
        assert _family_of(session, YEAR + 1) == "THU-GIA-DINH"


def test_a_published_set_reaches_the_village_with_its_content(
    offices: Offices, tmp_path: Path
) -> None:
    village = offices.villages[0]
    with offices.commune.open() as session:
        CriteriaFileService(session).publish(FAMILY_FILE, YEAR)
    village.merge(offices.commune.export(tmp_path / "xuong.vhb", village.name))
    with village.open() as session:
        assert _family_of(session) == "THU-GIA-DINH"
        found = newest_of(session, "THU-GIA-DINH")
        assert found == check_file(FAMILY_FILE).criteria
        assert _refusal(session, FAMILY_FILE).code is ErrorCode.ROLE_NOT_ALLOWED


def test_other_content_under_a_published_version_is_refused_with_its_line(
    offices: Offices, tmp_path: Path
) -> None:
    changed = tmp_path / "sua.toml"
    text = FAMILY_FILE.read_text(encoding="utf-8")
    changed.write_text(text.replace("threshold = 70", "threshold = 60"), encoding="utf-8")
    with offices.commune.open() as session:
        CriteriaFileService(session).publish(FAMILY_FILE)
        refused = _refusal(session, changed)
        assert refused.code is ErrorCode.CRITERIA_INVALID
        assert "(dòng 4) Phiên bản 1 đã công bố" in str(refused.facts["problems"])
        changed.write_text(
            text.replace("threshold = 70", "threshold = 60").replace('"1"', '"2"', 1),
            encoding="utf-8",
        )
        CriteriaFileService(session).publish(changed)
        assert newest_of(session, "THU-GIA-DINH").version == "2"
        assert newest_of(session, "THU-GIA-DINH  1").threshold == 70


def test_a_shipped_version_cannot_be_published_with_other_content(
    offices: Offices, tmp_path: Path
) -> None:
    with offices.commune.open() as session:
        file = tmp_path / "cdht.toml"
        CriteriaFileService(session).export("CDHT-324-2023", file)
        file.write_text(file.read_text(encoding="utf-8").replace("= 80", "= 70"), encoding="utf-8")
        assert "VERSION_TAKEN" in [
            p.code for p in CriteriaFileService(session).check(file).problems
        ]
        assert _refusal(session, file).code is ErrorCode.CRITERIA_INVALID


def test_every_fault_is_told_when_publishing_and_nothing_is_written(
    offices: Offices, tmp_path: Path
) -> None:
    file = tmp_path / "sai.toml"
    text = FAMILY_FILE.read_text(encoding="utf-8")
    file.write_text(text.replace("= 70", "= 170").replace("CS2", "CS1"), encoding="utf-8")
    with offices.commune.open() as session:
        problems = str(_refusal(session, file).facts["problems"])
        assert "170" in problems
        assert "«CS1» được ghi hai lần" in problems
        assert _refusal(session, FAMILY_FILE, 2031).code is ErrorCode.CYCLE_NOT_OPEN
        assert {item.criteria.sha256 for item in CriteriaService(session).sets()} == {
            item.sha256 for item in shipped_sets()
        }


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VanHoaError) as missing:
        check_file(tmp_path / "không có.toml")
    assert missing.value.code is ErrorCode.FILE_MISSING
    (tmp_path / "ảnh.toml").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(VanHoaError) as unreadable:
        check_file(tmp_path / "ảnh.toml")
    assert unreadable.value.code is ErrorCode.FILE_UNREADABLE


def test_an_unknown_set_is_not_found(offices: Offices, tmp_path: Path) -> None:
    with offices.commune.open() as session, pytest.raises(VanHoaError) as refused:
        CriteriaFileService(session).export("KHONG-CO", tmp_path / "ra.toml")
    assert refused.value.code is ErrorCode.NOT_FOUND


def test_a_set_of_a_newer_program_or_with_a_wrong_hash_holds_nothing_up(offices: Offices) -> None:
    newer, wrong = "a" * 64, "b" * 64
    with offices.commune.open() as session:
        contents = {newer: 'format = "vanhoa/criteria/9"', wrong: FAMILY_FILE.read_text("utf-8")}
        with session.work() as work:
            for sha256, content in contents.items():
                values = {
                    "content": content,
                    "model": "family",
                    "set_id": "X",
                    "sha256": sha256,
                    "version": "1",
                }
                work.put("criteria", criteria_id(sha256), control(session.require_unit()) | values)
            work.commit()
        with session.database.reading() as reading:
            assert reading.criteria.of(newer) is None
            assert reading.criteria.of(wrong) is None
            assert reading.criteria.content(newer) == contents[newer]
        assert CriteriaService(session).sets()

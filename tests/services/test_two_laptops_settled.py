"""Two laptops of a village scored one person; the commune settles the whole sheet at once."""

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.builders.offices import (
    COMMUNE,
    NGOC_BAN,
    PASSPHRASE,
    YEAR,
    Office,
    add_person,
    enrol,
    give_points,
)
from vanhoa_desktop.domain.enums import Assessor, Outcome, UnitKind
from vanhoa_desktop.paths import InstallationPaths
from vanhoa_desktop.services.appraisal.receipts import ReceiptService, SheetReceipt
from vanhoa_desktop.services.office.installation import NewInstallation, create_installation
from vanhoa_desktop.services.review.conflicts import ConflictService
from vanhoa_desktop.services.review.settling import SettlingService
from vanhoa_desktop.services.review.side_outcomes import SideOutcome, open_figures
from vanhoa_desktop.services.rows.roster import RosterService
from vanhoa_desktop.services.setup.cycles import CycleService
from vanhoa_desktop.services.setup.units import UnitService

NAME = "Nguyễn Thị Lan"
# Indicators 1 to 9 differ, indicator 10 is 9 on both: 9 × 9 + 9 = 90, and 9 × 8 + 9 = 81.
BINH, SAU = ["9"] * 10, [*["8"] * 9, "9"]
ONE_TO_NINE = tuple(f"Chỉ số {number}" for number in range(1, 10))


class Village(NamedTuple):
    """The commune, and the two laptops of one village."""

    commune: Office
    binh: Office
    sau: Office


@pytest.fixture
def village(tmp_path: Path) -> Village:
    commune = Office(InstallationPaths(tmp_path / "xa"), COMMUNE)
    wish = NewInstallation(UnitKind.COMMUNE, COMMUNE, "Lê Thị Thử")
    founded = create_installation(commune.paths, wish, PASSPHRASE)
    with commune.open() as session:
        CycleService(session).open(YEAR)
        UnitService(session).add(NGOC_BAN, UnitKind.VILLAGE)
    binh, sau = (Office(InstallationPaths(tmp_path / name), NGOC_BAN) for name in ("b", "s"))
    for laptop in (binh, sau):
        enrol(laptop, commune, founded.fingerprint)
    with binh.open() as session:
        add_person(session, NAME)
    commune.merge(binh.export(tmp_path / "people.vhb"))
    sau.merge(commune.export(tmp_path / "down.vhb", NGOC_BAN))
    return Village(commune, binh, sau)


def score(village: Village, folder: Path, of_binh: list[str], of_sau: list[str]) -> None:
    """Both laptops score the person without knowing of each other; the commune takes both."""
    for number, (laptop, given) in enumerate(((village.binh, of_binh), (village.sau, of_sau))):
        with laptop.open() as session:
            give_points(session, RosterService(session).person(NAME), given)
        village.commune.merge(laptop.export(folder / f"scored{number}.vhb"))


def outcomes(office: Office) -> dict[str | None, SideOutcome]:
    """What the sheet comes to, by the points that a side gave indicator 1; None: as shown."""
    with office.open(writing=False) as session:
        found = open_figures(session)
    (first,) = [item for item in found.conflicts if item.field == "village.CS1"]
    given = {value.chain: value.text for value in first.values}
    return {
        None if chain is None else given[chain]: outcome
        for (_, chain), outcome in found.outcomes.items()
    }


def receipt(laptop: Office) -> SheetReceipt:
    with laptop.open(writing=False) as session:
        (found,) = ReceiptService(session).receipt(YEAR).sheets
    return found


def settle(village: Village, folder: Path, text: str) -> None:
    """The commune takes all of the side that gave indicator 1 these points; both hear of it."""
    with village.commune.open() as session:
        conflicts = ConflictService(session).listed().shown
        first = next(item for item in conflicts if item.field == "village.CS1")
        chosen = next(value for value in first.values if value.text == text)
        SettlingService(session).keep_all(first.record, chosen.change)
    tell(village, folder)


def tell(village: Village, folder: Path) -> None:
    down = village.commune.export(folder / "told.vhb", NGOC_BAN)
    for laptop in (village.binh, village.sau):
        assert not laptop.merge(down).refused


def test_a_side_comes_to_the_total_of_all_indicators_the_undisputed_one_too(
    village: Village, tmp_path: Path
) -> None:
    score(village, tmp_path, BINH, SAU)
    found = outcomes(village.commune)
    assert found["9"] == SideOutcome(Decimal(90), Outcome.PASSED)
    assert found["8"] == SideOutcome(Decimal(81), Outcome.PASSED)
    assert found[None] in (found["9"], found["8"])
    settle(village, tmp_path, "9")
    with village.commune.open(writing=False) as session, session.database.reading() as reading:
        (sheet,) = reading.assessments.assessments(YEAR)
    assert (sheet.total, sheet.outcome) == (Decimal(90), Outcome.PASSED)


def test_a_side_below_what_is_needed_or_below_five_does_not_pass(
    village: Village, tmp_path: Path
) -> None:
    # 8 × 10 + 4 + 9 = 93, but indicator 9 is below 5; 9 × 7 + 9 = 72.
    score(village, tmp_path, [*["10"] * 8, "4", "9"], [*["7"] * 9, "9"])
    found = outcomes(village.commune)
    assert found["10"] == SideOutcome(Decimal(93), Outcome.NOT_PASSED)
    assert found["7"] == SideOutcome(Decimal(72), Outcome.NOT_PASSED)


def test_points_of_the_commune_count_before_those_of_either_side(
    village: Village, tmp_path: Path
) -> None:
    score(village, tmp_path, BINH, SAU)
    with village.commune.open() as session:
        person = RosterService(session).person(NAME)
        give_points(session, person, ["6"], Assessor.COMMUNE)
    # Indicator 1 counts 6 whatever the village gave: 6 + 8 × 9 + 9 = 87, 6 + 8 × 8 + 9 = 79.
    found = outcomes(village.commune)
    assert found["9"] == SideOutcome(Decimal(87), Outcome.PASSED)
    assert found["8"] == SideOutcome(Decimal(79), Outcome.NOT_PASSED)


def test_nothing_is_said_of_a_sheet_that_would_not_be_complete(
    village: Village, tmp_path: Path
) -> None:
    score(village, tmp_path, BINH[:9], SAU[:9])
    assert outcomes(village.commune) == {}


def test_each_laptop_reads_whose_points_the_commune_chose(village: Village, tmp_path: Path) -> None:
    score(village, tmp_path, BINH, SAU)
    settle(village, tmp_path, "9")
    of_binh, of_sau = receipt(village.binh), receipt(village.sau)
    assert (of_binh.kept, of_binh.chosen, of_binh.rewritten) == (ONE_TO_NINE, (), ())
    assert (of_sau.kept, of_sau.chosen, of_sau.rewritten) == ((), ONE_TO_NINE, ())
    assert of_binh.changed == of_sau.changed == ()


def test_points_that_no_laptop_gave_are_told_as_written_by_the_commune(
    village: Village, tmp_path: Path
) -> None:
    score(village, tmp_path, BINH, [*["9"] * 5, "8", *["9"] * 4])
    with village.commune.open() as session:
        (conflict,) = ConflictService(session).listed().shown
        SettlingService(session).type(conflict.id, "7")
    tell(village, tmp_path)
    for laptop in (village.binh, village.sau):
        found = receipt(laptop)
        assert found.rewritten == ("Chỉ số 6",)
        assert (found.kept, found.chosen, found.changed) == ((), (), ())


def test_only_own_points_of_the_commune_that_differ_are_scored_otherwise(
    village: Village, tmp_path: Path
) -> None:
    score(village, tmp_path, BINH, SAU)
    settle(village, tmp_path, "9")
    with village.commune.open() as session:
        person = RosterService(session).person(NAME)
        # Indicator 1 as the village has it now, indicator 2 otherwise.
        give_points(session, person, ["9", "7"], Assessor.COMMUNE)
    tell_again = village.commune.export(tmp_path / "again.vhb", NGOC_BAN)
    village.binh.merge(tell_again)
    assert receipt(village.binh).changed == ("Chỉ số 2",)

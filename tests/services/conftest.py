"""A village whose sheets have reached the commune, made once and copied per test."""

from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.builders.sent_year import appraise, sent_year


@pytest.fixture(scope="session")
def sent_offices(founded_offices: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """The first village's sheets merged at the commune; made once."""
    folder = tmp_path_factory.mktemp("sent")
    return sent_year(founded_offices.copy(folder), folder)


@pytest.fixture
def sent(sent_offices: Offices, tmp_path: Path) -> Offices:
    """The first village's sheets merged at the commune, of this test alone."""
    return sent_offices.copy(tmp_path / "sent")


@pytest.fixture(scope="session")
def appraised_offices(sent_offices: Offices, tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """The first village's sheets appraised; made once."""
    offices = sent_offices.copy(tmp_path_factory.mktemp("appraised"))
    appraise(offices.commune)
    return offices


@pytest.fixture
def appraised(appraised_offices: Offices, tmp_path: Path) -> Offices:
    """The first village's sheets appraised, of this test alone."""
    return appraised_offices.copy(tmp_path / "appraised")

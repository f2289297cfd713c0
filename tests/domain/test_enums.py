"""Closed vocabularies: their values are stored and travel, so they never change."""

import inspect
from enum import StrEnum

import pytest

from vanhoa_desktop.domain import enums
from vanhoa_desktop.domain.enums import Presence, has_value

STORED = {
    "UnitKind": "commune village school station agency",
    "Sex": "male female",
    "DatePrecision": "day month year",
    "TargetGroup": "resident worker staff student",
    "Presence": "present working_away studying_away arrived departed deceased exempt",
    "LearningModel": "citizen family clan community unit commune",
    "Assessor": "self village commune",
    "AssessmentStatus": "open submitted received returned appraised recognised not_recognised "
    "withdrawn stopped revoked",
    "Outcome": "passed not_passed not_assessed",
    "DecisionStatus": "draft issued",
    "DeviceStatus": "requested approved accepted revoked",
    "ConsentKind": "use post",
    "TextEncoding": "auto unicode tcvn3 vni",
}
KINDS: dict[str, type[StrEnum]] = {
    name: kind
    for name, kind in inspect.getmembers(enums, inspect.isclass)
    if issubclass(kind, StrEnum) and kind is not StrEnum
}


@pytest.mark.parametrize("name", STORED)
def test_a_stored_value_keeps_its_name_and_place(name: str) -> None:
    """New values may come behind; the four target groups are numbered by their place."""
    before = STORED[name].split()
    assert [member.value for member in KINDS[name]][: len(before)] == before


def test_every_presence_of_the_office_has_a_value() -> None:
    """Office-practice.md A3: seven ways of being here or not."""
    assert len(Presence) == 7


@pytest.mark.parametrize(
    ("value", "known"),
    [("present", True), ("PRESENT", False), ("", False), (None, False), (1, False), (["x"], False)],
)
def test_a_value_from_outside_is_looked_up_without_an_error(value: object, known: bool) -> None:
    assert has_value(Presence, value) is known

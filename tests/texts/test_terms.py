"""Every member of a closed vocabulary has its own words."""

from collections.abc import Callable
from enum import StrEnum

import pytest

from vanhoa_desktop.domain.enums import (
    AssessmentStatus,
    Assessor,
    DeviceStatus,
    Outcome,
    Presence,
    Sex,
    TargetGroup,
    UnitKind,
)
from vanhoa_desktop.journal.kinds import KINDS
from vanhoa_desktop.scoring.facts import ENTERED_FACTS
from vanhoa_desktop.texts.words import terms

VOCABULARIES: list[tuple[type[StrEnum], Callable[..., str]]] = [
    (Outcome, terms.outcome_term),
    (AssessmentStatus, terms.status_term),
    (TargetGroup, terms.target_group_term),
    (UnitKind, terms.unit_kind_term),
    (Sex, terms.sex_term),
    (Presence, terms.presence_term),
    (Assessor, terms.assessor_term),
    (DeviceStatus, terms.device_status_term),
]


@pytest.mark.parametrize(("kind", "term"), VOCABULARIES, ids=lambda item: item.__name__)
def test_each_member_has_words_of_its_own(kind: type[StrEnum], term: Callable[..., str]) -> None:
    words = [term(member) for member in kind]
    assert len(set(words)) == len(kind)
    assert all(word[:1].isupper() for word in words)


def test_nobody_fails_in_our_words() -> None:
    """Office-practice.md E: never «trượt»."""
    assert terms.status_term(AssessmentStatus.NOT_RECOGNISED) == "Chưa được công nhận"
    assert terms.outcome_term(Outcome.NOT_PASSED) == "Chưa đạt"


@pytest.mark.parametrize(
    ("code", "words"), [("CS6", "Chỉ số 6"), ("CS10", "Chỉ số 10"), ("X", "X"), ("CS", "CS")]
)
def test_an_indicator_is_named_as_the_form_names_it(code: str, words: str) -> None:
    assert terms.indicator_term(code) == words


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("village.CS6", "Điểm chỉ số 6 (thôn chấm)"),
        ("commune.CS10", "Điểm chỉ số 10 (xã chấm)"),
        ("full_name", "Họ và tên"),
        ("control", "Tình trạng"),
        ("later_field", "later_field"),
        ("later.field", "later.field"),
    ],
)
def test_a_field_is_named_in_the_words_of_the_form(field: str, words: str) -> None:
    assert terms.field_term(field) == words


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_field_that_a_person_may_have_to_settle_has_words(kind: str) -> None:
    """Those too that a record is begun with: a stopped laptop's own record has to be settled."""
    assert [name for name in KINDS[kind].fields if terms.field_term(name) == name] == []


@pytest.mark.parametrize(
    "field",
    [
        *(f"fact.{name}" for facts in ENTERED_FACTS.values() for name in facts),
        *("assessing.2026", "clan.2026", "counts.2026", "found.CS3", "criteria.family"),
    ],
)
def test_fields_of_which_there_are_many_have_words_too(field: str) -> None:
    assert "." not in terms.field_term(field)

"""Every verb of a service has its screen and its command, or a reason in docs/verbs.md."""

from tests.architecture.verb_faces import COMMANDS, WINDOW, Verb, called_from
from tests.architecture.verb_page import PAGE, REASONS, one_faced, reason_of, uncalled, verb_page


def test_the_page_of_verbs_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == verb_page()


def test_every_verb_with_one_face_or_none_has_its_reason() -> None:
    assert [verb for verb, *_ in one_faced() if not reason_of(verb)] == []


def test_no_reason_outlives_what_it_speaks_of() -> None:
    lacking = {verb for verb, *_ in one_faced()}
    used = {f"{v.service}.{v.name}" for v in lacking}
    # A reason of a service as a whole speaks for those of its verbs that have none of their own.
    used |= {v.service for v in lacking if f"{v.service}.{v.name}" not in REASONS}
    assert sorted(REASONS.keys() - used) == []


def test_no_verb_is_there_for_tests_alone() -> None:
    assert uncalled() == []


def test_faces_are_read_from_the_code() -> None:
    """By two verbs of which everybody knows: undoing has both faces, erasing a person one."""
    undo, erase = Verb("UndoService", "undo"), Verb("ErasureService", "erase")
    assert undo in called_from(WINDOW) & called_from(COMMANDS)
    assert erase in called_from(COMMANDS) - called_from(WINDOW)

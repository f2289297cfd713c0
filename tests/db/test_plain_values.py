"""Whoever writes a text, and into whatever field: it is stored in one form, or refused in words."""

from collections.abc import Iterator

import pytest

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.plain_values import plain_values
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.kinds import KINDS, Kind
from vanhoa_desktop.journal.value_rules import PartsRule, Rule, TextRule, WrappedRule
from vanhoa_desktop.texts.errors.catalogue import sentence
from vanhoa_desktop.texts.words.terms import field_term

NASTY = "\u202eLe\u0302\u200b Ðình\ufffe\tVa\u0306n\r\nHai\x00 "
LINE, LINES = "Lê Đình Văn Hai", "Lê Đình Văn\nHai"
RECORD = "01a20e61-26b0-7c11-97b7-2583d1c43848"
# A name of each field that is known by its form only.
NAMED_BY_FORM = {
    "cycle": ("criteria.citizen",),
    "assessment": ("village.CS1", "commune.CS1"),
    "sampled_sheet": ("found.CS1",),
}
Place = tuple[str, str, tuple[str, ...], TextRule]


def _places(rule: Rule, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], TextRule]]:
    """Where in a value texts stand: the keys on the way, and the rule at its end."""
    if isinstance(rule, TextRule):
        yield path, rule
    elif isinstance(rule, WrappedRule):
        yield from _places(rule.rule, path)
    elif isinstance(rule, PartsRule):
        for key, part in rule.rules.items():
            yield from _places(part, (*path, key))


def _rules(kind: Kind) -> Iterator[tuple[str, Rule]]:
    yield from kind.fields.items()
    for name in NAMED_BY_FORM.get(kind.name, ()):
        yield name, next(rule for form, rule in kind.patterns if form.fullmatch(name))


PLACES: list[Place] = [
    (kind.name, name, path, rule)
    for kind in KINDS.values()
    for name, field_rule in _rules(kind)
    for path, rule in _places(field_rule, ())
]
EVERY_PLACE = pytest.mark.parametrize(
    "place", PLACES, ids=[".".join((kind, name, *path)) for kind, name, path, _ in PLACES]
)


def _value(path: tuple[str, ...], text: str) -> Json:
    value: Json = text
    for key in reversed(path):
        value = {key: value}
    return value


def _written(place: Place, text: str) -> Json:
    kind, name, path, _ = place
    value = plain_values(KINDS[kind], RECORD, {name: _value(path, text)})[name]
    for key in path:
        assert isinstance(value, dict)
        value = value[key]
    return value


def test_the_walk_meets_the_fields_that_officers_write() -> None:
    met = {(kind, *path[-1:]) if path else (kind, name) for kind, name, path, _ in PLACES}
    assert met >= {
        ("person", "note"),
        ("person", "relation"),
        ("assessment", "reason"),
        ("assessment", "return_reason"),
        ("decision", "signer"),
        ("minutes", "text"),
        ("evidence", "note"),
        ("registration", "by"),
        ("sampled_sheet", "note"),
    }


@EVERY_PLACE
def test_a_text_is_written_in_its_one_form(place: Place) -> None:
    rule = place[-1]
    if rule.exact:
        assert _written(place, NASTY) == NASTY
        return
    written = _written(place, NASTY)
    assert written == (LINES if rule.lines else LINE)
    assert rule(written)


@EVERY_PLACE
def test_a_text_that_is_too_long_is_refused_with_its_own_name_and_its_limit(place: Place) -> None:
    _, name, path, rule = place
    with pytest.raises(VanHoaError) as refused:
        _written(place, "ă" * (rule.most + 1))
    assert refused.value.code is ErrorCode.TEXT_NOT_ALLOWED
    field = path[-1] if path else name
    assert field_term(field) != field
    expected = f"«{field_term(field)}» dài {rule.most + 1} chữ, chỉ được tối đa {rule.most} chữ."
    assert sentence(refused.value).startswith(expected)


def test_a_name_of_nothing_that_can_be_seen_is_told_to_be_empty() -> None:
    with pytest.raises(VanHoaError) as refused:
        plain_values(KINDS["unit"], RECORD, {"name": "\u200b \ufeff"})
    assert sentence(refused.value).startswith("«Tên» chưa có chữ nào.")


def test_what_is_no_text_stays() -> None:
    values: dict[str, Json] = {"birth": {"precision": "year", "text": "1961"}, "sex": None}
    assert plain_values(KINDS["person"], RECORD, values) == values

"""Every text that is written here comes through this door, whoever typed, pasted or read it.

What arrives in bundles does not: it is signed as it is, and kept as it is. But what is shown of it
is plain too (`plain_value`): a doctored laptop hides nothing in a name.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL
from vanhoa_desktop.journal.kinds import KINDS, Kind, rule_of
from vanhoa_desktop.journal.value_rules import PartsRule, Rule, TextRule, WrappedRule
from vanhoa_desktop.texts.words.plain import plain_line, plain_text


def plain_values(kind: Kind, record: str, values: Mapping[str, Json]) -> dict[str, Json]:
    """The values with each of their texts in its one form; all else stays.

    Raises TEXT_NOT_ALLOWED for a text that is longer than its field takes, or missing where it
    must be there.
    """
    plain: dict[str, Json] = {}
    for name, value in values.items():
        rule = None if name == CONTROL else rule_of(kind, record, name)
        plain[name] = value if rule is None else _plain(rule, value)
        if rule is not None:
            for found in _texts(name, rule, plain[name], may_be_empty=True):
                _check(found)
    return plain


def plain_value(kind: str, field: str, value: object) -> object:
    """A value of the journal as it is shown: its texts in their one form, all else as it is."""
    if not isinstance(value, str | dict) or kind not in KINDS:
        return value
    rule = KINDS[kind].fields.get(field)
    return value if rule is None else _plain(rule, value)


def _plain(rule: Rule, value: Json) -> Json:
    if isinstance(rule, WrappedRule):
        return _plain(rule.rule, value)
    if isinstance(rule, PartsRule) and isinstance(value, Mapping):
        named = rule.rules
        return {
            key: _plain(named[key], part) if key in named else part for key, part in value.items()
        }
    if isinstance(rule, TextRule) and isinstance(value, str) and not rule.exact:
        return plain_text(value) if rule.lines else plain_line(value)
    return value


class _Found(NamedTuple):
    """A text within a value: the field or part it stands in, and what it must obey."""

    field: str
    rule: TextRule
    text: str
    may_be_empty: bool


def _texts(field: str, rule: Rule, value: Json, *, may_be_empty: bool) -> Iterator[_Found]:
    if isinstance(rule, WrappedRule):
        is_free = may_be_empty and rule.may_be_empty
        yield from _texts(field, rule.rule, value, may_be_empty=is_free)
    elif isinstance(rule, PartsRule) and isinstance(value, Mapping):
        for key, part in value.items():
            if key in rule.rules:
                yield from _texts(key, rule.rules[key], part, may_be_empty=True)
    elif isinstance(rule, TextRule) and isinstance(value, str):
        yield _Found(field, rule, value, may_be_empty)


def _check(found: _Found) -> None:
    length, most = len(found.text), found.rule.most
    if length > most or not (length or found.may_be_empty):
        why = "long" if length else "empty"
        raise VanHoaError(
            ErrorCode.TEXT_NOT_ALLOWED, text_field=found.field, why=why, most=most, length=length
        )

"""Whoever silences a checker names the rule and says why, on the same line."""

import io
import re
import tokenize

import pytest

from tests.architecture.source_tree import all_modules

_TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(\[[a-z0-9, -]+\])?")
_NOQA = re.compile(r"#\s*noqa(:\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*)?", re.IGNORECASE)
_NO_COVER = re.compile(r"#\s*pragma:\s*no (?:cover|branch)()")
_LEAST_REASON = 8


def _complaint(comment: str) -> str | None:
    """What is wrong with a comment that silences a checker; None for a good one or any other."""
    reason = comment
    for waiver in (_TYPE_IGNORE, _NOQA, _NO_COVER):
        found = waiver.search(comment)
        if found is None:
            continue
        if found.group(1) is None:
            return "no code"
        reason = waiver.sub("", reason)
    if reason == comment:
        return None
    return None if len(reason.strip(" #-–:,;")) >= _LEAST_REASON else "no reason"


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("# type: ignore", "no code"),
        ("# type: ignore[arg-type]", "no reason"),
        ("# type: ignore[arg-type]  # the stub forgets None", None),
        ("# noqa", "no code"),
        ("# noqa: S105", "no reason"),
        ("# noqa: S105, S106 - made-up passphrase", None),
        ("# noqa: S105  # type: ignore[misc]", "no reason"),
        ("# pragma: no cover", "no reason"),
        ("# pragma: no cover - Windows only", None),
        ("# an ordinary comment", None),
    ],
)
def test_a_waiver_needs_a_code_and_a_reason(comment: str, complaint: str | None) -> None:
    assert _complaint(comment) == complaint


def test_every_waiver_in_the_source_has_a_code_and_a_reason() -> None:
    wrong = [
        f"{module.name}:{token.start[0]} {complaint}"
        for module in all_modules()
        for token in tokenize.generate_tokens(io.StringIO(module.text).readline)
        if token.type == tokenize.COMMENT
        if (complaint := _complaint(token.string))
    ]
    assert wrong == []

"""The form of an error's words: what happened, and what to do next."""

from typing import NamedTuple

KEPT = "Số liệu trên máy này không bị thay đổi."


class Sentence(NamedTuple):
    """What happened and what to do next; both may name facts in braces."""

    happened: str
    what_next: str

"""What stands in a store to which one person writes, undone acts left out: the newest word counts.

A naive model: it knows nothing of records, bases and voids.
"""

from dataclasses import dataclass, field

Field = tuple[str, str]  # whose, and what of them
NAME = "name"  # who has none is in no list


@dataclass
class TypedFields:
    """Every word that was written, in its order, with the act it came by; None: by hand."""

    words: list[tuple[str | None, Field, str | None]] = field(default_factory=list)
    undone: set[str] = field(default_factory=set)

    def write(self, act: str | None, where: Field, value: str | None) -> None:
        """Somebody writes; what says the same as what stands is no new word."""
        if self.standing().get(where) != value:
            self.words.append((act, where, value))

    def standing(self) -> dict[Field, str]:
        """Every field that says something, with what.

        Of who is in no list any more nothing is missed that the undone acts had said themselves.
        """
        last = {where: value for act, where, value in self.words if act not in self.undone}
        gone = {whose for whose, _ in last} - {w for w, what in last if what == NAME}
        said = {(where, value) for act, where, value in self.words if act in self.undone}
        return {
            where: value
            for where, value in last.items()
            if value is not None and not (where[0] in gone and (where, value) in said)
        }

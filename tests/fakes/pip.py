"""A pip that installs nothing."""

from dataclasses import dataclass, field


@dataclass
class RecordingPip:
    """Stands for pip: writes down what it is told, and answers with the next of `answers` (0)."""

    told: list[tuple[str, ...]] = field(default_factory=list)
    answers: dict[str, list[int]] = field(default_factory=dict)

    def __call__(self, command: str, *arguments: str) -> int:
        self.told.append((command, *arguments))
        waiting = self.answers.get(command)
        return waiting.pop(0) if waiting else 0

    def lists(self) -> list[str]:
        """The lists that were installed, in order; `.` is the program itself."""
        return [words[-1] for words in self.told if words[0] == "install"]

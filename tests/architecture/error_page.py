"""The page docs/errors.md, written from the sentences.

By `python -m tests.architecture.error_page`.
"""

from tests.architecture.source_tree import ROOT
from vanhoa_desktop.errors import ErrorCode
from vanhoa_desktop.texts.errors.catalogue import SENTENCES, VARIANTS

PAGE = ROOT / "docs" / "errors.md"
_HEAD = """# Mã lỗi

Every way in which the program refuses. Generated: `python -m tests.architecture.error_page`.

| code | what happened | what to do next |
| --- | --- | --- |
"""


def error_page() -> str:
    """The whole page."""
    rows = (
        f"| `{code.value}` | {SENTENCES[code].happened} | {SENTENCES[code].what_next} |"
        for code in ErrorCode
    )
    variants = (
        f"| `{code.value}` ({fact}: {value}) | {said.happened} | {said.what_next} |"
        for code, (fact, by_value) in VARIANTS.items()
        for value, said in by_value.items()
    )
    return _HEAD + "\n".join([*rows, *variants]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(error_page(), encoding="utf-8")

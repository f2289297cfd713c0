"""Names that papers cannot print, told when they come in and not first at the certificate."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from vanhoa_desktop.documents.letters import lacking_letters
from vanhoa_desktop.domain.import_account import RowAccount, RowBin
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.texts.words.numbers import count_text

_MOST_NAMED = 5
_COME_IN = frozenset({RowBin.CREATED, RowBin.UPDATED, RowBin.ASKED, RowBin.UNCHANGED})


def unprintable_names(
    rows: Sequence[PersonCandidate], accounts: Mapping[tuple[str, int], RowAccount]
) -> Iterator[Problem]:
    """A line for each sheet with names, of people or of heads, that papers cannot print whole."""
    found: dict[str, list[tuple[int, str, tuple[str, ...]]]] = defaultdict(list)
    for row in rows:
        account = accounts.get(row.place)
        if account is None or account.bin not in _COME_IN:
            continue
        for name in dict.fromkeys((row.full_name, row.head_name or "")):
            letters = lacking_letters(name)
            if letters:
                found[row.sheet].append((row.row, name, letters))
    for sheet, names in found.items():
        shown = "; ".join(f"{name} (dòng {number})" for number, name, _ in names[:_MOST_NAMED])
        more = "; …" if len(names) > _MOST_NAMED else ""
        lacking = " ".join(dict.fromkeys(letter for *_, each in names for letter in each))
        message = (
            f"{count_text(len(names))} họ tên có chữ mà giấy công nhận không in được «{lacking}»: "
            f"{shown}{more}. Hãy ghi lại bằng chữ có trong bộ gõ tiếng Việt trước khi công nhận."
        )
        yield Problem(sheet, names[0][0], None, Severity.WARNING, "NAMES_UNPRINTABLE", message)

"""What a list says of people who are away, moved or dead: who is asked first, and what is told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import Presence
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.domain.sheet_lifecycle import SheetHolder, holder_of
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.services.rows.person_values import GONE, presence_value
from vanhoa_desktop.texts.words.terms import presence_term


def people_with_results(reading: Reading, people: Iterable[str]) -> frozenset[str]:
    """Those of some people (ids) whose sheet lies at the commune, or who have a title."""
    return frozenset(person for person in set(people) if _has_result(reading, person))


def _has_result(reading: Reading, person: str) -> bool:
    if reading.recognitions.of_person(person):
        return True
    sheets = (reading.assessments.by_id(s) for s in reading.assessments.sheets_of(person))
    return any(
        sheet is not None and holder_of(sheet.status) is not SheetHolder.UNIT for sheet in sheets
    )


def presence_doubt(row: PersonCandidate, person: Person, with_results: frozenset[str]) -> str:
    """What is to be asked before a row changes where somebody is; '' for nothing.

    Who is held as dead or moved and comes back, and who is called so and has points or titles.
    """
    said = row.presence
    if said is None or said.value is person.presence or presence_value(said, person) is None:
        return ""
    held = presence_term(person.presence).lower()
    if person.presence is Presence.DECEASED or (person.presence in GONE and said.value not in GONE):
        return (
            f"Bảng ghi «{said.text}», nhưng trong danh sách người này đang ghi là {held}. Nếu bảng "
            "đúng thì chọn người; nếu không thì chọn «Bỏ qua»."
        )
    if said.value in GONE and person.id in with_results:
        return (
            f"Bảng ghi «{said.text}», nhưng {person.full_name} đã có phiếu gửi xã hoặc đã được "
            "công nhận. Nếu đúng như bảng ghi thì chọn người; nếu không thì chọn «Bỏ qua»."
        )
    return ""


class ToldPresences:
    """Who was taken as away, moved or dead by a list: told by name, once for each sheet."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, Presence], list[PersonCandidate]] = defaultdict(list)

    def note(self, row: PersonCandidate, held: Person | None) -> str:
        """What to say in the row's account, '' where the row says nothing new of it."""
        if row.presence is None or presence_value(row.presence, held) is None:
            return ""
        self._rows[row.sheet, row.presence.value].append(row)
        return f"Ghi là {presence_term(row.presence.value).lower()}."

    def problems(self) -> list[Problem]:
        """A line for each sheet and presence."""
        return [_told(rows, presence) for (_, presence), rows in self._rows.items()]


def _told(rows: Sequence[PersonCandidate], presence: Presence) -> Problem:
    names = ", ".join(f"{row.full_name} (dòng {row.row})" for row in rows)
    message = (
        f"{names}: ghi là {presence_term(presence).lower()}. Nếu không đúng, hãy chọn người "
        "đó ở «Danh sách», bấm «Sửa… (F2)» rồi sửa «Biến động»."
    )
    first = rows[0]
    return Problem(first.sheet, first.row, None, Severity.WARNING, "PRESENCE_TAKEN", message)

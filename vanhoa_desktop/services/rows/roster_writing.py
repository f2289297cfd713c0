"""Writing the planned rows of a list of people as changes.

One change per new or altered person, none where nothing differs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.db.unit_of_work import ActNote, UnitOfWork
from vanhoa_desktop.domain.import_account import FieldChange, RowAccount, RowBin
from vanhoa_desktop.domain.people import Household, Person
from vanhoa_desktop.domain.ports import Progress
from vanhoa_desktop.domain.problems import Problem, Severity
from vanhoa_desktop.imports.lists.roster import PersonCandidate
from vanhoa_desktop.imports.tables.table_remarks import rows_text
from vanhoa_desktop.journal.identity import household_id
from vanhoa_desktop.services.office.control import control, is_begun
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.rows.answered_as_one import differences, differences_text
from vanhoa_desktop.services.rows.choice_texts import corrections_text
from vanhoa_desktop.services.rows.person_values import (
    changes_of,
    held_values,
    kept_fields,
    missing_values,
    person_values,
    stated_values,
)
from vanhoa_desktop.services.rows.presence_news import ToldPresences
from vanhoa_desktop.services.rows.row_step import RowStep
from vanhoa_desktop.texts.sentences.imports import import_field_term
from vanhoa_desktop.texts.words.name_keys import name_key
from vanhoa_desktop.texts.words.names import clean_name
from vanhoa_desktop.texts.words.numbers import count_text
from vanhoa_desktop.texts.words.terms import field_term

PROGRESS_EVERY_ROWS = 200
Place = tuple[str, int]


@dataclass
class WrittenRows:
    """What became of each planned row, and what has to be said of some.

    `has_written`: something was recorded.
    """

    accounts: dict[Place, RowAccount] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    has_written: bool = False


class RosterWriter:
    """Writes the rows of one import in one unit of work."""

    def __init__(
        self,
        session: Session,
        unit_names: Mapping[str, str],
        households: Sequence[Household],
    ) -> None:
        self._session = session
        self._unit_names = unit_names
        self._codes = {household.id: household.code for household in households}
        self._heads = {household.id: household.head_name for household in households}
        # Households whose head this import has named, with the row that did.
        self._named_heads: dict[str, tuple[str, int]] = {}
        # Who is a household's head by a row that is not written, asked or left out: (id, name).
        self._waiting_heads: frozenset[tuple[str, str]] = frozenset()
        self._rows: Mapping[Place, PersonCandidate] = {}
        self._people: dict[Place, tuple[str, dict[str, Json]]] = {}
        # Rows with cells that say nothing of what is held, by sheet.
        self._cleared: dict[str, list[int]] = defaultdict(list)
        self._presences = ToldPresences()
        self._written = WrittenRows()

    def write(
        self, steps: Sequence[RowStep], *, act: ActNote | None, progress: Progress
    ) -> WrittenRows:
        """Do what was planned with each row, as one act.

        Without an act it is a dry run, which counts and writes nothing.
        """
        begin = self._session.rehearsal if act is None else self._session.work
        # Rows that belong to the person of another row wait until that person is there.
        self._rows = {step.row.place: step.row for step in steps}
        self._waiting_heads = frozenset(_waiting_heads(steps))
        ordered = sorted(steps, key=lambda step: step.joins is not None)
        with begin() as work:
            work.prefetch(_records(steps))
            for done, step in enumerate(ordered, 1):
                self._written.accounts[step.row.place] = self._outcome(work, step)
                if done % PROGRESS_EVERY_ROWS == 0:
                    progress(done, len(steps))
            self._written.has_written = bool(work.touched)
            if act is not None and self._written.has_written:
                work.note_act(act)
                work.commit()
        progress(len(steps), len(steps))
        self._say_cleared()
        self._written.problems += self._presences.problems()
        return self._written

    def _say_cleared(self) -> None:
        for sheet, rows in self._cleared.items():
            message = (
                f"{count_text(len(rows))} dòng có ô trống ({rows_text(sorted(rows))}): giữ nguyên "
                "số cũ. Ô trống không xóa gì; muốn xóa mục nào, hãy chọn người đó ở «Danh sách», "
                "bấm «Sửa… (F2)» rồi xóa ở đó."
            )
            self._written.problems.append(
                Problem(sheet, min(rows), None, Severity.WARNING, "CELLS_CLEARED", message)
            )

    def _outcome(self, work: UnitOfWork, step: RowStep) -> RowAccount:
        row = step.row
        if step.asked is not None:
            return _account(row, RowBin.ASKED, step.asked.message)
        if step.skipped:
            return _account(row, RowBin.LEFT_OUT, step.skipped)
        if step.joins is not None:
            return self._join(work, step, step.joins)
        if step.person is not None and step.person.home_unit != step.unit:
            return self._of_other_unit(row, step.person)
        return self._write_one(work, step)

    def _of_other_unit(self, row: PersonCandidate, held: Person) -> RowAccount:
        where = self._unit_names.get(held.home_unit, "nơi khác")
        is_commune = self._session.identity.is_commune
        mend = (
            "chọn người đó ở «Danh sách» rồi bấm «Chuyển đơn vị…»"
            if is_commune
            else "đề nghị xã chuyển đơn vị"
        )
        message = (
            f"{row.full_name} đang thuộc {where} nên giữ nguyên. "
            f"Nếu người này đã chuyển đến, hãy {mend}."
        )
        self._warn(row, "PERSON_OF_OTHER_UNIT", message)
        return _account(row, RowBin.LEFT_OUT, message)

    def _write_one(self, work: UnitOfWork, step: RowStep) -> RowAccount:
        row, held = step.row, step.person
        household, head_changes = self._household(work, step)
        if held is None:
            return replace(self._create(work, step, household), changes=head_changes)
        before = held_values(held)
        stated = stated_values(row, household, held, is_whole=step.is_whole)
        changes = (*changes_of(before, stated, self._codes), *head_changes)
        work.put_changed("person", held.id, stated)
        self._people[row.place] = (held.id, before | stated)
        row_bin = RowBin.UPDATED if changes else RowBin.UNCHANGED
        if step.is_whole and changes:
            self._say_identity_changes(row, changes)
        if not step.is_whole:
            self._say_identity_kept(row, held)
        kept = self._kept(row, held) if row.person_id == held.id else ""
        note = " ".join(filter(None, (kept, self._presences.note(row, held))))
        return replace(_account(row, row_bin, note), changes=changes, person=held.id)

    def _kept(self, row: PersonCandidate, held: Person) -> str:
        """What to say of cells that were cleared in a list that was exported here."""
        kept = kept_fields(row, held)
        if not kept:
            return ""
        self._cleared[row.sheet].append(row.row)
        names = ", ".join(import_field_term(name) or field_term(name) for name in kept)
        return f"Ô trống: giữ nguyên số cũ ở {names}."

    def _create(self, work: UnitOfWork, step: RowStep, household: str | None) -> RowAccount:
        row = step.row
        record = self._session.new_record_id()
        values = person_values(row, household)
        work.put("person", record, values | control(step.unit))
        self._people[row.place] = (record, values)
        if step.namesakes:
            rows = ", ".join(str(number) for _, number in step.namesakes)
            message = (
                f"{row.full_name}: giống họ tên, năm sinh với dòng {rows}, nhưng khác dấu, i/y, "
                "hộ, giới tính hoặc số CCCD nên được nhập là hai người. Nếu là một người, hãy xem "
                "lại."
            )
            self._warn(row, "NAMESAKES", message)
        if row.number_mask:
            message = "Số CCCD bị che nên không lấy được; người này được nhập không có số."
            self._warn(row, "CITIZEN_NUMBER_MASKED", message)
        return _account(row, RowBin.CREATED, self._presences.note(row, None))

    def _join(self, work: UnitOfWork, step: RowStep, place: Place) -> RowAccount:
        """A row that the officer says is another row's person: it adds what that one lacks."""
        row = step.row
        found = self._people.get(place)
        if found is None:
            note = f"Dòng {place[1]} không được nhập nên dòng này cũng không."
            self._warn(row, "ROW_JOINED_TO_NONE", note)
            return _account(row, RowBin.LEFT_OUT, note)
        record, known = found
        household, head_changes = self._household(work, step)
        stated = missing_values(person_values(row, household), known)
        changes = (*changes_of(known, stated, self._codes), *head_changes)
        work.put_changed("person", record, stated)
        self._people[place] = self._people[row.place] = (record, known | stated)
        row_bin = RowBin.UPDATED if changes else RowBin.UNCHANGED
        note = f"Cùng người với dòng {place[1]}."
        said = differences(row, self._rows[place])
        if said:
            where = f"dòng {place[1]}"
            message = (
                f"{row.full_name}: cùng người với {where} mà ghi khác "
                f"({differences_text(said, where)}); giữ theo {where}."
            )
            self._warn(row, "ROW_JOINED_DIFFERS", message)
        return replace(_account(row, row_bin, note), changes=changes)

    def _household(
        self, work: UnitOfWork, step: RowStep
    ) -> tuple[str | None, tuple[FieldChange, ...]]:
        row, unit = step.row, step.unit
        if not row.household_code:
            return None, ()
        record = household_id(unit, row.household_code)
        self._codes.setdefault(record, row.household_code)
        values: dict[str, Json] = {"code": row.household_code}
        head = None if self._is_known_head(step, record) else self._head_to_write(row, record)
        if head:
            values["head_name"] = head
        if not is_begun(work, record):
            work.put("household", record, values | control(unit))
            self._heads[record] = head
            return record, ()
        before = self._heads.get(record)
        # The code is the household's name: how it is spelt is not changed by the way.
        values.pop("code")
        if values and work.put_changed("household", record, values) is not None:
            self._heads[record] = head
            if before:
                message = f"Hộ {self._codes[record]}: chủ hộ «{before}» đổi thành «{head}»."
                self._warn(row, "HOUSEHOLD_HEAD_CHANGED", message)
            return record, (FieldChange("head_name", before or "", head or ""),)
        return record, ()

    def _is_known_head(self, step: RowStep, record: str) -> bool:
        """Whether a row tells of the head only what was known when the household's was named.

        Who is «Chủ hộ» in the register and whom the household is called after may differ: what
        somebody wrote there is not undone by a list that says nothing new.
        """
        row, held = step.row, step.person
        if not row.head_is_told_by_relation or record not in self._heads or held is None:
            return False
        return clean_name(held.relation or "") == clean_name(row.relation or "")

    def _head_to_write(self, row: PersonCandidate, record: str) -> str | None:
        """The head that a row names, unless another row of this file has named another."""
        head = row.head_name
        if not head:
            return None
        if row.head_is_told_by_relation and (record, name_key(head)) in self._waiting_heads:
            # The others of the house say nothing of the head but what that one row says.
            return None
        first = self._named_heads.get(record)
        if first is None:
            self._named_heads[record] = (head, row.row)
            held = self._heads.get(record)
            return held if held and name_key(held) == name_key(head) else head
        if name_key(first[0]) != name_key(head):
            message = (
                f"Hộ {row.household_code}: chủ hộ ở dòng này là {head}, ở dòng {first[1]} là "
                f"{first[0]}; giữ theo dòng {first[1]}."
            )
            self._warn(row, "HOUSEHOLD_HEADS_DIFFER", message)
        return first[0]

    def _say_identity_changes(self, row: PersonCandidate, changes: Sequence[FieldChange]) -> None:
        names = {"full_name": "họ tên", "birth": "ngày sinh", "sex": "giới tính"}
        told = [
            f"{names[change.field]} «{change.before}» thành «{change.after}»"
            for change in changes
            if change.field in names and change.before
        ]
        if told:
            message = f"{row.full_name}: sửa {', '.join(told)}."
            self._warn(row, "PERSON_CORRECTED", message)

    def _say_identity_kept(self, row: PersonCandidate, held: Person) -> None:
        """That the list says something else of who somebody is, which changes nothing."""
        differing = corrections_text(row, held)
        if differing:
            message = (
                f"{held.full_name}: giữ nguyên như đang có. Bảng ghi khác: {differing}. Nếu bảng "
                "đúng thì nhập lại và chọn «sửa theo bảng»."
            )
            self._warn(row, "IDENTITY_KEPT", message)

    def _warn(self, row: PersonCandidate, code: str, message: str) -> None:
        problem = Problem(row.sheet, row.row, None, Severity.WARNING, code, message)
        self._written.problems.append(problem)


def _waiting_heads(steps: Iterable[RowStep]) -> Iterator[tuple[str, str]]:
    """Household and name of those whose own row calls them its head, and is not written."""
    for step in steps:
        row = step.row
        is_written = step.asked is None and not step.skipped
        is_head = row.head_is_told_by_relation and row.head_name is not None
        if is_written or not is_head or not row.household_code:
            continue
        if name_key(str(row.head_name)) == name_key(row.full_name):
            yield household_id(step.unit, row.household_code), name_key(row.full_name)


def _account(row: PersonCandidate, row_bin: RowBin, note: str = "") -> RowAccount:
    return RowAccount(row.row, row_bin, row.full_name, note)


def _records(steps: Sequence[RowStep]) -> list[str]:
    people = [step.person.id for step in steps if step.person is not None]
    households = [
        household_id(step.unit, step.row.household_code)
        for step in steps
        if step.row.household_code
    ]
    return [*people, *households]

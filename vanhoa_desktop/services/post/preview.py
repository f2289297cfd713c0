"""What a bundle would do before it is merged: a fold of the touched records in memory."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vanhoa_desktop.bundles.file_reading import read_bundle
from vanhoa_desktop.bundles.manifest import Direction
from vanhoa_desktop.bundles.opening import open_bundle
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.domain.enums import AssessmentStatus
from vanhoa_desktop.domain.people import Person
from vanhoa_desktop.journal.change import Change
from vanhoa_desktop.journal.fold import NotStanding, RecordState, fold
from vanhoa_desktop.services.exchange.acknowledging import acknowledges_anew
from vanhoa_desktop.services.exchange.answers import asks_for_answers
from vanhoa_desktop.services.exchange.given_away import (
    NOBODY_GIVEN_AWAY,
    GivenAway,
    authority_after,
    given_away,
)
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.exchange.overruled import overruled
from vanhoa_desktop.services.exchange.taken_back import NOTHING_TAKEN_BACK, TakenBack, taken_back
from vanhoa_desktop.services.office.acts import undone_ids
from vanhoa_desktop.services.office.file_doors import bundle_door
from vanhoa_desktop.services.office.office_places import missed_places
from vanhoa_desktop.services.office.person_states import person_of_state
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.unit_names import unit_names
from vanhoa_desktop.services.people.duplicates import suspected_among
from vanhoa_desktop.texts.words.names import sort_key


@dataclass(frozen=True, slots=True)
class ExpectedEffect:
    """What merging would do.

    `created` and `altered` count records by kind; `submitted` the sheets that arrive for appraisal;
    `conflicts` figures that would not agree and do now; `late` changes that met a decision of the
    commune and would wait for a person; `moved` changed records that belong to another unit now;
    `suspected` new people who may be somebody already held (counted at the commune). `gone` names
    people who would leave the lists, `renamed` those who would be called otherwise (before, after).
    `taken_back`: what the commune took back of this unit's own work; `overruled`: what the sender
    took back although the commune had written more of it. `given_away`: whom the commune gave from
    this unit to others.
    """

    created: Mapping[str, int]
    altered: Mapping[str, int]
    submitted: int
    conflicts: int
    late: int
    moved: int
    suspected: int
    gone: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    taken_back: TakenBack = NOTHING_TAKEN_BACK
    overruled: tuple[str, ...] = ()
    given_away: GivenAway = NOBODY_GIVEN_AWAY


@dataclass(frozen=True, slots=True)
class BundlePreview:
    """What a bundle is and would do; nothing is written.

    `is_undone`: it was merged here and taken back since, so merging it again offers to redo.
    `asks`: a restored office wants everything sent to it once more. `answers`: it is such an answer
    at an office that still waits for it, and news even if it brings no change.
    """

    bundle_id: str
    changes: int
    new_changes: int
    evidence: int
    sender_device: str
    sender_unit: str
    sender_name: str
    created: str
    is_already_merged: bool
    is_undone: bool
    effect: ExpectedEffect
    asks: bool = False
    answers: bool = False


class PreviewService:
    """Looks into bundles."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def inspect(self, path: Path) -> BundlePreview:
        """Open a bundle with all checks and say what it is and would do; nothing is written.

        Raises the refusal codes.
        """
        with bundle_door(self._session, path):
            file = read_bundle(path)
        with self._session.database.reading() as reading:
            with bundle_door(self._session, path):
                opened = open_bundle(file, StoreHeldState(self._session, reading))
            held = reading.journal.clocks(change.id for change in opened.changes)
            fresh = [change for change in opened.changes if change.id not in held]
            new_files = opened.evidence.keys() - reading.files.sizes(opened.evidence).keys()
            return BundlePreview(
                bundle_id=opened.id,
                changes=len(opened.changes),
                new_changes=len(fresh),
                evidence=len(opened.evidence),
                sender_device=opened.manifest.sender_device,
                sender_unit=opened.manifest.sender_unit,
                sender_name=unit_names(reading).get(opened.manifest.sender_unit, ""),
                created=opened.manifest.created,
                is_already_merged=reading.ledger.merged(opened.id) is not None
                or not (fresh or new_files or self._is_news(reading, opened)),
                is_undone=opened.id in undone_ids(reading.acts.acts()),
                effect=replace(
                    _effect(
                        reading, opened, fresh, looks_for_doubles=self._session.identity.is_commune
                    ),
                    taken_back=taken_back(reading, opened, self._session.require_unit()),
                    overruled=overruled(reading, opened),
                    given_away=given_away(reading, opened, self._session.require_unit()),
                ),
                asks=opened.manifest.asks,
                answers=_is_awaited(reading, opened),
            )

    def _is_news(self, reading: Reading, opened: Admissible) -> bool:
        """Whether a file without changes tells something: what was received, what was lost here."""
        manifest = opened.manifest
        if manifest.asks or _is_awaited(reading, opened):
            return True
        is_behind = self._session.identity.is_office and missed_places(
            self._session, reading, manifest.waymarks
        )
        return bool(is_behind) or acknowledges_anew(reading, manifest)


def _is_awaited(reading: Reading, opened: Admissible) -> bool:
    """Whether a restored office waits for what this file is: all that its sender holds."""
    return opened.is_answer and asks_for_answers(reading, [opened.manifest.sender_device])


def _effect(
    reading: Reading, opened: Admissible, fresh: list[Change], *, looks_for_doubles: bool
) -> ExpectedEffect:
    by_record: dict[str, list[Change]] = defaultdict(list)
    for change in fresh:
        by_record[change.header.record].append(change)
    held = reading.journal.of_records(by_record)
    then = authority_after(reading, opened)
    manifest = opened.manifest
    sender = manifest.sender_unit if manifest.direction is Direction.UP else None
    created: Counter[str] = Counter()
    altered: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    newcomers: list[Person] = []
    gone: list[str] = []
    renamed: list[tuple[str, str]] = []
    for record, changes in by_record.items():
        known = [item.change for item in held.get(record, [])]
        before = fold(known, reading.authority) if known else None
        after = fold([*known, *changes], then)
        if before is None or not before.fields:
            created[after.kind] += bool(after.fields)
            if after.kind == "person" and looks_for_doubles:
                newcomers += [person] if (person := person_of_state(after)) else []
        elif before.values != after.values:
            altered[after.kind] += 1
        _count(counts, before, after, sender)
        was, now = _listed_name(before), _listed_name(after)
        if was is not None and now is None:
            gone.append(was)
        elif was is not None and now is not None and was != now:
            renamed.append((was, now))
    return ExpectedEffect(
        created=dict(created),
        altered=dict(altered),
        submitted=counts["submitted"],
        conflicts=counts["conflicts"],
        late=counts["late"],
        moved=counts["moved"],
        suspected=suspected_among(reading, newcomers),
        gone=tuple(sorted(gone, key=sort_key)),
        renamed=tuple(sorted(renamed, key=lambda names: sort_key(names[0]))),
    )


def _listed_name(state: RecordState | None) -> str | None:
    """What somebody of the lists is called by a state; None for other records and the gone."""
    if state is None or state.kind != "person" or state.hidden_by_delete:
        return None
    name = state.values.get("full_name")
    return name if isinstance(name, str) and name else None


def _count(
    counts: Counter[str], before: RecordState | None, after: RecordState, sender: str | None
) -> None:
    known = {} if before is None else before.out
    earlier = {conflict.id for conflict in before.conflicts} if before is not None else set()
    was = None if before is None or before.control is None else before.control.status
    control = after.control
    is_sent = control is not None and control.status == AssessmentStatus.SUBMITTED.value
    counts["submitted"] += is_sent and was != AssessmentStatus.SUBMITTED.value
    counts["conflicts"] += sum(conflict.id not in earlier for conflict in after.conflicts)
    asking = {change for item in after.review for change in item.waiting}
    counts["late"] += sum(
        reason is NotStanding.LATE and change in asking and change not in known
        for change, reason in after.out.items()
    )
    counts["moved"] += control is not None and sender is not None and control.unit != sender

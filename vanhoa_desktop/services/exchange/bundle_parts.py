"""A bundle that was gathered, sealed as one file or as several under a size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from vanhoa_desktop.bundles.limits import USUAL_PART_BYTES
from vanhoa_desktop.bundles.manifest import DownNumber, Manifest
from vanhoa_desktop.bundles.splitting import Part, Splitter
from vanhoa_desktop.bundles.writer import BundleContents, MadeBundle, write_bundle
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.trust.keys import SigningKey


@dataclass(frozen=True, slots=True)
class BundleDraft:
    """What goes to an addressee, before it is cut and sealed.

    `files`: SHA-256 → size of the evidence that goes along. `position`: the journal position that
    the addressee has merged already (of files to a unit). `is_full`: it is everything.
    """

    contents: BundleContents
    recipients: Sequence[str]
    files: Mapping[str, int] = field(default_factory=dict)
    position: int = 0
    is_full: bool = False


class MadePart(NamedTuple):
    """One sealed bundle, how many files it carries, and the journal position that it reaches."""

    bundle: MadeBundle
    files: int
    position: int


class PartMaker:
    """Seals the parts of a draft over one reading; writes nothing."""

    def __init__(self, reading: Reading, key: SigningKey) -> None:
        self._reading = reading
        self._key = key

    def whole(self, draft: BundleDraft) -> MadeBundle:
        """One bundle without the files: for an invite, which travels as one; they follow later."""
        return write_bundle(draft.contents, self._key, draft.recipients)

    def parts(self, draft: BundleDraft, most_bytes: int | None = None) -> Iterator[MadePart]:
        """The parts one by one, so that only one at a time is in memory.

        Raises BUNDLE_PARTS_TOO_SMALL before the first.
        """
        limit = USUAL_PART_BYTES if most_bytes is None else min(most_bytes, USUAL_PART_BYTES)
        splitter = Splitter(draft.contents, len(draft.recipients), limit)
        return self._seal(draft, splitter.parts(draft.files))

    def _seal(self, draft: BundleDraft, parts: Sequence[Part]) -> Iterator[MadePart]:
        last = self._reading.journal.last_position()
        slices = max(1, sum(bool(part.changes) for part in parts))
        manifest = draft.contents.manifest
        # What the unit's records amount to is true only once all parts are there.
        partial = replace(manifest, state=None)
        for number, part in enumerate(parts):
            contents = replace(
                draft.contents,
                manifest=_numbered(
                    manifest if number == len(parts) - 1 else partial, number, slices
                ),
                changes=part.changes,
                evidence=self._evidence(part.files),
                witnesses=part.witnesses,
            )
            made = write_bundle(contents, self._key, draft.recipients)
            # Who merged but the first of the changes is sent the rest once more.
            yield MadePart(made, len(part.files), last if number >= slices - 1 else draft.position)

    def _evidence(self, files: Sequence[str]) -> dict[str, bytes]:
        found = ((sha256, self._reading.files.content(sha256)) for sha256 in files)
        return {sha256: content for sha256, content in found if content is not None}


def _numbered(manifest: Manifest, part: int, slices: int) -> Manifest:
    """The numbers of a part to a unit: each of the changes after the last, files after them all."""
    if manifest.down is None or part == 0:
        return manifest
    first = manifest.down.number
    return replace(manifest, down=DownNumber(first + part, first + min(part, slices) - 1))

"""What becomes of the files of evidence in a bundle that is merged."""

from vanhoa_desktop.bundles.manifest import Direction
from vanhoa_desktop.bundles.stages import Admissible
from vanhoa_desktop.db.unit_of_work import UnitOfWork


def take_files(work: UnitOfWork, opened: Admissible) -> None:
    """Keep the files that came along, and note what the sender lacks.

    At commit those go again that nothing names. Parts of one export may arrive in any order, so
    files stay as long as the sender says it wrote changes that are not here yet.
    """
    manifest = opened.manifest
    work.files.keep(opened.evidence)
    if manifest.direction is Direction.UP:
        work.files.expect_names(opened.evidence, _places_ahead(work, opened))
    work.files.set_wanted(manifest.sender_device, manifest.evidence_wanted)


def _places_ahead(work: UnitOfWork, opened: Admissible) -> dict[str, int]:
    """Chain → seq that the sender holds and we do not, with what this bundle brings."""
    brought = {chain: run.last for chain, run in opened.manifest.chains.items()}
    return {
        chain: place.seq
        for chain, place in opened.manifest.known.items()
        if place.seq > max(work.journal.head(chain).seq, brought.get(chain, 0))
    }

"""«Gửi xã» in one step: the file first, then the sheets are closed; or nothing at all."""

from contextlib import ExitStack
from dataclasses import dataclass

from vanhoa_desktop.db.unit_of_work import UnitOfWork
from vanhoa_desktop.services.appraisal.workflow import WorkflowReport, WorkflowService
from vanhoa_desktop.services.exchange.exporting import (
    ExportReport,
    ExportService,
    ExportWish,
    PreparedBundle,
)
from vanhoa_desktop.services.office.session import Session


@dataclass(frozen=True, slots=True)
class SentSheets:
    """Which sheets were handed over, and the file that carries them."""

    workflow: WorkflowReport
    export: ExportReport


class SubmittingService:
    """Hands the complete sheets of a unit to the commune together with the file that says so."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def submit_to_file(
        self, year: int, wish: ExportWish, confirmed: frozenset[str] | None = None
    ) -> SentSheets:
        """Close the complete sheets and save the file to the commune, both or neither.

        The file is written whole under another name, then the store takes the change, then the
        file gets its name: whatever breaks off, no file says what this store does not hold, and
        a sheet is closed only when its file lies on the disk. Raises as
        `WorkflowService.submit_with`, where `confirmed` is told of, and `ExportService.export`;
        nothing has changed then.
        """
        prepared: list[PreparedBundle] = []
        with ExitStack() as files:

            def prepare(work: UnitOfWork) -> None:
                exporting = ExportService(self._session)
                prepared.extend(exporting.prepared_for_commune(work, wish, files))

            report = WorkflowService(self._session).submit_with(year, prepare, confirmed)
            for bundle in prepared:
                bundle.file.settle()
        return SentSheets(report, ExportReport(tuple(bundle.saved for bundle in prepared)))

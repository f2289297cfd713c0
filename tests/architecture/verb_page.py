"""The page docs/verbs.md: verbs of services without a screen or without a command, and why.

By `python -m tests.architecture.verb_page`.
"""

from collections.abc import Iterator

from tests.architecture.source_tree import ROOT
from tests.architecture.verb_faces import (
    COMMANDS,
    SERVICES,
    WINDOW,
    Verb,
    called_by_their_own_service,
    called_from,
    verbs,
)

PAGE = ROOT / "docs" / "verbs.md"
_HEAD = """# Verbs and faces

Every verb of a service has its screen and its command. These have not both, and here is why; all
others have. Generated: `python -m tests.architecture.verb_page`; reasons stand in that module.

| service | verb | window | command | why |
| --- | --- | --- | --- | --- |
"""
_NO_SCREEN = "no screen yet for"
# Of a service as a whole, or of one of its verbs, which goes first.
REASONS = {
    "AppraisalUndoService.last": "names the act beside the button; the command names it when done",
    "AssessmentService.set_many": "a part of reading a spreadsheet of points",
    "AssessmentService.sheet": "the window reads sheets one after another with `read_sheet`",
    "AssessmentService.year_sheets": "the list of «Chấm điểm»; commands go by `overview`",
    "BackupService": f"{_NO_SCREEN} backups",
    "BodySheetService": f"{_NO_SCREEN} sheets of families, clans and units",
    "ClanService": f"{_NO_SCREEN} clans",
    "ConflictService": "screens and commands show what is listed; this is how it is found",
    "CriteriaFileService": f"{_NO_SCREEN} criteria",
    "CriteriaService": f"{_NO_SCREEN} criteria; services look them up",
    "DeviceEndingService.files_of": "the choice of a last file; the command takes its id",
    "DeviceEndingService.replace": "the window approves, then ends the old device; a request for "
    "new keys names its own",
    "DigitalService": f"{_NO_SCREEN} digital skills",
    "DisputeService": "shown beside acts that it stops; commands answer it with those acts",
    "DuplicateService": "screens and commands show its pairs with who they are; an import asks it",
    "EnrolmentService.commune_fingerprint": "the command says it with what it approves",
    "EnrolmentService.compare": "tells of a wrong code before a file is named; `approve` too",
    "EnrolmentService.export_reading_key": "for people who look after computers",
    "EnrolmentService.public_key_pem": "for people who look after computers",
    "EnrolmentService.read": "who asks, before the code is typed",
    "ErasureService": f"{_NO_SCREEN} erasing a person",
    "EvidenceService": f"{_NO_SCREEN} evidence",
    "ExchangeService": "the window takes files by `ReceivingService`, which calls it",
    "ExportService": "a part of approving a device and of handing in",
    "HandOverService": f"{_NO_SCREEN} handing the office over",
    "HistoryService": "the window shows a person with all records, the command one record",
    "HouseholdService": f"{_NO_SCREEN} households",
    "IntegrityService.check": f"{_NO_SCREEN} checks; opening checks shortly by itself",
    "IntegrityService.repair": f"{_NO_SCREEN} checks",
    "IntegrityService.state_hash": "for comparing two computers by hand",
    "IntegrityService": "what the window says by itself; `check` says it all",
    "ModelResultService": "the tables of «Kết quả»; `score` says it of one",
    "OverviewService": "figures of the window; `overview` and `report` say them",
    "PaperService": "the window shows a paper before it saves it, the command saves it",
    "PassphraseResetService": f"{_NO_SCREEN} a village that forgot its passphrase, at the office",
    "PersonCardService": "the window's card of a person; `roster show` and `history` say it",
    "PersonService.candidate": "a part of adding a person",
    "PreviewService": "the window looks at files by `ReceivingService`, which calls it",
    "RebuildingService": "the window's first page of a rebuilt office; `recovery` says it",
    "ReceiptService": "the window's page of what became of a year; `overview` says the figures",
    "ReceivingService": "the window's way to take files; `bundle inspect` and `merge`",
    "RecognitionService": "what the window shows before recognising; `recognise` answers with it",
    "RecoveryService": f"{_NO_SCREEN} the recovery file",
    "RecoveryStatusService": f"{_NO_SCREEN} the recovery file; notices of the window say it",
    "RegistrationService.check_withdrawal": "tells before the question; `withdraw` refuses it too",
    "RegistrationService.plan": "the numbers of the window's question; the command answers them",
    "ReportService.annual": "the window shows the report before it saves it",
    "ReportService.save_annual": "the window saves the report by its screen of papers",
    "ReportService.trend": f"{_NO_SCREEN} several years beside each other",
    "RescueService": f"{_NO_SCREEN} work that does not stand; accepting new keys does it by itself",
    "ResultService": "the window's table of results; `score`, `roster export` say it",
    "RootKeyService": f"{_NO_SCREEN} the root key's passphrase; the window asks for it when due",
    "RosterService.ids": "how the window keeps a long list",
    "SamePersonService.choose": f"{_NO_SCREEN} which record of a person counts",
    "SamePersonService.exact_pairs": "the number in the window's question; the command answers it",
    "SampleReportService": f"{_NO_SCREEN} samples",
    "SampleService": f"{_NO_SCREEN} samples",
    "ScoreService": f"{_NO_SCREEN} spreadsheets of points",
    "SettingService": f"{_NO_SCREEN} settings of counting",
    "SnapshotService": "the window shows frozen figures with the targets",
    "SubmittingService": "hands in and saves the file in one act; `submit`, then `export`",
    "TargetSetService": f"{_NO_SCREEN} the set of targets",
    "UndoService.kind_of": "the command finds by a number what the window shows in a list",
    "UndoService": "the window's list and its question; commands answer with the act",
    "UnitService.find": "commands name a unit, the window chooses it",
    "UnitService.id_of": "commands name a unit, the window chooses it",
    "UnitService.rename": f"{_NO_SCREEN} renaming a unit",
    "WishService": "the command grants by `person assess-at`, the window by a button",
    "WorkflowService.submit": "the window hands in by `SubmittingService`, which calls it",
    "WorkflowService.submit_with": "a part of handing in",
    "WorkflowService": "what the window says before; the act refuses or answers it",
    "YearEntryService": f"{_NO_SCREEN} training and titles from elsewhere",
    "YearResultService": f"{_NO_SCREEN} figures of one body; «Kết quả» shows tables",
}


def reason_of(verb: Verb) -> str | None:
    """Why a verb has not both faces; None where no reason was given."""
    return REASONS.get(f"{verb.service}.{verb.name}", REASONS.get(verb.service))


def one_faced() -> Iterator[tuple[Verb, bool, bool]]:
    """The verbs that lack a face: whether the window calls each, and whether a command does."""
    window, commands = called_from(WINDOW), called_from(COMMANDS)
    for verb in verbs():
        if verb not in window or verb not in commands:
            yield verb, verb in window, verb in commands


def uncalled() -> list[Verb]:
    """Verbs that no part of the program calls, not even a service."""
    called = called_from(WINDOW) | called_from(COMMANDS) | called_from(SERVICES)
    called |= called_by_their_own_service()
    return [verb for verb in verbs() if verb not in called]


def verb_page() -> str:
    """The whole page."""
    rows = (
        f"| `{verb.service}` | `{verb.name}` | {_mark(window)} | {_mark(command)} "
        f"| {reason_of(verb)} |"
        for verb, window, command in one_faced()
    )
    return _HEAD + "\n".join(rows) + "\n"


def _mark(is_there: bool) -> str:
    return "yes" if is_there else "—"


if __name__ == "__main__":
    PAGE.write_text(verb_page(), encoding="utf-8")

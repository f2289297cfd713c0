"""All screens of the program; each feature enters its own."""

from vanhoa_desktop.ui.conflicts.conflicts_screen import ENTRY as CONFLICTS
from vanhoa_desktop.ui.devices.devices_screen import ENTRY as DEVICES
from vanhoa_desktop.ui.duplicates.duplicates_screen import ENTRY as DUPLICATES
from vanhoa_desktop.ui.exchange.commune_exchange_screen import ENTRY as COMMUNE_EXCHANGE
from vanhoa_desktop.ui.exchange.unit_exchange_screen import ENTRY as UNIT_EXCHANGE
from vanhoa_desktop.ui.hints.hints_screen import ENTRY as HINTS
from vanhoa_desktop.ui.models.models_screen import ENTRY as MODELS
from vanhoa_desktop.ui.papers.papers_screen import ENTRY as PAPERS
from vanhoa_desktop.ui.passphrase.passphrase_screen import ENTRY as PASSPHRASE
from vanhoa_desktop.ui.people.people_screen import COMMUNE_ENTRY as COMMUNE_PEOPLE
from vanhoa_desktop.ui.people.people_screen import UNIT_ENTRY as UNIT_PEOPLE
from vanhoa_desktop.ui.receipts.receipt_screen import ENTRY as RECEIPT
from vanhoa_desktop.ui.received.received_screen import ENTRY as RECEIVED
from vanhoa_desktop.ui.recognition.recognition_screen import ENTRY as RECOGNITION
from vanhoa_desktop.ui.registration.registration_screen import ENTRY as REGISTRATION
from vanhoa_desktop.ui.results.results_screen import COMMUNE_ENTRY as COMMUNE_RESULTS
from vanhoa_desktop.ui.results.results_screen import UNIT_ENTRY as UNIT_RESULTS
from vanhoa_desktop.ui.scoring.scoring_screen import COMMUNE_ENTRY as COMMUNE_SCORING
from vanhoa_desktop.ui.scoring.scoring_screen import UNIT_ENTRY as UNIT_SCORING
from vanhoa_desktop.ui.screens import ScreenRegister
from vanhoa_desktop.ui.targets.targets_screen import ENTRY as TARGETS


def all_screens() -> ScreenRegister:
    """The register of all screens."""
    return ScreenRegister(
        (
            *(UNIT_PEOPLE, REGISTRATION, UNIT_SCORING, UNIT_RESULTS, UNIT_EXCHANGE),
            *(DEVICES, COMMUNE_PEOPLE, COMMUNE_EXCHANGE, RECOGNITION, PAPERS),
            *(COMMUNE_SCORING, COMMUNE_RESULTS, MODELS, TARGETS, HINTS),
            *(RECEIPT, CONFLICTS, DUPLICATES, RECEIVED, PASSPHRASE),
        )
    )

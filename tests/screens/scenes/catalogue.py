"""All scenes of the program."""

from tests.screens.scenes.cards import card_scenes
from tests.screens.scenes.commune import commune_scenes
from tests.screens.scenes.dealings import dealing_scenes
from tests.screens.scenes.dialogs import dialog_scenes
from tests.screens.scenes.exchange import exchange_scenes
from tests.screens.scenes.full import full_scenes
from tests.screens.scenes.gates import gate_scenes
from tests.screens.scenes.rebuilt import rebuilt_scenes
from tests.screens.scenes.registered import registered_scenes
from tests.screens.scenes.seldom import seldom_scenes
from tests.screens.scenes.village import village_scenes
from tests.screens.stage import Scene


def all_scenes() -> list[Scene]:
    """Every scene, in the order in which an office meets them."""
    return [
        *gate_scenes(),
        *registered_scenes(),
        *village_scenes(),
        *card_scenes(),
        *commune_scenes(),
        *dealing_scenes(),
        *exchange_scenes(),
        *dialog_scenes(),
        *rebuilt_scenes(),
        *seldom_scenes(),
        *full_scenes(),
    ]

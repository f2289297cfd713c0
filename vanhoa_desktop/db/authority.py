"""What the fold must know of trust, from the statements held and the chains seen."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from vanhoa_desktop.db.journal_reader import JournalReader
from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.places import StateOf, StoredPlaces
from vanhoa_desktop.db.tables.journal import chain
from vanhoa_desktop.journal.claims import Places
from vanhoa_desktop.journal.fold import Authority, RecordState, fold
from vanhoa_desktop.trust.trust_view import TrustView, trust_view

COMMUNE_SETTING = "commune_id"
ROOT_SETTING = "root_public"


def current_trust(connection: Connection) -> TrustView | None:
    """The fold of all trust statements held, or None before this installation knows its commune."""
    local = LocalStore(connection)
    settings = local.settings()
    if COMMUNE_SETTING not in settings or ROOT_SETTING not in settings:
        return None
    return trust_view(
        local.statements(), settings[COMMUNE_SETTING], bytes.fromhex(settings[ROOT_SETTING])
    )


def current_authority(connection: Connection) -> Authority:
    """Which chains are the commune's, and from where revoked chains do not count."""
    view = current_trust(connection)
    if view is None:
        return Authority()
    owners = {
        row.chain: row.device for row in connection.execute(select(chain.c.chain, chain.c.device))
    }
    return authority_of(view, owners, StoredPlaces(connection, _state_of(connection)))


def authority_of(
    view: TrustView, owners: Mapping[str, str | None], places: Places | None
) -> Authority:
    """What statements say of chains (chain → device in `owners`), for the fold."""
    commune = view.commune_devices()
    units = {
        chain: view.devices[device].unit
        for chain, device in owners.items()
        if device is not None and device in view.devices and device not in commune
    }
    return Authority(
        frozenset(chain for chain, device in owners.items() if device in commune),
        view.cut_offs(owners),
        units,
        places,
        view.terms(owners),
    )


def _state_of(connection: Connection) -> StateOf:
    """Folds a person or household: what is written about them does not bear on it."""

    def fold_one(record: str) -> RecordState | None:
        held = JournalReader(connection).of_records([record]).get(record, [])
        authority = replace(current_authority(connection), places=None)
        return fold([item.change for item in held], authority) if held else None

    return fold_one


def _told_otherwise(before: Mapping[str, int], now: Mapping[str, int]) -> set[str]:
    return {chain for chain in before.keys() | now.keys() if before.get(chain) != now.get(chain)}


def chains_judged_otherwise(before: Authority, now: Authority) -> frozenset[str]:
    """The chains of which it changed whose they are, or from where they do not count."""
    cuts = _told_otherwise(before.cut_offs, now.cut_offs)
    cuts |= _told_otherwise(before.terms, now.terms)
    moved = {chain for chain, unit in before.units.items() if now.units.get(chain) != unit}
    return frozenset((before.commune_chains ^ now.commune_chains) | cuts | moved)

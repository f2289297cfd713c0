"""What the fold must know of trust, from the statements held and the chains seen."""

from sqlalchemy import Connection, select

from vanhoa_desktop.db.local_store import LocalStore
from vanhoa_desktop.db.tables.journal import chain
from vanhoa_desktop.journal.fold import Authority
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
    commune_devices = view.commune_devices()
    return Authority(
        frozenset(c for c, device in owners.items() if device in commune_devices),
        view.cut_offs(owners),
    )

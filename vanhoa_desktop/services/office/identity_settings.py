"""Names of the local settings that say who an installation is and where it stands."""

from vanhoa_desktop.db.local_store import ROLE, UNIT_ID

__all__ = [
    "CHAIN",
    "DEVICE",
    "FORMER_DEVICES",
    "OFFICER",
    "PLACE",
    "REQUEST",
    "REQUEST_ID",
    "RESTORED_CHAIN",
    "RESTORED_FROM",
    "ROLE",
    "UNIT_ID",
    "UNIT_NAME",
    "UNSENT",
]

UNIT_NAME, DEVICE, CHAIN, OFFICER = "unit_name", "device_id", "chain", "officer"
REQUEST, REQUEST_ID = "request", "request_id"
# Where the store lay when its current chain began (services.place).
PLACE = "place"
# Ids of the devices that this installation was before its keys were renewed, with spaces between.
FORMER_DEVICES = "former_devices"
# "yes" from the moment of new keys until what the old ones left unsent was written again.
UNSENT = "unsent"
# The chain that began with the last restore from a backup; absent if there never was one.
RESTORED_CHAIN = "restored_chain"
# What was gone back to then (`domain.enums.RestoreSource`), and of a backup when it was made.
RESTORED_FROM = "restored_from"

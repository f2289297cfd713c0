"""What goes into a bundle.

A unit's own changes past the acknowledgement, or what concerns a unit, down.
"""

from collections.abc import Mapping

from vanhoa_desktop.bundles.manifest import Direction, DownNumber, Manifest, Place
from vanhoa_desktop.bundles.writer import BundleContents, MadeBundle, write_bundle
from vanhoa_desktop.db.journal_reader import HeldChange
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import CONTROL, Change
from vanhoa_desktop.journal.kinds import Receivers, kinds_received_by
from vanhoa_desktop.services.session import Session
from vanhoa_desktop.services.version import APP_VERSION
from vanhoa_desktop.trust.envelope import recipient_of
from vanhoa_desktop.trust.trust_view import TrustView

EVERYTHING = 0


class BundleMaker:
    """Gathers and seals a bundle over one reading; writes nothing."""

    def __init__(self, session: Session, reading: Reading) -> None:
        self._session = session
        self._reading = reading
        trust = reading.trust
        if trust is None or session.identity.commune_id is None:
            raise VanHoaError(ErrorCode.NOT_ENROLLED)
        self._trust: TrustView = trust
        self._commune: str = session.identity.commune_id

    def for_commune(self, *, is_full: bool) -> MadeBundle:
        """The unit's own changes past what the office last said it holds; all of them when full."""
        office = self._trust.office
        acknowledged = self._reading.ledger.acknowledged([office] if office else []).get(
            office or "", {}
        )
        owners = self._own_chains()
        changes: list[Change] = []
        for chain in owners:
            seq, change_id = acknowledged.get(chain, (EVERYTHING, b""))
            # An acknowledgement that names a change we do not have there is not ours to believe:
            # send all.
            is_ours = self._reading.journal.id_at(chain, seq) == change_id
            after = seq if is_ours and not is_full else EVERYTHING
            changes.extend(held.change for held in self._reading.journal.of_chain(chain, after))
        manifest = self._manifest(self._commune, Direction.UP, None)
        recipients = [
            *self._trust.recipients_of(self._commune),
            recipient_of(self._session.secrets.age_identity),
        ]
        return self._sealed(manifest, changes, owners, recipients)

    def for_unit(self, unit: str, *, is_full: bool) -> MadeBundle:
        """Everything in the unit's scope that is new since the down-bundle.

        That all its devices acknowledged.

        A record that came into the scope since then travels whole. Raises NOT_FOUND for a unit
        without devices.
        """
        devices = self._trust.active_devices(unit)
        if not devices:
            named = self._reading.units.unit(unit)
            shown = unit if named is None else named.name
            raise VanHoaError(ErrorCode.NOT_FOUND, what="device of unit", text=shown)
        sent = {item.number: item for item in self._reading.ledger.down_bundles(unit)}
        heard = self._reading.ledger.down_numbers(devices)
        since = EVERYTHING if is_full else min(heard.get(device, EVERYTHING) for device in devices)
        position = sent[since].position if since in sent else EVERYTHING
        since = since if since in sent else EVERYTHING
        owners = {
            chain: device for chain, device in self._reading.journal.devices().items() if device
        }
        changes = self._in_scope(unit, position)
        if since != EVERYTHING and len(devices) == 1:
            changes = [
                change for change in changes if owners.get(change.header.chain) != devices[0]
            ]
        down = DownNumber(max(sent, default=0) + 1, since)
        manifest = self._manifest(unit, Direction.DOWN, down)
        recipients = [
            *self._trust.recipients_of(unit),
            recipient_of(self._session.secrets.age_identity),
        ]
        return self._sealed(manifest, changes, owners, recipients)

    def _own_chains(self) -> dict[str, str]:
        own = self._session.identity.device_id
        return {
            chain: own for chain, device in self._reading.journal.devices().items() if device == own
        }

    def _in_scope(self, unit: str, position: int) -> list[Change]:
        """What is new to a unit since a journal position (0: everything).

        A record that came into its scope since then travels whole; of one that went out of it, what
        was written up to the change that took it away.
        """
        states, journal = self._reading.states, self._reading.journal
        changed = set(journal.records_since(position))
        for_all = changed.intersection(states.of_kinds(kinds_received_by(Receivers.ALL)))
        scoped = states.in_scope(unit, kinds_received_by(Receivers.UNIT))
        fresh = {item.record for item in scoped if item.is_current and item.scoped_at > position}
        lost = {item.record for item in scoped if not item.is_current}
        wanted = for_all | fresh | {item.record for item in scoped if item.record in changed}
        return [
            held.change
            for record, changes in journal.of_records(sorted(wanted)).items()
            for held in (_until_lost(changes, unit) if record in lost else changes)
            if record in fresh or held.position > position
        ]

    def _manifest(self, addressee: str, direction: Direction, down: DownNumber | None) -> Manifest:
        heads = self._reading.journal.heads()
        known = {chain: Place(head.seq, head.id.hex()) for chain, head in heads.items() if head.seq}
        used = {
            ref.sha256 for cycle in self._reading.units.cycles() for ref in cycle.criteria.values()
        }
        return Manifest(
            commune=self._commune,
            addressee=addressee,
            sender_device=self._session.identity.device_id,
            sender_unit=self._session.require_unit(),
            direction=direction,
            chains={},
            known=known if direction is Direction.UP else self._known_of(addressee, known),
            criteria=tuple(sorted(used)),
            created=self._session.now(),
            app_version=APP_VERSION,
            entries=(),
            down=down,
            down_merged=self._reading.ledger.last_down_number_merged(),
        )

    def _known_of(self, unit: str, known: dict[str, Place]) -> dict[str, Place]:
        """Downwards only the unit's own chains are acknowledged.

        Others' are none of its business.
        """
        devices = {device.id for device in self._trust.devices.values() if device.unit == unit}
        owners = self._reading.journal.devices()
        return {chain: place for chain, place in known.items() if owners.get(chain) in devices}

    def _sealed(
        self,
        manifest: Manifest,
        changes: list[Change],
        owners: dict[str, str],
        recipients: list[str],
    ) -> MadeBundle:
        contents = BundleContents(
            manifest=manifest,
            statements=self._reading.local.statements(),
            changes=changes,
            owners=owners,
        )
        return write_bundle(contents, self._session.secrets.signing_key, recipients)


def _until_lost(changes: list[HeldChange], unit: str) -> list[HeldChange]:
    """The changes of a record up to the last one that took it from `unit`, in journal order."""
    last, was_its = 0, False
    for number, held in enumerate(changes, 1):
        body = held.change.body
        control = None if body is None else body.values.get(CONTROL)
        if isinstance(control, Mapping):
            is_its = control["unit"] == unit
            if was_its and not is_its:
                last = number
            was_its = is_its
    return changes[:last]

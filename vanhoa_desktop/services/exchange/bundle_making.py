"""What goes into a bundle.

A unit's own changes past the acknowledgement, or what concerns a unit, down.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from vanhoa_desktop.bundles.manifest import (
    ChainPlace,
    Direction,
    DownMerged,
    DownNumber,
    Manifest,
    StateSeen,
)
from vanhoa_desktop.bundles.witness import Witness
from vanhoa_desktop.bundles.writer import BundleContents
from vanhoa_desktop.db.bundle_ledger import (
    Acknowledgement,
    DownBundle,
    NumberedBundle,
    least_of,
    least_of_each,
)
from vanhoa_desktop.db.reading import Reading
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change, ChangeId
from vanhoa_desktop.services.exchange.answers import (
    asks_for_answers,
    is_asked,
    returned_changes,
    witnesses,
)
from vanhoa_desktop.services.exchange.bundle_parts import BundleDraft
from vanhoa_desktop.services.exchange.travelling_files import TravellingFiles
from vanhoa_desktop.services.office.agreement import differs_from
from vanhoa_desktop.services.office.identity_settings import FORMER_DEVICES
from vanhoa_desktop.services.office.office_places import heard_waymarks, own_waymark
from vanhoa_desktop.services.office.session import Session
from vanhoa_desktop.services.office.state_hash import state_of
from vanhoa_desktop.services.office.unit_news import UnitNews
from vanhoa_desktop.services.office.version import APP_VERSION
from vanhoa_desktop.trust.envelope import recipient_of
from vanhoa_desktop.trust.trust_view import TrustView

EVERYTHING = 0
# A device of which no file was merged yet.
_SILENT = Acknowledgement("", "", {})


class BundleMaker:
    """Gathers a bundle over one reading; writes nothing."""

    def __init__(self, session: Session, reading: Reading) -> None:
        self._session = session
        self._reading = reading
        trust = reading.trust
        if trust is None or session.identity.commune_id is None:
            raise VanHoaError(ErrorCode.NOT_ENROLLED)
        self._trust: TrustView = trust
        self._commune: str = session.identity.commune_id
        self._forks = reading.chains.forks()
        self._news = UnitNews(reading, self._commune)

    def for_commune(self, *, is_full: bool) -> BundleDraft:
        """The unit's own changes past what the office last said it holds; all of them when full.

        Full is the answer to a restored office that asks, and to one that differs: everything held
        here, also what an office sent once.
        """
        office = self._trust.office
        is_full = is_full or is_asked(self._reading, office)
        is_full = is_full or differs_from(self._reading, [office or ""])
        heard = self._reading.ledger.acknowledgements([office] if office else [])
        acknowledged = heard[office][0].known if office in heard else {}
        owners = self._own_chains()
        former = self._former_chains()
        changes: list[Change] = []
        for chain in (*owners, *former):
            seq, change_id = acknowledged.get(chain, (EVERYTHING, b""))
            # An acknowledgement that names a change we do not have there is not ours to believe:
            # send all.
            is_ours = self._reading.journal.id_at(chain, seq) == change_id
            after = seq if is_ours and not is_full else EVERYTHING
            changes.extend(self._unbroken(chain, after))
        owners |= former
        held_witnesses: list[Witness] = []
        if is_full:
            held_witnesses = witnesses(self._reading)
            returned, devices = returned_changes(self._reading, held_witnesses)
            known = {change.id for change in changes}
            changes += [change for change in returned if change.id not in known]
            owners = {**devices, **owners}
        manifest = replace(
            self._manifest(self._commune, Direction.UP, None),
            waymarks=heard_waymarks(self._reading),
        )
        recipients = [
            *self._trust.recipients_of(self._commune),
            *([self._trust.recovery] if self._trust.recovery else []),
            recipient_of(self._session.secrets.age_identity),
        ]
        files = TravellingFiles(self._reading)
        return BundleDraft(
            contents=self._contents(manifest, changes, owners, held_witnesses),
            recipients=recipients,
            files=files.upwards(changes, office, acknowledged, is_full=is_full),
        )

    def for_unit(self, unit: str, *, is_full: bool) -> BundleDraft:
        """Everything in the unit's scope that is new since the down-bundle that all acknowledged.

        All its devices, and every copy of a device's folder that was heard lately.

        A record that came into the scope since then travels whole. Raises NOT_FOUND for a unit
        without devices.
        """
        own = self._session.identity.device_id
        devices = [device for device in self._trust.active_devices(unit) if device != own]
        if not devices:
            named = self._reading.units.unit(unit)
            shown = unit if named is None else named.name
            raise VanHoaError(ErrorCode.NOT_FOUND, what="device of unit", text=shown)
        is_full = is_full or differs_from(self._reading, devices)
        sent = {item.number: item for item in self._reading.ledger.down_bundles(unit)}
        heard = self._reading.ledger.acknowledgements(devices)
        said = [item for device in devices for item in heard.get(device, [_SILENT])]
        since = EVERYTHING if is_full else min(_merged(item.down, sent) for item in said)
        position = sent[since].position if since in sent else EVERYTHING
        owners = {
            chain: device for chain, device in self._reading.journal.devices().items() if device
        }
        changes = self._news.for_unit(unit, position)
        if since != EVERYTHING:
            lost = self._lost_by(said, owners, {change.id for change in changes})
            if len(devices) == 1:
                changes = self._not_its_own(devices[0], least_of(said), changes)
            changes = [*changes, *lost]
        # Past every number that any office ever used for this unit, as far as anybody told us.
        number = 1 + max([*sent, *(item.down.number for item in said)], default=0)
        manifest = replace(
            self._manifest(unit, Direction.DOWN, DownNumber(number, since)),
            asks=asks_for_answers(self._reading, devices),
            waymarks=own_waymark(self._session, self._reading),
        )
        recipients = [
            *self._trust.recipients_of(unit),
            recipient_of(self._session.secrets.age_identity),
        ]
        files = TravellingFiles(self._reading)
        installations = {device: len(heard.get(device, [_SILENT])) for device in devices}
        return BundleDraft(
            contents=self._contents(manifest, changes, owners),
            recipients=recipients,
            files=files.downwards(
                changes, self._scope(unit), {} if is_full else installations, position
            ),
            position=position,
            is_full=is_full,
        )

    def _not_its_own(
        self, device: str, said: Mapping[str, tuple[int, ChangeId]], changes: Iterable[Change]
    ) -> list[Change]:
        """Without what the only device of a unit wrote itself and still holds."""
        owners = self._reading.journal.devices()
        own = [chain for chain, owner in owners.items() if owner == device]
        held = {chain: self._held_up_to(chain, said) for chain in own}
        return [
            change
            for change in changes
            if change.header.seq > held.get(change.header.chain, EVERYTHING)
        ]

    def _lost_by(
        self,
        said: Iterable[Acknowledgement],
        owners: Mapping[str, str],
        known: Collection[ChangeId],
    ) -> list[Change]:
        """What devices wrote once and do not hold any more: they went back to an older state."""
        places = least_of_each(said)
        lost = {
            held.change.id: held.change
            for device, chain in places
            if owners.get(chain) == device
            for held in self._reading.journal.of_chain(chain, places[device, chain])
        }
        return [change for change_id, change in lost.items() if change_id not in known]

    def _held_up_to(self, chain: str, said: Mapping[str, tuple[int, ChangeId]]) -> int:
        """Up to where a device said that it holds its own chain.

        What lies past a fork travels: a cloned device must hear of the other branch.
        """
        seq, change_id = said.get(chain, (EVERYTHING, b""))
        if self._reading.journal.id_at(chain, seq) != change_id:
            return EVERYTHING
        return min(seq, self._forks.get(chain, seq + 1) - 1)

    def _unbroken(self, chain: str, after: int) -> list[Change]:
        """What can be sent as a run of an own chain: up to the first gap.

        What lies past it was written at another place under the same key (a copied folder, a
        backup that was restored) and came back from the office, in parts: it is the office's to
        know, and a restored office gets it as what it once sent.
        """
        end = self._reading.chains.unbroken(chain).seq
        held = self._reading.journal.of_chain(chain, after)
        return [item.change for item in held if item.change.header.seq <= end]

    def _own_chains(self) -> dict[str, str]:
        own = self._session.identity.device_id
        return {
            chain: own for chain, device in self._reading.journal.devices().items() if device == own
        }

    def _former_chains(self) -> dict[str, str]:
        """Chains that this installation wrote under former keys, once it knows where they ended.

        What is good in them, the commune may have lost; what is not, it keeps for review, and knows
        what is meant when it is recorded again.
        """
        former = self._reading.local.settings().get(FORMER_DEVICES, "").split()
        owners = {
            chain: device for chain, device in self._reading.journal.devices().items() if device
        }
        ended = self._trust.cut_offs(owners)
        return {c: device for c, device in owners.items() if device in former and c in ended}

    def _manifest(self, addressee: str, direction: Direction, down: DownNumber | None) -> Manifest:
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
            known=self._known() if direction is Direction.UP else self._known_of(addressee),
            criteria=tuple(sorted(used)),
            created=self._session.now(),
            app_version=APP_VERSION,
            entries=(),
            down=down,
            down_merged=DownMerged(*self._reading.ledger.last_down_merged()),
            evidence_wanted=tuple(self._reading.evidence.missing_files(self._scope(addressee))),
            installation=self._session.identity.chain,
            state=self._state(self._session.require_unit() if down is None else addressee),
        )

    def _state(self, unit: str) -> StateSeen:
        """What the records of the unit that takes part amount to here."""
        state = state_of(self._reading, None if unit == self._commune else unit)
        return StateSeen(state.sha256, state.changes, state.ids_sha256)

    def _scope(self, addressee: str) -> str | None:
        """The unit whose evidence an exchange with this addressee is about; None: everybody's."""
        return None if addressee == self._commune else addressee

    def _known(self) -> dict[str, ChainPlace]:
        """Upwards every chain: of own ones up to the first gap, of others' the last change held.

        Of others' chains a unit holds parts, and bears witness; of an own one it holds parts too,
        where a copy of this folder wrote it.
        """
        heads = self._reading.journal.heads()
        heads |= {chain: self._reading.chains.unbroken(chain) for chain in self._own_chains()}
        return {
            chain: ChainPlace(head.seq, head.id.hex()) for chain, head in heads.items() if head.seq
        }

    def _known_of(self, unit: str) -> dict[str, ChainPlace]:
        """Downwards only the unit's own chains are acknowledged, up to the first gap or fork.

        Others' are none of its business.
        """
        devices = [device.id for device in self._trust.devices.values() if device.unit == unit]
        chains = self._reading.chains
        places = {chain: chains.undisputed(chain) for chain in chains.of_devices(devices)}
        return {chain: ChainPlace(at.seq, at.id.hex()) for chain, at in places.items() if at.seq}

    def _contents(
        self,
        manifest: Manifest,
        changes: list[Change],
        owners: dict[str, str],
        held_witnesses: Sequence[Witness] = (),
    ) -> BundleContents:
        return BundleContents(
            manifest=manifest,
            statements=self._reading.local.statements(),
            changes=changes,
            owners=owners,
            witnesses=held_witnesses,
        )


def _merged(said: NumberedBundle, sent: Mapping[int, DownBundle]) -> int:
    """The number of the down-bundle that an installation merged, if it is one of ours."""
    if said.number not in sent or sent[said.number].bundle != said.bundle:
        return EVERYTHING
    return said.number

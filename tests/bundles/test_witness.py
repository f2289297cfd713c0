"""A unit hands back the commune's words to a restored office, and puts none into its mouth."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.builders.offices import PASSPHRASE, Office, Offices
from tests.bundles.stranger_hands import ACCEPTED, held_at, is_strangers_word
from tests.bundles.test_refusals import refusal, village_key
from tests.services.test_backups import back_up
from vanhoa_desktop.bundles.manifest import decode_manifest, ids_digest
from vanhoa_desktop.bundles.opening import open_bundle
from vanhoa_desktop.bundles.witness import Witness, encode_witnesses, ids_in, vouched_for
from vanhoa_desktop.bundles.writer import (
    CHANGES,
    MANIFEST,
    TRUST,
    WITNESS,
    BundleContents,
    write_bundle,
)
from vanhoa_desktop.bundles.zip_structure import read_zip
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.journal.change import Change, commitment_of, make_change
from vanhoa_desktop.journal.wire import decode_lines
from vanhoa_desktop.services.exchange.answers import witnesses
from vanhoa_desktop.services.exchange.held_view import StoreHeldState
from vanhoa_desktop.services.safekeeping.restoring import restore_backup
from vanhoa_desktop.trust.envelope import open_sealed, recipient_of

FOREIGN_CHAIN = "f" * 32


@dataclass(frozen=True)
class Answered:
    """A village's answer, taken apart, and the restored office that is to open it."""

    office: Office
    contents: BundleContents
    office_device: str
    recipient: str
    offices: Offices

    def sealed(self, contents: BundleContents) -> bytes:
        """A bundle with these contents, signed by the village."""
        return write_bundle(contents, village_key(self.offices), [self.recipient]).file


@pytest.fixture
def answered(offices: Offices, tmp_path: Path) -> Answered:
    commune, village = offices.commune, offices.villages[0]
    backup = back_up(commune, tmp_path / "old.vhs")
    with village.open(writing=False) as session:
        unit = session.require_unit()
    with commune.open() as session, session.work() as work:
        work.put("unit", unit, {"name": "Thôn Đổi Tên"})
        work.commit()
    village.merge(commune.export(tmp_path / "1.vhb", unit))
    restore_backup(commune.paths, backup, PASSPHRASE)
    village.merge(commune.export(tmp_path / "2.vhb", unit))
    file = village.export(tmp_path / "answer.vhb").read_bytes()
    with commune.open(writing=False) as session:
        entries = read_zip(open_sealed(file, session.secrets.identities))
        device, recipient = session.identity.device_id, recipient_of(session.secrets.age_identity)
    manifest = decode_manifest(entries[MANIFEST])
    with village.open(writing=False) as session, session.database.reading() as reading:
        held = witnesses(reading)
    contents = BundleContents(
        manifest=manifest,
        statements=entries[TRUST].split(b"\n")[:-1],
        changes=list(decode_lines(entries[CHANGES])),
        owners={chain: run.device for chain, run in manifest.chains.items()},
        witnesses=held,
    )
    assert entries[WITNESS] == encode_witnesses(held)
    return Answered(commune, contents, device, recipient, offices)


def refused_by_both(answered: Answered, contents: BundleContents) -> ErrorCode:
    """What the office says to a file with these contents; a stranger in its place says the same."""
    file = answered.sealed(contents)
    code = refusal(answered.office, file)
    assert is_strangers_word(code.value, file, held_at(answered.office))
    return code


def forged_change(genuine: Change) -> Change:
    """A change that the village makes up in the name of the office."""
    assert genuine.body is not None
    assert genuine.salt is not None
    body = replace(genuine.body, bases={})
    header = replace(
        genuine.header,
        chain=FOREIGN_CHAIN,
        seq=1,
        prev=b"",
        clock=1,
        commitment=commitment_of(body, genuine.salt),
        under=(),
    )
    return make_change(header, body, genuine.salt)


def of_office(answered: Answered) -> Change:
    """A change of the office inside the answer."""
    contents = answered.contents
    return next(
        change
        for change in contents.changes
        if contents.owners[change.header.chain] == answered.office_device
    )


def test_an_honest_answer_brings_the_offices_own_words_back(answered: Answered) -> None:
    file = answered.sealed(answered.contents)
    with answered.office.open(writing=False) as session, session.database.reading() as reading:
        opened = open_bundle(file, StoreHeldState(session, reading))
    assert opened.is_answer
    assert is_strangers_word(ACCEPTED, file, held_at(answered.office))
    assert of_office(answered).id in {change.id for change in opened.changes}


def test_a_change_made_up_in_the_name_of_the_office_is_refused(answered: Answered) -> None:
    forged = forged_change(of_office(answered))
    contents = replace(
        answered.contents,
        changes=[*answered.contents.changes, forged],
        owners={**answered.contents.owners, FOREIGN_CHAIN: answered.office_device},
    )
    assert refused_by_both(answered, contents) is ErrorCode.BUNDLE_OUT_OF_SCOPE


def test_without_the_signed_manifests_nothing_of_others_is_taken(answered: Answered) -> None:
    contents = replace(answered.contents, witnesses=())
    assert refused_by_both(answered, contents) is ErrorCode.BUNDLE_OUT_OF_SCOPE


def test_a_change_of_the_office_does_not_become_another_devices(answered: Answered) -> None:
    chain = of_office(answered).header.chain
    sender = answered.contents.manifest.sender_device
    other = next(
        device
        for device in set(answered.contents.owners.values()) | {sender}
        if device != answered.office_device
    )
    contents = replace(answered.contents, owners={**answered.contents.owners, chain: other})
    assert refused_by_both(answered, contents) is ErrorCode.BUNDLE_OUT_OF_SCOPE


def _with_forged_id(witness: Witness, answered: Answered) -> Witness:
    forged = forged_change(of_office(answered))
    return replace(witness, ids=witness.ids + forged.id)


def _signed_by_the_village(witness: Witness, answered: Answered) -> Witness:
    signature = village_key(answered.offices).sign(witness.manifest)
    return replace(witness, signature=signature)


def _own_manifest(witness: Witness, answered: Answered) -> Witness:
    """The village's own up-bundle is not the word of an office."""
    own = replace(answered.contents.manifest, ids=ids_digest(ids_in(witness.ids))).encode()
    return Witness(own, village_key(answered.offices).sign(own), witness.ids)


@pytest.mark.parametrize("alter", [_with_forged_id, _signed_by_the_village, _own_manifest])
def test_a_witness_that_no_office_signed_is_refused(
    answered: Answered, alter: Callable[[Witness, Answered], Witness]
) -> None:
    first, *others = answered.contents.witnesses
    contents = replace(answered.contents, witnesses=[alter(first, answered), *others])
    assert refused_by_both(answered, contents) is ErrorCode.BUNDLE_TAMPERED


@pytest.mark.parametrize(
    "line", [b"{}\n", b"[]\n", b"x\n", b'{"ids":1,"manifest":"","signature":"0"}\n', b"{}"]
)
def test_a_line_that_is_no_witness_is_refused(answered: Answered, line: bytes) -> None:
    with answered.office.open(writing=False) as session, session.database.reading() as reading:
        assert reading.trust is not None
        with pytest.raises(VanHoaError) as refused:
            vouched_for(line, reading.trust)
    assert refused.value.code is ErrorCode.BUNDLE_TAMPERED

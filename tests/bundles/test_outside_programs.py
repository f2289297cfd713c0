"""Programs that are not ours can open and verify a bundle, by the published format alone."""

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.builders.offices import Offices
from tests.bundles.conftest import SmallBundle
from vanhoa_desktop.services.devices.enrolment import EnrolmentService

pytestmark = pytest.mark.outside


def needs(program: str) -> str:
    """The path of an outside program; the test is skipped with its name if it is not there."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed (dev.py installs it on Debian as root)")
    return found


def test_age_opens_a_bundle_and_openssl_verifies_its_manifest(
    offices: Offices, small: SmallBundle, tmp_path: Path
) -> None:
    age, openssl = needs("age"), needs("openssl")
    bundle, key, archive = tmp_path / "b.vhb", tmp_path / "key.txt", tmp_path / "b.zip"
    bundle.write_bytes(small.file)
    with offices.commune.open() as session:
        EnrolmentService(session).export_reading_key(key)
    subprocess.run([age, "-d", "-i", key, "-o", archive, bundle], check=True)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path)
    sender = json.loads((tmp_path / "manifest.json").read_bytes())["sender"]["device"]
    pem = tmp_path / "sender.pem"
    with offices.commune.open(writing=False) as session:
        service = EnrolmentService(session)
        pem.write_text(service.public_key_pem(service.find_device(sender)), encoding="ascii")
    verify = [openssl, "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", str(pem)]
    signed = ["-in", str(tmp_path / "manifest.json"), "-sigfile", str(tmp_path / "manifest.sig")]
    verified = subprocess.run([*verify, *signed], capture_output=True, check=False)
    assert verified.returncode == 0, verified
    assert b"Successfully" in verified.stdout

"""Fingerprints as people give them: read out by voice or on paper, never taken from the file."""

import sys

import click

from vanhoa_desktop.errors import ErrorCode, VanHoaError


def asked_fingerprint(given: str | None, whose: str) -> str:
    """The fingerprint that was given, or is typed now; raises FINGERPRINT_REQUIRED without any."""
    if given is None and sys.stdin is not None and sys.stdin.isatty():
        given = str(
            click.prompt(f"Mã đối chiếu của {whose} (đọc qua điện thoại hoặc trên giấy)", err=True)
        )
    if given is None:
        raise VanHoaError(ErrorCode.FINGERPRINT_REQUIRED, whose=whose)
    return given

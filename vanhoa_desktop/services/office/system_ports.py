"""The real clock and the real randomness."""

import secrets
from datetime import datetime


class SystemClock:
    """The computer's clock, with its time zone."""

    def now(self) -> datetime:
        """The current local time, aware of its offset."""
        return datetime.now().astimezone()


class SystemRandomness:
    """The operating system's random bytes."""

    def token(self, size_bytes: int) -> bytes:
        """`size_bytes` unpredictable bytes."""
        return secrets.token_bytes(size_bytes)

"""What is refused, and with which code."""

from collections.abc import Callable

import pytest

from vanhoa_desktop.errors import ErrorCode, VanHoaError


def refusal(act: Callable[[], object]) -> ErrorCode:
    """The code with which an act is refused; fails the test if it is not."""
    with pytest.raises(VanHoaError) as caught:
        act()
    return caught.value.code

"""What opening an office by its passphrase costs: the program's own price, and that of tests.

The price is there to stop a guesser; paid thousands of times, it was a third of what
tests of screens took.
"""

from vanhoa_desktop.trust import sealed_file

REAL_LOCK = dict(sealed_file._SCRYPT)
CHEAP_LOCK = {"n": 2**4, "p": 1, "r": 8}

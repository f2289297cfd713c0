"""Public keys that must never be trusted: points of small order, points written in a second way."""

_P = 2**255 - 19
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)

# Montgomery u coordinates (RFC 7748, §7; the list that every X25519 library tests against).
WEAK_POINTS = {
    "order 4": bytes(32),
    "order 1": (1).to_bytes(32, "little"),
    "order 2 of the twist": (_P - 1).to_bytes(32, "little"),
    "order 8": bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    "another of order 8": bytes.fromhex(
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"
    ),
    "zero again": _P.to_bytes(32, "little"),
    "one again": (_P + 1).to_bytes(32, "little"),
    "nine again": (_P + 9).to_bytes(32, "little"),
    "highest bit set": (9 | 1 << 255).to_bytes(32, "little"),
}

# Edwards points of small order, and y coordinates that are not below the prime.
WEAK_SIGNING_KEYS = {
    "order 1": (1).to_bytes(32, "little"),
    "order 2": (_P - 1).to_bytes(32, "little"),
    "order 4": bytes(32),
    "order 4 with a sign": (1 << 255).to_bytes(32, "little"),
    "order 8": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    "order 8 with a sign": bytes.fromhex(
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
    ),
    "another of order 8": bytes.fromhex(
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
    ),
    "one again": (_P + 1).to_bytes(32, "little"),
    "zero again": _P.to_bytes(32, "little"),
    "not on the curve": (2).to_bytes(32, "little"),
}


def age_recipient(point: bytes) -> str:
    """An age recipient (BIP 173) that holds this point, whatever it is."""
    number = int.from_bytes(point, "big") << 4
    symbols = [number >> 5 * (51 - place) & 31 for place in range(52)]
    head = [ord(letter) >> 5 for letter in "age"] + [0] + [ord(letter) & 31 for letter in "age"]
    remainder = _remainder([*head, *symbols, *[0] * 6]) ^ 1
    symbols += [remainder >> 5 * (5 - place) & 31 for place in range(6)]
    return "age1" + "".join(_LETTERS[symbol] for symbol in symbols)


def _remainder(symbols: list[int]) -> int:
    state = 1
    for symbol in symbols:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ symbol
        for bit, generator in enumerate(_GENERATORS):
            state ^= generator if top >> bit & 1 else 0
    return state

"""How much of a foreign file is taken in: far above any office's list, far below what hurts."""

MAX_FILE_BYTES = 32 << 20
MAX_UNPACKED_BYTES = 256 << 20
MAX_SHEETS = 200
# Of one sheet: a commune has some thirty thousand people.
MAX_ROWS = 200_000
MAX_COLUMNS = 16_384
MAX_MERGED_RANGES = 50_000
MAX_COMMENTS = 20_000
# Of all sheets together: cells that hold something, and cells with the empty ones before them.
MAX_FILLED_CELLS = 1_500_000
MAX_GRID_CELLS = 4_000_000
# Excel takes 32,767 letters in a cell.
MAX_CELL_LETTERS = 32_767
MAX_COMMENT_LETTERS = 2_000
MAX_SHARED_LETTERS = 64_000_000
MAX_ANSWER_BYTES = 256 << 20


class TooLargeError(Exception):
    """One of these bounds was crossed."""


class UnreadableError(Exception):
    """The file is not what its kind of file should be."""

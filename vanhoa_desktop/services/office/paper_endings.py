"""Names of files that papers and lists are saved under: they say what is in the file."""

from pathlib import Path

from vanhoa_desktop.errors import ErrorCode, VanHoaError

PDF_ENDING, EXCEL_ENDING = ".pdf", ".xlsx"


def require_ending(output: Path, ending: str) -> None:
    """Raise PAPER_ENDING for a name that promises another kind of file than will be written."""
    # A folder is refused where it is written to, with its own sentence.
    if output.suffix.lower() != ending and not output.is_dir():
        raise VanHoaError(ErrorCode.PAPER_ENDING, name=output.name, allowed=ending)

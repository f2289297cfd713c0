"""Names of files: what we suggest fits every system, what is typed gets its ending (no Qt)."""

import re
from pathlib import Path

# A name may have 255 bytes; a Vietnamese letter takes up to three.
MOST_NAME_BYTES = 255
_MOST_SUGGESTED_BYTES = 180
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?")
# Endings that say what a file is; «20.11.2026» ends in none of them.
_ENDINGS = frozenset(
    {
        *(".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".pdf", ".docx", ".doc", ".odt", ".txt"),
        *(".vhb", ".vhi", ".vhr", ".vhs", ".zip", ".rar", ".jpg", ".jpeg", ".png"),
    }
)


def suggested_name(name: str, suffix: str) -> str:
    """A name that Windows, Linux and a stick take, with its ending, not too long."""
    stem = name.removesuffix(suffix) if suffix else name
    kept = " ".join(_FORBIDDEN.sub(" ", stem).split()).strip(". ")
    if not kept or _RESERVED.fullmatch(kept):
        kept = f"tệp {kept}".strip()
    most = _MOST_SUGGESTED_BYTES - len(suffix.encode())
    shortened = kept.encode()[:most].decode(errors="ignore")
    return f"{shortened.rstrip('. ')}{suffix}"


def with_ending(path: Path, suffix: str) -> Path:
    """A typed name with the ending of what is saved, where it was left out."""
    if not suffix or path.name.lower().endswith(suffix) or promises_other(path, suffix):
        return path
    return path.with_name(path.name.rstrip(". ") + suffix)


def promises_other(path: Path, suffix: str) -> bool:
    """Whether a name says that another kind of file is in it than what is saved."""
    ending = path.suffix.lower()
    return bool(suffix) and ending in _ENDINGS and ending != suffix


def renamed(path: Path, suffix: str) -> str:
    """The name to begin with after such a name was refused."""
    return f"{path.stem}{suffix}" if promises_other(path, suffix) else path.name


def why_not_saved(path: Path, suffix: str = "") -> str:
    """Why a file of this name cannot be saved, and what to do; empty if it can."""
    if promises_other(path, suffix) and not path.is_dir():
        return (
            f"Tệp này lưu được thành {suffix}, không lưu được thành {path.suffix}; chưa lưu "
            f"«{path.name}». Hãy đặt tên có đuôi {suffix}, hoặc bỏ đuôi đi."
        )
    if len(path.name.encode()) > MOST_NAME_BYTES:
        return "Tên tệp quá dài. Hãy đặt tên ngắn hơn."
    if path.is_dir():
        return f"«{path.name}» là một thư mục. Hãy ghi thêm tên tệp."
    if not path.parent.is_dir():
        return f"Không có thư mục {path.parent}. Hãy chọn thư mục có sẵn."
    return ""

"""The backup file (.vhs): a plain ZIP around files that are encrypted already.

First `backup.json`, signed by the device: what it is a backup of, and size and SHA-256 of every
further entry. Then the sealed keys and the encrypted store. The root key is not inside: it comes
from the recovery file.
"""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vanhoa_desktop.canonical import Json
from vanhoa_desktop.disk_failures import reading_failure
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.files import writing_atomically
from vanhoa_desktop.trust.keys import SigningKey, device_id
from vanhoa_desktop.trust.signed import sign_object, verify_object

BACKUP_TYPE = "vanhoa/backup/1"
NOTE, KEYS, STORE = "backup.json", "keys.json", "store.db"
_MAX_NOTE_BYTES = 16 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK_BYTES = 1024 * 1024
_NAME = re.compile(r"keys\.json|store\.db|evidence/[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BackupNote:
    """What a backup says of itself; `commune` and `unit` are empty before enrolment."""

    device: str
    commune: str
    unit: str
    created: str
    changes: int


@dataclass(frozen=True, slots=True)
class _FileFact:
    """Size in bytes and SHA-256 (hex) of a file inside."""

    size: int
    sha256: str


def write_backup(
    target: Path, note: BackupNote, files: Mapping[str, Path], key: SigningKey
) -> None:
    """Write a backup file whole or not at all; raises DISK_FULL or FOLDER_READ_ONLY."""
    facts: dict[str, Json] = {
        name: {"sha256": fact.sha256, "size": fact.size}
        for name, fact in ((name, _fact(path)) for name, path in sorted(files.items()))
    }
    content: dict[str, Json] = {
        "changes": note.changes,
        "commune": note.commune,
        "created": note.created,
        "device": note.device,
        "files": facts,
        "type": BACKUP_TYPE,
        "unit": note.unit,
    }
    with (
        writing_atomically(target) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive,
    ):
        archive.writestr(zipfile.ZipInfo(NOTE, _EPOCH), sign_object(content, key))
        for name, path in sorted(files.items()):
            with path.open("rb") as source, archive.open(_entry(name, path), "w") as entry:
                shutil.copyfileobj(source, entry, _CHUNK_BYTES)


def _entry(name: str, path: Path) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.file_size = path.stat().st_size
    return entry


def extract_backup(path: Path, folder: Path) -> BackupNote:
    """Put the files of a backup into a folder, each checked against the signed note.

    Raises FILE_MISSING, BACKUP_INVALID, DISK_FULL, FOLDER_READ_ONLY.
    """
    with _opened(path) as archive:
        note, facts = _note(archive)
        if {entry.filename for entry in archive.infolist()} != {NOTE, *facts}:
            raise VanHoaError(ErrorCode.BACKUP_INVALID, why="entries")
        for name, fact in facts.items():
            target = folder / name
            with archive.open(name) as source, writing_atomically(target, is_own=True) as stream:
                _copy_checked(source, stream, fact)
    return note


def _copy_checked(source: IO[bytes], stream: IO[bytes], fact: _FileFact) -> None:
    hashed, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK_BYTES):
        size += len(chunk)
        if size > fact.size:
            break
        hashed.update(chunk)
        stream.write(chunk)
    if size != fact.size or hashed.hexdigest() != fact.sha256:
        raise VanHoaError(ErrorCode.BACKUP_INVALID, why="content")


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except FileNotFoundError as error:
        raise VanHoaError(ErrorCode.FILE_MISSING, path=str(path)) from error
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise VanHoaError(ErrorCode.BACKUP_INVALID, why="zip") from error
    except OSError as error:
        raise reading_failure(error, path) from error


def _note(archive: zipfile.ZipFile) -> tuple[BackupNote, dict[str, _FileFact]]:
    if archive.getinfo(NOTE).file_size > _MAX_NOTE_BYTES:
        raise VanHoaError(ErrorCode.BACKUP_INVALID, why="size")
    signed = verify_object(archive.read(NOTE), BACKUP_TYPE, ErrorCode.BACKUP_INVALID)
    content = signed.content
    files, device, changes = content.get("files"), content.get("device"), content.get("changes")
    if device != device_id(signed.signer) or not isinstance(files, Mapping):
        raise VanHoaError(ErrorCode.BACKUP_INVALID, why="signer")
    facts = {name: _fact_in(name, value) for name, value in files.items()}
    if not {KEYS, STORE} <= facts.keys():
        raise VanHoaError(ErrorCode.BACKUP_INVALID, why="files")
    note = BackupNote(
        device=str(device),
        commune=str(content.get("commune")),
        unit=str(content.get("unit")),
        created=str(content.get("created")),
        changes=changes if isinstance(changes, int) else 0,
    )
    return note, facts


def _fact_in(name: str, value: Json) -> _FileFact:
    size = value.get("size") if isinstance(value, Mapping) else None
    sha256 = value.get("sha256") if isinstance(value, Mapping) else None
    if not _NAME.fullmatch(name) or not isinstance(size, int) or not isinstance(sha256, str):
        raise VanHoaError(ErrorCode.BACKUP_INVALID, why="files")
    return _FileFact(size, sha256)


def _fact(path: Path) -> _FileFact:
    hashed = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            hashed.update(chunk)
    return _FileFact(path.stat().st_size, hashed.hexdigest())

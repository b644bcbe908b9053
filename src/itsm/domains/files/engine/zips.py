"""What is inside a zip archive, within limits: bombs and names that lead out of a folder are refused.

Reads declared sizes; unpacks only archives inside the archive, and of those a bounded number of bytes, in memory.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO, Final

from itsm.domains.files.engine.archives import MAX_ENTRIES, office_kind

MAX_UNPACKED: Final = 2 * 1024 * 1024 * 1024
"""What all entries together may say they unpack to, archives inside included."""
MAX_RATIO: Final = 400
"""A single large entry that packs better than this is made to; deflate itself ends near 1,030."""
MAX_DEPTH: Final = 3
"""Archives inside archives; deeper ones count as closed."""

_SMALL: Final = 10 * 1024 * 1024
_INNER_MAX: Final = 32 * 1024 * 1024
_INNER: Final = re.compile(r"\.(?:zip|jar|docx|xlsx|pptx|odt|ods|odp|apk|epub)$", re.IGNORECASE)
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_LOCAL_HEADER: Final = 30
_ENCRYPTED: Final = 0x1


class ZipFault(StrEnum):
    """Why an archive is refused."""

    BROKEN = "broken"
    BOMB = "bomb"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Contents:
    """What was seen. `is_opaque`: something inside cannot be looked into (encrypted, too deep, too large)."""

    fault: ZipFault | None = None
    is_opaque: bool = False


@dataclass(slots=True)
class _Walk:
    entries: int = 0
    unpacked: int = 0
    is_opaque: bool = False
    faults: list[ZipFault] = field(default_factory=list)


class _RefusedError(Exception):
    def __init__(self, fault: ZipFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def look_into(file: BinaryIO) -> Contents:
    """Return what is inside; `fault` says why it must not be taken."""
    walk = _Walk()
    try:
        _walk(file, walk, depth=1)
    except _RefusedError as refusal:
        return Contents(refusal.fault)
    return Contents(is_opaque=walk.is_opaque)


def _walk(file: BinaryIO, walk: _Walk, depth: int) -> None:
    # The table of contents first, by our own bounded reader: the library would take any number of entries.
    if office_kind(file) is None:
        raise _RefusedError(ZipFault.BROKEN)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_overlap(entries, archive.start_dir)
            for entry in entries:
                _check(entry, walk)
                if _INNER.search(entry.filename) and not entry.is_dir():
                    _enter(archive, entry, walk, depth)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise _RefusedError(ZipFault.BROKEN) from fault


def _check(entry: zipfile.ZipInfo, walk: _Walk) -> None:
    walk.entries += 1
    walk.unpacked += entry.file_size
    if walk.entries > MAX_ENTRIES or walk.unpacked > MAX_UNPACKED:
        raise _RefusedError(ZipFault.BOMB)
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
        raise _RefusedError(ZipFault.BOMB)
    if leads_out(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
        raise _RefusedError(ZipFault.NAMES)
    if entry.flag_bits & _ENCRYPTED:
        walk.is_opaque = True


def leads_out(name: str) -> bool:
    """Tell whether unpacking `name` could write outside its folder."""
    parts = re.split(r"[/\\]", name)
    return name.startswith(("/", "\\")) or bool(_DRIVE.match(name)) or ".." in parts or "\0" in name


def _check_overlap(entries: list[zipfile.ZipInfo], end: int) -> None:
    """Refuse entries that share their bytes: a few packed bytes count for many (CVE-2024-0450)."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [*(entry.header_offset for entry in ordered[1:]), end]
    for entry, limit in zip(ordered, ends, strict=True):
        if entry.header_offset + _LOCAL_HEADER + entry.compress_size > limit:
            raise _RefusedError(ZipFault.BOMB)


def _enter(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, walk: _Walk, depth: int) -> None:
    if depth >= MAX_DEPTH or entry.file_size > _INNER_MAX or entry.flag_bits & _ENCRYPTED:
        walk.is_opaque = True
        return
    with archive.open(entry) as inner:
        content = inner.read(_INNER_MAX + 1)
    if len(content) > _INNER_MAX:
        raise _RefusedError(ZipFault.BOMB)
    if content.startswith(b"PK\x03\x04"):
        _walk(io.BytesIO(content), walk, depth + 1)

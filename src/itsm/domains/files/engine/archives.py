"""Zip archives, by their table of contents alone. Nothing is ever unpacked here."""

from __future__ import annotations

import struct
from typing import BinaryIO, Final

MAX_ENTRIES: Final = 10_000
"""More entries than this is no honest attachment, and costs time to list."""

_MAX_CONTENTS_BYTES: Final = 4 * 1024 * 1024
# Records of the format (APPNOTE 4.3.12 and 4.3.16), as far as they are needed here.
_END: Final = b"PK\x05\x06"
_END_RECORD: Final = struct.Struct("<4s6xHIIH")
_ENTRY: Final = b"PK\x01\x02"
_ENTRY_RECORD: Final = struct.Struct("<4s24xHHH12x")
_COMMENT_MAX: Final = 65_535
_CONTENT_TYPES: Final = b"[Content_Types].xml"
_OFFICE: Final = {b"word/document.xml": "docx", b"xl/workbook.xml": "xlsx", b"ppt/presentation.xml": "pptx"}
_MACROS: Final = b"vbaproject.bin"


def is_zip(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is a zip archive (an empty one included)."""
    return head.startswith((b"PK\x03\x04", _END))


def office_kind(file: BinaryIO) -> str | None:
    """Return docx, xlsx, pptx or zip; None where the table of contents is broken, too long, or hides macros.

    An Office file with macros has an ending of its own that is not accepted; under a plain one it lies.
    """
    names = _names(file)
    if names is None:
        return None
    if _CONTENT_TYPES not in names:
        return "zip"
    if any(name.lower().endswith(_MACROS) for name in names):
        return None
    kinds = {kind for part, kind in _OFFICE.items() if part in names}
    return kinds.pop() if len(kinds) == 1 else "zip"


def _names(file: BinaryIO) -> set[bytes] | None:
    """Return the names in the table of contents, or None where there is none that can be believed."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_RECORD.size - _COMMENT_MAX))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_RECORD.size:
        return None
    _, count, length, offset, _ = _END_RECORD.unpack_from(tail, place)
    if count > MAX_ENTRIES or length > _MAX_CONTENTS_BYTES:
        return None
    file.seek(offset)
    return _walk(file.read(length), count)


def _walk(contents: bytes, count: int) -> set[bytes] | None:
    names, place = set(), 0
    for _ in range(count):
        if len(contents) - place < _ENTRY_RECORD.size:
            return None
        signature, name_length, extra_length, comment_length = _ENTRY_RECORD.unpack_from(contents, place)
        if signature != _ENTRY:
            return None
        start = place + _ENTRY_RECORD.size
        names.add(contents[start : start + name_length])
        place = start + name_length + extra_length + comment_length
    return names if place == len(contents) else None

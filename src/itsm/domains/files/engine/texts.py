"""Plain text: what decodes whole and is free of what only binaries hold."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO, Final

_CHUNK_BYTES: Final = 256 * 1024
_HEADERS_MAX: Final = 64 * 1024
# Logs may hold colours (ESC), form feeds and backspaces; NUL and the rest mean it is not text.
_BINARY: Final = re.compile("[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]")
# Programs on the sites' machines still write these: Excel in China (GB 18030), older Windows tools (1252).
_ENCODINGS: Final = ("utf-8-sig", "gb18030", "cp1252")
_HEADER_LINE: Final = re.compile(rb"([!-9;-~]{1,76}):")
_MAIL_HEADERS: Final = frozenset(
    {b"from", b"to", b"date", b"subject", b"received", b"message-id", b"return-path", b"mime-version"}
)
_ENOUGH_HEADERS: Final = 2


def is_text(file: BinaryIO) -> bool:
    """Tell whether the whole of `file` is text in an encoding that is in use."""
    file.seek(0)
    if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return _decodes(file, "utf-16")
    return any(_decodes(file, encoding) for encoding in _ENCODINGS)


def is_mail(file: BinaryIO) -> bool:
    """Tell whether `file` begins with the header lines of a mail (RFC 5322, section 2.2)."""
    file.seek(0)
    found: set[bytes] = set()
    for line in file.read(_HEADERS_MAX).removeprefix(codecs.BOM_UTF8).splitlines():
        if not line:
            break
        if line[:1] in {b" ", b"\t"} and found:
            continue
        header = _HEADER_LINE.match(line)
        if header is None:
            return False
        found.add(header[1].lower())
    return len(found & _MAIL_HEADERS) >= _ENOUGH_HEADERS


def _decodes(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(_CHUNK_BYTES):
            if _BINARY.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True

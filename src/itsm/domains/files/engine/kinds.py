"""What a file is, from its content. The name's ending must agree; nothing else a sender says is believed.

The list of accepted types is domain.md's (Tickets, attachments).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO, Final

from itsm.domains.files.engine.archives import is_zip, office_kind
from itsm.domains.files.engine.texts import is_mail, is_text

_HEAD_BYTES: Final = 16
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Every Outlook message holds a stream of this name (MS-OXMSG 2.4), and no Word or Excel file does.
_MESSAGE_STREAM: Final = "__properties_version1.0".encode("utf-16-le")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_CHUNK_BYTES: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """An accepted type. `is_inline`: browsers may show it in place, because they cannot run it as a page."""

    media_type: str
    is_inline: bool = False


KINDS: Final[dict[str, Kind]] = {
    "pdf": Kind("application/pdf", is_inline=True),
    "png": Kind("image/png", is_inline=True),
    "jpg": Kind("image/jpeg", is_inline=True),
    "jpeg": Kind("image/jpeg", is_inline=True),
    "gif": Kind("image/gif", is_inline=True),
    "webp": Kind("image/webp", is_inline=True),
    "txt": Kind("text/plain"),
    "log": Kind("text/plain"),
    "csv": Kind("text/csv"),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet"),
    "docx": Kind(f"{_OFFICE}.wordprocessingml.document"),
    "pptx": Kind(f"{_OFFICE}.presentationml.presentation"),
    "msg": Kind("application/vnd.ms-outlook"),
    "eml": Kind("message/rfc822"),
    "zip": Kind("application/zip"),
}
"""Accepted types by the ending of the name."""

INLINE_TYPES: Final = frozenset(kind.media_type for kind in KINDS.values() if kind.is_inline)


def identify(extension: str, file: BinaryIO) -> Kind | None:
    """Return the type of `file` where its content is what `extension` says; None where it is not, or not accepted.

    Reads as much as it needs and leaves the position anywhere.
    """
    kind = KINDS.get(extension)
    if kind is None or extension not in _endings(file):
        return None
    return kind


def _endings(file: BinaryIO) -> frozenset[str]:
    """Return the endings that this content may have."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    picture = _picture(head)
    if picture:
        return picture
    if head.startswith(b"%PDF-"):
        return frozenset({"pdf"})
    if head.startswith(_COMPOUND):
        return frozenset({"msg"}) if _contains(file, _MESSAGE_STREAM) else frozenset()
    if is_zip(head):
        return _archive(file)
    return _text(file)


def _picture(head: bytes) -> frozenset[str]:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return frozenset({"png"})
    if head.startswith(b"\xff\xd8\xff"):
        return frozenset({"jpg", "jpeg"})
    if head.startswith((b"GIF87a", b"GIF89a")):
        return frozenset({"gif"})
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return frozenset({"webp"})
    return frozenset()


def _archive(file: BinaryIO) -> frozenset[str]:
    kind = office_kind(file)
    return frozenset({kind}) if kind else frozenset()


def _text(file: BinaryIO) -> frozenset[str]:
    if not is_text(file):
        return frozenset()
    plain = frozenset({"txt", "log", "csv"})
    return plain | {"eml"} if is_mail(file) else plain


def _contains(file: BinaryIO, wanted: bytes) -> bool:
    file.seek(0)
    tail = b""
    while chunk := file.read(_CHUNK_BYTES):
        if wanted in tail + chunk:
            return True
        tail = chunk[-len(wanted) :]
    return False

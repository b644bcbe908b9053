"""Names of files: metadata that a stranger typed, made harmless to show, to save and to send in a header."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

NAME_MAX: Final = 200
_EXTENSION_MAX: Final = 10
_NAMELESS: Final = "file"
# Control, format (zero-width, bidirectional), surrogate, private, unassigned; line and paragraph separators.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
# Names that Windows takes for devices, with any ending.
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)


def clean_name(raw: str) -> str:
    """Return `raw` as a plain file name of 1 to 200 characters: no folders, nothing unseen, nothing reserved."""
    last = re.split(r"[/\\]", raw)[-1]
    seen = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in _UNSEEN)
    plain = _FORBIDDEN.sub("_", " ".join(seen.split())).strip(". ")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    return _shorten(plain) or _NAMELESS


def extension_of(name: str) -> str:
    """Return the ending of a clean name in small letters without its dot; empty where it has none."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if stem and dot else ""


def content_disposition(name: str, *, inline: bool) -> str:
    """Return the header for a clean name: a plain fallback and the exact name (RFC 6266, RFC 8187)."""
    kind = "inline" if inline else "attachment"
    fallback = re.sub(r"[^ !#$&+\-.0-9A-Z^_`a-z~()]", "_", name)
    return f"{kind}; filename=\"{fallback}\"; filename*=UTF-8''{quote(name, safe='')}"


def _shorten(name: str) -> str:
    if len(name) <= NAME_MAX:
        return name
    ending = extension_of(name)
    if not ending or len(ending) > _EXTENSION_MAX:
        return name[:NAME_MAX].strip(". ")
    return f"{name[: NAME_MAX - len(ending) - 1].strip('. ')}.{ending}"

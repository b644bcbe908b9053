"""Where to go after signing in: a path of our own and nothing else (S35). No I/O."""

import re
from typing import Final
from urllib.parse import urlsplit

# Browsers read a backslash as a slash and drop control characters and blanks at the ends.
_UNSAFE: Final = re.compile(r"[\\\x00-\x20\x7f-\x9f]")


def inner_path(wanted: str) -> str:
    """Return `wanted` where it is a path of this site, else "/"."""
    if _UNSAFE.search(wanted) or not wanted.startswith("/") or wanted.startswith("//"):
        return "/"
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or parts.path.startswith("/api/") else wanted

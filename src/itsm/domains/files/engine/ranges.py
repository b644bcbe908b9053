"""Which bytes of a file a request asks for (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import Final

_ONE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class NotSatisfiableError(Exception):
    """The range lies outside the file (416)."""


def wanted_range(header: str | None, if_range: str | None, *, etag: str, size: int) -> tuple[int, int] | None:
    """Return (start, end) of the bytes to send, `end` not included; None: all of them.

    Several ranges, other units and nonsense are answered with the whole file, as is a range of another version
    (`if_range`). Raises NotSatisfiableError.
    """
    if header is None or (if_range is not None and if_range.strip() != etag):
        return None
    found = _ONE.fullmatch(header.replace(" ", ""))
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        return _last(int(found[2]), size)
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if found[2] and int(found[2]) < start:
        return None
    if start >= size:
        raise NotSatisfiableError
    return start, end


def _last(count: int, size: int) -> tuple[int, int]:
    if count == 0:
        raise NotSatisfiableError
    return max(0, size - count), size

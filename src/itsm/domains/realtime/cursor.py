"""A place in the event log."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_WRITTEN: Final = re.compile(r"([0-9]{1,19})\.([0-9]{1,18})")
_MAX_XID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """Everything up to and with this (transaction, number) is known. Written `xid.seq`."""

    xid: int
    seq: int

    def __str__(self) -> str:
        return f"{self.xid}.{self.seq}"


def parse_cursor(written: str) -> Cursor | None:
    """Return the cursor, or None where the text is not one."""
    match = _WRITTEN.fullmatch(written)
    if match is None or int(match[1]) > _MAX_XID:
        return None
    return Cursor(int(match[1]), int(match[2]))

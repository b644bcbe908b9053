"""The head of the chain, written outside the database: who owns the database cannot cut the chain unseen.

An anchor is one small file with the number, MAC and time of the newest block. A folder may lie on another disk, a
mounted share or a write-once volume; a file is made once, read-only, and never written again.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from itsm.domains.audit.chain.sealing import last_seal
from itsm.platform import jsonio
from itsm.platform.anchors import anchor_store

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

ANCHOR_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Anchor:
    """What was true of the chain when it was written down outside."""

    number: int
    mac: bytes
    at: datetime


async def write_anchor(work: UnitOfWork, args: dict[str, Any]) -> None:
    """Write the newest block's number and MAC outside the database, once for each head. No arguments."""
    del args
    head = await last_seal(work.session)
    if head is None:
        return
    content = jsonio.dumps({"number": head.number, "mac": head.mac.hex(), "at": work.now})
    await asyncio.to_thread(anchor_store().put_once, f"audit-{head.number:012d}.json", content)


async def read_anchors() -> list[Anchor]:
    """Return every anchor, the earliest block first. Raises OSError where the place cannot be read."""
    return await asyncio.to_thread(_read)


async def newest_anchor() -> Anchor | None:
    """Return the anchor of the latest block, None where there is none."""
    return await asyncio.to_thread(_newest)


def _newest() -> Anchor | None:
    names = anchor_store().names()
    return _parse(anchor_store().get(names[-1])) if names else None


def _read() -> list[Anchor]:
    store = anchor_store()
    return [_parse(store.get(name)) for name in store.names()]


def _parse(content: bytes) -> Anchor:
    read = jsonio.loads(content)
    return Anchor(int(read["number"]), bytes.fromhex(read["mac"]), datetime.fromisoformat(read["at"]))


async def has_unanchored(session: AsyncSession) -> bool:
    """Tell whether blocks were sealed that no anchor holds yet."""
    head, anchor = await last_seal(session), await newest_anchor()
    return head is not None and (anchor is None or anchor.number < head.number)

"""The seals of a month that went, in a file beside its archive: so one can be held against the other anywhere.

The first line is the signed note that the month was let go, as the database has it; each line after it is one block
of the chain, with the MACs of its entries. It has no time of its own: the same month makes the same file again.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from itsm.domains.audit.chain.engine import Block
from itsm.domains.audit.chain.models import AuditRetirement, AuditSeal
from itsm.platform import jsonio

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_BLOCKS: Final = 20
_ARCHIVE: Final = ".jsonl.gz"
_SEALS: Final = ".seals.jsonl.gz"


@dataclass(frozen=True, slots=True)
class Seals:
    """What such a file says: the note that was signed, the MAC of the block it ends with, and the blocks."""

    note: AuditRetirement
    block_mac: bytes
    blocks: list[Block]


def seals_name(archive: str) -> str:
    """Return what the file of seals beside an archive is called."""
    return archive.removesuffix(_ARCHIVE) + _SEALS


async def seals_content(session: AsyncSession, note: AuditRetirement, block_mac: bytes, *, after: int) -> bytes:
    """Return the file for blocks `after` + 1 to those of the note."""
    head = {
        "number": note.number,
        "block_mac": block_mac.hex(),
        "key_id": note.key_id,
        "until": note.until,
        "archive": note.archive,
        "archive_sha256": bytes(note.archive_sha256 or b"").hex(),
        "mac": bytes(note.mac).hex(),
    }
    packed = BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write(jsonio.dumps(head) + b"\n")
        while after < note.number:
            wanted = select(AuditSeal).where(AuditSeal.number > after, AuditSeal.number <= note.number)
            rows = (await session.scalars(wanted.order_by(AuditSeal.number).limit(_BLOCKS))).all()
            file.writelines(_line(row) for row in rows)
            after = rows[-1].number
    return packed.getvalue()


def read_seals(content: bytes) -> Seals:
    """Return what a file of seals says. Raises ValueError where it is none."""
    try:
        head, *lines = gzip.decompress(content).splitlines()
        read = jsonio.loads(head)
        note = AuditRetirement(
            number=int(read["number"]),
            key_id=str(read["key_id"]),
            mac=bytes.fromhex(read["mac"]),
            until=datetime.fromisoformat(read["until"]),
            archive=read["archive"],
            archive_sha256=bytes.fromhex(read["archive_sha256"]),
        )
        return Seals(note, bytes.fromhex(read["block_mac"]), [_block(jsonio.loads(line)) for line in lines])
    except (OSError, EOFError, zlib.error, KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"this is no file of seals: {fault}") from fault


def _line(row: AuditSeal) -> bytes:
    previous, mac, macs = (bytes(part).hex() for part in (row.previous_mac, row.mac, row.macs))
    return jsonio.dumps([row.number, row.key_id, previous, mac, row.seqs, macs]) + b"\n"


def _block(told: list[object]) -> Block:
    number, key_id, previous, mac, seqs, macs = told
    if not isinstance(seqs, list):
        raise TypeError("a block holds a list of entries")
    listed = tuple(int(seq) for seq in seqs)
    return Block(
        number=int(str(number)),
        previous_mac=bytes.fromhex(str(previous)),
        key_id=str(key_id),
        seqs=listed,
        macs=bytes.fromhex(str(macs)),
        mac=bytes.fromhex(str(mac)),
    )

"""A month that goes, written down as it was sealed: JSON lines, packed, with what the file hashes to.

The first line says what the columns are and which blocks the entries belong to; each line after it is one entry in the
very words that its MAC was made of, so the file can be held against the chain: in the database, where it stays, or
in the file of seals beside it.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime
from typing import IO, TYPE_CHECKING, Final, cast

from sqlalchemy import select

from itsm.domains.audit.chain import queries
from itsm.domains.audit.chain.models import AuditRetirement, AuditSeal
from itsm.domains.audit.chain.seals_file import seals_content, seals_name
from itsm.platform import jsonio
from itsm.platform.anchors import open_place
from itsm.platform.settings import get_settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_BLOCKS: Final = 20
_IN_MEMORY: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Archive:
    """What was written: the file's name and its SHA-256."""

    name: str
    sha256: bytes


async def write_archive(
    session: AsyncSession, lower: datetime | None, upper: datetime, *, after: int, number: int
) -> Archive | None:
    """Write the entries of blocks `after` + 1 to `number` to ITSM_AUDIT_ARCHIVE_URL; None where it is not set.

    Raises OSError where it cannot be written: then nothing goes.
    """
    url = get_settings().audit_archive_url
    if not url:
        return None
    name = f"audit-{lower or upper:%Y-%m}-blocks-{after + 1}-{number}.jsonl.gz"
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        await _fill(session, cast("IO[bytes]", file), after, number)
        file.seek(0)
        content = file.read()
    await asyncio.to_thread(open_place(url).put_once, name, content)
    return Archive(name, hashlib.sha256(content).digest())


async def write_seals(session: AsyncSession, note: AuditRetirement, block_mac: bytes, *, after: int) -> None:
    """Write the signed note and its blocks beside the archive it names, nothing where it names none. Raises OSError."""
    if note.archive is None:
        return
    content = await seals_content(session, note, block_mac, after=after)
    await asyncio.to_thread(open_place(get_settings().audit_archive_url).put_once, seals_name(note.archive), content)


async def _fill(session: AsyncSession, file: IO[bytes], after: int, number: int) -> None:
    head = {"columns": queries.CONTENT_COLUMNS, "first_block": after + 1, "last_block": number}
    # No time in the head of the packing: the same entries make the same file, however often it is tried.
    with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        packed.write(jsonio.dumps(head) + b"\n")
        while after < number:
            rows = select(AuditSeal.number, AuditSeal.seqs).where(AuditSeal.number > after, AuditSeal.number <= number)
            blocks = (await session.execute(rows.order_by(AuditSeal.number).limit(_BLOCKS))).all()
            texts = await queries.contents(session, [seq for block in blocks for seq in block.seqs])
            for block in blocks:
                packed.writelines(f"{texts[seq]}\n".encode() for seq in block.seqs if seq in texts)
            after = blocks[-1].number

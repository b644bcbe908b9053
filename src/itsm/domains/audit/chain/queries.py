"""Reading entries as text for their seal, in the order in which they were committed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import ARRAY, BigInteger, Text, bindparam, cast, extract, func, select, text

from itsm.domains.audit.models import AuditEntry
from itsm.platform.db.direct import Prepared

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

WAITING_COUNTED: Final = 10_000
_SEALED_COLUMNS: Final = (
    *("actor_id", "actor_name", "actor_kind", "action", "subject_type", "subject_id", "parent_type", "parent_id"),
    *("changes", "details", "summary", "ip", "user_agent", "session_id", "request_id"),
)
CONTENT_COLUMNS: Final = ("seq", "id", "at", "recorded_at", *_SEALED_COLUMNS)
"""What the text of an entry holds, in order; the two times are seconds since 1970."""
# What is sealed of an entry, as PostgreSQL itself writes it: every column, one form, whatever a session has set.
_CONTENT: Final = cast(
    func.jsonb_build_array(
        AuditEntry.seq,
        AuditEntry.id,
        extract("epoch", AuditEntry.at),
        extract("epoch", AuditEntry.recorded_at),
        *(getattr(AuditEntry, name) for name in _SEALED_COLUMNS),
    ),
    Text,
).label("content")
_XID: Final = cast(cast(AuditEntry.xid, Text), BigInteger).label("xid")
_AFTER: Final = text("(xid, seq) > (CAST(CAST(:xid AS text) AS xid8), CAST(:seq AS bigint))")
# Entries of transactions at or above xmin may still be joined by others before them: they wait for the next block.
_ENDED: Final = text("xid < pg_snapshot_xmin(pg_current_snapshot())")
_ENTRY: Final = (_XID, AuditEntry.seq, AuditEntry.at, _CONTENT)
_UNSEALED: Final = (
    select(*_ENTRY)
    .where(_AFTER, _ENDED, AuditEntry.seq > bindparam("from_seq"))
    .order_by(AuditEntry.xid, AuditEntry.seq)
    .limit(bindparam("rows"))
)
_AFTER_RESTORE: Final = select(*_ENTRY).where(AuditEntry.seq > bindparam("after")).order_by(AuditEntry.seq)
# Entries of a block lie together, so a range is read: a third of the cost of looking each one up.
_BY_RANGE: Final = Prepared(
    select(AuditEntry.seq, _CONTENT).where(
        AuditEntry.seq.between(bindparam("first", type_=BigInteger), bindparam("last", type_=BigInteger))
    )
)
_BY_SEQ: Final = Prepared(
    select(AuditEntry.seq, _CONTENT).where(AuditEntry.seq == func.any(bindparam("seqs", type_=ARRAY(BigInteger))))
)
_SCATTERED: Final = 4
_WAITING: Final = select(func.count()).select_from(
    select(AuditEntry.seq).where(_AFTER, AuditEntry.seq > bindparam("from_seq")).limit(WAITING_COUNTED).subquery()
)
_CLUSTER: Final = text("SELECT CAST(system_identifier AS text) FROM pg_control_system()")
_XMIN: Final = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry on its way into a block."""

    xid: int
    seq: int
    at: datetime
    content: str


async def cluster_id(session: AsyncSession) -> str:
    """Return which database cluster this is; a restored dump lives in another one."""
    return str((await session.execute(_CLUSTER)).scalar_one())


async def oldest_running(session: AsyncSession) -> int:
    """Return the transaction id below which everything has ended."""
    return int((await session.execute(_XMIN)).scalar_one())


async def unsealed(
    session: AsyncSession, *, after: tuple[int, int], from_seq: int, limit: int
) -> Sequence[StoredEntry]:
    """Return the next entries to seal after (xid, seq), in the order of commits."""
    values = {"xid": str(after[0]), "seq": after[1], "from_seq": from_seq, "rows": limit}
    return [StoredEntry(*row) for row in await session.execute(_UNSEALED, values)]


async def after_restore(session: AsyncSession, after: int) -> Sequence[StoredEntry]:
    """Return the entries that came in a restored dump but had not been sealed: at most a second's worth."""
    return [StoredEntry(*row) for row in await session.execute(_AFTER_RESTORE, {"after": after})]


async def waiting_count(session: AsyncSession, *, after: tuple[int, int], from_seq: int) -> int:
    """Return how many entries wait to be sealed, at most 10,000."""
    values = {"xid": str(after[0]), "seq": after[1], "from_seq": from_seq}
    return int((await session.execute(_WAITING, values)).scalar_one())


async def contents(session: AsyncSession, seqs: Sequence[int]) -> dict[int, str]:
    """Return the text of entries as they are now, by sequence number."""
    if not seqs:
        return {}
    first, last = min(seqs), max(seqs)
    if last - first < _SCATTERED * len(seqs):
        return dict(await _BY_RANGE.fetch(session, first=first, last=last))
    return dict(await _BY_SEQ.fetch(session, seqs=list(seqs)))

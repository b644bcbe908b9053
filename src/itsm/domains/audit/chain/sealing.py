"""Seals what was committed since the last block: one sealer at a time, and nobody who writes ever waits for it.

Entries are written by many transactions at once and get no MAC there, so creating a ticket costs nothing more. A loop
of the workers takes the entries of all transactions that have ended, in the order of commits (transaction id, then
sequence number, below the oldest running transaction), and appends one block. An entry is thus sealed about
`PAUSE_SECONDS` after its commit; what is done to it within that time the chain cannot know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, text

from itsm.domains.audit.chain import engine, queries
from itsm.domains.audit.chain.keys import sealing_key
from itsm.domains.audit.chain.models import AuditSeal
from itsm.domains.audit.chain.stream import write_lines
from itsm.platform.actor import system_actor
from itsm.platform.work import open_work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.work import UnitOfWork

BLOCK_ENTRIES: Final = 2_000
PAUSE_SECONDS: Final = 1.0
_LOCK: Final = text("SELECT pg_try_advisory_xact_lock(hashtext('audit_seals'))")
_QUIET: Final = text("LOCK TABLE audit_entries IN SHARE MODE")


@dataclass(frozen=True, slots=True)
class _Place:
    """How far the trail is sealed in this cluster; `from_seq` is where the cluster began."""

    after: tuple[int, int]
    from_seq: int
    cluster: str


async def watch() -> float:
    """Seal what there is; return the seconds until the next look."""
    async with open_work(system_actor("Audit seal")) as work:
        sealed = await seal_entries(work)
    return 0.0 if sealed == BLOCK_ENTRIES else PAUSE_SECONDS


async def seal_entries(work: UnitOfWork, *, limit: int = BLOCK_ENTRIES) -> int:
    """Append one block over the entries not yet sealed; return how many it holds, 0 where another sealer is at work."""
    if not (await work.session.execute(_LOCK)).scalar_one():
        return 0
    last = await last_seal(work.session)
    cluster = await queries.cluster_id(work.session)
    if last is not None and last.cluster_id != cluster:
        return await _seal_restored(work, last, cluster)
    place = _Place((last.last_xid, last.last_seq), last.from_seq, cluster) if last else _Place((0, 0), 0, cluster)
    found = await queries.unsealed(work.session, after=place.after, from_seq=place.from_seq, limit=limit)
    if found:
        _append(work, last, found, place)
    return len(found)


async def last_seal(session: AsyncSession) -> AuditSeal | None:
    """Return the newest block, None where nothing was ever sealed."""
    return await session.scalar(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1))


async def waiting(session: AsyncSession, last: AuditSeal | None) -> int:
    """Return how many entries wait to be sealed (at most 10,000)."""
    after = (last.last_xid, last.last_seq) if last else (0, 0)
    return await queries.waiting_count(session, after=after, from_seq=last.from_seq if last else 0)


async def _seal_restored(work: UnitOfWork, last: AuditSeal, cluster: str) -> int:
    """Begin in a cluster that was made from a dump: transaction ids start anew, sequence numbers go on.

    Writers are held for this one block, so that all that came with the dump is sealed and nothing in between is lost.
    """
    await work.session.execute(_QUIET)
    highest = max(last.last_seq, *last.seqs)
    found = list(await queries.after_restore(work.session, highest))
    if not found:
        return 0  # nothing happened here yet; the next entry begins the cluster
    begins = max(entry.seq for entry in found)
    now = await queries.oldest_running(work.session)
    place = _Place((now, 0), begins, cluster)
    _append(work, last, found, place, reached=place.after)
    return len(found)


def _append(
    work: UnitOfWork,
    last: AuditSeal | None,
    found: Sequence[queries.StoredEntry],
    place: _Place,
    *,
    reached: tuple[int, int] | None = None,
) -> None:
    number, previous = (last.number + 1, last.mac) if last else (1, engine.GENESIS)
    block = engine.seal(sealing_key(), number, previous, [(entry.seq, entry.content) for entry in found])
    xid, seq = reached or (found[-1].xid, found[-1].seq)
    moments = [entry.at for entry in found]
    work.session.add(
        AuditSeal(
            number=block.number,
            key_id=block.key_id,
            previous_mac=block.previous_mac,
            mac=block.mac,
            seqs=list(block.seqs),
            macs=block.macs,
            last_xid=xid,
            last_seq=seq,
            cluster_id=place.cluster,
            from_seq=place.from_seq,
            first_at=min(moments),
            last_at=max(moments),
            sealed_at=work.now,
        )
    )
    write_lines(found)

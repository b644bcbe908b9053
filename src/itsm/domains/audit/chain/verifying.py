"""Hold the trail against its seal and its anchors, and name everything that differs."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from itsm.domains.audit.chain import engine, queries
from itsm.domains.audit.chain.anchors import read_anchors
from itsm.domains.audit.chain.engine import Block, Problem
from itsm.domains.audit.chain.enums import Finding
from itsm.domains.audit.chain.keys import known_keys
from itsm.domains.audit.chain.models import AuditRetirement, AuditSeal
from itsm.platform.db.direct import fetch

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

Progress = Callable[[int], None]

MAX_PROBLEMS: Final = 1_000
"""So many are named; a chain that is broken throughout need not be listed entry by entry."""
_BATCH_ENTRIES: Final = 5_000
_BATCH_BLOCKS: Final = 200
_SEQS_READ: Final = 50_000
_LISTED: Final = """
    SELECT seq, CAST(CAST(xid AS text) AS bigint) AS xid FROM audit_entries WHERE seq > $1 ORDER BY seq LIMIT $2
"""


@dataclass(slots=True)
class Report:
    """What was looked at and what was found. `seconds` is how long it took.

    `begins_after`: the last block whose entries were let go rightly, `begins_at` when; 0 and None where none were.
    """

    blocks: int = 0
    entries: int = 0
    begins_after: int = 0
    begins_at: datetime | None = None
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    seconds: float = 0.0

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing differs."""
        return self.problem_count == 0

    def add(self, *found: Problem) -> None:
        """Count problems and keep the first `MAX_PROBLEMS`."""
        self.problem_count += len(found)
        self.problems += found[: max(0, MAX_PROBLEMS - len(self.problems))]


class _Sealed:
    """Which sequence numbers the chain names, as ranges: a million neighbours cost as much as two."""

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []

    def add(self, seqs: Sequence[int]) -> None:
        self._numbers += seqs

    def close(self) -> None:
        """Join what was added into ranges; call it once, before asking."""
        for seq in sorted(self._numbers):
            if self._ends and self._ends[-1] == seq - 1:
                self._ends[-1] = seq
            else:
                self._starts.append(seq)
                self._ends.append(seq)
        self._numbers = []

    def __contains__(self, seq: int) -> bool:
        place = bisect_right(self._starts, seq) - 1
        return place >= 0 and seq <= self._ends[place]


async def verify(session: AsyncSession, *, progress: Progress | None = None) -> Report:
    """Check every block, every sealed entry, what lies between them, and the anchors; memory stays flat.

    Raises OSError where the anchors cannot be read.
    """
    began = time.perf_counter()
    report, sealed, keys = Report(), _Sealed(), known_keys()
    retired = await _retired_until(session, keys, report)
    heads: dict[int, bytes] = {}
    last: AuditSeal | None = None
    async for rows in _batches(session):
        last = await _check_batch(session, rows, report, retired, last)
        heads |= {row.number: row.mac for row in rows}
        for row in rows:
            sealed.add(row.seqs)
        if progress:
            progress(report.entries)
    sealed.close()
    if last is not None:
        await _find_added(session, report, sealed, last)
    await _check_anchors(report, heads)
    report.seconds = time.perf_counter() - began
    return report


async def _retired_until(session: AsyncSession, keys: dict[str, bytes], report: Report) -> int:
    """Return the last block whose entries were let go rightly."""
    row = await session.scalar(select(AuditRetirement).order_by(AuditRetirement.number.desc()).limit(1))
    if row is None:
        return 0
    block = await session.get(AuditSeal, row.number)
    key = keys.get(row.key_id)
    if block is None or key is None or row.mac != engine.retirement_mac(key, row.number, block.mac, row.signed()):
        report.add(
            Problem(Finding.RETIREMENT_FORGED, row.number, None, "the note that entries were let go is no one's")
        )
        return 0
    report.begins_after, report.begins_at = row.number, row.at
    return row.number


async def _batches(session: AsyncSession) -> AsyncIterator[Sequence[AuditSeal]]:
    """Yield the blocks in order, so many at once that a batch holds a bounded number of entries."""
    after = 0
    while True:
        rows = (
            await session.scalars(
                select(AuditSeal).where(AuditSeal.number > after).order_by(AuditSeal.number).limit(_BATCH_BLOCKS)
            )
        ).all()
        if not rows:
            return
        session.expunge_all()
        after = rows[-1].number
        for batch in _cut(rows):
            yield batch


def _cut(rows: Sequence[AuditSeal]) -> list[list[AuditSeal]]:
    batches: list[list[AuditSeal]] = [[]]
    size = 0
    for row in rows:
        if batches[-1] and size + len(row.seqs) > _BATCH_ENTRIES:
            batches.append([])
            size = 0
        batches[-1].append(row)
        size += len(row.seqs)
    return batches


async def _check_batch(
    session: AsyncSession, rows: Sequence[AuditSeal], report: Report, retired: int, last: AuditSeal | None
) -> AuditSeal:
    keys = known_keys()
    texts = await queries.contents(session, [seq for row in rows for seq in row.seqs if row.number > retired])
    for row in rows:
        block, key = _block(row), keys.get(row.key_id)
        expected = (last.number + 1, last.mac) if last is not None else (1, engine.GENESIS)
        report.add(*engine.link_problems(block, *expected, key))
        report.blocks += 1
        if key is not None and row.number > retired:
            report.entries += len(row.seqs)
            report.add(*engine.entry_problems(block, key, texts))
        last = row
    if last is None:
        raise ValueError("a batch holds blocks")
    return last


async def _find_added(session: AsyncSession, report: Report, sealed: _Sealed, last: AuditSeal) -> None:
    """Find entries that ought to have been sealed by now and are not: put in behind the seal's back."""
    highest = max(last.last_seq, *last.seqs)
    after = 0
    while True:
        rows = await fetch(session, _LISTED, after, _SEQS_READ)
        for seq, xid in rows:
            is_due = seq <= last.from_seq or (xid, seq) <= (int(last.last_xid), last.last_seq)
            if seq not in sealed and (is_due or (seq <= highest and xid < int(last.last_xid))):
                report.add(Problem(Finding.ENTRY_ADDED, last.number, seq, f"entry {seq} was never sealed"))
        if len(rows) < _SEQS_READ:
            return
        after = rows[-1]["seq"]


async def _check_anchors(report: Report, heads: dict[int, bytes]) -> None:
    """Hold the chain against what was written down outside."""
    for anchor in await read_anchors():
        mac = heads.get(anchor.number)
        if mac is None:
            detail = f"block {anchor.number} was anchored at {anchor.at:%Y-%m-%d %H:%M:%S} UTC and is gone"
            report.add(Problem(Finding.TRUNCATED, anchor.number, None, detail))
        elif mac != anchor.mac:
            detail = f"block {anchor.number} is not the one anchored at {anchor.at:%Y-%m-%d %H:%M:%S} UTC"
            report.add(Problem(Finding.ANCHOR_DIFFERS, anchor.number, None, detail))


def _block(row: AuditSeal) -> Block:
    return Block(row.number, bytes(row.previous_mac), row.key_id, tuple(row.seqs), bytes(row.macs), bytes(row.mac))

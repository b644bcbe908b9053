"""Reading the event log in order, without ever skipping a late commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from itsm.domains.realtime.cursor import Cursor
from itsm.platform.db.direct import fetch

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession

# Rows of transactions at or above xmin may still be joined by earlier ones: they wait for the next reading.
_HEAD = text("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)")

_TAIL = """
    SELECT CAST(CAST(xid AS text) AS bigint) AS xid, seq, name, subject_id, live_rooms, live_message
    FROM domain_events
    WHERE live_message IS NOT NULL
      AND (xid, seq) > (CAST(CAST($1 AS text) AS xid8), CAST($2 AS bigint))
      AND xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY domain_events.xid, seq
    LIMIT $3
"""

_MISSED = text("""
    SELECT CAST(CAST(head.xid AS text) AS bigint) AS head, CAST(CAST(e.xid AS text) AS bigint) AS xid, e.seq,
           e.live_message
    FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xid) AS head
    LEFT JOIN LATERAL (
        SELECT d.xid, d.seq, d.live_message
        FROM domain_events d
        WHERE d.live_message IS NOT NULL
          AND (d.xid, d.seq) > (CAST(CAST(:xid AS text) AS xid8), CAST(:seq AS bigint))
          AND d.xid < head.xid
          AND d.live_rooms && CAST(:rooms AS text[])
        ORDER BY d.xid, d.seq
        LIMIT :limit) AS e ON true
    ORDER BY e.xid, e.seq
""")

MAX_BEHIND_TRANSACTIONS: Final = 100_000
"""Who is further behind fetches everything anew: cheaper for both than reading the log."""


@dataclass(frozen=True, slots=True)
class LiveRow:
    """One event that open screens hear of."""

    cursor: Cursor
    name: str
    subject_id: Any
    rooms: tuple[str, ...]
    type: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Missed:
    """What a caller missed: (cursor, type, payload) in order, and the place reached. `is_reset`: too much."""

    items: tuple[tuple[Cursor, str, dict[str, Any]], ...]
    reached: Cursor
    is_reset: bool


async def head(session: AsyncSession) -> Cursor:
    """Return the present end of the log: all before it is visible, all after it is still to come."""
    return Cursor((await session.execute(_HEAD)).scalar_one(), 0)


async def rows_after(session: AsyncSession, cursor: Cursor, *, limit: int) -> list[LiveRow]:
    """Return the next live events of everybody, in order."""
    rows = await fetch(session, _TAIL, str(cursor.xid), cursor.seq, limit)
    return [
        LiveRow(Cursor(xid, seq), name, subject_id, tuple(rooms or ()), message["type"], message["payload"])
        for xid, seq, name, subject_id, rooms, message in rows
    ]


async def missed_after(session: AsyncSession, cursor: Cursor, rooms: Collection[str], *, limit: int) -> Missed:
    """Return what these rooms heard after `cursor`, or say that it is too much (or from another log)."""
    now = await head(session)
    if cursor.xid > now.xid or now.xid - cursor.xid > MAX_BEHIND_TRANSACTIONS:
        return Missed((), now, is_reset=True)
    values = {"xid": str(cursor.xid), "seq": cursor.seq, "rooms": sorted(rooms), "limit": limit + 1}
    rows = (await session.execute(_MISSED, values)).all()
    reached = Cursor(rows[0].head, 0)
    found = [row for row in rows if row.xid is not None]
    if len(found) > limit:
        return Missed((), reached, is_reset=True)
    items = tuple((Cursor(r.xid, r.seq), r.live_message["type"], r.live_message["payload"]) for r in found)
    return Missed(items, reached, is_reset=False)

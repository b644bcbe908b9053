"""Fire timers at their instant, exactly once, and find what a dead worker left behind.

The clock's row lock decides: whoever holds it settles the clock, and what is marked as fired is not
fired again. A timer only says when to look, so a lost or wrong one costs punctuality, never truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, any_, bindparam, exists, func, or_, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.instants import to_instant
from itsm.domains.sla.enums import Phase
from itsm.domains.sla.ledger import calendar_of, clock_of, save_settled
from itsm.domains.sla.models import WAITS_BEYOND_BREACH, SlaClock, SlaTimer
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.work import UnitOfWork, open_work

BATCH: Final = 200
LONGEST_SLEEP_SECONDS: Final = 1.0
# Another worker holds the clocks that are due: leave it a moment.
BUSY_SLEEP_SECONDS: Final = 0.02
_WATCHED: Final = exists().where(
    SlaTimer.clock_id == SlaClock.id, SlaTimer.fired_at.is_(None), SlaTimer.due_at.is_not(None)
)
# Columns only: what is settled is written for all of them at once, past the session.
_LOCKED: Final = (
    select(SlaClock.__table__)
    .where(SlaClock.id == any_(bindparam("ids", type_=ARRAY(Uuid()))))
    .order_by(SlaClock.due_at)
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a sweep did: thresholds crossed, and whether it stopped at its limit."""

    crossed: int
    has_more: bool


async def watch() -> float:
    """Fire what is due; return the seconds until the next look (at most `LONGEST_SLEEP_SECONDS`)."""
    async with open_work(system_actor("SLA monitor")) as work:
        await fire_due_timers(work, limit=BATCH)
        upcoming = await next_due_at(work.session)
    if upcoming is None:
        return LONGEST_SLEEP_SECONDS
    wait = (upcoming - utc_now()).total_seconds()
    return min(max(wait, BUSY_SLEEP_SECONDS), LONGEST_SLEEP_SECONDS)


async def fire_due_timers(work: UnitOfWork, *, limit: int = BATCH) -> int:
    """Fire the timers due by now, the oldest first; return how many thresholds were crossed.

    Clocks that somebody else has locked are left to them or to the next turn.
    """
    due = (
        select(SlaTimer.clock_id)
        .where(SlaTimer.fired_at.is_(None), SlaTimer.due_at.is_not(None), SlaTimer.due_at <= work.now)
        .order_by(SlaTimer.due_at)
        .limit(limit)
    )
    return await _settle(work, list(await work.session.scalars(due)))


async def next_due_at(session: AsyncSession) -> datetime | None:
    """Return the instant of the earliest waiting timer, None when none waits."""
    return await session.scalar(
        select(func.min(SlaTimer.due_at)).where(SlaTimer.fired_at.is_(None), SlaTimer.due_at.is_not(None))
    )


async def sweep(work: UnitOfWork, *, limit: int = 5 * BATCH) -> Sweep:
    """Find running clocks past their due instant or without a timer, and put them right.

    Clocks that a replay drives are left alone until it has been silent for the time it holds them.
    """
    late = await fire_due_timers(work, limit=limit)
    missed = await _missed(work, limit)
    crossed = await _settle(work, missed)
    return Sweep(crossed=late + crossed, has_more=len(missed) == limit)


async def _missed(work: UnitOfWork, limit: int) -> list[UUID]:
    """Return running clocks that should have been looked at, or that nobody would look at.

    Two questions, each answered by its own small index: clocks that can still breach, and breached ones
    for which a further level waits.
    """
    overdue_or_unwatched = or_(SlaClock.due_at <= work.now, ~_WATCHED)
    found = await _clocks_where(work, SlaClock.breached_at.is_(None), overdue_or_unwatched, limit=limit)
    if len(found) < limit:
        found += await _clocks_where(work, text(WAITS_BEYOND_BREACH), ~_WATCHED, limit=limit - len(found))
    return found


async def _clocks_where(work: UnitOfWork, *conditions: Any, limit: int) -> list[UUID]:
    query = select(SlaClock.id).where(
        SlaClock.phase == Phase.RUNNING.value,
        or_(SlaClock.held_until.is_(None), SlaClock.held_until <= work.now),
        *conditions,
    )
    return list(await work.session.scalars(query.order_by(SlaClock.due_at).limit(limit)))


async def _settle(work: UnitOfWork, clock_ids: list[UUID]) -> int:
    """Bring clocks up to the present under their lock; return how many thresholds were crossed."""
    if not clock_ids:
        return 0
    rows = await work.session.execute(_LOCKED, {"ids": clock_ids})
    settled = []
    for row in rows.all():
        calendar = await calendar_of(work.session, row)
        settled.append((row, clocks.settle(clock_of(row), calendar, to_instant(work.now)), calendar))
    await save_settled(work, settled)
    return sum(len(step.crossings) for _, step, _ in settled)

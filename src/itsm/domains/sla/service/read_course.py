"""What was promised by hand and how a ticket escalates: the levels that ran, and those that wait."""

from __future__ import annotations

from datetime import datetime
from math import inf
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine import clocks
from itsm.domains.sla.engine.instants import to_moment
from itsm.domains.sla.enums import Metric, Phase
from itsm.domains.sla.ledger import calendar_of, clock_of
from itsm.domains.sla.models import SlaClock, SlaEscalation, SlaPromise
from itsm.domains.sla.policy_versions import policy_version
from itsm.domains.sla.schemas.tickets import EscalationRead, HandPromiseRead

MOST = 200


async def promises_of(session: AsyncSession, *, ticket_id: UUID, for_staff: bool) -> list[HandPromiseRead]:
    """Return the dates promised by hand, the latest first; why, is for those who work the ticket."""
    rows = await session.execute(
        select(SlaClock, SlaPromise)
        .join(SlaPromise, SlaPromise.clock_id == SlaClock.id)
        .where(SlaClock.ticket_id == ticket_id, SlaClock.metric == Metric.PROMISE.value)
        .order_by(SlaClock.cycle.desc())
        .limit(MOST)
    )
    return [
        HandPromiseRead(
            promised_at=clock.due_at,
            state=clocks.state_of(clock_of(clock)),
            set_at=promise.set_at,
            set_by=promise.set_by_name,
            reason=promise.reason if for_staff else None,
        )
        for clock, promise in rows
    ]


async def escalations_of(session: AsyncSession, *, ticket_id: UUID) -> list[EscalationRead]:
    """Return the levels that ran, then those that wait for a clock that runs or stands still."""
    ran = await session.execute(
        select(SlaEscalation, SlaClock.metric, SlaClock.cycle)
        .join(SlaClock, SlaClock.id == SlaEscalation.clock_id)
        .where(SlaEscalation.ticket_id == ticket_id)
        .order_by(SlaEscalation.reached_at, SlaEscalation.position)
        .limit(MOST)
    )
    done = [
        EscalationRead(
            name=row.name,
            metric=metric,
            cycle=cycle,
            percent=row.percent,
            at=row.reached_at,
            done_at=row.done_at,
            outcome=row.outcome,
        )
        for row, metric, cycle in ran
    ]
    known = {(one.metric, one.cycle, one.percent, one.name) for one in done}
    waiting = await _waiting(session, ticket_id)
    return done + [one for one in waiting if (one.metric, one.cycle, one.percent, one.name) not in known]


async def _waiting(session: AsyncSession, ticket_id: UUID) -> list[EscalationRead]:
    open_rows = await session.scalars(
        select(SlaClock).where(SlaClock.ticket_id == ticket_id, SlaClock.phase != Phase.STOPPED.value).limit(MOST)
    )
    found: list[EscalationRead] = []
    for row in open_rows.all():
        policy = await policy_version(session, row.policy_version_id)
        planned = clocks.plan(clock_of(row), await calendar_of(session, row))
        levels = policy.levels if policy is not None and row.met_at is None else ()
        found += [
            _planned(row, level.name, level.percent, planned[level.percent])
            for level in levels
            if level.metric == row.metric and level.percent in planned
        ]
    return sorted(found, key=lambda one: (one.at.timestamp() if one.at else inf, one.metric, one.percent))


def _planned(row: SlaClock, name: str, percent: int, instant: int | None) -> EscalationRead:
    at: datetime | None = to_moment(instant) if instant is not None else None
    return EscalationRead(
        name=name, metric=row.metric, cycle=row.cycle, percent=percent, at=at, done_at=None, outcome=[]
    )

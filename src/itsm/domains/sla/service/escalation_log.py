"""Escalation levels that a crossing sets off, and what became of them: each once per clock, percent and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from itsm.domains.sla.engine.levels import Level, levels_at
from itsm.domains.sla.models import SlaClock, SlaEscalation
from itsm.domains.sla.policy_versions import policy_version
from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """A threshold that a ticket's clock reached, by the policy version that counted then."""

    ticket_id: UUID
    metric: str
    cycle: int
    percent: int
    policy_version_id: UUID
    at: datetime


async def levels_to_run(session: AsyncSession, crossed: Crossed) -> tuple[UUID, tuple[Level, ...]]:
    """Return the clock and those of its levels that this crossing sets off and that have not run yet."""
    clock_id = await session.scalar(
        select(SlaClock.id).where(
            SlaClock.ticket_id == crossed.ticket_id,
            SlaClock.metric == crossed.metric,
            SlaClock.cycle == crossed.cycle,
        )
    )
    policy = await policy_version(session, crossed.policy_version_id)
    if clock_id is None or policy is None:
        return UUID(int=0), ()
    levels = levels_at(policy.levels, crossed.metric, crossed.percent)
    if not levels:
        return clock_id, ()
    done = set(
        await session.scalars(
            select(SlaEscalation.position).where(
                SlaEscalation.clock_id == clock_id, SlaEscalation.percent == crossed.percent
            )
        )
    )
    return clock_id, tuple(level for level in levels if level.position not in done)


def record_level(work: UnitOfWork, crossed: Crossed, clock_id: UUID, level: Level, outcome: Sequence[str]) -> None:
    """Write that a level has run; its key keeps a second run from committing."""
    work.session.add(
        SlaEscalation(
            clock_id=clock_id,
            percent=level.percent,
            position=level.position,
            ticket_id=crossed.ticket_id,
            name=level.name,
            reached_at=crossed.at,
            done_at=work.now,
            outcome=list(outcome),
        )
    )

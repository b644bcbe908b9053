"""Loading who is at work, and locking what is changed."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import func, select

from itsm.domains.presence.codec import shift_from
from itsm.domains.presence.engine import Duty, Presence, Span
from itsm.domains.presence.models import AgentSkill, Leave, ShiftRow, Skill, TeamDuty
from itsm.platform.cache.snapshot import ConfigSnapshot
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

CONFIG_NAME: Final = "presence"
# Staff are tens or hundreds; the bounds only keep the promise that every list has one.
MOST_PEOPLE, MOST_LEAVES, MOST_SKILLS = 5_000, 20_000, 500


async def load_presence(session: AsyncSession, *, leaves_since: datetime | None = None) -> Presence:
    """Return everybody's shifts, skills and duties as they are, with leave that ends after `leaves_since`.

    Without it: leave that is not over yet, which is all that a decision of this moment needs. Leave counts from
    when it was planned until it was cancelled, so that a past is seen as it was seen then.
    """
    shifts = await session.scalars(select(ShiftRow).limit(MOST_PEOPLE))
    skills = await session.execute(select(Skill.id, Skill.name).where(Skill.is_active).limit(MOST_SKILLS))
    duties = await session.scalars(select(TeamDuty).limit(MOST_PEOPLE))
    return Presence(
        shifts={row.user_id: shift_from(row.timezone, row.week, row.updated_at) for row in shifts},
        leaves=await _leaves(session, leaves_since),
        skills=await _skills(session),
        skill_names={row.id: row.name for row in skills},
        duties={row.team_id: Duty(tuple(row.on_call_ids), row.follow_team_id) for row in duties},
    )


async def _load_now(session: AsyncSession) -> Presence:
    return await load_presence(session)


SNAPSHOT: Final = ConfigSnapshot(CONFIG_NAME, _load_now)


async def lock_leave(session: AsyncSession, leave_id: UUID) -> Leave:
    """Return a leave that stands, locked until the commit; raise `NotFound`."""
    leave = await session.get(Leave, leave_id, with_for_update=True, populate_existing=True)
    if leave is None or leave.cancelled_at is not None:
        raise NotFound
    return leave


async def lock_skill(session: AsyncSession, skill_id: UUID) -> Skill:
    """Return a skill, locked until the commit; raise `NotFound`."""
    skill = await session.get(Skill, skill_id, with_for_update=True, populate_existing=True)
    if skill is None:
        raise NotFound
    return skill


async def _leaves(session: AsyncSession, since: datetime | None) -> dict[UUID, tuple[Span, ...]]:
    # An hour's grace: units of work and replays decide as of the moment they began.
    after = since if since is not None else func.now() - timedelta(hours=1)
    begins = func.greatest(Leave.starts_at, Leave.created_at)
    ends = func.least(Leave.ends_at, Leave.cancelled_at)
    rows = await session.execute(
        select(Leave.user_id, begins, ends).where(ends > after, ends > begins).order_by(ends).limit(MOST_LEAVES)
    )
    found: dict[UUID, list[Span]] = defaultdict(list)
    for user_id, starts_at, ends_at in rows:
        found[user_id].append((starts_at, ends_at))
    return {user_id: tuple(spans) for user_id, spans in found.items()}


async def _skills(session: AsyncSession) -> dict[UUID, frozenset[UUID]]:
    rows = await session.execute(select(AgentSkill.user_id, AgentSkill.skill_id).limit(MOST_LEAVES))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for user_id, skill_id in rows:
        found[user_id].add(skill_id)
    return {user_id: frozenset(skills) for user_id, skills in found.items()}

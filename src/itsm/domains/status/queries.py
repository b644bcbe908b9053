"""Reading posts, their timelines and who is affected: as many questions for one post as for fifty."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, or_, select

from itsm.domains.status.models import StatusAffected, StatusPost, StatusService, StatusSubscription, StatusUpdate

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

MOST_OPEN: Final = 100
MOST_RECENT: Final = 20
MOST_UPDATES: Final = 2_000
RECENT: Final = timedelta(days=14)


async def services(session: AsyncSession, *, with_inactive: bool) -> Sequence[StatusService]:
    """Return the services in their order."""
    wanted = select(StatusService).order_by(StatusService.position, StatusService.name).limit(200)
    return (await session.scalars(wanted if with_inactive else wanted.where(StatusService.is_active))).all()


async def open_posts(session: AsyncSession, now: datetime) -> Sequence[StatusPost]:
    """Return the posts that are not over, those that begin first leading."""
    still = StatusPost.ended_at.is_(None) & or_(StatusPost.ends_at.is_(None), StatusPost.ends_at > now)
    return (
        await session.scalars(select(StatusPost).where(still).order_by(StatusPost.starts_at).limit(MOST_OPEN))
    ).all()


async def recent_posts(session: AsyncSession, now: datetime) -> Sequence[StatusPost]:
    """Return incidents and maintenance that ended in the last 14 days, the latest first."""
    end = func.coalesce(StatusPost.ended_at, StatusPost.ends_at)
    over = select(StatusPost).where(StatusPost.kind != "announcement", end > now - RECENT, end <= now)
    return (await session.scalars(over.order_by(end.desc()).limit(MOST_RECENT))).all()


async def timelines(session: AsyncSession, post_ids: Collection[UUID]) -> dict[UUID, list[StatusUpdate]]:
    """Return the updates of these posts, newest first."""
    wanted = select(StatusUpdate).where(StatusUpdate.post_id.in_(post_ids))
    rows = await session.scalars(wanted.order_by(StatusUpdate.created_at.desc()).limit(MOST_UPDATES))
    by_post: dict[UUID, list[StatusUpdate]] = defaultdict(list)
    for row in rows:
        by_post[row.post_id].append(row)
    return by_post


async def affected_counts(session: AsyncSession, post_ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many said "me too" to each of these posts."""
    counted = select(StatusAffected.post_id, func.count().label("many")).where(StatusAffected.post_id.in_(post_ids))
    rows = await session.execute(counted.group_by(StatusAffected.post_id))
    return {row.post_id: row.many for row in rows}


async def affecting(session: AsyncSession, user_id: UUID | None, post_ids: Collection[UUID]) -> set[UUID]:
    """Return to which of these posts a person said "me too"."""
    mine = select(StatusAffected.post_id).where(StatusAffected.user_id == user_id, StatusAffected.post_id.in_(post_ids))
    return set(await session.scalars(mine))


async def is_subscribed(session: AsyncSession, user_id: UUID | None) -> bool:
    """Tell whether a person wants a mail about every update."""
    return (
        await session.scalar(select(StatusSubscription.user_id).where(StatusSubscription.user_id == user_id))
        is not None
    )


async def to_be_told(session: AsyncSession, post_id: UUID, *, after: UUID | None, limit: int) -> list[UUID]:
    """Return the next people, by id, who subscribed or said "me too" to this post."""
    people = (
        select(StatusSubscription.user_id)
        .union(select(StatusAffected.user_id).where(StatusAffected.post_id == post_id))
        .subquery()
    )
    wanted = select(people.c.user_id).order_by(people.c.user_id).limit(limit)
    return list(await session.scalars(wanted.where(people.c.user_id > after) if after else wanted))


async def known_services(session: AsyncSession, service_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of those of these services that there are."""
    rows = await session.execute(select(StatusService.id, StatusService.name).where(StatusService.id.in_(service_ids)))
    return {row.id: row.name for row in rows}

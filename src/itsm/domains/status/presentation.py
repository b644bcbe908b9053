"""From rows to answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.status import queries
from itsm.domains.status.engine import service_state, state_at
from itsm.domains.status.enums import PostKind, PostState, ServiceImpact
from itsm.domains.status.schemas import StatusPostRead, StatusRead, StatusServiceRead, StatusUpdateRead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.status.models import StatusPost, StatusService, StatusUpdate
    from itsm.platform.actor import Actor


async def show_status(session: AsyncSession, actor: Actor, now: datetime) -> StatusRead:
    """Return the whole page: six questions, however much there is."""
    services = await queries.services(session, with_inactive=actor.can("settings.manage"))
    current = await queries.open_posts(session, now)
    recent = await queries.recent_posts(session, now)
    posts = await show_posts(session, actor, (*current, *recent), services, now)
    shown = posts[: len(current)]
    return StatusRead(
        services=[show_service(service, current, now) for service in services],
        incidents=[post for post in shown if post.kind is PostKind.INCIDENT],
        maintenance=[post for post in shown if post.kind is PostKind.MAINTENANCE],
        announcements=[post for post in shown if post.kind is PostKind.ANNOUNCEMENT and post.starts_at <= now],
        recent=posts[len(current) :],
        is_subscribed=await queries.is_subscribed(session, actor.id),
    )


async def show_posts(
    session: AsyncSession,
    actor: Actor,
    posts: Sequence[StatusPost],
    services: Sequence[StatusService],
    now: datetime,
) -> list[StatusPostRead]:
    """Return these posts as `actor` sees them."""
    ids = [post.id for post in posts]
    timelines = await queries.timelines(session, ids)
    mine = await queries.affecting(session, actor.id, ids)
    counts = await queries.affected_counts(session, ids) if actor.is_staff else None
    names = {service.id: service.name for service in services}
    return [
        StatusPostRead(
            id=post.id,
            kind=PostKind(post.kind),
            title=post.title,
            state=state_at(post, now),
            impact=ServiceImpact(post.impact) if post.impact else None,
            service_ids=post.service_ids,
            services=[names[one] for one in post.service_ids if one in names],
            starts_at=post.starts_at,
            ends_at=post.ends_at,
            next_update_at=post.next_update_at,
            ended_at=post.ended_at,
            updates=[_update(row) for row in timelines.get(post.id, [])],
            is_affected=post.id in mine,
            affected_count=counts.get(post.id, 0) if counts is not None else None,
            ticket_number=post.ticket_number if actor.is_staff else None,
            version=post.version,
        )
        for post in posts
    ]


async def show_post(session: AsyncSession, actor: Actor, post: StatusPost, now: datetime) -> StatusPostRead:
    """Return one post as `actor` sees it."""
    services = await queries.services(session, with_inactive=True)
    return (await show_posts(session, actor, [post], services, now))[0]


def show_service(service: StatusService, posts: Sequence[StatusPost], now: datetime) -> StatusServiceRead:
    """Return a service and how it does by what is posted."""
    return StatusServiceRead(
        id=service.id,
        name=service.name,
        description=service.description,
        position=service.position,
        is_active=service.is_active,
        version=service.version,
        state=service_state((post for post in posts if service.id in post.service_ids), now),
    )


def _update(row: StatusUpdate) -> StatusUpdateRead:
    return StatusUpdateRead(id=row.id, state=PostState(row.state), body=row.body, created_at=row.created_at)


def names_of(post: StatusPost, known: dict[UUID, str]) -> str:
    """Return the services of a post in one line."""
    return ", ".join(known[one] for one in post.service_ids if one in known)

"""Loading one post or service, locked for a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsm.domains.status.models import StatusPost, StatusService
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def lock_post(session: AsyncSession, post_id: UUID) -> StatusPost:
    """Return a post, locked; raise NotFound (404)."""
    post = await session.get(StatusPost, post_id, with_for_update=True)
    if post is None:
        raise NotFound
    return post


async def lock_service(session: AsyncSession, service_id: UUID) -> StatusService:
    """Return a service, locked; raise NotFound (404)."""
    service = await session.get(StatusService, service_id, with_for_update=True)
    if service is None:
        raise NotFound
    return service

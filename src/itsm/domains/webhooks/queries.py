"""Reading webhooks and their log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from itsm.domains.webhooks.models import Webhook, WebhookDelivery
from itsm.domains.webhooks.service import MOST
from itsm.platform.errors import NotFound

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession


async def list_all(session: AsyncSession) -> list[Webhook]:
    """Return every webhook by name; there are at most `MOST`."""
    return list(await session.scalars(select(Webhook).order_by(func.lower(Webhook.name), Webhook.id).limit(MOST)))


async def webhook(session: AsyncSession, webhook_id: UUID, *, for_update: bool = False) -> Webhook:
    """Return one webhook. Raises NotFound."""
    found = await session.get(Webhook, webhook_id, with_for_update=for_update)
    if found is None:
        raise NotFound
    return found


async def log_of(session: AsyncSession, webhook_id: UUID, *, limit: int, before: UUID | None) -> list[WebhookDelivery]:
    """Return what was sent to a webhook, the latest first, below id `before`."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook_id)
    if before is not None:
        query = query.where(WebhookDelivery.id < before)
    return list(await session.scalars(query.order_by(WebhookDelivery.id.desc()).limit(limit)))

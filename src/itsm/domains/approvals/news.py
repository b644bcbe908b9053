"""Approvals as news speaks of them: what they are called, and whether the reader may see them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from itsm.domains.approvals.models import Approval
from itsm.domains.approvals.visibility import visible
from itsm.domains.notifications.api import Subject
from itsm.platform.clock import utc_now

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


async def subjects_of(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Subject]:
    """Return those of these approvals that `actor` may see, in one query."""
    query = select(Approval.id, Approval.number, Approval.title).where(Approval.id.in_(ids), visible(actor, utc_now()))
    return {
        approval_id: Subject(title, number, "/approvals", is_staff=actor.is_staff)
        for approval_id, number, title in await session.execute(query)
    }

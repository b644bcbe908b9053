"""Changes as news speaks of them: what they are called, and whether the reader may see them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from itsm.domains.changes.models import Change
from itsm.domains.changes.visibility import visible
from itsm.domains.notifications.api import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


async def subjects_of(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Subject]:
    """Return those of these changes that `actor` may see, in one query."""
    query = select(Change.id, Change.number, Change.title).where(Change.id.in_(ids), visible(actor))
    return {
        change_id: Subject(title, number, f"/changes/{number}", is_staff=actor.is_staff)
        for change_id, number, title in await session.execute(query)
    }

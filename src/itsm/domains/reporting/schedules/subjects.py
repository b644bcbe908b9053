"""Scheduled reports as mails speak of them: asked once more when one is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from itsm.domains.notifications.api import Subject
from itsm.domains.reporting.registry.pages import PAGES
from itsm.domains.reporting.schedules.models import ReportSchedule

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


async def subjects_of(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Subject]:
    """Return those of these schedules that are the actor's own, of dashboards they may open now."""
    if not actor.can("dashboards.read"):
        return {}
    query = select(ReportSchedule.id, ReportSchedule.name, ReportSchedule.page).where(
        ReportSchedule.id.in_(ids), ReportSchedule.owner_id == actor.id
    )
    return {
        schedule_id: Subject(name, None, f"/dashboard?page={page}", is_staff=actor.is_staff)
        for schedule_id, name, page in await session.execute(query)
        if page in PAGES and PAGES[page].may_open(actor)
    }

"""Calendars made of others in turn (follow the sun): what their versions hold, and how they follow their sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from itsm.domains.sla.codec import WEEKDAYS
from itsm.domains.sla.codec_calendar import sites_of
from itsm.domains.sla.events import CalendarUpdated
from itsm.domains.sla.models import SlaCalendar, SlaCalendarVersion
from itsm.domains.sla.repository import add_calendar_version, calendars, flush
from itsm.platform.errors import Invalid
from itsm.platform.work import UnitOfWork

Found = tuple[SlaCalendar, SlaCalendarVersion]


async def united_definition(work: UnitOfWork, timezone: str, site_ids: Iterable[UUID]) -> dict[str, Any]:
    """Return what a version of a calendar of sites holds. Raises Invalid unless each is an active single place."""
    known = {row.id: (row, version) for row, version in await calendars(work.session)}
    sites = []
    for site_id in site_ids:
        row, version = known.get(site_id, (None, None))
        if row is None or version is None or not row.is_active or sites_of(version.definition):
            raise Invalid.field("sites", "Choose active calendars of single places.", "unknown_reference")
        sites.append(_site(row, version.definition))
    empty: dict[str, Any] = {day: [] for day in WEEKDAYS}
    return {"timezone": timezone, "week": empty, "holidays": [], "exceptions": [], "sites": sites}


async def united_with(work: UnitOfWork, site_id: UUID) -> list[Found]:
    """Return the active calendars in which a site takes its turn."""
    return [
        (row, version)
        for row, version in await calendars(work.session)
        if row.is_active and any(site["calendar_id"] == str(site_id) for site in sites_of(version.definition))
    ]


async def renew_united(work: UnitOfWork, site: SlaCalendar, definition: Mapping[str, Any]) -> None:
    """Give every calendar in which a site takes its turn a version with what the site says now."""
    for row, version in await united_with(work, site.id):
        fresh = _site(site, definition)
        sites = [fresh if one["calendar_id"] == str(site.id) else one for one in sites_of(version.definition)]
        if sites == sites_of(version.definition):
            continue
        row.version += 1
        row.updated_at = work.now
        summary = f"Calendar {row.name} follows {site.name}"
        add_calendar_version(work, row, version.definition | {"sites": sites}, reason=summary)
        await flush(work.session)
        work.record(CalendarUpdated(subject_id=row.id, version=row.version, changes={}, summary=summary))


def _site(row: SlaCalendar, definition: Mapping[str, Any]) -> dict[str, Any]:
    said = {key: definition[key] for key in ("timezone", "week", "holidays", "exceptions")}
    return {"calendar_id": str(row.id), "name": row.name, "definition": said}

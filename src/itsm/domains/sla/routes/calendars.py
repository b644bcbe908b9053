"""Administration of business calendars."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.settings import api as settings
from itsm.domains.sla.presentation import calendar_read, year_read
from itsm.domains.sla.repository import calendar, calendars, lock_calendar
from itsm.domains.sla.schemas.calendars import CalendarCreate, CalendarPatch, CalendarRead, CalendarYearRead
from itsm.domains.sla.service import manage_calendars
from itsm.domains.sla.service.manage_calendars import MANAGE
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown

PATH = "/admin/calendars"
router = APIRouter(prefix=PATH, tags=["administration"], dependencies=[require(MANAGE)])

Year = Annotated[int, Query(ge=2000, le=2100)]


@router.get("", response_model=Page[CalendarRead])
async def list_calendars(request: Request, session: Reading) -> Response:
    """Return every calendar, active ones first, by name."""
    reference = await settings.reference(session)
    items = [calendar_read(row, version, reference) for row, version in await calendars(session)]
    page = Page[CalendarRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=CalendarRead, status_code=201)
async def create_calendar(request: Request, body: CalendarCreate, work: Work, once: Once) -> Response:
    """Add a calendar; locations follow it once they name its key."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    row, version = await manage_calendars.create_calendar(work, body)
    read = calendar_read(row, version, await settings.reference(work.session))
    return created(request, work, once, read, path=f"/api{PATH}/{row.id}", version=row.version)


@router.get("/{calendar_id}", response_model=CalendarRead)
async def get_calendar(request: Request, calendar_id: UUID, session: Reading) -> Response:
    """Return one calendar."""
    row, version = await calendar(session, calendar_id)
    return shown(request, calendar_read(row, version, await settings.reference(session)), row.version)


@router.get("/{calendar_id}/year", response_model=CalendarYearRead)
async def get_calendar_year(request: Request, calendar_id: UUID, year: Year, session: Reading) -> Response:
    """Return every day of a year with its hours, holidays and exceptions."""
    row, version = await calendar(session, calendar_id)
    return json_response(request, year_read(row, version, year).model_dump_json().encode())


@router.patch("/{calendar_id}", response_model=CalendarRead)
async def update_calendar(calendar_id: UUID, body: CalendarPatch, work: Work, if_match: IfMatch = None) -> Response:
    """Change a calendar as a new version; clocks already running keep the one they were given."""
    locked, _ = await lock_calendar(work.session, calendar_id)
    require_version(if_match, locked.version)
    row, version = await manage_calendars.update_calendar(work, calendar_id, body, version=locked.version)
    return changed(calendar_read(row, version, await settings.reference(work.session)), row.version)


@router.delete("/{calendar_id}", status_code=204)
async def delete_calendar(calendar_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Deactivate a calendar that nothing uses any more."""
    locked, _ = await lock_calendar(work.session, calendar_id)
    require_version(if_match, locked.version)
    await manage_calendars.delete_calendar(work, calendar_id, version=locked.version)

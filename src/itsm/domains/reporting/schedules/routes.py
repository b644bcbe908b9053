"""Scheduled reports of one's own, under /api/dashboard/schedules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.reporting.schedules import service
from itsm.domains.reporting.schedules.models import ReportSchedule
from itsm.domains.reporting.schedules.queries import own_schedule, schedules_of
from itsm.domains.reporting.schedules.schemas import ReportQueued, ScheduleCreate, SchedulePatch, ScheduleRead
from itsm.platform.actor import Actor
from itsm.platform.errors import Forbidden
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import IfMatch, json_response, require_version
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import changed, created, shown
from itsm.platform.work import UnitOfWork

PATH = "/dashboard/schedules"
router = APIRouter(prefix=PATH, tags=["dashboard"], dependencies=[require("dashboards.read")])


@router.get("", response_model=Page[ScheduleRead])
async def list_report_schedules(request: Request, actor: CurrentActor, session: Reading) -> Response:
    """Return the caller's scheduled reports, by name."""
    items = [ScheduleRead.model_validate(one) for one in await schedules_of(session, _own(actor), service.MOST)]
    page = Page[ScheduleRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("", response_model=ScheduleRead, status_code=201)
async def create_report_schedule(request: Request, body: ScheduleCreate, work: Work, once: Once) -> Response:
    """Have a dashboard mailed to oneself, daily, weekly or monthly at an hour of a zone, as it is filtered."""
    asked = body.model_dump(mode="json")
    if (stored := await once.replay(work, asked)) is not None:
        return stored
    schedule = await service.add_schedule(work, _own(work.actor), _plain(asked))
    await work.session.flush()
    read = ScheduleRead.model_validate(schedule)
    return created(request, work, once, read, path=f"/api{PATH}/{schedule.id}", version=schedule.version)


@router.get("/{schedule_id}", response_model=ScheduleRead)
async def get_report_schedule(request: Request, schedule_id: UUID, actor: CurrentActor, session: Reading) -> Response:
    """Return one scheduled report of one's own."""
    found = await own_schedule(session, _own(actor), schedule_id, lock=False)
    return shown(request, ScheduleRead.model_validate(found), found.version)


@router.patch("/{schedule_id}", response_model=ScheduleRead)
async def update_report_schedule(
    schedule_id: UUID, body: SchedulePatch, work: Work, if_match: IfMatch = None
) -> Response:
    """Change, pause or take up a scheduled report."""
    found = await _locked(work, schedule_id)
    require_version(if_match, found.version)
    await service.change_schedule(work, found, _plain(body.model_dump(mode="json", exclude_unset=True)))
    return changed(ScheduleRead.model_validate(found), found.version)


@router.delete("/{schedule_id}", status_code=204)
async def delete_report_schedule(schedule_id: UUID, work: Work, if_match: IfMatch = None) -> None:
    """Remove a scheduled report."""
    found = await _locked(work, schedule_id)
    require_version(if_match, found.version)
    await service.remove_schedule(work, found)


@router.post("/{schedule_id}/send", status_code=202)
async def send_report_now(schedule_id: UUID, work: Work) -> ReportQueued:
    """Have a report mailed now."""
    return ReportQueued(run_id=service.send_now(work, await _locked(work, schedule_id)))


async def _locked(work: UnitOfWork, schedule_id: UUID) -> ReportSchedule:
    return await own_schedule(work.session, _own(work.actor), schedule_id, lock=True)


def _own(actor: Actor) -> UUID:
    if actor.id is None:
        raise Forbidden
    return actor.id


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields as they are stored: of filters, those that were given."""
    if "filters" in fields:
        fields["filters"] = {name: value for name, value in fields["filters"].items() if value is not None}
    return fields

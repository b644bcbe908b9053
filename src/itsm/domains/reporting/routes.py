"""Dashboards. Everybody counts what they see; see tickets/visibility.py."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from itsm.domains.reporting.errors import no_such_panel
from itsm.domains.reporting.filters import DashboardParams, Slice, slice_of
from itsm.domains.reporting.registry.metrics import METRICS
from itsm.domains.reporting.registry.pages import PAGES, DashboardPage
from itsm.domains.reporting.registry.panels import PANELS
from itsm.domains.reporting.schemas import (
    MetricList,
    MetricRead,
    OverviewRead,
    PageList,
    PageRead,
    PanelRead,
    PanelRef,
    SlaRead,
    TeamsRead,
    VolumeRead,
)
from itsm.domains.reporting.service.cached import cached_panel
from itsm.domains.reporting.service.reports import Reports
from itsm.domains.settings import api as settings
from itsm.platform.actor import Actor
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response

router = APIRouter(prefix="/dashboard", tags=["dashboard"], dependencies=[require("dashboards.read")])
Params = Annotated[DashboardParams, Depends()]


async def _reports(params: Params, actor: CurrentActor, session: Reading) -> Reports:
    reference = await settings.reference(session)
    return Reports(actor, reference, slice_of(params, actor, reference))


AllReports = Annotated[Reports, Depends(_reports)]


@router.get("/pages", response_model=PageList)
async def get_pages(request: Request, actor: CurrentActor) -> Response:
    """Return the dashboards the caller may open, with their panels."""
    answer = PageList(items=[_page(page, actor) for page in PAGES.values() if page.may_open(actor)])
    return json_response(request, answer.model_dump_json().encode())


@router.get("/metrics", response_model=MetricList)
async def get_metrics(request: Request) -> Response:
    """Return every metric with its definition and the filters of the list behind it."""
    answer = MetricList(items=[MetricRead.model_validate(metric, from_attributes=True) for metric in METRICS.values()])
    return json_response(request, answer.model_dump_json().encode())


@router.get("/panels/{panel}", response_model=PanelRead)
async def get_panel(
    request: Request,
    panel: str,
    params: Params,
    actor: CurrentActor,
    session: Reading,
    *,
    compare: Annotated[bool, Query()] = False,
) -> Response:
    """Return one panel: every figure with the list behind it, and on request the value of the period before."""
    shown = PANELS.get(panel)
    if shown is None or (shown.permission and not actor.can(shown.permission)):
        raise no_such_panel()
    reference = await settings.reference(session)
    wanted: Slice = slice_of(params, actor, reference)
    return json_response(request, await cached_panel(actor, reference, wanted, shown, compare=compare))


@router.get("/overview", response_model=OverviewRead)
async def get_overview(request: Request, reports: AllReports) -> Response:
    """Return the state of the desk in a few numbers."""
    return json_response(request, (await reports.overview()).model_dump_json().encode())


@router.get("/ticket-volume", response_model=VolumeRead)
async def get_ticket_volume(request: Request, reports: AllReports) -> Response:
    """Return how much came in and was resolved, day by day and by kind."""
    return json_response(request, (await reports.volume()).model_dump_json().encode())


@router.get("/sla-performance", response_model=SlaRead)
async def get_sla_performance(request: Request, reports: AllReports) -> Response:
    """Return how often tickets were on time, by priority and by team."""
    return json_response(request, (await reports.service_levels()).model_dump_json().encode())


@router.get("/team-performance", response_model=TeamsRead)
async def get_team_performance(request: Request, reports: AllReports) -> Response:
    """Return what teams and agents have and got done."""
    return json_response(request, (await reports.workload()).model_dump_json().encode())


def _page(page: DashboardPage, actor: Actor) -> PageRead:
    return PageRead(
        key=page.key,
        name=page.name,
        panels=[PanelRef(key=one.key, name=one.name, kind=one.kind, span=one.span) for one in page.shown(actor)],
    )

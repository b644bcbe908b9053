"""Dashboards. Agents count what they see, managers everything."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from itsm.domains.reporting import service
from itsm.domains.reporting.filters import DashboardParams, slice_of
from itsm.domains.reporting.schemas import OverviewRead, SlaRead, TeamsRead, VolumeRead
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response

router = APIRouter(prefix="/dashboard", tags=["dashboard"], dependencies=[require("dashboards.read")])
Params = Annotated[DashboardParams, Depends()]


@router.get("/overview", response_model=OverviewRead)
async def get_overview(request: Request, params: Params, actor: CurrentActor, session: Reading) -> Response:
    """Return the state of the desk in a few numbers."""
    answer = await service.overview(session, actor, await slice_of(session, params))
    return json_response(request, answer.model_dump_json().encode())


@router.get("/ticket-volume", response_model=VolumeRead)
async def get_ticket_volume(request: Request, params: Params, actor: CurrentActor, session: Reading) -> Response:
    """Return how much came in and was resolved, day by day and by kind."""
    answer = await service.volume(session, actor, await slice_of(session, params))
    return json_response(request, answer.model_dump_json().encode())


@router.get("/sla-performance", response_model=SlaRead)
async def get_sla_performance(request: Request, params: Params, actor: CurrentActor, session: Reading) -> Response:
    """Return how often tickets were on time, by priority and by team."""
    answer = await service.service_levels(session, actor, await slice_of(session, params))
    return json_response(request, answer.model_dump_json().encode())


@router.get("/team-performance", response_model=TeamsRead)
async def get_team_performance(request: Request, params: Params, actor: CurrentActor, session: Reading) -> Response:
    """Return what teams and agents have and got done."""
    answer = await service.workload(session, actor, await slice_of(session, params))
    return json_response(request, answer.model_dump_json().encode())

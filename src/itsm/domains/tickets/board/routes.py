"""The board of a team, /api/tickets/team-board, and the wishes that wait, /api/tickets/priority-requests."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from itsm.domains.presence import api as presence
from itsm.domains.tickets.board.queries import (
    count_requests,
    open_requests,
    teams_to_look_after,
    totals_of,
    work_of,
)
from itsm.domains.tickets.board.schemas import AgentWork, OpenRequest, OpenRequestList, TeamBoard
from itsm.domains.tickets.enums import priority_of
from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.errors import NotFound
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.schemas import NamedRef

router = APIRouter(prefix="/tickets", tags=["tickets"])
TeamQuery = Annotated[UUID | None, Query(description="One team; left out: every team the caller looks after.")]


@router.get("/team-board", response_model=TeamBoard, dependencies=[require("tickets.work")])
async def read_team_board(request: Request, actor: CurrentActor, session: Reading, team: TeamQuery = None) -> Response:
    """Return who of a team has how much, and how many tickets nobody has, are at risk, were late, wait for a word."""
    teams = await teams_to_look_after(session, actor)
    if team is not None and team not in teams:
        raise NotFound("There is no such team.", code="team_not_found")
    there, now = await presence.present(session), utc_now()
    agents = [_agent(row, there, now) for row in await work_of(session, actor, [team] if team else list(teams))]
    totals = await totals_of(session, actor, team)
    body = TeamBoard(
        team=NamedRef(id=str(team), name=teams[team]) if team else None,
        teams=[NamedRef(id=str(key), name=name) for key, name in teams.items()],
        agents=agents,
        open=totals.open,
        unassigned=totals.unassigned,
        at_risk=totals.at_risk,
        breached=totals.breached,
        escalated=totals.escalated,
        requests=await count_requests(session, actor, team),
    )
    return json_response(request, body.model_dump_json().encode())


@router.get("/priority-requests", response_model=OpenRequestList, dependencies=[require("tickets.override_priority")])
async def list_open_priority_requests(
    request: Request, actor: CurrentActor, session: Reading, team: TeamQuery = None
) -> Response:
    """Return the wishes for another priority that wait for a decision, on tickets the caller sees."""
    items = [_wish(row, actor) for row in await open_requests(session, actor, team)]
    return json_response(request, OpenRequestList(items=items).model_dump_json().encode())


def _agent(row: Any, there: presence.Presence, now: datetime) -> AgentWork:
    absence = there.absence_of(row.id, now)
    return AgentWork(
        id=row.id,
        name=row.name,
        is_lead=row.is_lead,
        open=row.open,
        at_risk=row.at_risk,
        breached=row.breached,
        p1=row.p1,
        capacity=row.capacity,
        absence="away" if row.is_away else absence.value if absence else None,
    )


def _wish(row: Any, actor: Actor) -> OpenRequest:
    wish, ticket, team, asked = row
    return OpenRequest(
        id=wish.id,
        ticket_id=ticket.id,
        number=ticket.number,
        title=ticket.title,
        status=ticket.status,
        priority=priority_of(ticket.priority),
        wanted=priority_of(wish.priority),
        reason=wish.reason,
        team=NamedRef(id=str(ticket.team_id), name=team) if ticket.team_id else None,
        requested_by=NamedRef(id=str(wish.requested_by_id), name=asked) if asked else None,
        created_at=wish.created_at,
        may_decide=wish.requested_by_id != actor.id,
    )

"""Who has how much to do, and who is away."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.routing.queries import agent_loads
from itsm.domains.routing.schemas import AgentLoadRead, AgentPresence
from itsm.domains.routing.service import set_presence
from itsm.platform.http.deps import Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.paging import Page

router = APIRouter(prefix="/admin/agent-loads", tags=["administration"])


@router.get("", response_model=Page[AgentLoadRead], dependencies=[require("teams.manage")])
async def list_agent_loads(request: Request, session: Reading) -> Response:
    """Return everybody who works in a team, with their open tickets and presence."""
    items = [AgentLoadRead.model_validate(row) for row in await agent_loads(session)]
    page = Page[AgentLoadRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.put("/{user_id}/presence", status_code=204, dependencies=[require("tickets.work")])
async def set_agent_presence(user_id: UUID, body: AgentPresence, work: Work) -> None:
    """Say that an agent is away or back: oneself, or anybody for those who manage teams."""
    await set_presence(work, user_id, is_away=body.is_away)

"""What the requester thinks of a resolution, under /api/tickets/{id}/rating."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.ratings.schemas import RatingPut, RatingsRead
from itsm.domains.tickets.ratings.service import rate_ticket, read_ratings
from itsm.domains.tickets.repository import load_visible
from itsm.platform.clock import utc_now
from itsm.platform.http.deps import CurrentActor, Reading, Work
from itsm.platform.http.etags import json_response

router = APIRouter(prefix="/tickets/{ticket_id}/rating", tags=["tickets"])


@router.get("", response_model=RatingsRead)
async def get_rating(request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> Response:
    """Return what the requester thought of each resolution, and whether the caller may rate the last one."""
    ticket = await load_visible(session, actor, ticket_id)
    answer = await read_ratings(session, actor, ticket, utc_now())
    return json_response(request, answer.model_dump_json().encode())


@router.put("", response_model=RatingsRead)
async def put_rating(request: Request, ticket_id: TicketRef, body: RatingPut, work: Work) -> Response:
    """Rate the resolution of one's own ticket, or change the rating: once for each resolution."""
    answer = await rate_ticket(work, ticket_id, body.score, body.comment)
    return json_response(request, answer.model_dump_json().encode())

"""Lists, one ticket, and what a draft would be promised."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from itsm.domains.settings import api as settings
from itsm.domains.tickets import views
from itsm.domains.tickets.queries.detail import read_ticket
from itsm.domains.tickets.queries.filters import build_filter
from itsm.domains.tickets.queries.listing import PageRequest, parse_fields
from itsm.domains.tickets.queries.listing import list_tickets as read_page
from itsm.domains.tickets.queries.params import ListParams, documented, read_params
from itsm.domains.tickets.queries.sorting import parse_order
from itsm.domains.tickets.routes.common import TicketRef
from itsm.domains.tickets.schemas import DuplicateList, Promise, TicketPage, TicketPreview, TicketRead
from itsm.domains.tickets.service.preview_ticket import find_duplicates
from itsm.domains.tickets.service.preview_ticket import preview_ticket as promise
from itsm.platform import jsonio
from itsm.platform.actor import Actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import get_database
from itsm.platform.http.deps import CurrentActor, Reading, require
from itsm.platform.http.etags import json_response

router = APIRouter(prefix="/tickets", tags=["tickets"])

Typed = Annotated[str, Query(max_length=2_000)]
"""The beginning of a text; a whole one would not fit into an address."""
Fields = Annotated[str | None, Query(max_length=500)]


def _default_sort(params: ListParams, actor: Actor) -> str:
    """Return the order where none is asked for: the queue for those who work it, the latest for others."""
    return "queue" if actor.is_staff and not params.q else "-updated_at"


@router.get("", response_model=TicketPage, openapi_extra=documented())
async def list_tickets(request: Request, actor: CurrentActor) -> Response:
    """Return the tickets the caller sees, filtered, sorted and searched, a page at a time."""
    params = read_params(request.scope["query_string"].decode("latin-1"))
    order = parse_order(params.sort or _default_sort(params, actor))
    fields = parse_fields(params.fields, views.ITEM_FIELDS)
    page = PageRequest(order=order, limit=params.limit, cursor=params.cursor, fields=fields)
    async with get_database().reading() as session:
        reference = await settings.reference(session)
    wanted = build_filter(params, actor, reference)
    found = await read_page(actor, wanted, page, reference)
    body = {
        "items": found.items,
        "next_cursor": found.next_cursor,
        "total": found.total,
        "total_is_estimate": found.total_is_estimate,
    }
    return json_response(request, jsonio.dumps(body))


@router.get("/duplicates", response_model=DuplicateList)
async def list_duplicates(
    actor: CurrentActor, session: Reading, title: Typed = "", description: Typed = ""
) -> dict[str, Any]:
    """Return the caller's tickets of the last hours that say about the same."""
    found = await find_duplicates(session, actor, title=title, description=description, now=utc_now())
    return {"items": found}


@router.post("/preview", response_model=Promise, dependencies=[require("tickets.create")])
async def preview_ticket(draft: TicketPreview, actor: CurrentActor, session: Reading) -> dict[str, Any]:
    """Return what this draft would be promised: priority, team, due dates with their explanation, duplicates."""
    return await promise(session, actor, draft, now=utc_now())


@router.get("/{ticket_id}", response_model=TicketRead)
async def get_ticket(request: Request, ticket_id: TicketRef, actor: CurrentActor, fields: Fields = None) -> Response:
    """Return a whole ticket by id or number."""
    wanted = parse_fields(fields, views.DETAIL_FIELDS)
    async with get_database().reading() as session:
        found = await read_ticket(session, actor, ticket_id, now=utc_now())
    return json_response(request, jsonio.dumps(views.only(found.shown, wanted)), etag=str(found.version))

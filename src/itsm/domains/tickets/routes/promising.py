"""Dates promised by hand."""

from fastapi import APIRouter
from starlette.responses import Response

from itsm.domains.tickets.routes.common import TicketRef, changed_ticket
from itsm.domains.tickets.schemas import ReasonInput, TicketRead
from itsm.domains.tickets.service import promise_date as promising
from itsm.domains.tickets.sla_schemas import PromiseInput
from itsm.platform.http.deps import Work, require

router = APIRouter(prefix="/tickets", tags=["tickets"], dependencies=[require(promising.PERMISSION)])


@router.put("/{ticket_id}/promise", response_model=TicketRead)
async def promise_date(body: PromiseInput, ticket_id: TicketRef, work: Work) -> Response:
    """Promise a date, with a reason; no pause moves it, and its own warnings run towards it."""
    promised = await promising.promise_date(work, ticket_id, promised_at=body.promised_at, reason=body.reason)
    return await changed_ticket(work, promised.id)


@router.post("/{ticket_id}/promise/withdraw", response_model=TicketRead)
async def withdraw_promise(body: ReasonInput, ticket_id: TicketRef, work: Work) -> Response:
    """Take back the date that was promised, with a reason."""
    withdrawn = await promising.withdraw_promise(work, ticket_id, reason=body.reason)
    return await changed_ticket(work, withdrawn.id)

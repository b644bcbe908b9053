"""What people do to a ticket: move, assign, confirm, reopen, escalate, set its priority."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from itsm.domains.tickets.bulk.applying import assign_as_asked
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.queries.priority_requests import PriorityRequestShown, requests_of
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.routes.common import TicketRef, changed_ticket
from itsm.domains.tickets.schemas import (
    AssignInput,
    DecisionInput,
    PriorityInput,
    PriorityRequestList,
    PriorityRequestRead,
    ReasonInput,
    TicketRead,
    TransitionInput,
)
from itsm.domains.tickets.service import change_priority
from itsm.domains.tickets.service import escalate_ticket as escalating
from itsm.domains.tickets.service import transition_ticket as moving
from itsm.platform import jsonio
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.idempotency import Once

router = APIRouter(prefix="/tickets", tags=["tickets"])


@router.post("/{ticket_id}/transitions", response_model=TicketRead)
async def transition_ticket(body: TransitionInput, ticket_id: TicketRef, work: Work) -> Response:
    """Move a ticket to another status. 409 names the moves that are allowed, 422 what the move needs."""
    moved = await moving.transition_ticket(work, ticket_id, moving.Transition(**body.model_dump()))
    return await changed_ticket(work, moved.id)


@router.post("/{ticket_id}/assign", response_model=TicketRead, dependencies=[require("tickets.work")])
async def assign_ticket(body: AssignInput, ticket_id: TicketRef, work: Work) -> Response:
    """Give a ticket to a person (`me` takes it) or a team, or hand it back to routing with a reason."""
    assigned = await assign_as_asked(work, ticket_id, body)
    return await changed_ticket(work, assigned.id)


@router.post("/{ticket_id}/confirm", response_model=TicketRead)
async def confirm_ticket(ticket_id: TicketRef, work: Work) -> Response:
    """Say, as the requester, that it is solved: the ticket is closed."""
    closed = await moving.confirm_ticket(work, ticket_id)
    return await changed_ticket(work, closed.id)


@router.post("/{ticket_id}/reopen", response_model=TicketRead)
async def reopen_ticket(body: ReasonInput, ticket_id: TicketRef, work: Work) -> Response:
    """Reopen a resolved or closed ticket with a reason."""
    reopened = await moving.reopen_ticket(work, ticket_id, body.reason)
    return await changed_ticket(work, reopened.id)


@router.post("/{ticket_id}/escalate", response_model=TicketRead)
async def escalate_ticket(body: ReasonInput, ticket_id: TicketRef, work: Work) -> Response:
    """Put a ticket at the head of the queue, with a reason; its manager is told."""
    escalated = await escalating.escalate_ticket(work, ticket_id, body.reason)
    return await changed_ticket(work, escalated.id)


@router.post("/{ticket_id}/priority", response_model=TicketRead, dependencies=[require("tickets.override_priority")])
async def override_priority(body: PriorityInput, ticket_id: TicketRef, work: Work) -> Response:
    """Set the priority by hand, with a written reason; the clocks follow."""
    changed = await change_priority.override_priority(work, ticket_id, priority=body.priority, reason=body.reason)
    return await changed_ticket(work, changed.id)


@router.get(
    "/{ticket_id}/priority-requests", response_model=PriorityRequestList, dependencies=[require("tickets.work")]
)
async def list_priority_requests(
    ticket_id: TicketRef, actor: CurrentActor, session: Reading
) -> dict[str, list[PriorityRequestShown]]:
    """Return every request to change the priority of a ticket one works, the newest first."""
    found = await load_visible(session, actor, ticket_id)
    require_working(actor, found)
    return {"items": await requests_of(session, found.id)}


@router.post(
    "/{ticket_id}/priority-requests",
    response_model=PriorityRequestRead,
    status_code=201,
    dependencies=[require("tickets.work")],
)
async def request_priority(body: PriorityInput, ticket_id: TicketRef, work: Work, once: Once) -> Response:
    """Ask a manager for another priority, with the reason."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    made = await change_priority.request_priority(work, ticket_id, priority=body.priority, reason=body.reason)
    await work.session.flush()
    shown = next(r for r in await requests_of(work.session, made.ticket_id) if r.id == made.id)
    headers = {"Location": f"/api/tickets/{made.ticket_id}/priority-requests"}
    response = Response(jsonio.dumps(shown), 201, headers=headers, media_type="application/json")
    once.remember(work, response)
    return response


@router.post(
    "/{ticket_id}/priority-requests/{request_id}/decide",
    response_model=TicketRead,
    dependencies=[require("tickets.override_priority")],
)
async def decide_priority_request(body: DecisionInput, ticket_id: TicketRef, request_id: UUID, work: Work) -> Response:
    """Approve or reject a priority request; approving sets the priority."""
    decided = await change_priority.decide_priority_request(
        work, ticket_id, request_id, approve=body.approve, reason=body.reason
    )
    return await changed_ticket(work, decided.id)

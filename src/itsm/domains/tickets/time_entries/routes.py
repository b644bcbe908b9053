"""Time entries of a ticket, under /api/tickets/{id}/time-entries. For those who work it."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.time_entries.models import TimeEntry
from itsm.domains.tickets.time_entries.queries import entries_of, minutes_of
from itsm.domains.tickets.time_entries.schemas import TimeCreate, TimeList, TimeRead
from itsm.domains.tickets.time_entries.service import log_time, may_remove, remove_time
from itsm.platform.actor import Actor
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.resources import created
from itsm.platform.http.schemas import NamedRef

router = APIRouter(prefix="/tickets/{ticket_id}/time-entries", tags=["tickets"], dependencies=[require("tickets.work")])


@router.get("", response_model=TimeList)
async def list_time_entries(request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading) -> Response:
    """Return the time spent on a ticket and on those merged into it, and its sum."""
    ticket = await load_visible(session, actor, ticket_id)
    require_working(actor, ticket)
    items = [_read(entry, name, actor) for entry, name in await entries_of(session, ticket.id)]
    body = TimeList(items=items, total_minutes=await minutes_of(session, ticket.id))
    return json_response(request, body.model_dump_json().encode())


@router.post("", response_model=TimeRead, status_code=201)
async def create_time_entry(
    request: Request, ticket_id: TicketRef, body: TimeCreate, work: Work, once: Once
) -> Response:
    """Note time of one's own."""
    if (stored := await once.replay(work, body.model_dump(mode="json"))) is not None:
        return stored
    entry = await log_time(work, ticket_id, body)
    read = _read(entry, work.actor.name, work.actor)
    return created(request, work, once, read, path=f"/api/tickets/{entry.ticket_id}/time-entries", version=1)


@router.delete("/{entry_id}", status_code=204)
async def delete_time_entry(ticket_id: TicketRef, entry_id: UUID, work: Work) -> None:
    """Take a time entry back; the audit trail keeps it."""
    await remove_time(work, ticket_id, entry_id)


def _read(entry: TimeEntry, name: str, actor: Actor) -> TimeRead:
    return TimeRead(
        id=entry.id,
        ticket_id=entry.ticket_id,
        user=NamedRef(id=str(entry.user_id), name=name),
        minutes=entry.minutes,
        note=entry.note,
        spent_on=entry.spent_on,
        created_at=entry.created_at,
        may_remove=may_remove(actor, entry),
    )

"""What the routes of tickets share: the address of a ticket, and the answer after a change."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from itsm.domains.tickets.queries.detail import read_changed
from itsm.platform import jsonio
from itsm.platform.work import UnitOfWork

TicketRef = Annotated[str, Path(max_length=40, description="A ticket's id or number.")]


async def changed_ticket(work: UnitOfWork, ticket_id: UUID, status: int = 200) -> Response:
    """Return a ticket as it is after a change, with its new ETag."""
    found = await read_changed(work.session, work.actor, ticket_id, now=work.now)
    headers = {"ETag": f'"{found.version}"', "Cache-Control": "private, no-cache"}
    return Response(jsonio.dumps(found.shown), status, headers=headers, media_type="application/json")

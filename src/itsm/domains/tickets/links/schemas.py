"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from itsm.domains.tickets.enums import TicketStatus
from itsm.domains.tickets.links.enums import Relation
from itsm.platform.http.schemas import InputModel, OutputModel


class LinkCreate(InputModel):
    """What this ticket is to another one, named by id or number."""

    relation: Relation
    ticket_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class LinkedTicket(OutputModel):
    """The ticket at the other end."""

    id: UUID
    number: str
    title: str
    status: TicketStatus


class LinkRead(OutputModel):
    """A link as the ticket in the address sees it."""

    id: UUID
    relation: Relation
    ticket: LinkedTicket
    created_at: datetime


class LinkList(OutputModel):
    """The links of a ticket to tickets the caller sees, the oldest first."""

    items: list[LinkRead]

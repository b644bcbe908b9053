"""Handovers over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.tickets.enums import Priority
from itsm.domains.tickets.handovers.enums import HandoverState, Why
from itsm.domains.tickets.handovers.queries import MOST_TICKETS
from itsm.platform.http.schemas import InputModel, OutputModel


class HandoverCreate(InputModel):
    """Whose open tickets go to others; without `ticket_ids` all of them."""

    user_id: UUID
    ticket_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_TICKETS)] | None = None
    reason: Annotated[str, StringConstraints(min_length=3, max_length=500)]


class PersonRead(OutputModel):
    """A person."""

    id: UUID
    name: str


class OfferRead(OutputModel):
    """Somebody whose open tickets wait for a decision."""

    user: PersonRead
    why: Why
    until: datetime | None
    open_count: int


class ForecastRead(OutputModel):
    """A ticket, and who would get it: nobody where `to` is null, then it waits in the team's queue."""

    id: UUID
    number: str
    title: str
    priority: Priority
    team: str | None
    to: PersonRead | None
    why: str


class HandoverPreview(OutputModel):
    """Who would get what, were it done now."""

    items: list[ForecastRead]


class HandoverRead(OutputModel):
    """A handover and how far it is."""

    id: UUID
    from_user: PersonRead
    asked_by: str
    reason: str
    state: HandoverState
    created_at: datetime
    finished_at: datetime | None
    total: int
    waiting: int
    moved: int
    kept: int
    returned: int

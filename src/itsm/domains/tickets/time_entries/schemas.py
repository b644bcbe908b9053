"""Time entries over the interface."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.tickets.time_entries.models import MINUTES_MAX, NOTE_MAX
from itsm.platform.http.schemas import InputModel, NamedRef, OutputModel


class TimeCreate(InputModel):
    """Minutes spent; `spent_on` left out: today, in the caller's time zone."""

    minutes: Annotated[int, Field(ge=1, le=MINUTES_MAX)]
    note: Annotated[str, StringConstraints(max_length=NOTE_MAX)] = ""
    spent_on: date | None = None


class TimeRead(OutputModel):
    """A time entry. `may_remove`: it is the caller's own, or they look after every team."""

    id: UUID
    ticket_id: UUID
    user: NamedRef
    minutes: int
    note: str
    spent_on: date
    created_at: datetime
    may_remove: bool


class TimeList(OutputModel):
    """What was spent on a ticket and on those merged into it, the latest first."""

    items: list[TimeRead]
    total_minutes: int

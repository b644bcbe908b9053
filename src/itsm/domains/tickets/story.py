"""A ticket's story as the interface tells it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from itsm.platform.http.schemas import OutputModel


class TimelineEntry(OutputModel):
    """One thing that happened. `changes` maps a field to its old and new value; `reason` is for who works it."""

    id: UUID
    at: datetime
    action: str
    actor_id: UUID | None
    actor_name: str
    summary: str
    changes: dict[str, tuple[Any, Any]]
    reason: str | None


class TimelinePage(OutputModel):
    """A page of a ticket's story, the latest first."""

    items: list[TimelineEntry]
    next_cursor: str | None

"""What happens to time entries. The ticket itself stays as it is, so its version does not move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent
from itsm.platform.events import LiveMessage


@dataclass(frozen=True, kw_only=True)
class TimeEvent(TicketEvent):
    """Base of what happens to one time entry; none of the requester's business."""

    entry_id: UUID
    minutes: int

    def live(self) -> LiveMessage:
        """Tell the screens of those who work the ticket."""
        payload = {"id": str(self.subject_id), "number": self.number, "version": 0, "type": "ticket"}
        return LiveMessage(
            type="ticket.time_changed",
            rooms=(f"ticket:{self.subject_id}:staff",),
            payload=payload | {"changed": ["time"], "actor_id": str(self.actor_id) if self.actor_id else None},
        )


@dataclass(frozen=True, kw_only=True)
class TimeLogged(TimeEvent):
    """Somebody noted time that they spent."""

    name: ClassVar[str] = "time_entry.created"


@dataclass(frozen=True, kw_only=True)
class TimeRemoved(TimeEvent):
    """A time entry was taken back."""

    name: ClassVar[str] = "time_entry.deleted"

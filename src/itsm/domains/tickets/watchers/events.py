"""What happens to watchers. The ticket itself stays as it is, so its version does not move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent
from itsm.platform.events import LiveMessage


@dataclass(frozen=True, kw_only=True)
class WatcherEvent(TicketEvent):
    """Base of what happens to one watcher of a ticket."""

    user_id: UUID
    user_name: str

    def live(self) -> LiveMessage:
        """Tell who works the ticket, and whom it is about."""
        return LiveMessage(
            type="ticket.watchers_changed",
            rooms=(f"ticket:{self.subject_id}:staff", f"user:{self.user_id}"),
            payload={
                "id": str(self.subject_id),
                "number": self.number,
                "version": self.version,
                "type": "ticket",
                "changed": ["watchers"],
                "actor_id": str(self.actor_id) if self.actor_id else None,
            },
        )


@dataclass(frozen=True, kw_only=True)
class WatcherAdded(WatcherEvent):
    """Somebody follows the ticket from now on."""

    name: ClassVar[str] = "watcher.added"


@dataclass(frozen=True, kw_only=True)
class WatcherRemoved(WatcherEvent):
    """Somebody follows the ticket no longer."""

    name: ClassVar[str] = "watcher.removed"

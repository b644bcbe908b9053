"""What happens to saved views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


@dataclass(frozen=True, kw_only=True)
class ViewEvent(DomainEvent):
    """Base of what happens to one view; screens that list it are told that it changed."""

    subject_type: ClassVar[str] = "ticket_view"

    owner_id: UUID
    team_id: UUID | None
    is_shared: bool

    def live(self) -> LiveMessage:
        """Tell the owner, and who else has the view among theirs."""
        rooms = [f"user:{self.owner_id}"]
        rooms += [f"team:{self.team_id}"] if self.team_id else []
        rooms += ["queue"] if self.is_shared else []
        payload = {"id": str(self.subject_id), "version": self.version, "type": "ticket_view"}
        return LiveMessage(
            type="ticket_view.changed", rooms=tuple(rooms), payload=payload | {"changed": sorted(self.changes)}
        )


@dataclass(frozen=True, kw_only=True)
class ViewCreated(ViewEvent):
    """Somebody kept a way of looking at the queue."""

    name: ClassVar[str] = "ticket_view.created"


@dataclass(frozen=True, kw_only=True)
class ViewUpdated(ViewEvent):
    """A view shows other tickets, or shows them otherwise."""

    name: ClassVar[str] = "ticket_view.updated"


@dataclass(frozen=True, kw_only=True)
class ViewDeleted(ViewEvent):
    """A view is no longer there."""

    name: ClassVar[str] = "ticket_view.deleted"

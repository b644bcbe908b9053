"""What happens to tickets. Live messages are thin: which ticket, which version, which fields."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from itsm.platform.events import DomainEvent, LiveMessage


def ticket_rooms(
    ticket_id: UUID,
    *,
    requester_id: UUID | None,
    team_id: UUID | None,
    assignee_id: UUID | None,
    is_internal: bool = False,
) -> tuple[str, ...]:
    """Return the live rooms that hear of a ticket; internal news leaves out every room a requester is in."""
    rooms = [f"ticket:{ticket_id}:staff", "queue"]
    if team_id is not None:
        rooms.append(f"team:{team_id}")
    if not is_internal:
        rooms.append(f"ticket:{ticket_id}")
        rooms.append(f"user:{requester_id}")
    if assignee_id is not None and (not is_internal or assignee_id != requester_id):
        rooms.append(f"user:{assignee_id}")
    return tuple(dict.fromkeys(rooms))


@dataclass(frozen=True, kw_only=True)
class TicketEvent(DomainEvent):
    """Base of everything that happens to one ticket, with where it stands after it happened."""

    subject_type: ClassVar[str] = "ticket"
    live_type: ClassVar[str] = "ticket.updated"

    number: str
    title: str
    priority: str
    status: str
    requester_id: UUID
    team_id: UUID | None
    assignee_id: UUID | None
    actor_id: UUID | None

    def live(self) -> LiveMessage:
        """Tell every screen that shows the ticket, and the team that no longer has it."""
        rooms = ticket_rooms(
            self.subject_id,
            requester_id=self.requester_id,
            team_id=self.team_id,
            assignee_id=self.assignee_id,
        )
        return LiveMessage(
            type=self.live_type,
            rooms=tuple(dict.fromkeys((*rooms, *self.left_rooms()))),
            payload={
                "id": str(self.subject_id),
                "number": self.number,
                "version": self.version,
                "type": "ticket",
                "changed": sorted(self.changes),
                "actor_id": str(self.actor_id) if self.actor_id else None,
            },
        )

    def left_rooms(self) -> tuple[str, ...]:
        """Return rooms of teams and people that lose the ticket with this event."""
        return ()


@dataclass(frozen=True, kw_only=True)
class TicketCreated(TicketEvent):
    """A ticket was raised. `decision` says why it got its priority, team and assignee."""

    name: ClassVar[str] = "ticket.created"
    live_type: ClassVar[str] = "ticket.created"

    type: str
    category_id: UUID
    subcategory_id: UUID | None
    location_id: UUID
    source: str
    is_unrouted: bool
    is_vip: bool
    notify_manager: bool
    watcher_ids: tuple[UUID, ...]
    decision: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TicketUpdated(TicketEvent):
    """Fields of a ticket were edited."""

    name: ClassVar[str] = "ticket.updated"


@dataclass(frozen=True, kw_only=True)
class TicketAssigned(TicketEvent):
    """A ticket got another team or assignee; by routing where `is_automatic`."""

    name: ClassVar[str] = "ticket.assigned"
    live_type: ClassVar[str] = "ticket.assigned"

    previous_team_id: UUID | None
    previous_assignee_id: UUID | None
    is_automatic: bool
    is_unrouted: bool
    reason: str | None

    def left_rooms(self) -> tuple[str, ...]:
        """Return the rooms of the team and agent it was taken from."""
        rooms = []
        if self.previous_team_id not in {None, self.team_id}:
            rooms.append(f"team:{self.previous_team_id}")
        if self.previous_assignee_id not in {None, self.assignee_id}:
            rooms.append(f"user:{self.previous_assignee_id}")
        return tuple(rooms)


@dataclass(frozen=True, kw_only=True)
class TicketStatusChanged(TicketEvent):
    """A ticket was started, or set to wait (`pending_reason`)."""

    name: ClassVar[str] = "ticket.status_changed"

    previous_status: str
    move: str
    reason: str | None
    pending_reason: str | None
    comment: str | None


@dataclass(frozen=True, kw_only=True)
class TicketResolved(TicketStatusChanged):
    """A ticket was resolved; the requester confirms or reopens it."""

    name: ClassVar[str] = "ticket.resolved"

    resolution_summary: str


@dataclass(frozen=True, kw_only=True)
class TicketReopened(TicketStatusChanged):
    """A resolved or closed ticket was reopened with a reason."""

    name: ClassVar[str] = "ticket.reopened"


@dataclass(frozen=True, kw_only=True)
class TicketClosed(TicketStatusChanged):
    """A ticket was closed: confirmed by the requester, by staff, or by itself where `auto_closed`."""

    name: ClassVar[str] = "ticket.closed"

    auto_closed: bool


@dataclass(frozen=True, kw_only=True)
class TicketPriorityChanged(TicketEvent):
    """A priority was overridden, with a written reason."""

    name: ClassVar[str] = "ticket.priority_changed"

    previous_priority: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketReclassified(TicketEvent):
    """Somebody had the rules decide the priority again. `decision` says why it is what it is now."""

    name: ClassVar[str] = "ticket.reclassified"

    previous_priority: str
    decision: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TicketEscalated(TicketEvent):
    """A ticket was escalated, by a person with a reason or by its clock."""

    name: ClassVar[str] = "ticket.escalated"

    reason: str
    is_automatic: bool
    metric: str | None
    threshold: int | None
    is_breach: bool
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PriorityRequested(TicketEvent):
    """An agent asked for another priority."""

    name: ClassVar[str] = "ticket.priority_requested"

    request_id: UUID
    wanted_priority: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PriorityDecided(TicketEvent):
    """A manager decided a priority request."""

    name: ClassVar[str] = "ticket.priority_decided"

    request_id: UUID
    wanted_priority: str
    is_approved: bool
    reason: str | None
    requested_by_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class TicketReminded(TicketEvent):
    """The requester was reminded that their ticket waits for them. The audit log keeps it."""

    name: ClassVar[str] = "ticket.reminded"

    closes_at: datetime


@dataclass(frozen=True, kw_only=True)
class TicketPromised(TicketEvent):
    """A date was promised by hand. The requester hears the date; why, is for those who work the ticket."""

    name: ClassVar[str] = "ticket.promised"

    promised_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketPromiseWithdrawn(TicketEvent):
    """A promised date holds no longer."""

    name: ClassVar[str] = "ticket.promise_withdrawn"

    reason: str


@dataclass(frozen=True, kw_only=True)
class TicketLevelReached(TicketEvent):
    """An escalation level ran; `outcome` says what it did and whom it told. None of the requester's business."""

    name: ClassVar[str] = "ticket.level_reached"

    level: str
    metric: str
    cycle: int
    percent: int
    due_at: datetime
    outcome: tuple[str, ...]

    def live(self) -> LiveMessage:
        """Tell the screens of those who work the ticket."""
        rooms = ticket_rooms(
            self.subject_id,
            requester_id=self.requester_id,
            team_id=self.team_id,
            assignee_id=self.assignee_id,
            is_internal=True,
        )
        return replace(super().live(), rooms=rooms)

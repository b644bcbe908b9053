"""What happens when tickets become one, or two. Each end is told no more of the other than its number and id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class TicketMerged(TicketEvent):
    """A ticket was closed because it goes on in another one. Its requester is told."""

    name: ClassVar[str] = "ticket.merged"

    target_id: UUID
    target_number: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class TicketAbsorbed(TicketEvent):
    """Another ticket goes on in this one."""

    name: ClassVar[str] = "ticket.absorbed"

    source_id: UUID
    source_number: str


@dataclass(frozen=True, kw_only=True)
class TicketMergeUndone(TicketEvent):
    """A merge was undone: both tickets are on their own again. Told of each of them."""

    name: ClassVar[str] = "ticket.merge_undone"

    other_ticket_id: UUID
    other_number: str


@dataclass(frozen=True, kw_only=True)
class TicketFollowedUp(TicketEvent):
    """Somebody wrote on a ticket that was merged into this one: what they say belongs here."""

    name: ClassVar[str] = "ticket.followed_up"

    source_id: UUID
    source_number: str
    author_name: str
    body: str


@dataclass(frozen=True, kw_only=True)
class TicketSplit(TicketEvent):
    """A comment of this ticket became a ticket of its own."""

    name: ClassVar[str] = "ticket.split"

    comment_id: UUID
    new_ticket_id: UUID
    new_number: str

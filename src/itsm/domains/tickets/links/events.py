"""What happens to links. Each end hears of it by itself, and is told no more of the other than its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class TicketLinked(TicketEvent):
    """A ticket became `relation` of another."""

    name: ClassVar[str] = "ticket.linked"

    relation: str
    other_ticket_id: UUID


@dataclass(frozen=True, kw_only=True)
class TicketUnlinked(TicketEvent):
    """A ticket is no longer `relation` of another."""

    name: ClassVar[str] = "ticket.unlinked"

    relation: str
    other_ticket_id: UUID

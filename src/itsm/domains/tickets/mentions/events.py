"""Somebody was named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent
from itsm.platform.events import LiveMessage


@dataclass(frozen=True, kw_only=True)
class TicketMentioned(TicketEvent):
    """Somebody was named in a comment; `is_internal`: in a note, which only staff reads."""

    name: ClassVar[str] = "ticket.mentioned"
    live_type: ClassVar[str] = "ticket.mentioned"

    comment_id: UUID
    user_id: UUID
    user_name: str
    author_name: str
    is_internal: bool

    def live(self) -> LiveMessage:
        """Tell who was named."""
        return replace(super().live(), rooms=(f"user:{self.user_id}",))

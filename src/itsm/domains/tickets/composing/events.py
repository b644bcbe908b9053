"""What happens to held replies. Only their author hears of them; the words are in no event before they are sent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent
from itsm.platform.events import LiveMessage


@dataclass(frozen=True, kw_only=True)
class HeldReplyEvent(TicketEvent):
    """Base of what happens to one held reply."""

    live_type: ClassVar[str] = "reply.changed"

    reply_id: UUID
    author_id: UUID

    def live(self) -> LiveMessage:
        """Tell the author's own screens."""
        return replace(super().live(), rooms=(f"user:{self.author_id}",))


@dataclass(frozen=True, kw_only=True)
class ReplyHeld(HeldReplyEvent):
    """A reply will be sent in a moment."""

    name: ClassVar[str] = "reply.held"


@dataclass(frozen=True, kw_only=True)
class ReplyWithdrawn(HeldReplyEvent):
    """Its author took a reply back before it was sent."""

    name: ClassVar[str] = "reply.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ReplyFailed(HeldReplyEvent):
    """A reply could not be sent: its author may no longer answer here."""

    name: ClassVar[str] = "reply.failed"

    reason: str

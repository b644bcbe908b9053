"""What happens to ratings. The ticket itself stays as it is, so its version does not move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from itsm.domains.tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class TicketRated(TicketEvent):
    """The requester rated a resolution, or changed their rating."""

    name: ClassVar[str] = "ticket.rated"
    live_type: ClassVar[str] = "rating.changed"

    score: int
    comment: str | None

"""What happens to links between tickets and articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent


@dataclass(frozen=True, kw_only=True)
class ArticleLinked(TicketEvent):
    """An article was put beside a ticket, or written out of it."""

    name: ClassVar[str] = "ticket.article_linked"

    article_id: UUID


@dataclass(frozen=True, kw_only=True)
class ArticleUnlinked(TicketEvent):
    """An article no longer stands beside a ticket."""

    name: ClassVar[str] = "ticket.article_unlinked"

    article_id: UUID

"""What happens to comments. The subject is the ticket, so that all news of one ticket stays in order.

Internal notes have names of their own: whoever filters by name cannot leak one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent, ticket_rooms
from itsm.platform.events import LiveMessage


@dataclass(frozen=True, kw_only=True)
class CommentEvent(TicketEvent):
    """Base of what happens to one comment, with what it says now."""

    live_type: ClassVar[str] = "comment.created"
    is_internal: ClassVar[bool] = False

    comment_id: UUID
    author_id: UUID | None
    author_name: str
    is_from_staff: bool
    body: str
    at: datetime

    def data(self) -> dict[str, Any]:
        """Return every field, and whether this is a note."""
        return super().data() | {"is_internal": self.is_internal}

    def live(self) -> LiveMessage:
        """Tell who may read it that there is something to read, never what."""
        rooms = ticket_rooms(
            self.subject_id,
            requester_id=self.requester_id,
            team_id=self.team_id,
            assignee_id=self.assignee_id,
            is_internal=self.is_internal,
        )
        return LiveMessage(
            type=self.live_type,
            rooms=rooms,
            payload={
                "id": str(self.subject_id),
                "number": self.number,
                "version": self.version,
                "type": "ticket",
                "changed": ["comments"],
                "comment_id": str(self.comment_id),
                "is_internal": self.is_internal,
                "actor_id": str(self.actor_id) if self.actor_id else None,
            },
        )


@dataclass(frozen=True, kw_only=True)
class CommentCreated(CommentEvent):
    """Somebody replied in public."""

    name: ClassVar[str] = "comment.created"


@dataclass(frozen=True, kw_only=True)
class CommentCreatedWithMove(CommentEvent):
    """Somebody replied in public while moving the ticket: the news of the move tells it, nobody is told twice."""

    name: ClassVar[str] = "comment.created_with_move"


@dataclass(frozen=True, kw_only=True)
class InternalCommentCreated(CommentEvent):
    """Staff left a note for staff."""

    name: ClassVar[str] = "comment.internal_created"
    is_internal: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class CommentEdited(CommentEvent):
    """The author corrected a public reply; the earlier text is kept."""

    name: ClassVar[str] = "comment.edited"
    live_type: ClassVar[str] = "comment.edited"


@dataclass(frozen=True, kw_only=True)
class InternalCommentEdited(CommentEvent):
    """The author corrected a note."""

    name: ClassVar[str] = "comment.internal_edited"
    live_type: ClassVar[str] = "comment.edited"
    is_internal: ClassVar[bool] = True

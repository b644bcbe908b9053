"""What happens to attachments. Internal ones have names of their own: whoever filters by name cannot leak one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from itsm.domains.tickets.events import TicketEvent, ticket_rooms
from itsm.platform.events import LiveMessage


@dataclass(frozen=True, kw_only=True)
class AttachmentEvent(TicketEvent):
    """Base of what happens to one attachment. The subject is its ticket."""

    live_type: ClassVar[str] = "attachment.added"
    is_internal: ClassVar[bool] = False

    attachment_id: UUID
    file_name: str
    size_bytes: int
    content_type: str
    comment_id: UUID | None

    def data(self) -> dict[str, Any]:
        """Return every field, and whether it is internal."""
        return super().data() | {"is_internal": self.is_internal}

    def live(self) -> LiveMessage:
        """Tell who may see it that the files of the ticket changed."""
        return LiveMessage(
            type=self.live_type,
            rooms=ticket_rooms(
                self.subject_id,
                requester_id=self.requester_id,
                team_id=self.team_id,
                assignee_id=self.assignee_id,
                is_internal=self.is_internal,
            ),
            payload={
                "id": str(self.subject_id),
                "number": self.number,
                "version": self.version,
                "type": "ticket",
                "changed": ["attachments"],
                "attachment_id": str(self.attachment_id),
                "is_internal": self.is_internal,
                "actor_id": str(self.actor_id) if self.actor_id else None,
            },
        )


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(AttachmentEvent):
    """A file was attached for everybody on the ticket."""

    name: ClassVar[str] = "attachment.added"


@dataclass(frozen=True, kw_only=True)
class InternalAttachmentAdded(AttachmentEvent):
    """A file was attached for staff."""

    name: ClassVar[str] = "attachment.internal_added"
    is_internal: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AttachmentRemoved(AttachmentEvent):
    """A file was taken off the ticket."""

    name: ClassVar[str] = "attachment.removed"
    live_type: ClassVar[str] = "attachment.removed"


@dataclass(frozen=True, kw_only=True)
class InternalAttachmentRemoved(AttachmentEvent):
    """An internal file was taken off the ticket."""

    name: ClassVar[str] = "attachment.internal_removed"
    live_type: ClassVar[str] = "attachment.removed"
    is_internal: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AttachmentJudged(AttachmentEvent):
    """A scan of the file ended, or an administrator decided about it; the files room has written down which."""

    name: ClassVar[str] = "attachment.judged"
    live_type: ClassVar[str] = "attachment.judged"
    audited: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class InternalAttachmentJudged(AttachmentEvent):
    """The same of an internal file."""

    name: ClassVar[str] = "attachment.internal_judged"
    live_type: ClassVar[str] = "attachment.judged"
    audited: ClassVar[bool] = False
    is_internal: ClassVar[bool] = True

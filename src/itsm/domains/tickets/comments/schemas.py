"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from itsm.domains.tickets.comments.models import BODY_MAX
from itsm.platform.http.schemas import InputModel, Moment, OutputModel

Body = Annotated[str, StringConstraints(min_length=1, max_length=BODY_MAX)]


MENTIONS_MAX = 20
Mentions = Annotated[list[UUID], Field(max_length=MENTIONS_MAX)]
"""People named in a message."""


class CommentCreate(InputModel):
    """A new comment; internal ones are read by staff alone.

    `seen_until`: when the newest message was written that its writer has seen; newer public ones of others are a
    conflict (`newer_messages`), unless `send_anyway`.
    """

    body: Body
    is_internal: bool = False
    mention_ids: Mentions = Field(default_factory=list)
    seen_until: Moment | None = None
    send_anyway: bool = False


class CommentPatch(InputModel):
    """The corrected text."""

    body: Body


class CommentAuthor(OutputModel):
    """Who wrote it."""

    id: UUID
    name: str


class CommentRead(OutputModel):
    """A comment. `author` is None where the system wrote it; `body` is plain text."""

    id: UUID
    ticket_id: UUID
    author: CommentAuthor | None
    is_from_staff: bool
    is_internal: bool
    body: str
    version: int
    created_at: datetime
    edited_at: datetime | None


class RevisionRead(OutputModel):
    """An earlier text of a comment and when it stood there."""

    version: int
    body: str
    written_at: datetime
    replaced_at: datetime


class RevisionList(OutputModel):
    """Every earlier text, the latest first."""

    items: list[RevisionRead]

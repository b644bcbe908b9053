"""What comes in and goes out over the interface."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from itsm.domains.tickets.comments.models import BODY_MAX
from itsm.platform.http.schemas import InputModel, OutputModel

Body = Annotated[str, StringConstraints(min_length=1, max_length=BODY_MAX)]


class CommentCreate(InputModel):
    """A new comment; internal ones are read by staff alone."""

    body: Body
    is_internal: bool = False


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

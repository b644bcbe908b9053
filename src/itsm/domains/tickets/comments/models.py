"""Tables of comments and of what they said before they were corrected."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime, uuid_pk

BODY_MAX = 20_000


class Comment(Base):
    """One comment, plain text. `author_id` is None where the system wrote it.

    `is_from_staff`: written by somebody who works the ticket, not by who asked. `version` moves with corrections.
    """

    __tablename__ = "ticket_comments"

    id: Mapped[UUID] = uuid_pk()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str]
    is_internal: Mapped[bool]
    is_from_staff: Mapped[bool]
    version: Mapped[int]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    edited_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        CheckConstraint(f"length(body) BETWEEN 1 AND {BODY_MAX}", name="body_length"),
        CheckConstraint("is_from_staff OR NOT is_internal", name="internal_from_staff"),
        # The order of the conversation, and its keyset.
        Index("ix_ticket_comments_conversation", "ticket_id", "created_at", "id"),
    )


class CommentRevision(Base):
    """What a comment said until it was corrected at `replaced_at`."""

    __tablename__ = "comment_revisions"

    id: Mapped[UUID] = uuid_pk()
    comment_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_comments.id"), index=True)
    version: Mapped[int]
    body: Mapped[str]
    written_at: Mapped[datetime] = utc_datetime(nullable=False)
    replaced_at: Mapped[datetime] = utc_datetime(nullable=False)

"""Table of attachments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime, uuid_pk


class Attachment(Base):
    """A file on a ticket, perhaps on one of its comments. Deleting it only hides it."""

    __tablename__ = "ticket_attachments"

    id: Mapped[UUID] = uuid_pk()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"), unique=True)
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("ticket_comments.id"), index=True)
    is_internal: Mapped[bool]
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    deleted_at: Mapped[datetime | None] = utc_datetime()
    deleted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        CheckConstraint("deleted_by_id IS NULL OR deleted_at IS NOT NULL", name="deleted_has_time"),
        Index("ix_ticket_attachments_ticket", "ticket_id", "id"),
    )

"""Table of who was named in which comment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime


class Mention(Base):
    """Somebody was named in a comment."""

    __tablename__ = "ticket_mentions"

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_comments.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_ticket_mentions_user_id", "user_id", "ticket_id"),)

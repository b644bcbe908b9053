"""Table of watchers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime


class Watcher(Base):
    """A person who follows a ticket. It gives no right to see it: whoever tells them asks again."""

    __tablename__ = "ticket_watchers"

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    added_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_ticket_watchers_user", "user_id", "ticket_id"),)

"""The table of time entries."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime, uuid_pk

MINUTES_MAX = 1_440
NOTE_MAX = 500


class TimeEntry(Base):
    """Minutes that `user_id` spent on a ticket on one day. Removing one leaves it in the audit trail."""

    __tablename__ = "ticket_time_entries"

    id: Mapped[UUID] = uuid_pk()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    minutes: Mapped[int]
    note: Mapped[str]
    spent_on: Mapped[date] = mapped_column(Date)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint(f"minutes BETWEEN 1 AND {MINUTES_MAX}", name="minutes_range"),
        CheckConstraint(f"length(note) <= {NOTE_MAX}", name="note_length"),
        Index("ix_ticket_time_entries_ticket", "ticket_id", "id"),
    )

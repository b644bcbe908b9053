"""The table of merges."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime, uuid_pk


class TicketMerge(Base):
    """`source` was merged into `target`. What counts now is `tickets.merged_into_id`; this says how to undo it.

    `before` holds the columns of the source as they were, `moved` the rows that came about with the merge.
    """

    __tablename__ = "ticket_merges"

    id: Mapped[UUID] = uuid_pk()
    source_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    target_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    merged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    merged_at: Mapped[datetime] = utc_datetime(nullable=False)
    before: Mapped[dict[str, Any]]
    moved: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None] = utc_datetime()
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        CheckConstraint("source_id <> target_id", name="not_into_itself"),
        CheckConstraint("undone_by_id IS NULL OR undone_at IS NOT NULL", name="undone_has_time"),
        Index("ix_ticket_merges_source", "source_id", "id"),
        Index("ix_ticket_merges_target", "target_id", "id"),
    )

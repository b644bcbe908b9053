"""Table of what requesters thought of a resolution."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime, uuid_pk

COMMENT_MAX = 2_000


class TicketRating(Base):
    """One rating of one resolution. `cycle` counts resolutions: 0 the first, one more with each reopening.

    `score` is 1 to 5. `assignee_id` and `team_id` are who had the ticket when it was rated.
    """

    __tablename__ = "ticket_ratings"

    id: Mapped[UUID] = uuid_pk()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    cycle: Mapped[int] = mapped_column(SmallInteger)
    score: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str | None]
    rated_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        UniqueConstraint("ticket_id", "cycle"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score_range"),
        CheckConstraint(f"length(comment) BETWEEN 1 AND {COMMENT_MAX}", name="comment_length"),
        Index("ix_ticket_ratings_updated_at", "updated_at"),
    )

"""The tables of tickets and of requests to change a priority."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Computed,
    DateTime,
    ForeignKey,
    Index,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.settings.enums import Impact, PendingReason, Urgency
from itsm.domains.tickets.enums import (
    FINISHED,
    PrioritySource,
    RequestState,
    Source,
    TicketStatus,
    TicketType,
)
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

TITLE_MIN, TITLE_MAX = 5, 255
DESCRIPTION_MIN, DESCRIPTION_MAX = 10, 20_000
IMPACT_MIN, IMPACT_MAX = 10, 5_000
RESOLUTION_MAX = 10_000
LABEL_MAX = 200

FINISHED_RANK = 16
"""Tickets whose `queue_rank` is below this stand in the active queue."""

_FINISHED_SQL = f"status IN ({', '.join(repr(s.value) for s in sorted(FINISHED))})"
# Escalated before breached before P1 … P4, as one small number (domain.md: default queue order). Finished
# tickets rank behind all others, so that the active queue is one stretch at the front of each queue index.
_QUEUE_RANK = (
    f"(CASE WHEN {_FINISHED_SQL} THEN {FINISHED_RANK} ELSE 0 END + CASE WHEN is_escalated THEN 0 ELSE 8 END "
    "+ CASE WHEN is_breached THEN 0 ELSE 4 END + priority - 1)"
)
# Tickets without a running clock stand last; a far date keeps keyset comparisons free of NULLs.
_QUEUE_DUE = "coalesce(next_due_at, timestamptz '9999-12-31 00:00:00+00')"
_SEARCH = (
    "setweight(to_tsvector('simple', number), 'A') || setweight(to_tsvector('english', title), 'A') || "
    "setweight(to_tsvector('english', description), 'B') || "
    "setweight(to_tsvector('english', business_impact), 'C') || "
    "setweight(to_tsvector('english', coalesce(resolution_summary, '')), 'D')"
)


def _one_of(column: str, words: type[Any]) -> CheckConstraint:
    values = ", ".join(repr(word.value) for word in words)
    return CheckConstraint(f"{column} IN ({values})", name=f"{column}_known")


class Ticket(Base):
    """One ticket. `priority` is 1 to 4; `queue_rank` and `queue_due_at` are the order of the queue.

    `next_due_at` is the nearest instant at which a running clock is due, None while none runs.
    `rating` (1 to 5) and `rated_at` are of the last rating its requester gave, whichever resolution that was of.
    `decision` holds why it got its priority, team and assignee, as decided, never rewritten by hand.
    """

    __tablename__ = "tickets"

    id: Mapped[UUID] = uuid_pk()
    number: Mapped[str]
    type: Mapped[str]
    status: Mapped[str]
    priority: Mapped[int] = mapped_column(SmallInteger)
    priority_source: Mapped[str]
    category_id: Mapped[UUID] = mapped_column(ForeignKey("categories.id"))
    subcategory_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id"))
    location_id: Mapped[UUID] = mapped_column(ForeignKey("locations.id"))
    title: Mapped[str]
    description: Mapped[str]
    business_impact: Mapped[str]
    impact: Mapped[str | None]
    urgency: Mapped[str | None]
    requester_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    source: Mapped[str]
    pending_reason: Mapped[str | None]
    resolution_summary: Mapped[str | None]
    resolution_category: Mapped[str | None]
    root_cause: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)
    pending_since: Mapped[datetime | None] = utc_datetime()
    pending_reminded_at: Mapped[datetime | None] = utc_datetime()
    first_responded_at: Mapped[datetime | None] = utc_datetime()
    resolved_at: Mapped[datetime | None] = utc_datetime()
    closed_at: Mapped[datetime | None] = utc_datetime()
    auto_closed: Mapped[bool] = mapped_column(server_default="false")
    reopen_count: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    reassignment_count: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    is_escalated: Mapped[bool] = mapped_column(server_default="false")
    is_breached: Mapped[bool] = mapped_column(server_default="false")
    is_unrouted: Mapped[bool] = mapped_column(server_default="false")
    response_due_at: Mapped[datetime | None] = utc_datetime()
    response_state: Mapped[str | None]
    resolution_due_at: Mapped[datetime | None] = utc_datetime()
    resolution_state: Mapped[str | None]
    next_due_at: Mapped[datetime | None] = utc_datetime()
    decision: Mapped[dict[str, Any]]
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"))
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    rated_at: Mapped[datetime | None] = utc_datetime()
    queue_rank: Mapped[int] = mapped_column(SmallInteger, Computed(_QUEUE_RANK, persisted=True), nullable=False)
    queue_due_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), Computed(_QUEUE_DUE, persisted=True), nullable=False
    )
    search: Mapped[str] = mapped_column(TSVECTOR, Computed(_SEARCH, persisted=True), nullable=False)

    __table_args__ = (
        UniqueConstraint("number"),
        _one_of("type", TicketType),
        _one_of("status", TicketStatus),
        _one_of("priority_source", PrioritySource),
        _one_of("impact", Impact),
        _one_of("urgency", Urgency),
        _one_of("source", Source),
        _one_of("pending_reason", PendingReason),
        CheckConstraint("priority BETWEEN 1 AND 4", name="priority_range"),
        CheckConstraint(f"length(title) BETWEEN {TITLE_MIN} AND {TITLE_MAX}", name="title_length"),
        CheckConstraint(f"length(description) BETWEEN 1 AND {DESCRIPTION_MAX}", name="description_length"),
        CheckConstraint(f"length(business_impact) BETWEEN 1 AND {IMPACT_MAX}", name="business_impact_length"),
        CheckConstraint("(status = 'pending') = (pending_reason IS NOT NULL)", name="pending_has_reason"),
        CheckConstraint("status <> 'closed' OR closed_at IS NOT NULL", name="closed_has_time"),
        CheckConstraint(
            "status NOT IN ('resolved', 'closed') OR (resolved_at IS NOT NULL AND resolution_summary IS NOT NULL "
            "AND resolution_category IS NOT NULL AND root_cause IS NOT NULL)",
            name="resolved_has_notes",
        ),
        CheckConstraint("cardinality(tags) <= 20", name="tags_count"),
        CheckConstraint("merged_into_id <> id", name="not_merged_into_itself"),
        CheckConstraint("version > 0", name="version_positive"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating_range"),
        CheckConstraint("(rating IS NULL) = (rated_at IS NULL)", name="rating_has_time"),
        Index("ix_tickets_rated", "rated_at", postgresql_where=text("rated_at IS NOT NULL")),
        Index("ix_tickets_queue", "queue_rank", "queue_due_at", "id"),
        Index("ix_tickets_team_queue", "team_id", "queue_rank", "queue_due_at", "id"),
        Index("ix_tickets_assignee_queue", "assignee_id", "queue_rank", "queue_due_at", "id"),
        Index(
            "ix_tickets_requester_queue",
            "requester_id",
            "queue_rank",
            "queue_due_at",
            "id",
        ),
        Index("ix_tickets_updated", "updated_at", "id"),
        Index("ix_tickets_requester_updated", "requester_id", "updated_at", "id"),
        Index("ix_tickets_team_updated", "team_id", "updated_at", "id"),
        Index("ix_tickets_assignee_updated", "assignee_id", "updated_at", "id"),
        # What lists are most often narrowed to is in the index too: rows that do not fit are passed over unread.
        Index("ix_tickets_created_filtered", "created_at", "id", "status", "priority", "category_id"),
        Index("ix_tickets_priority", "priority", "id"),
        Index("ix_tickets_due", "queue_due_at", "id"),
        Index("ix_tickets_resolved", "resolved_at", postgresql_where=text("status = 'resolved'")),
        Index("ix_tickets_pending_since", "pending_since", postgresql_where=text("status = 'pending'")),
        Index("ix_tickets_merged_into", "merged_into_id", postgresql_where=text("merged_into_id IS NOT NULL")),
        Index("ix_tickets_search", "search", postgresql_using="gin"),
        Index("ix_tickets_tags", "tags", postgresql_using="gin"),
    )


class PriorityRequest(Base):
    """An agent's wish for another priority, and what a manager made of it. One open wish a ticket."""

    __tablename__ = "ticket_priority_requests"

    id: Mapped[UUID] = uuid_pk()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), index=True)
    priority: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str]
    state: Mapped[str]
    requested_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None] = utc_datetime()
    decision_reason: Mapped[str | None]

    __table_args__ = (
        _one_of("state", RequestState),
        CheckConstraint("priority BETWEEN 1 AND 4", name="priority_range"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided_has_time"),
        Index("uq_ticket_priority_requests_open", "ticket_id", unique=True, postgresql_where=text("state = 'open'")),
    )

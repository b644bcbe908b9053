"""Tables: services, posts with their timeline, who is affected, who subscribed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

NAME_MAX, TITLE_MAX, BODY_MAX = 80, 200, 4_000
_WORD = 20


class StatusService(Timestamped, Base):
    """Something people use. One that is not active is shown no more."""

    __tablename__ = "status_services"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(NAME_MAX), unique=True)
    description: Mapped[str] = mapped_column(String(TITLE_MAX), default="", server_default="")
    position: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class StatusPost(Timestamped, Base):
    """An incident, a maintenance or an announcement. `ended_at` is set when it was said to be over."""

    __tablename__ = "status_posts"

    id: Mapped[UUID] = uuid_pk()
    kind: Mapped[str] = mapped_column(String(_WORD))
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    state: Mapped[str] = mapped_column(String(_WORD))
    impact: Mapped[str | None] = mapped_column(String(_WORD))
    service_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list, server_default="{}")
    starts_at: Mapped[datetime] = utc_datetime(nullable=False)
    ends_at: Mapped[datetime | None] = utc_datetime()
    next_update_at: Mapped[datetime | None] = utc_datetime()
    ended_at: Mapped[datetime | None] = utc_datetime()
    ticket_id: Mapped[UUID | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    ticket_number: Mapped[str | None] = mapped_column(String(_WORD))
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("kind IN ('incident', 'maintenance', 'announcement')", name="kind_known"),
        CheckConstraint("(kind = 'incident') = (impact IS NOT NULL)", name="incidents_have_impact"),
        CheckConstraint("kind <> 'maintenance' OR ends_at IS NOT NULL", name="maintenance_ends"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_status_posts_open", "starts_at", postgresql_where="ended_at IS NULL"),
        Index("ix_status_posts_ended_at", "ended_at"),
    )


class StatusUpdate(Base):
    """One entry of a post's timeline; never rewritten."""

    __tablename__ = "status_updates"

    id: Mapped[UUID] = uuid_pk()
    post_id: Mapped[UUID] = mapped_column(ForeignKey("status_posts.id"))
    state: Mapped[str] = mapped_column(String(_WORD))
    body: Mapped[str] = mapped_column(String(BODY_MAX))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_status_updates_post_id", "post_id", "created_at"),)


class StatusAffected(Base):
    """Somebody who said "me too" to an incident."""

    __tablename__ = "status_affected"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("status_posts.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True, index=True)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)


class StatusSubscription(Base):
    """Somebody who wants a mail about every update."""

    __tablename__ = "status_subscriptions"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

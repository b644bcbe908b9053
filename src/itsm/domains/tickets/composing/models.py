"""Tables of drafts and of held replies."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.tickets.comments.models import BODY_MAX
from itsm.domains.tickets.composing.enums import HeldState, MessageChannel
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

_CHANNELS = ", ".join(repr(channel.value) for channel in MessageChannel)
_STATES = ", ".join(repr(state.value) for state in HeldState)


class Draft(Base):
    """A half-written message: one for a person, a ticket and a channel."""

    __tablename__ = "ticket_drafts"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint(f"channel IN ({_CHANNELS})", name="channel_known"),
        CheckConstraint(f"length(body) BETWEEN 1 AND {BODY_MAX}", name="body_length"),
        Index("ix_ticket_drafts_ticket_id", "ticket_id"),
    )


class HeldReply(Base):
    """A public reply that waits until `send_at`; nobody but its author knows of it before."""

    __tablename__ = "ticket_held_replies"

    id: Mapped[UUID] = uuid_pk()
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    body: Mapped[str]
    mention_ids: Mapped[list[Any]]
    state: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    send_at: Mapped[datetime] = utc_datetime(nullable=False)
    settled_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        CheckConstraint(f"length(body) BETWEEN 1 AND {BODY_MAX}", name="body_length"),
        Index("ix_ticket_held_replies_held", "author_id", "ticket_id", postgresql_where=text("state = 'held'")),
        Index("ix_ticket_held_replies_ticket_id", "ticket_id"),
    )

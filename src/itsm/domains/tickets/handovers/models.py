"""Tables of handovers and of what became of each of their tickets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.tickets.handovers.enums import HandoverState, ItemState
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

_STATES = ", ".join(repr(state.value) for state in HandoverState)
_ITEM_STATES = ", ".join(repr(state.value) for state in ItemState)


class Handover(Base):
    """One person's open tickets given to others, by a job; `asked_by_id` asked for it."""

    __tablename__ = "ticket_handovers"

    id: Mapped[UUID] = uuid_pk()
    from_user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    asked_by_name: Mapped[str]
    reason: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    finished_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (CheckConstraint(f"state IN ({_STATES})", name="state_known"),)


class HandoverItem(Base):
    """One ticket of a handover: whose it was, whose it became."""

    __tablename__ = "ticket_handover_items"

    handover_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_handovers.id"), primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    state: Mapped[str]
    from_team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    to_team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    to_assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        CheckConstraint(f"state IN ({_ITEM_STATES})", name="state_known"),
        Index("ix_ticket_handover_items_ticket_id", "ticket_id"),
    )

"""Tables of bulk changes and of what became of each of their tickets."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.tickets.bulk.enums import BulkItemState, BulkState
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

_STATES = ", ".join(repr(state.value) for state in BulkState)
_ITEM_STATES = ", ".join(repr(state.value) for state in BulkItemState)


class BulkChange(Base):
    """A change of many tickets in the name of `asked_by_id`; `wanted` is what was asked, as the interface words it."""

    __tablename__ = "ticket_bulk_changes"

    id: Mapped[UUID] = uuid_pk()
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    action: Mapped[str]
    wanted: Mapped[dict[str, Any]]
    state: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    finished_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="state_known"),
        Index("ix_ticket_bulk_changes_asked_by_id", "asked_by_id", "id"),
    )


class BulkItem(Base):
    """One ticket of a bulk change. `before` and `after` hold the columns that the change is about."""

    __tablename__ = "ticket_bulk_items"

    change_id: Mapped[UUID] = mapped_column(ForeignKey("ticket_bulk_changes.id"), primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    state: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    code: Mapped[str | None]
    detail: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(f"state IN ({_ITEM_STATES})", name="state_known"),
        Index("ix_ticket_bulk_items_ticket_id", "ticket_id"),
    )

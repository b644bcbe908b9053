"""Table of what links tickets and assets."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime

ASSETS_MAX = 50
"""So many assets a ticket may be about."""


class TicketAsset(Base):
    """An asset that a ticket is about."""

    __tablename__ = "ticket_assets"

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id"), primary_key=True)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_ticket_assets_asset_id", "asset_id"),)

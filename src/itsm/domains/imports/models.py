"""What was imported from where, how far each incident is, and what could not be taken."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime


class ImportItem(Base):
    """One record of another desk: its ticket here, how many of its rows are done, and the last row's fields."""

    __tablename__ = "import_items"

    source: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    rows_done: Mapped[int]
    seen: Mapped[dict[str, Any]]
    reassignments: Mapped[int]
    reopens: Mapped[int]
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)


class ImportRefusal(Base):
    """A row that could not be taken, and why."""

    __tablename__ = "import_refusals"

    source: Mapped[str] = mapped_column(primary_key=True)
    external_id: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str]

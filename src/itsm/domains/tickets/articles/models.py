"""Table of what links tickets and articles."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime


class TicketArticle(Base):
    """An article that has to do with a ticket. `is_source`: it was written out of it."""

    __tablename__ = "ticket_articles"

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("kb_articles.id"), primary_key=True)
    is_source: Mapped[bool]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_ticket_articles_article_id", "article_id"),)

"""The table of wordings: every version of what an administrator says instead of the shipped sentences."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime, uuid_pk


class MailWording(Base):
    """One mail's own sentences in one language, by their part. Never changed; the highest version is in force.

    `texts` holds only what differs from the product's words, so that a later release reaches all that was left alone.
    """

    __tablename__ = "mail_wordings"

    id: Mapped[UUID] = uuid_pk()
    template: Mapped[str]
    language: Mapped[str]
    version: Mapped[int]
    texts: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(server_default="")
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (UniqueConstraint("template", "language", "version"),)

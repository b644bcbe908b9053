"""The table of notices: what somebody is told in the app."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped

from itsm.platform.db.base import Base, utc_datetime, uuid_pk


class Notice(Base):
    """One piece of news for one person. (event, person) is unique, so nobody is told a thing twice.

    `data` are the flat variables of the template; the sentence is made when it is read, in the reader's language.
    `group_key` is the conversation it belongs to (`ticket.<id>`), else the notice's own.
    """

    __tablename__ = "notices"

    id: Mapped[UUID] = uuid_pk()
    event_id: Mapped[UUID]
    recipient_id: Mapped[UUID]
    kind: Mapped[str]
    template: Mapped[str]
    group_key: Mapped[str]
    has_subject: Mapped[bool]
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    done_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        UniqueConstraint("event_id", "recipient_id"),
        Index("ix_notices_open", "recipient_id", "group_key", "id", postgresql_where=sql("done_at IS NULL")),
        Index("ix_notices_recipient_id", "recipient_id", "id"),
        Index("ix_notices_created_at", "created_at", postgresql_using="brin"),
    )

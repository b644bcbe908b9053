"""Tables of this room: logins of the database that read the star, and how far each sees."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import DDL, ForeignKey, String, Uuid, event
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.reporting.star.ddl import statements
from itsm.platform.db.base import Base, utc_datetime

LOGIN_MAX = 40


class ReportingLogin(Base):
    """A login of the database that reads the schema `reporting` with the eyes of one person.

    The reach is what tickets/visibility.py says of the person, as it was at `renewed_at`; the views ask nothing else.
    `authority_version` is the person's at that moment: where it moved since, the login sees nothing.
    """

    __tablename__ = "reporting_logins"

    login: Mapped[str] = mapped_column(String(LOGIN_MAX), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    authority_version: Mapped[int]
    sees_all: Mapped[bool]
    location_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    team_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    assignee_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    requester_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    sees_people: Mapped[bool]
    sees_changes: Mapped[bool]
    sees_assets: Mapped[bool]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    renewed_at: Mapped[datetime] = utc_datetime(nullable=False)


for _statement in statements():
    # DDL() reads a per cent sign as the start of a name.
    event.listen(Base.metadata, "after_create", DDL(_statement.replace("%", "%%")))  # type: ignore[no-untyped-call]

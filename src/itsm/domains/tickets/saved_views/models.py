"""The table of saved views."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.tickets.saved_views.enums import Grouping, ViewScope
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

NAME_MAX = 60
_SCOPES = ", ".join(repr(scope.value) for scope in ViewScope)
_GROUPINGS = ", ".join(repr(grouping.value) for grouping in Grouping)


class SavedView(Base):
    """A view of the queue. `filters` are parameters of the list of tickets, as its query string writes them."""

    __tablename__ = "ticket_views"

    id: Mapped[UUID] = uuid_pk()
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    scope: Mapped[str]
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    name: Mapped[str]
    filters: Mapped[dict[str, Any]]
    sort: Mapped[str | None]
    columns: Mapped[list[Any]]
    grouping: Mapped[str | None]
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint(f"scope IN ({_SCOPES})", name="scope_known"),
        CheckConstraint(f"grouping IN ({_GROUPINGS})", name="grouping_known"),
        CheckConstraint("(scope = 'team') = (team_id IS NOT NULL)", name="team_has_team"),
        CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_MAX}", name="name_length"),
        Index("ix_ticket_views_owner_id", "owner_id"),
        Index("ix_ticket_views_team_id", "team_id"),
    )

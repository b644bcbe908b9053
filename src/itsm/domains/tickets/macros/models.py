"""The table of canned replies and macros."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.tickets.comments.models import BODY_MAX
from itsm.domains.tickets.macros.enums import MacroScope
from itsm.platform.db.base import Base, utc_datetime, uuid_pk

NAME_MAX = 80
_SCOPES = ", ".join(repr(scope.value) for scope in MacroScope)


class Macro(Base):
    """A text (`body`, maybe empty) and the changes that go with it; without changes it is a canned reply.

    `changes` is a `MacroChanges` as JSON, only what it names; `is_internal`: the text becomes a note, not a reply.
    """

    __tablename__ = "ticket_macros"

    id: Mapped[UUID] = uuid_pk()
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    scope: Mapped[str]
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    name: Mapped[str]
    body: Mapped[str]
    is_internal: Mapped[bool] = mapped_column(server_default="false")
    changes: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(server_default="1")
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint(f"scope IN ({_SCOPES})", name="scope_known"),
        CheckConstraint("(scope = 'team') = (team_id IS NOT NULL)", name="team_has_team"),
        CheckConstraint(f"length(name) BETWEEN 1 AND {NAME_MAX}", name="name_length"),
        CheckConstraint(f"length(body) <= {BODY_MAX}", name="body_length"),
        CheckConstraint("body <> '' OR changes <> '{}'::jsonb", name="does_something"),
        Index("ix_ticket_macros_owner_id", "owner_id"),
        Index("ix_ticket_macros_team_id", "team_id"),
        Index("ix_ticket_macros_shared", "id", postgresql_where=text("scope = 'shared'")),
    )

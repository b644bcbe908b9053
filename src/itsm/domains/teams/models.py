"""Tables of teams and of who works in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, Enum, ForeignKey, Index, SmallInteger, String, func
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.teams.enums import AssignmentMode
from itsm.platform.clock import utc_now
from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

KEY_MAX = 40
NAME_MAX = 80
DESCRIPTION_MAX = 500


class Team(Timestamped, Base):
    """A group of staff with a queue. `key` is for rules and imports and never changes."""

    __tablename__ = "teams"

    id: Mapped[UUID] = uuid_pk()
    key: Mapped[str] = mapped_column(String(KEY_MAX), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    description: Mapped[str] = mapped_column(String(DESCRIPTION_MAX), default="", server_default="")
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"), index=True)
    manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    assignment_mode: Mapped[AssignmentMode] = mapped_column(
        Enum(
            AssignmentMode,
            native_enum=False,
            length=20,
            values_callable=list,
        ),
        default=AssignmentMode.LEAST_LOADED,
        server_default=AssignmentMode.LEAST_LOADED,
    )
    board_limits: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """How many of its tickets a column of the board should hold at most, by `BoardColumn`; none: no limit."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")


Index("uq_teams_name_lower", func.lower(Team.name), unique=True)


class TeamMember(Base):
    """A person's place in a team.

    `is_assignable`: automatic assignment may choose them; `max_open_tickets`: not beyond so many
    open tickets of theirs (None: no limit); `weight`: their share where the team assigns by weight.
    """

    __tablename__ = "team_members"

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    is_lead: Mapped[bool] = mapped_column(Boolean, default=False, server_default="false")
    is_assignable: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    max_open_tickets: Mapped[int | None] = mapped_column(SmallInteger)
    weight: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")
    created_at: Mapped[datetime] = utc_datetime(nullable=False, default=utc_now, server_default=func.now())

    __table_args__ = (
        # "Which teams is this person in" is asked with every session that is looked up.
        Index("ix_team_members_user_id", "user_id", "team_id"),
        CheckConstraint("max_open_tickets > 0", name="max_open_tickets_positive"),
        CheckConstraint("weight > 0", name="weight_positive"),
    )

"""Tables of who is at work."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

NAME_MAX = 60
REASON_MAX = 500


class ShiftRow(Base):
    """Somebody's weekly hours: weekday → intervals as `{start, end}` in local wall time. No row: always on shift."""

    __tablename__ = "shifts"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    timezone: Mapped[str] = mapped_column(String(64))
    week: Mapped[dict[str, Any]] = mapped_column(JSONB)
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)


class Leave(Timestamped, Base):
    """Time off, end exclusive. Cancelled ones stay, for who asks later why a ticket was not theirs."""

    __tablename__ = "leaves"

    id: Mapped[UUID] = uuid_pk()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    starts_at: Mapped[datetime] = utc_datetime(nullable=False)
    ends_at: Mapped[datetime] = utc_datetime(nullable=False)
    reason: Mapped[str] = mapped_column(String(REASON_MAX))
    planned_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    cancelled_at: Mapped[datetime | None] = utc_datetime()
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_leaves_standing", "ends_at", "user_id", postgresql_where=text("cancelled_at IS NULL")),
        Index("ix_leaves_user_id", "user_id", "starts_at", "id"),
    )


class Skill(Timestamped, Base):
    """Something that somebody knows how to do and a rule may ask for."""

    __tablename__ = "skills"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


Index("uq_skills_name_lower", func.lower(Skill.name), unique=True)


class AgentSkill(Base):
    """Who has which skill."""

    __tablename__ = "agent_skills"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    skill_id: Mapped[UUID] = mapped_column(ForeignKey("skills.id"), primary_key=True, index=True)


class TeamDuty(Base):
    """Who takes a team's P1 when nobody of it can: the team to follow, then `on_call_ids` in their order."""

    __tablename__ = "team_duties"

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    follow_team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    on_call_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    updated_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (CheckConstraint("follow_team_id <> team_id", name="not_following_itself"),)

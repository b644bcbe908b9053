"""Tables of routing: rules, every version of them, and how much each agent has to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

NAME_MAX = 200


class RoutingRuleRow(Timestamped, Base):
    """A rule as an administrator edits it; `where` is a tree of `platform.expressions`."""

    __tablename__ = "routing_rules"

    id: Mapped[UUID] = uuid_pk()
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    where: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("""'{"all": []}'"""))
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"), index=True)
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    priority_floor: Mapped[str | None] = mapped_column(String(2))
    watcher_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    notify_manager: Mapped[bool]
    skill_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default="{}")
    is_active: Mapped[bool]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("priority_floor IN ('P1', 'P2', 'P3', 'P4')", name="priority_known"),
        CheckConstraint(
            "team_id IS NOT NULL OR priority_floor IS NOT NULL OR notify_manager OR cardinality(watcher_ids) > 0 "
            "OR cardinality(skill_ids) > 0",
            name="does_something",
        ),
        CheckConstraint("agent_id IS NULL OR team_id IS NOT NULL", name="agent_of_a_team"),
    )


class RoutingVersion(Base):
    """All rules as they were from one change to the next. Never changed; stored decisions carry `number`."""

    __tablename__ = "routing_versions"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reason: Mapped[str]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)


class AgentLoad(Base):
    """How many open tickets an agent has, and when they last got one.

    Changed in the transaction that assigns or finishes a ticket, by whoever holds the row's lock.
    """

    __tablename__ = "agent_loads"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    open_count: Mapped[int] = mapped_column(Integer, server_default="0")
    last_assigned_at: Mapped[datetime | None] = utc_datetime()
    is_away: Mapped[bool] = mapped_column(server_default="false")

    __table_args__ = (CheckConstraint("open_count >= 0", name="open_count_not_negative"),)

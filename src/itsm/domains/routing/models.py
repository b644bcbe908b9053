"""Tables of routing: rules, every version of them, and how much each agent has to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime
from itsm.platform.db.ordered_rules import KeptVersion, OrderedRule

NAME_MAX = 200


class RoutingRuleRow(OrderedRule, Base):
    """A rule as an administrator edits it; `where` is a tree of `platform.expressions`."""

    __tablename__ = "routing_rules"

    name: Mapped[str] = mapped_column(String(NAME_MAX))
    where: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("""'{"all": []}'"""))
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"), index=True)
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    priority_floor: Mapped[str | None] = mapped_column(String(2))
    watcher_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    notify_manager: Mapped[bool]
    skill_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), server_default="{}")
    is_active: Mapped[bool]

    __table_args__ = (
        CheckConstraint("priority_floor IN ('P1', 'P2', 'P3', 'P4')", name="priority_known"),
        CheckConstraint(
            "team_id IS NOT NULL OR priority_floor IS NOT NULL OR notify_manager OR cardinality(watcher_ids) > 0 "
            "OR cardinality(skill_ids) > 0",
            name="does_something",
        ),
        CheckConstraint("agent_id IS NULL OR team_id IS NOT NULL", name="agent_of_a_team"),
    )


class RoutingVersion(KeptVersion, Base):
    """All rules as they were from one change to the next."""

    __tablename__ = "routing_versions"


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

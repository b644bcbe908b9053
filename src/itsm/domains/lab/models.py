"""Tables of the lab: drafts, and runs with what they found."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

NAME_MAX = 120
_WORD = 20


class RuleDraft(Timestamped, Base):
    """A content that is not in force. `base` is what was in force when it was begun (or last brought up to date).

    `revisions` are the version numbers of what was edited in it, by id: what If-Match is held against.
    """

    __tablename__ = "rule_drafts"

    id: Mapped[UUID] = uuid_pk()
    kind: Mapped[str] = mapped_column(String(_WORD))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(String(_WORD))
    content: Mapped[dict[str, Any]]
    base: Mapped[dict[str, Any]]
    activate_at: Mapped[datetime | None] = utc_datetime()
    activated_at: Mapped[datetime | None] = utc_datetime()
    problem: Mapped[str | None]
    revisions: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict, server_default="{}")
    version: Mapped[int]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]

    __table_args__ = (
        CheckConstraint("kind IN ('routing', 'classification', 'sla_policies', 'calendars')", name="kind_known"),
        CheckConstraint("state IN ('open', 'scheduled', 'blocked', 'activated', 'discarded')", name="state_known"),
        CheckConstraint("(state = 'scheduled') = (activate_at IS NOT NULL)", name="scheduled_has_time"),
    )


class Backtest(Base):
    """A draft's content, run over the tickets raised from `period_from` until before `period_to`.

    `attempt` counts starts: only the newest may write, so that a worker thought dead does no harm.
    """

    __tablename__ = "backtests"

    id: Mapped[UUID] = uuid_pk()
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("rule_drafts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(_WORD))
    content: Mapped[dict[str, Any]]
    draft_version: Mapped[int]
    state: Mapped[str] = mapped_column(String(_WORD))
    period_from: Mapped[datetime] = utc_datetime(nullable=False)
    period_to: Mapped[datetime] = utc_datetime(nullable=False)
    attempt: Mapped[int] = mapped_column(SmallInteger)
    total: Mapped[int]
    done: Mapped[int]
    is_cancel_asked: Mapped[bool]
    summary: Mapped[dict[str, Any] | None] = mapped_column()
    error: Mapped[str | None]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    started_at: Mapped[datetime | None] = utc_datetime()
    ended_at: Mapped[datetime | None] = utc_datetime()
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("state IN ('queued', 'running', 'done', 'cancelled', 'failed')", name="state_known"),
        CheckConstraint("period_from < period_to", name="period"),
    )


class BacktestLoad(Base):
    """Tickets a team gets in one hour of the week, with live rules and with the draft.

    Hour 0 is Monday 00:00 in the team's zone.
    """

    __tablename__ = "backtest_loads"

    backtest_id: Mapped[UUID] = mapped_column(ForeignKey("backtests.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[UUID] = mapped_column(primary_key=True)
    hour: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    before: Mapped[int]
    after: Mapped[int]


class BacktestChange(Base):
    """A ticket that the draft would have treated otherwise than the live rules."""

    __tablename__ = "backtest_changes"

    backtest_id: Mapped[UUID] = mapped_column(ForeignKey("backtests.id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    ticket_id: Mapped[UUID]
    number: Mapped[str]
    title: Mapped[str]
    raised_at: Mapped[datetime] = utc_datetime(nullable=False)
    what: Mapped[list[str]] = mapped_column(ARRAY(Text))
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]

    __table_args__ = (Index("ix_backtest_changes_what", "what", postgresql_using="gin"),)

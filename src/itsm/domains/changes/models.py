"""Tables of changes: changes, templates, the questionnaire, who approves, tickets beside them, freezes, conflicts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.changes.enums import (
    BoardPhase,
    ChangeState,
    ChangeType,
    ConflictKind,
    FreezeEffect,
    Outcome,
    RiskLevel,
    TicketRole,
)
from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

TITLE_MAX, NAME_MAX, TEXT_MAX, SYSTEM_MAX, KEY_MAX = 255, 80, 20_000, 80, 40
MOST_SYSTEMS = MOST_ASSETS = 50
_WORD, _NUMBER, _ZONE = 20, 20, 64


def _one_of(column: str, kinds: Any) -> str:
    return f"{column} IN ({', '.join(repr(kind.value) for kind in kinds)})"


class Change(Timestamped, Base):
    """A change. `risk_*` is what the questionnaire gave when it was last answered, line by line.

    It works on systems by name and on assets of the register; assets are never deleted, so their ids stay good.
    """

    __tablename__ = "changes"

    id: Mapped[UUID] = uuid_pk()
    number: Mapped[str] = mapped_column(String(_NUMBER), unique=True)
    type: Mapped[str] = mapped_column(String(_WORD))
    state: Mapped[str] = mapped_column(String(_WORD))
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    reason: Mapped[str]
    business_impact: Mapped[str]
    implementation_plan: Mapped[str]
    rollback_plan: Mapped[str]
    communication_plan: Mapped[str]
    test_plan: Mapped[str]
    justification: Mapped[str]
    systems: Mapped[list[str]] = mapped_column(ARRAY(Text))
    asset_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list, server_default="{}")
    risk_answers: Mapped[dict[str, Any]]
    risk_score: Mapped[int | None] = mapped_column(SmallInteger)
    risk_level: Mapped[str | None] = mapped_column(String(_WORD))
    risk_lines: Mapped[list[Any]]
    starts_at: Mapped[datetime | None] = utc_datetime()
    ends_at: Mapped[datetime | None] = utc_datetime()
    timezone: Mapped[str] = mapped_column(String(_ZONE))
    requester_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    implementer_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    location_id: Mapped[UUID | None] = mapped_column(ForeignKey("locations.id"))
    template_id: Mapped[UUID | None] = mapped_column(ForeignKey("change_templates.id"))
    approval_id: Mapped[UUID | None] = mapped_column(ForeignKey("approvals.id"))
    late_approval_id: Mapped[UUID | None] = mapped_column(ForeignKey("approvals.id"))
    approved_itself: Mapped[bool]
    outcome: Mapped[str | None] = mapped_column(String(_WORD))
    outcome_note: Mapped[str]
    review_summary: Mapped[str]
    review_lessons: Mapped[str]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    reviewed_at: Mapped[datetime | None] = utc_datetime()
    submitted_at: Mapped[datetime | None] = utc_datetime()
    approved_at: Mapped[datetime | None] = utc_datetime()
    started_at: Mapped[datetime | None] = utc_datetime()
    finished_at: Mapped[datetime | None] = utc_datetime()
    closed_at: Mapped[datetime | None] = utc_datetime()
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint(_one_of("type", ChangeType), name="type_known"),
        CheckConstraint(_one_of("state", ChangeState), name="state_known"),
        CheckConstraint(_one_of("risk_level", RiskLevel), name="risk_level_known"),
        CheckConstraint(_one_of("outcome", Outcome), name="outcome_known"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="window_is_whole"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_changes_state", "state", "id"),
        # "What lies in this stretch of time" is asked by the calendar and by every search for conflicts.
        Index("ix_changes_window", "starts_at", "ends_at"),
        # "Which changes work on this asset" is asked by an asset's page and for each incident.
        Index("ix_changes_asset_ids", "asset_ids", postgresql_using="gin"),
    )


class ChangeTemplate(Timestamped, Base):
    """How a change is made that is made again and again. `fields` are what it fills in."""

    __tablename__ = "change_templates"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(NAME_MAX), unique=True)
    description: Mapped[str]
    fields: Mapped[dict[str, Any]]
    duration_minutes: Mapped[int] = mapped_column(Integer)
    is_preapproved: Mapped[bool]
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (CheckConstraint("duration_minutes > 0", name="duration_positive"),)


class RiskQuestion(Base):
    """A question about risk; `answers` are key, label, points and maybe the level it lifts the risk to."""

    __tablename__ = "change_risk_questions"

    key: Mapped[str] = mapped_column(String(KEY_MAX), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    text: Mapped[str] = mapped_column(String(TITLE_MAX))
    answers: Mapped[list[Any]]


class ApprovalRule(Base):
    """A step of approval: for which changes, whom (these people, these teams; neither: all who may approve)."""

    __tablename__ = "change_approval_rules"

    id: Mapped[UUID] = uuid_pk()
    position: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    phase: Mapped[str] = mapped_column(String(_WORD))
    types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    levels: Mapped[list[str]] = mapped_column(ARRAY(Text))
    user_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    team_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    rule: Mapped[str] = mapped_column(String(_WORD))
    quorum: Mapped[int] = mapped_column(SmallInteger)
    due_hours: Mapped[int] = mapped_column(SmallInteger)

    __table_args__ = (
        CheckConstraint(_one_of("phase", BoardPhase), name="phase_known"),
        CheckConstraint("rule IN ('any', 'all', 'quorum')", name="rule_known"),
        CheckConstraint("quorum > 0 AND due_hours > 0", name="positive"),
    )


class ChangeTicket(Base):
    """A ticket beside a change: it is fixed by it, was caused by it, or has to do with it."""

    __tablename__ = "change_tickets"

    change_id: Mapped[UUID] = mapped_column(ForeignKey("changes.id"), primary_key=True)
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(_WORD))
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint(_one_of("role", TicketRole), name="role_known"),
        Index("ix_change_tickets_ticket_id", "ticket_id"),
    )


class FreezeWindow(Timestamped, Base):
    """A time in which changes are unwelcome. No sites, teams or types: all. `approver_ids` are asked where it asks."""

    __tablename__ = "change_freezes"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    reason: Mapped[str]
    starts_at: Mapped[datetime] = utc_datetime(nullable=False)
    ends_at: Mapped[datetime] = utc_datetime(nullable=False)
    timezone: Mapped[str] = mapped_column(String(_ZONE))
    effect: Mapped[str] = mapped_column(String(_WORD))
    location_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    team_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    approver_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(_one_of("effect", FreezeEffect), name="effect_known"),
        Index("ix_change_freezes_window", "starts_at", "ends_at"),
    )


class ChangeFeed(Base):
    """A person's calendar address. `nonce` goes into its secret, which is not stored."""

    __tablename__ = "change_feeds"

    id: Mapped[UUID] = uuid_pk()
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), unique=True)
    nonce: Mapped[bytes]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)


class ChangeConflict(Base):
    """Something in the way of a change, as it was found when one of both was last altered.

    `why` explains it by name: `shared`, what both work on; `own` and `theirs`, what each works on that hangs together
    with something of the other along the graph of assets.
    """

    __tablename__ = "change_conflicts"

    id: Mapped[UUID] = uuid_pk()
    change_id: Mapped[UUID] = mapped_column(ForeignKey("changes.id"), index=True)
    kind: Mapped[str] = mapped_column(String(_WORD))
    other_id: Mapped[UUID | None] = mapped_column(ForeignKey("changes.id"), index=True)
    freeze_id: Mapped[UUID | None] = mapped_column(ForeignKey("change_freezes.id"), index=True)
    why: Mapped[dict[str, Any]]
    starts_at: Mapped[datetime] = utc_datetime(nullable=False)
    ends_at: Mapped[datetime] = utc_datetime(nullable=False)
    found_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint(_one_of("kind", ConflictKind), name="kind_known"),
        CheckConstraint("(other_id IS NULL) <> (freeze_id IS NULL)", name="one_cause"),
    )

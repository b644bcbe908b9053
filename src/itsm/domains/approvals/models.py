"""Tables of approvals: what was asked, of whom, what they said; who decides for whom; links in mails."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

TITLE_MAX, NAME_MAX, REASON_MAX = 255, 80, 2_000
_WORD, _NUMBER, _PATH = 20, 30, 200


class Approval(Timestamped, Base):
    """What somebody asked others to approve, as it was then shown to them (`facts`: label, value)."""

    __tablename__ = "approvals"

    id: Mapped[UUID] = uuid_pk()
    subject_type: Mapped[str] = mapped_column(String(_WORD))
    subject_id: Mapped[UUID] = mapped_column(Uuid())
    purpose: Mapped[str] = mapped_column(String(_WORD))
    number: Mapped[str] = mapped_column(String(_NUMBER))
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    path: Mapped[str] = mapped_column(String(_PATH))
    facts: Mapped[list[Any]]
    requester_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    barred_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    escalate_to_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    needs_sign_in: Mapped[bool]
    state: Mapped[str] = mapped_column(String(_WORD))
    position: Mapped[int] = mapped_column(SmallInteger)
    settled_at: Mapped[datetime | None] = utc_datetime()
    void_reason: Mapped[str | None] = mapped_column(String(REASON_MAX))
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("state IN ('open', 'approved', 'rejected', 'voided')", name="state_known"),
        Index("ix_approvals_subject", "subject_type", "subject_id"),
        # Of one thing, one approval is open for one purpose.
        Index(
            "uq_approvals_open",
            "subject_type",
            "subject_id",
            "purpose",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )


class ApprovalStep(Base):
    """People asked together. `chase_at`: when to look whether they must be reminded; None: no more."""

    __tablename__ = "approval_steps"

    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approvals.id"), primary_key=True)
    position: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    rule: Mapped[str] = mapped_column(String(_WORD))
    needed: Mapped[int] = mapped_column(SmallInteger)
    due_seconds: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(_WORD))
    stand_in_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    opened_at: Mapped[datetime | None] = utc_datetime()
    due_at: Mapped[datetime | None] = utc_datetime()
    reminded_at: Mapped[datetime | None] = utc_datetime()
    escalated_at: Mapped[datetime | None] = utc_datetime()
    chase_at: Mapped[datetime | None] = utc_datetime()
    settled_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'open', 'approved', 'rejected', 'voided')", name="state_known"),
        CheckConstraint("rule IN ('any', 'all', 'quorum')", name="rule_known"),
        CheckConstraint("needed > 0 AND due_seconds > 0", name="positive"),
        Index("ix_approval_steps_chase_at", "chase_at", postgresql_where=text("chase_at IS NOT NULL")),
    )


class ApprovalPlace(Base):
    """One approver's seat in a step. `decided_by_id` is somebody else where they decided for the approver."""

    __tablename__ = "approval_places"

    id: Mapped[UUID] = uuid_pk()
    approval_id: Mapped[UUID] = mapped_column(Uuid())
    position: Mapped[int] = mapped_column(SmallInteger)
    seat: Mapped[int] = mapped_column(SmallInteger)
    approver_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    vote: Mapped[str | None] = mapped_column(String(_WORD))
    reason: Mapped[str] = mapped_column(String(REASON_MAX), default="", server_default="")
    way: Mapped[str | None] = mapped_column(String(_WORD))
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    decided_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        ForeignKeyConstraint(["approval_id", "position"], ["approval_steps.approval_id", "approval_steps.position"]),
        UniqueConstraint("approval_id", "position", "approver_id"),
        # One person counts once a step, whatever two requests at once try.
        UniqueConstraint("approval_id", "position", "decided_by_id"),
        CheckConstraint("vote IN ('approved', 'rejected')", name="vote_known"),
        CheckConstraint("(vote IS NULL) = (decided_by_id IS NULL)", name="vote_has_a_person"),
    )


class ApprovalDelegation(Base):
    """`person` lets `delegate` decide for a time, end exclusive. One that was taken back ends early and stays."""

    __tablename__ = "approval_delegations"

    id: Mapped[UUID] = uuid_pk()
    person_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    delegate_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    starts_at: Mapped[datetime] = utc_datetime(nullable=False)
    ends_at: Mapped[datetime] = utc_datetime(nullable=False)
    reason: Mapped[str] = mapped_column(String(REASON_MAX), default="", server_default="")
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    revoked_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("person_id <> delegate_id", name="not_to_oneself"),
        Index("ix_approval_delegations_delegate", "delegate_id", "ends_at"),
        Index("ix_approval_delegations_person", "person_id", "ends_at"),
    )


class ApprovalLink(Base):
    """A link in a mail to one person about one step. The secret is not stored: it is made when the mail is sent."""

    __tablename__ = "approval_links"

    id: Mapped[UUID] = uuid_pk()
    approval_id: Mapped[UUID] = mapped_column(ForeignKey("approvals.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    nonce: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = utc_datetime(nullable=False)
    expires_at: Mapped[datetime] = utc_datetime(nullable=False)
    used_at: Mapped[datetime | None] = utc_datetime()

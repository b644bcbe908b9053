"""Table of corrections."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime

_WORD = 20


class RuleCorrection(Base):
    """What a person put right of what a rule had decided: each kind of correction once a ticket and rule.

    The first one counts. The rule may have gone meanwhile: its id is kept as it was.
    """

    __tablename__ = "ticket_rule_corrections"

    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(_WORD), primary_key=True)
    rule_id: Mapped[UUID] = mapped_column(primary_key=True)
    correction: Mapped[str] = mapped_column(String(_WORD), primary_key=True)
    previous: Mapped[str | None]
    corrected: Mapped[str | None]
    corrected_by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    corrected_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (
        CheckConstraint("kind IN ('classification', 'routing')", name="kind_known"),
        CheckConstraint("correction IN ('priority', 'category', 'team')", name="correction_known"),
        Index("ix_ticket_rule_corrections_rule", "rule_id", "ticket_id"),
    )

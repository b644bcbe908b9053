"""Tables of classification: rules, matrix, and every version of both that ever decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

NAME_MAX = 200
_WORD = 20


class ClassificationRuleRow(Timestamped, Base):
    """A rule as an administrator edits it; see `engine.Rule` for what it means."""

    __tablename__ = "classification_rules"

    id: Mapped[UUID] = uuid_pk()
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    priority: Mapped[str] = mapped_column(String(2))
    where: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("""'{"all": []}'"""))
    is_floor: Mapped[bool] = mapped_column(server_default="false")
    is_active: Mapped[bool]
    version: Mapped[int]

    __table_args__ = (CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name="priority_known"),)


class ClassificationMatrixCell(Base):
    """The priority of one impact with one urgency."""

    __tablename__ = "classification_matrix"

    impact: Mapped[Impact] = mapped_column(String(_WORD), primary_key=True)
    urgency: Mapped[Urgency] = mapped_column(String(_WORD), primary_key=True)
    priority: Mapped[Priority] = mapped_column(String(2))


class ClassificationVersion(Base):
    """All rules and the matrix as they were from one change to the next. Never changed.

    Stored decisions carry `number`, so that what decided can be read again.
    """

    __tablename__ = "classification_versions"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    reason: Mapped[str]
    author_id: Mapped[UUID | None]
    author_name: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

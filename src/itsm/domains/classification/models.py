"""Tables of classification: rules, matrix, and every version of both that ever decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.domains.settings.enums import Impact, Priority, Urgency
from itsm.platform.db.base import Base
from itsm.platform.db.ordered_rules import KeptVersion, OrderedRule

NAME_MAX = 200
_WORD = 20


class ClassificationRuleRow(OrderedRule, Base):
    """A rule as an administrator edits it; see `engine.Rule` for what it means."""

    __tablename__ = "classification_rules"

    name: Mapped[str] = mapped_column(String(NAME_MAX))
    priority: Mapped[str] = mapped_column(String(2))
    where: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("""'{"all": []}'"""))
    is_floor: Mapped[bool] = mapped_column(server_default="false")
    is_active: Mapped[bool]

    __table_args__ = (CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name="priority_known"),)


class ClassificationMatrixCell(Base):
    """The priority of one impact with one urgency."""

    __tablename__ = "classification_matrix"

    impact: Mapped[Impact] = mapped_column(String(_WORD), primary_key=True)
    urgency: Mapped[Urgency] = mapped_column(String(_WORD), primary_key=True)
    priority: Mapped[Priority] = mapped_column(String(2))


class ClassificationVersion(KeptVersion, Base):
    """All rules and the matrix as they were from one change to the next."""

    __tablename__ = "classification_versions"

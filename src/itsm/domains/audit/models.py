"""The table of audit entries, which only ever grows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DDL, BigInteger, Identity, Index, Text, Uuid, event, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, utc_datetime
from itsm.platform.db.tables import Xid8


class AuditEntry(Base):
    """One event as the audit trail keeps it. `id` is the event's own id.

    `at` is when it happened by the clock of the unit of work (a replay has the log's clock),
    `recorded_at` when it was written.
    """

    __tablename__ = "audit_entries"

    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    id: Mapped[UUID]
    at: Mapped[datetime] = utc_datetime(nullable=False)
    recorded_at: Mapped[datetime] = utc_datetime(nullable=False, server_default=func.now())
    actor_id: Mapped[UUID | None]
    actor_name: Mapped[str]
    actor_kind: Mapped[str]
    action: Mapped[str]
    subject_type: Mapped[str]
    subject_id: Mapped[UUID]
    parent_type: Mapped[str | None]
    parent_id: Mapped[UUID | None] = mapped_column(Uuid())
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB)
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    summary: Mapped[str] = mapped_column(Text)
    ip: Mapped[str]
    user_agent: Mapped[str]
    session_id: Mapped[UUID | None]
    request_id: Mapped[str]
    # Which transaction wrote it: the seal reads entries in the order of commits.
    xid: Mapped[int] = mapped_column(Xid8(), server_default=text("pg_current_xact_id()"), nullable=False)

    __table_args__ = (
        Index("ix_audit_entries_subject_id", "subject_id", "seq"),
        Index("ix_audit_entries_parent_id", "parent_id", "seq", postgresql_where=text("parent_id IS NOT NULL")),
        Index("ix_audit_entries_actor_id", "actor_id", "seq"),
        Index("ix_audit_entries_action", "action", "seq"),
        Index("ix_audit_entries_xid", "xid", "seq"),
        Index("ix_audit_entries_at", "at", postgresql_using="brin"),
    )


APPEND_ONLY_DDL = (
    """
    CREATE OR REPLACE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        IF TG_OP = 'DELETE' AND current_setting('itsm.audit_retention', true) = 'on' THEN
            IF OLD.at < now() - interval '1 year' THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'restrict_violation';
    END $body$
    """,
    """
    CREATE TRIGGER audit_entries_keep_rows BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only()
    """,
    """
    CREATE TRIGGER audit_entries_keep_table BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only()
    """,
)
"""What makes the table append-only; runs after its creation, here and in the migration."""

for _statement in APPEND_ONLY_DDL:
    event.listen(AuditEntry.__table__, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]

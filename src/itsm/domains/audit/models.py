"""The table of audit entries, which only ever grows: one partition a month, let go whole."""

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
    `recorded_at` when it was written: the month of that is the partition an entry lies in.
    """

    __tablename__ = "audit_entries"

    seq: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    id: Mapped[UUID]
    at: Mapped[datetime] = utc_datetime(nullable=False)
    recorded_at: Mapped[datetime] = utc_datetime(primary_key=True, server_default=func.now())
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
        {"postgresql_partition_by": "RANGE (recorded_at)"},
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

PARTITIONS_DDL = (
    # TRUNCATE of a partition asks only the partition's own triggers.
    """
    CREATE OR REPLACE FUNCTION audit_entries_add_partition(called text, lower_at timestamptz, upper_at timestamptz)
    RETURNS void LANGUAGE plpgsql AS $body$
    BEGIN
        IF upper_at IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_entries DEFAULT', called);
        ELSIF lower_at IS NULL THEN
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_entries FOR VALUES FROM (MINVALUE) TO (%L)',
                           called, upper_at);
        ELSE
            EXECUTE format('CREATE TABLE %I PARTITION OF audit_entries FOR VALUES FROM (%L) TO (%L)',
                           called, lower_at, upper_at);
        END IF;
        EXECUTE format('CREATE TRIGGER audit_entries_keep_table BEFORE TRUNCATE ON %I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only()', called);
    END $body$
    """,
    """
    CREATE OR REPLACE FUNCTION audit_entries_adopt_late(called text, lower_at timestamptz, upper_at timestamptz)
    RETURNS void LANGUAGE plpgsql AS $body$
    BEGIN
        ALTER TABLE audit_entries DETACH PARTITION audit_entries_late;
        EXECUTE format('ALTER TABLE audit_entries_late RENAME TO %I', called);
        EXECUTE format('ALTER TABLE audit_entries ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                       called, lower_at, upper_at);
        PERFORM audit_entries_add_partition('audit_entries_late', NULL, NULL);
    END $body$
    """,
    """
    CREATE OR REPLACE FUNCTION audit_entries_let_go(
        gone text[], called text, upper_at timestamptz, after_block bigint, to_block bigint
    ) RETURNS bigint LANGUAGE plpgsql AS $body$
    DECLARE
        named text;
        listed text;
        moved bigint;
        carried bigint := 0;
    BEGIN
        SELECT string_agg(quote_ident(attname), ', ') INTO listed FROM pg_attribute
         WHERE attrelid = 'audit_entries'::regclass AND attnum > 0 AND NOT attisdropped;
        FOREACH named IN ARRAY gone LOOP
            EXECUTE format('ALTER TABLE audit_entries DETACH PARTITION %I', named);
            EXECUTE format('ALTER TABLE %I RENAME TO %I', named, named || '_gone');
        END LOOP;
        PERFORM audit_entries_add_partition(called, NULL, upper_at);
        FOREACH named IN ARRAY gone LOOP
            EXECUTE format(
                'INSERT INTO audit_entries (%1$s) OVERRIDING SYSTEM VALUE SELECT %1$s FROM %2$I e WHERE NOT EXISTS ('
                'SELECT FROM (SELECT unnest(seqs) AS seq FROM audit_seals WHERE number > %3$L AND number <= %4$L) s '
                'WHERE s.seq = e.seq)', listed, named || '_gone', after_block, to_block);
            GET DIAGNOSTICS moved = ROW_COUNT;
            carried := carried + moved;
            EXECUTE format('DROP TABLE %I', named || '_gone');
        END LOOP;
        RETURN carried;
    END $body$
    """,
)
"""How months come and go; the statements hold names that are made by `chain/partitions`, never by anybody's input."""

FIRST_PARTITIONS_DDL = (
    """
    SELECT audit_entries_add_partition(
        'audit_entries_old', NULL,
        (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC')
    """,
    "SELECT audit_entries_add_partition('audit_entries_late', NULL, NULL)",
)
"""What a new table begins with: everything up to the end of this month, and what no month was made for."""

for _statement in (*APPEND_ONLY_DDL, *PARTITIONS_DDL, *FIRST_PARTITIONS_DDL):
    # DDL() reads a per cent sign as the start of a name.
    _statement = _statement.replace("%", "%%")
    event.listen(AuditEntry.__table__, "after_create", DDL(_statement))  # type: ignore[no-untyped-call]

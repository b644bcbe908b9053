"""Keep audit entries in a partition for each month, so that old ones go whole; say more of what went.

What is there becomes the first partition, as it is: no entry is copied. Making its key anew takes about a second for a
million entries, during which nothing is written.

Revision: 0032_audit_months, after 0031_change_suspects.

squawk: renaming-table, because a table of the same name and columns takes its place in the same transaction.
squawk: renaming-object, because of the same; nothing names indexes.
squawk: ban-alter-identity, because the new table numbers on from where the old one was.
squawk: ban-drop-constraint, because the key is made anew with the month in it.
squawk: constraint-missing-not-valid, because a partition needs its key before it is one.
squawk: adding-serial-primary-key-field, because of the same; it takes about a second for a million entries.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032_audit_months"
down_revision = "0031_change_suspects"
branch_labels = None
depends_on = None

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
INDEXES = (
    ("ix_audit_entries_subject_id", "(subject_id, seq)"),
    ("ix_audit_entries_parent_id", "(parent_id, seq) WHERE parent_id IS NOT NULL"),
    ("ix_audit_entries_actor_id", "(actor_id, seq)"),
    ("ix_audit_entries_action", "(action, seq)"),
    ("ix_audit_entries_xid", "(xid, seq)"),
    ("ix_audit_entries_at", "USING brin (at)"),
)
TRIGGERS = (
    """
    CREATE TRIGGER audit_entries_keep_rows BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only()
    """,
    """
    CREATE TRIGGER audit_entries_keep_table BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only()
    """,
)
NEXT_SEQ = """
    SELECT setval(pg_get_serial_sequence('audit_entries', 'seq'), (SELECT coalesce(max(seq), 0) + 1 FROM {table}), false)
"""
ATTACH = """
    DO $body$ BEGIN
        EXECUTE format('ALTER TABLE audit_entries ATTACH PARTITION audit_entries_old FOR VALUES FROM (MINVALUE) TO (%L)',
                       (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC');
    END $body$
"""


def upgrade() -> None:
    op.execute("ALTER TABLE audit_entries RENAME TO audit_entries_old")
    op.execute("DROP TRIGGER audit_entries_keep_rows ON audit_entries_old")
    for name, _ in INDEXES:
        op.execute(f"ALTER INDEX {name} RENAME TO {name}_old")
    op.execute("ALTER TABLE audit_entries_old ALTER COLUMN seq DROP IDENTITY")
    op.execute("ALTER TABLE audit_entries_old DROP CONSTRAINT pk_audit_entries")
    op.execute(
        "CREATE TABLE audit_entries (LIKE audit_entries_old INCLUDING DEFAULTS) PARTITION BY RANGE (recorded_at)"
    )
    op.execute("ALTER TABLE audit_entries ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY")
    op.execute(NEXT_SEQ.format(table="audit_entries_old"))
    op.execute("ALTER TABLE audit_entries ADD CONSTRAINT pk_audit_entries PRIMARY KEY (seq, recorded_at)")
    for name, columns in INDEXES:
        op.execute(f"CREATE INDEX {name} ON audit_entries {columns}")
    for statement in (*TRIGGERS, *PARTITIONS_DDL):
        op.execute(statement)
    op.execute("ALTER TABLE audit_entries_old ADD CONSTRAINT pk_audit_entries_old PRIMARY KEY (seq, recorded_at)")
    op.execute(ATTACH)
    op.execute("SELECT audit_entries_add_partition('audit_entries_late', NULL, NULL)")
    op.add_column("audit_retirements", sa.Column("until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("audit_retirements", sa.Column("archive", sa.String(length=200), nullable=True))
    op.add_column("audit_retirements", sa.Column("archive_sha256", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for name in ("archive_sha256", "archive", "until"):
        op.drop_column("audit_retirements", name)
    op.execute("ALTER TABLE audit_entries RENAME TO audit_entries_months")
    for name, _ in INDEXES:
        op.execute(f"ALTER INDEX {name} RENAME TO {name}_months")
    op.execute("ALTER TABLE audit_entries_months ALTER COLUMN seq DROP IDENTITY")
    op.execute("ALTER TABLE audit_entries_months DROP CONSTRAINT pk_audit_entries")
    op.execute("CREATE TABLE audit_entries (LIKE audit_entries_months INCLUDING DEFAULTS)")
    op.execute("INSERT INTO audit_entries SELECT * FROM audit_entries_months")
    op.execute("DROP TABLE audit_entries_months")
    op.execute("ALTER TABLE audit_entries ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY")
    op.execute(NEXT_SEQ.format(table="audit_entries"))
    op.execute("ALTER TABLE audit_entries ADD CONSTRAINT pk_audit_entries PRIMARY KEY (seq)")
    for name, columns in INDEXES:
        op.execute(f"CREATE INDEX {name} ON audit_entries {columns}")
    for statement in TRIGGERS:
        op.execute(statement)
    op.execute("DROP FUNCTION audit_entries_let_go(text[], text, timestamptz, bigint, bigint)")
    op.execute("DROP FUNCTION audit_entries_adopt_late(text, timestamptz, timestamptz)")
    op.execute("DROP FUNCTION audit_entries_add_partition(text, timestamptz, timestamptz)")

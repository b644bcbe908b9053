"""Lay the first schema.

Revision: 0001, after .
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import UserDefinedType

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The audit trail only grows: a trigger refuses everything but INSERT (and DELETE by the retention job).
AUDIT_APPEND_ONLY = (
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


class Xid8(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "xid8"


def upgrade() -> None:
    op.create_table(
        "app_settings",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_app_settings")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("parent_type", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("ip", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_action", "audit_entries", ["action", "seq"], unique=False)
    op.create_index("ix_audit_entries_actor_id", "audit_entries", ["actor_id", "seq"], unique=False)
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"], unique=False, postgresql_using="brin")
    op.create_index(
        "ix_audit_entries_parent_id",
        "audit_entries",
        ["parent_id", "seq"],
        unique=False,
        postgresql_where=sa.text("parent_id IS NOT NULL"),
    )
    op.create_index("ix_audit_entries_subject_id", "audit_entries", ["subject_id", "seq"], unique=False)
    op.create_table(
        "categories",
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_categories_not_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["categories.id"], name=op.f("fk_categories_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("parent_id", "key", name="uq_categories_parent_id_key", postgresql_nulls_not_distinct=True),
    )
    op.create_index(op.f("ix_categories_parent_id"), "categories", ["parent_id"], unique=False)
    op.create_index(
        "uq_categories_parent_id_name_lower",
        "categories",
        ["parent_id", sa.literal_column("lower(name)")],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "classification_matrix",
        sa.Column("impact", sa.String(length=20), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("impact", "urgency", name=op.f("pk_classification_matrix")),
    )
    op.create_table(
        "classification_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=2), nullable=False),
        sa.Column("fields", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("any_terms", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("all_terms", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("none_terms", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("impacts", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind = 'vip' OR cardinality(any_terms) + cardinality(all_terms) + cardinality(impacts) > 0",
            name=op.f("ck_classification_rules_asks_for_something"),
        ),
        sa.CheckConstraint(
            "kind IN ('keyword', 'business_impact', 'vip')", name=op.f("ck_classification_rules_kind_known")
        ),
        sa.CheckConstraint("priority IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_classification_rules_priority_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classification_rules")),
    )
    op.create_table(
        "classification_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_classification_versions")),
    )
    op.create_table(
        "config_versions",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_config_versions")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("thread_key", sa.Text(), nullable=True),
        sa.Column("secret_link_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("ambiguous_sends", sa.SmallInteger(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "event_id", "recipient_id", "channel", name=op.f("uq_deliveries_event_id_recipient_id_channel")
        ),
    )
    op.create_index(
        "ix_deliveries_ambiguous", "deliveries", ["id"], unique=False, postgresql_where=sa.text("ambiguous_sends > 0")
    )
    op.create_index("ix_deliveries_created_at", "deliveries", ["created_at"], unique=False, postgresql_using="brin")
    op.create_index("ix_deliveries_recipient_id", "deliveries", ["recipient_id", "id"], unique=False)
    op.create_index(
        "ix_deliveries_unfinished",
        "deliveries",
        ["state", "id"],
        unique=False,
        postgresql_where=sa.text("state NOT IN ('sent', 'kept')"),
    )
    op.create_table(
        "domain_events",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("live_rooms", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("live_message", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_domain_events")),
        sa.UniqueConstraint("id", name=op.f("uq_domain_events_id")),
    )
    op.create_index(
        "ix_domain_events_recorded_at", "domain_events", ["recorded_at"], unique=False, postgresql_using="brin"
    )
    op.create_index(
        "ix_domain_events_tail",
        "domain_events",
        ["xid", "seq"],
        unique=False,
        postgresql_where=sa.text("live_message IS NOT NULL"),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("route", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor_id", "route", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "import_refusals",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source", "external_id", "row", name=op.f("pk_import_refusals")),
    )
    op.create_table(
        "job_schedules",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_tick", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_schedules")),
    )
    op.create_table(
        "job_workers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_workers")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), server_default="ready", nullable=False),
        sa.Column("lock_key", sa.Text(), nullable=True),
        sa.Column("dedupe_key", sa.Text(), nullable=True),
        sa.Column("run_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("locked_by", sa.Uuid(), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_jobs_dedupe_key")),
    )
    op.create_index(
        "ix_jobs_lock_key", "jobs", ["lock_key", "id"], unique=False, postgresql_where=sa.text("lock_key IS NOT NULL")
    )
    op.create_index("ix_jobs_parked", "jobs", ["id"], unique=False, postgresql_where=sa.text("state = 'parked'"))
    op.create_index(
        "ix_jobs_ready", "jobs", ["run_at", "id"], unique=False, postgresql_where=sa.text("state = 'ready'")
    )
    op.create_index(
        "ix_jobs_running", "jobs", ["locked_by"], unique=False, postgresql_where=sa.text("state = 'running'")
    )
    op.create_table(
        "locations",
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("calendar_key", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_locations")),
        sa.UniqueConstraint("key", name="uq_locations_key"),
    )
    op.create_index("uq_locations_name_lower", "locations", [sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "resolution_categories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution_categories")),
        sa.UniqueConstraint("key", name="uq_resolution_categories_key"),
    )
    op.create_index(
        "uq_resolution_categories_name_lower", "resolution_categories", [sa.literal_column("lower(name)")], unique=True
    )
    op.create_table(
        "routing_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_routing_versions")),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.SmallInteger(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_attempts")),
    )
    op.create_index(op.f("ix_sign_in_attempts_last_at"), "sign_in_attempts", ["last_at"], unique=False)
    op.create_table(
        "sla_calendars",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("is_active OR NOT is_default", name=op.f("ck_sla_calendars_default_is_active")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_calendars")),
        sa.UniqueConstraint("key", name=op.f("uq_sla_calendars_key")),
    )
    op.create_index(
        "uq_sla_calendars_is_default",
        "sla_calendars",
        ["is_default"],
        unique=True,
        postgresql_where=sa.text("is_default"),
    )
    op.create_index("uq_sla_calendars_name_lower", "sla_calendars", [sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "sla_policies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_policies")),
    )
    op.create_index("uq_sla_policies_name_lower", "sla_policies", [sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "sla_calendar_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("calendar_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["calendar_id"], ["sla_calendars.id"], name=op.f("fk_sla_calendar_versions_calendar_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_calendar_versions")),
        sa.UniqueConstraint("calendar_id", "number", name=op.f("uq_sla_calendar_versions_calendar_id_number")),
    )
    op.create_table(
        "sla_policy_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("policy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["policy_id"], ["sla_policies.id"], name=op.f("fk_sla_policy_versions_policy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_policy_versions")),
        sa.UniqueConstraint("policy_id", "number", name=op.f("uq_sla_policy_versions_policy_id_number")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("is_vip", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("department", sa.String(length=120), nullable=True),
        sa.Column("job_title", sa.String(length=120), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("timezone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("locale", sa.String(length=16), server_default="en", nullable=False),
        sa.Column("theme", sa.String(length=10), server_default="system", nullable=False),
        sa.Column("authority_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("length(email) > 2", name=op.f("ck_users_email_not_empty")),
        sa.CheckConstraint("manager_id <> id", name=op.f("ck_users_not_own_manager")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_users_location_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["users.id"], name=op.f("fk_users_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index(op.f("ix_users_location_id"), "users", ["location_id"], unique=False)
    op.create_index(op.f("ix_users_manager_id"), "users", ["manager_id"], unique=False)
    op.create_index("ix_users_name_lower_id", "users", [sa.literal_column("lower(name)"), "id"], unique=False)
    op.create_index("ix_users_role", "users", ["role"], unique=False, postgresql_where=sa.text("is_active"))
    op.create_index("uq_users_email_lower", "users", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "agent_loads",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("open_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_away", sa.Boolean(), server_default="false", nullable=False),
        sa.CheckConstraint("open_count >= 0", name=op.f("ck_agent_loads_open_count_not_negative")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_agent_loads_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_agent_loads")),
    )
    op.create_table(
        "credentials",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_credentials_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_credentials")),
    )
    op.create_table(
        "password_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_password_links_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_links")),
    )
    op.create_index(op.f("ix_password_links_user_id"), "password_links", ["user_id"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("authority_version", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("head_nonce", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_active_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_reason", sa.String(length=40), nullable=True),
        sa.Column("ip", sa.String(length=64), nullable=False),
        sa.Column("user_agent", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], unique=False)
    op.create_index("ix_sessions_user_id", "sessions", ["user_id", "last_active_at"], unique=False)
    op.create_table(
        "stored_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("scan_state", sa.String(length=20), nullable=False),
        sa.Column("owner_type", sa.String(length=40), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_stored_files_size_positive")),
        sa.ForeignKeyConstraint(["uploaded_by"], ["users.id"], name=op.f("fk_stored_files_uploaded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_files")),
        sa.UniqueConstraint("key", name=op.f("uq_stored_files_key")),
    )
    op.create_index("ix_stored_files_owner", "stored_files", ["owner_id", "owner_type"], unique=False)
    op.create_table(
        "teams",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=500), server_default="", nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("assignment_mode", sa.String(length=20), server_default="least_loaded", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_teams_location_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["users.id"], name=op.f("fk_teams_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("key", name=op.f("uq_teams_key")),
    )
    op.create_index(op.f("ix_teams_location_id"), "teams", ["location_id"], unique=False)
    op.create_index(op.f("ix_teams_manager_id"), "teams", ["manager_id"], unique=False)
    op.create_index("uq_teams_name_lower", "teams", [sa.literal_column("lower(name)")], unique=True)
    op.create_table(
        "refresh_tokens",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name=op.f("fk_refresh_tokens_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_refresh_tokens")),
    )
    op.create_index(op.f("ix_refresh_tokens_session_id"), "refresh_tokens", ["session_id"], unique=False)
    op.create_table(
        "routing_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("conditions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("priority_floor", sa.String(length=2), nullable=True),
        sa.Column("watcher_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("notify_manager", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("priority_floor IN ('P1', 'P2', 'P3', 'P4')", name=op.f("ck_routing_rules_priority_known")),
        sa.CheckConstraint(
            "team_id IS NOT NULL OR priority_floor IS NOT NULL OR notify_manager OR cardinality(watcher_ids) > 0",
            name=op.f("ck_routing_rules_does_something"),
        ),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_routing_rules_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_rules")),
    )
    op.create_index(op.f("ix_routing_rules_team_id"), "routing_rules", ["team_id"], unique=False)
    op.create_table(
        "team_members",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_assignable", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("max_open_tickets", sa.SmallInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("max_open_tickets > 0", name=op.f("ck_team_members_max_open_tickets_positive")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_team_members_user_id")),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_team_members")),
    )
    op.create_index("ix_team_members_user_id", "team_members", ["user_id", "team_id"], unique=False)
    op.create_table(
        "tickets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("priority_source", sa.Text(), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("subcategory_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("business_impact", sa.Text(), nullable=False),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("requester_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("pending_reason", sa.Text(), nullable=True),
        sa.Column("resolution_summary", sa.Text(), nullable=True),
        sa.Column("resolution_category", sa.Text(), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("tags", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pending_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pending_reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("auto_closed", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("reopen_count", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("reassignment_count", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("is_escalated", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_breached", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_unrouted", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("response_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("response_state", sa.Text(), nullable=True),
        sa.Column("resolution_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution_state", sa.Text(), nullable=True),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column(
            "queue_rank",
            sa.SmallInteger(),
            sa.Computed(
                "(CASE WHEN status IN ('closed', 'resolved') THEN 16 ELSE 0 END + CASE WHEN is_escalated THEN 0 ELSE 8 END + CASE WHEN is_breached THEN 0 ELSE 4 END + priority - 1)",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "queue_due_at",
            sa.DateTime(timezone=True),
            sa.Computed("coalesce(next_due_at, timestamptz '9999-12-31 00:00:00+00')", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed(
                "setweight(to_tsvector('simple', number), 'A') || setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B') || setweight(to_tsvector('english', business_impact), 'C') || setweight(to_tsvector('english', coalesce(resolution_summary, '')), 'D')",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(status = 'pending') = (pending_reason IS NOT NULL)", name=op.f("ck_tickets_pending_has_reason")
        ),
        sa.CheckConstraint("impact IN ('company', 'department', 'few', 'one')", name=op.f("ck_tickets_impact_known")),
        sa.CheckConstraint(
            "pending_reason IN ('user', 'vendor', 'change', 'approval')", name=op.f("ck_tickets_pending_reason_known")
        ),
        sa.CheckConstraint(
            "priority_source IN ('requester', 'rule', 'matrix', 'default', 'override')",
            name=op.f("ck_tickets_priority_source_known"),
        ),
        sa.CheckConstraint(
            "source IN ('portal', 'agent', 'api', 'email', 'import')", name=op.f("ck_tickets_source_known")
        ),
        sa.CheckConstraint("status <> 'closed' OR closed_at IS NOT NULL", name=op.f("ck_tickets_closed_has_time")),
        sa.CheckConstraint(
            "status IN ('new', 'in_progress', 'pending', 'resolved', 'closed', 'reopened')",
            name=op.f("ck_tickets_status_known"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('resolved', 'closed') OR (resolved_at IS NOT NULL AND resolution_summary IS NOT NULL AND resolution_category IS NOT NULL AND root_cause IS NOT NULL)",
            name=op.f("ck_tickets_resolved_has_notes"),
        ),
        sa.CheckConstraint("type IN ('incident', 'service_request')", name=op.f("ck_tickets_type_known")),
        sa.CheckConstraint("urgency IN ('high', 'medium', 'low')", name=op.f("ck_tickets_urgency_known")),
        sa.CheckConstraint("cardinality(tags) <= 20", name=op.f("ck_tickets_tags_count")),
        sa.CheckConstraint(
            "length(business_impact) BETWEEN 1 AND 5000", name=op.f("ck_tickets_business_impact_length")
        ),
        sa.CheckConstraint("length(description) BETWEEN 1 AND 20000", name=op.f("ck_tickets_description_length")),
        sa.CheckConstraint("length(title) BETWEEN 5 AND 255", name=op.f("ck_tickets_title_length")),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_tickets_not_merged_into_itself")),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name=op.f("ck_tickets_priority_range")),
        sa.CheckConstraint("version > 0", name=op.f("ck_tickets_version_positive")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_tickets_assignee_id")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_tickets_category_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_tickets_created_by_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_tickets_location_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["tickets.id"], name=op.f("fk_tickets_merged_into_id")),
        sa.ForeignKeyConstraint(["requester_id"], ["users.id"], name=op.f("fk_tickets_requester_id")),
        sa.ForeignKeyConstraint(["subcategory_id"], ["categories.id"], name=op.f("fk_tickets_subcategory_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_tickets_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("number", name=op.f("uq_tickets_number")),
    )
    op.create_index(
        "ix_tickets_assignee_queue", "tickets", ["assignee_id", "queue_rank", "queue_due_at", "id"], unique=False
    )
    op.create_index("ix_tickets_assignee_updated", "tickets", ["assignee_id", "updated_at", "id"], unique=False)
    op.create_index("ix_tickets_created", "tickets", ["created_at", "id"], unique=False)
    op.create_index("ix_tickets_due", "tickets", ["queue_due_at", "id"], unique=False)
    op.create_index(
        "ix_tickets_merged_into",
        "tickets",
        ["merged_into_id"],
        unique=False,
        postgresql_where=sa.text("merged_into_id IS NOT NULL"),
    )
    op.create_index(
        "ix_tickets_pending_since",
        "tickets",
        ["pending_since"],
        unique=False,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index("ix_tickets_priority", "tickets", ["priority", "id"], unique=False)
    op.create_index("ix_tickets_queue", "tickets", ["queue_rank", "queue_due_at", "id"], unique=False)
    op.create_index(
        "ix_tickets_requester_queue", "tickets", ["requester_id", "queue_rank", "queue_due_at", "id"], unique=False
    )
    op.create_index("ix_tickets_requester_updated", "tickets", ["requester_id", "updated_at", "id"], unique=False)
    op.create_index(
        "ix_tickets_resolved", "tickets", ["resolved_at"], unique=False, postgresql_where=sa.text("status = 'resolved'")
    )
    op.create_index("ix_tickets_search", "tickets", ["search"], unique=False, postgresql_using="gin")
    op.create_index("ix_tickets_tags", "tickets", ["tags"], unique=False, postgresql_using="gin")
    op.create_index("ix_tickets_team_queue", "tickets", ["team_id", "queue_rank", "queue_due_at", "id"], unique=False)
    op.create_index("ix_tickets_team_updated", "tickets", ["team_id", "updated_at", "id"], unique=False)
    op.create_index("ix_tickets_updated", "tickets", ["updated_at", "id"], unique=False)
    op.create_table(
        "import_items",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("seen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reassignments", sa.Integer(), nullable=False),
        sa.Column("reopens", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_import_items_ticket_id")),
        sa.PrimaryKeyConstraint("source", "external_id", name=op.f("pk_import_items")),
    )
    op.create_table(
        "sla_clocks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("cycle", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("policy_version_id", sa.Uuid(), nullable=False),
        sa.Column("policy_name", sa.String(length=80), nullable=False),
        sa.Column("calendar_version_id", sa.Uuid(), nullable=True),
        sa.Column("is_always", sa.Boolean(), nullable=False),
        sa.Column("target_seconds", sa.Integer(), nullable=False),
        sa.Column("thresholds", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("phase", sa.String(length=32), nullable=False),
        sa.Column("phase_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phase_reason", sa.String(length=32), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("targeted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("carried_seconds", sa.Integer(), nullable=False),
        sa.Column("elapsed_seconds", sa.Integer(), nullable=False),
        sa.Column("revision", sa.SmallInteger(), nullable=False),
        sa.Column("fired", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("breached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(phase = 'stopped') = (stopped_at IS NOT NULL)", name=op.f("ck_sla_clocks_stopped")),
        sa.CheckConstraint("phase IN ('running', 'paused', 'stopped')", name=op.f("ck_sla_clocks_phase")),
        sa.CheckConstraint(
            "state IN ('running', 'paused', 'warning', 'breached', 'met', 'cancelled')",
            name=op.f("ck_sla_clocks_state"),
        ),
        sa.CheckConstraint("met_at IS NULL OR breached_at IS NULL", name=op.f("ck_sla_clocks_one_outcome")),
        sa.CheckConstraint(
            "target_seconds > 0 AND elapsed_seconds >= carried_seconds", name=op.f("ck_sla_clocks_seconds")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_sla_clocks_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sla_clocks")),
        sa.UniqueConstraint("ticket_id", "metric", "cycle", name=op.f("uq_sla_clocks_ticket_id_metric_cycle")),
    )
    op.create_index(
        "ix_sla_clocks_open_due_at",
        "sla_clocks",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("phase = 'running' AND breached_at IS NULL"),
    )
    op.create_table(
        "ticket_comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("is_from_staff", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("is_from_staff OR NOT is_internal", name=op.f("ck_ticket_comments_internal_from_staff")),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 20000", name=op.f("ck_ticket_comments_body_length")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_ticket_comments_author_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_comments_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_comments")),
    )
    op.create_index(
        "ix_ticket_comments_conversation", "ticket_comments", ["ticket_id", "created_at", "id"], unique=False
    )
    op.create_table(
        "ticket_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> 'related' OR source_id < target_id", name=op.f("ck_ticket_links_related_once")),
        sa.CheckConstraint(
            "kind IN ('parent_of', 'duplicate_of', 'related', 'caused_by', 'fixed_by')",
            name=op.f("ck_ticket_links_kind_known"),
        ),
        sa.CheckConstraint("source_id <> target_id", name=op.f("ck_ticket_links_not_to_itself")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_ticket_links_created_by_id")),
        sa.ForeignKeyConstraint(["source_id"], ["tickets.id"], name=op.f("fk_ticket_links_source_id")),
        sa.ForeignKeyConstraint(["target_id"], ["tickets.id"], name=op.f("fk_ticket_links_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_links")),
        sa.UniqueConstraint("source_id", "target_id", "kind", name=op.f("uq_ticket_links_source_id_target_id_kind")),
    )
    op.create_index("ix_ticket_links_target", "ticket_links", ["target_id"], unique=False)
    op.create_index(
        "uq_ticket_links_parent",
        "ticket_links",
        ["target_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'parent_of'"),
    )
    op.create_table(
        "ticket_priority_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("requested_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_ticket_priority_requests_decided_has_time")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'rejected')", name=op.f("ck_ticket_priority_requests_state_known")
        ),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name=op.f("ck_ticket_priority_requests_priority_range")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_ticket_priority_requests_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["users.id"], name=op.f("fk_ticket_priority_requests_requested_by_id")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_priority_requests_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_priority_requests")),
    )
    op.create_index(
        op.f("ix_ticket_priority_requests_ticket_id"), "ticket_priority_requests", ["ticket_id"], unique=False
    )
    op.create_index(
        "uq_ticket_priority_requests_open",
        "ticket_priority_requests",
        ["ticket_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "ticket_watchers",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_ticket_watchers_added_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_watchers_ticket_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ticket_watchers_user_id")),
        sa.PrimaryKeyConstraint("ticket_id", "user_id", name=op.f("pk_ticket_watchers")),
    )
    op.create_index("ix_ticket_watchers_user", "ticket_watchers", ["user_id", "ticket_id"], unique=False)
    op.create_table(
        "comment_revisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["ticket_comments.id"], name=op.f("fk_comment_revisions_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_revisions")),
    )
    op.create_index(op.f("ix_comment_revisions_comment_id"), "comment_revisions", ["comment_id"], unique=False)
    op.create_table(
        "sla_intervals",
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.SmallInteger(), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), nullable=False),
        sa.Column("phase", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("calendar_version_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("ended_at >= started_at AND seconds >= 0", name=op.f("ck_sla_intervals_order")),
        sa.ForeignKeyConstraint(["clock_id"], ["sla_clocks.id"], name=op.f("fk_sla_intervals_clock_id")),
        sa.PrimaryKeyConstraint("clock_id", "revision", "sequence", name=op.f("pk_sla_intervals")),
    )
    op.create_table(
        "sla_timers",
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("threshold", sa.SmallInteger(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["clock_id"], ["sla_clocks.id"], name=op.f("fk_sla_timers_clock_id")),
        sa.PrimaryKeyConstraint("clock_id", "threshold", name=op.f("pk_sla_timers")),
    )
    op.create_index(
        "ix_sla_timers_pending",
        "sla_timers",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("fired_at IS NULL AND due_at IS NOT NULL"),
    )
    op.create_table(
        "ticket_attachments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("comment_id", sa.Uuid(), nullable=True),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "deleted_by_id IS NULL OR deleted_at IS NOT NULL", name=op.f("ck_ticket_attachments_deleted_has_time")
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["ticket_comments.id"], name=op.f("fk_ticket_attachments_comment_id")),
        sa.ForeignKeyConstraint(["deleted_by_id"], ["users.id"], name=op.f("fk_ticket_attachments_deleted_by_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_ticket_attachments_file_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_attachments_ticket_id")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["users.id"], name=op.f("fk_ticket_attachments_uploaded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_attachments")),
        sa.UniqueConstraint("file_id", name=op.f("uq_ticket_attachments_file_id")),
    )
    op.create_index(op.f("ix_ticket_attachments_comment_id"), "ticket_attachments", ["comment_id"], unique=False)
    op.create_index("ix_ticket_attachments_ticket", "ticket_attachments", ["ticket_id", "id"], unique=False)
    for statement in AUDIT_APPEND_ONLY:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_ticket_attachments_ticket", table_name="ticket_attachments")
    op.drop_index(op.f("ix_ticket_attachments_comment_id"), table_name="ticket_attachments")
    op.drop_table("ticket_attachments")
    op.drop_index(
        "ix_sla_timers_pending",
        table_name="sla_timers",
        postgresql_where=sa.text("fired_at IS NULL AND due_at IS NOT NULL"),
    )
    op.drop_table("sla_timers")
    op.drop_table("sla_intervals")
    op.drop_index(op.f("ix_comment_revisions_comment_id"), table_name="comment_revisions")
    op.drop_table("comment_revisions")
    op.drop_index("ix_ticket_watchers_user", table_name="ticket_watchers")
    op.drop_table("ticket_watchers")
    op.drop_index(
        "uq_ticket_priority_requests_open",
        table_name="ticket_priority_requests",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index(op.f("ix_ticket_priority_requests_ticket_id"), table_name="ticket_priority_requests")
    op.drop_table("ticket_priority_requests")
    op.drop_index("uq_ticket_links_parent", table_name="ticket_links", postgresql_where=sa.text("kind = 'parent_of'"))
    op.drop_index("ix_ticket_links_target", table_name="ticket_links")
    op.drop_table("ticket_links")
    op.drop_index("ix_ticket_comments_conversation", table_name="ticket_comments")
    op.drop_table("ticket_comments")
    op.drop_index(
        "ix_sla_clocks_open_due_at",
        table_name="sla_clocks",
        postgresql_where=sa.text("phase = 'running' AND breached_at IS NULL"),
    )
    op.drop_table("sla_clocks")
    op.drop_table("import_items")
    op.drop_index("ix_tickets_updated", table_name="tickets")
    op.drop_index("ix_tickets_team_updated", table_name="tickets")
    op.drop_index("ix_tickets_team_queue", table_name="tickets")
    op.drop_index("ix_tickets_tags", table_name="tickets", postgresql_using="gin")
    op.drop_index("ix_tickets_search", table_name="tickets", postgresql_using="gin")
    op.drop_index("ix_tickets_resolved", table_name="tickets", postgresql_where=sa.text("status = 'resolved'"))
    op.drop_index("ix_tickets_requester_updated", table_name="tickets")
    op.drop_index("ix_tickets_requester_queue", table_name="tickets")
    op.drop_index("ix_tickets_queue", table_name="tickets")
    op.drop_index("ix_tickets_priority", table_name="tickets")
    op.drop_index("ix_tickets_pending_since", table_name="tickets", postgresql_where=sa.text("status = 'pending'"))
    op.drop_index(
        "ix_tickets_merged_into", table_name="tickets", postgresql_where=sa.text("merged_into_id IS NOT NULL")
    )
    op.drop_index("ix_tickets_due", table_name="tickets")
    op.drop_index("ix_tickets_created", table_name="tickets")
    op.drop_index("ix_tickets_assignee_updated", table_name="tickets")
    op.drop_index("ix_tickets_assignee_queue", table_name="tickets")
    op.drop_table("tickets")
    op.drop_index("ix_team_members_user_id", table_name="team_members")
    op.drop_table("team_members")
    op.drop_index(op.f("ix_routing_rules_team_id"), table_name="routing_rules")
    op.drop_table("routing_rules")
    op.drop_index(op.f("ix_refresh_tokens_session_id"), table_name="refresh_tokens")
    op.drop_table("refresh_tokens")
    op.drop_index("uq_teams_name_lower", table_name="teams")
    op.drop_index(op.f("ix_teams_manager_id"), table_name="teams")
    op.drop_index(op.f("ix_teams_location_id"), table_name="teams")
    op.drop_table("teams")
    op.drop_index("ix_stored_files_owner", table_name="stored_files")
    op.drop_table("stored_files")
    op.drop_index("ix_sessions_user_id", table_name="sessions")
    op.drop_index("ix_sessions_expires_at", table_name="sessions")
    op.drop_table("sessions")
    op.drop_index(op.f("ix_password_links_user_id"), table_name="password_links")
    op.drop_table("password_links")
    op.drop_table("credentials")
    op.drop_table("agent_loads")
    op.drop_index("uq_users_email_lower", table_name="users")
    op.drop_index("ix_users_role", table_name="users", postgresql_where=sa.text("is_active"))
    op.drop_index("ix_users_name_lower_id", table_name="users")
    op.drop_index(op.f("ix_users_manager_id"), table_name="users")
    op.drop_index(op.f("ix_users_location_id"), table_name="users")
    op.drop_table("users")
    op.drop_table("sla_policy_versions")
    op.drop_table("sla_calendar_versions")
    op.drop_index("uq_sla_policies_name_lower", table_name="sla_policies")
    op.drop_table("sla_policies")
    op.drop_index("uq_sla_calendars_name_lower", table_name="sla_calendars")
    op.drop_index("uq_sla_calendars_is_default", table_name="sla_calendars", postgresql_where=sa.text("is_default"))
    op.drop_table("sla_calendars")
    op.drop_index(op.f("ix_sign_in_attempts_last_at"), table_name="sign_in_attempts")
    op.drop_table("sign_in_attempts")
    op.drop_table("routing_versions")
    op.drop_index("uq_resolution_categories_name_lower", table_name="resolution_categories")
    op.drop_table("resolution_categories")
    op.drop_index("uq_locations_name_lower", table_name="locations")
    op.drop_table("locations")
    op.drop_index("ix_jobs_running", table_name="jobs", postgresql_where=sa.text("state = 'running'"))
    op.drop_index("ix_jobs_ready", table_name="jobs", postgresql_where=sa.text("state = 'ready'"))
    op.drop_index("ix_jobs_parked", table_name="jobs", postgresql_where=sa.text("state = 'parked'"))
    op.drop_index("ix_jobs_lock_key", table_name="jobs", postgresql_where=sa.text("lock_key IS NOT NULL"))
    op.drop_table("jobs")
    op.drop_table("job_workers")
    op.drop_table("job_schedules")
    op.drop_table("import_refusals")
    op.drop_index("ix_idempotency_keys_created_at", table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_index(
        "ix_domain_events_tail", table_name="domain_events", postgresql_where=sa.text("live_message IS NOT NULL")
    )
    op.drop_index("ix_domain_events_recorded_at", table_name="domain_events", postgresql_using="brin")
    op.drop_table("domain_events")
    op.drop_index(
        "ix_deliveries_unfinished", table_name="deliveries", postgresql_where=sa.text("state NOT IN ('sent', 'kept')")
    )
    op.drop_index("ix_deliveries_recipient_id", table_name="deliveries")
    op.drop_index("ix_deliveries_created_at", table_name="deliveries", postgresql_using="brin")
    op.drop_index("ix_deliveries_ambiguous", table_name="deliveries", postgresql_where=sa.text("ambiguous_sends > 0"))
    op.drop_table("deliveries")
    op.drop_table("config_versions")
    op.drop_table("classification_versions")
    op.drop_table("classification_rules")
    op.drop_table("classification_matrix")
    op.drop_index("uq_categories_parent_id_name_lower", table_name="categories", postgresql_nulls_not_distinct=True)
    op.drop_index(op.f("ix_categories_parent_id"), table_name="categories")
    op.drop_table("categories")
    op.drop_index("ix_audit_entries_subject_id", table_name="audit_entries")
    op.drop_index(
        "ix_audit_entries_parent_id", table_name="audit_entries", postgresql_where=sa.text("parent_id IS NOT NULL")
    )
    op.drop_index("ix_audit_entries_at", table_name="audit_entries", postgresql_using="brin")
    op.drop_index("ix_audit_entries_actor_id", table_name="audit_entries")
    op.drop_index("ix_audit_entries_action", table_name="audit_entries")
    op.drop_table("audit_entries")
    op.drop_table("app_settings")
    op.execute("DROP FUNCTION audit_entries_append_only()")

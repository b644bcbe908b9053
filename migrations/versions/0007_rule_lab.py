"""Keep drafts of rules, runs over the past, and who made a version of a policy or calendar, and why.

Revision: 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_VERSIONS = ("sla_policy_versions", "sla_calendar_versions")


def upgrade() -> None:
    for table in _VERSIONS:
        op.add_column(table, sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False))
        op.add_column(table, sa.Column("reason", sa.Text(), server_default="", nullable=False))
        op.add_column(table, sa.Column("author_name", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "rule_drafts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("base", postgresql.JSONB(), nullable=False),
        sa.Column("activate_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('routing', 'classification', 'sla_policies', 'calendars')", name=op.f("ck_rule_drafts_kind_known")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'scheduled', 'blocked', 'activated', 'discarded')",
            name=op.f("ck_rule_drafts_state_known"),
        ),
        sa.CheckConstraint(
            "(state = 'scheduled') = (activate_at IS NOT NULL)", name=op.f("ck_rule_drafts_scheduled_has_time")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_drafts")),
    )
    op.create_table(
        "backtests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("period_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("period_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", sa.SmallInteger(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("is_cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("summary", postgresql.JSONB(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'done', 'cancelled', 'failed')", name=op.f("ck_backtests_state_known")
        ),
        sa.CheckConstraint("period_from < period_to", name=op.f("ck_backtests_period")),
        sa.ForeignKeyConstraint(["draft_id"], ["rule_drafts.id"], name=op.f("fk_backtests_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backtests")),
    )
    op.create_index(op.f("ix_backtests_draft_id"), "backtests", ["draft_id"], unique=False)
    op.create_table(
        "backtest_loads",
        sa.Column("backtest_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["backtest_id"], ["backtests.id"], name=op.f("fk_backtest_loads_backtest_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("backtest_id", "team_id", "hour", name=op.f("pk_backtest_loads")),
    )
    op.create_table(
        "backtest_changes",
        sa.Column("backtest_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=False),
        sa.Column("after", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["backtest_id"], ["backtests.id"], name=op.f("fk_backtest_changes_backtest_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("backtest_id", "ordinal", name=op.f("pk_backtest_changes")),
    )
    op.create_index("ix_backtest_changes_what", "backtest_changes", ["what"], unique=False, postgresql_using="gin")


def downgrade() -> None:
    for table in ("backtest_changes", "backtest_loads", "backtests", "rule_drafts"):
        op.drop_table(table)
    for table in _VERSIONS:
        for column in ("author_name", "reason", "is_active"):
            op.drop_column(table, column)

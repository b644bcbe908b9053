"""Keep scheduled reports and their runs; a mail may have a file with it.

Revision: 0044_report_schedules, after 0043_reporting_star.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0044_report_schedules"
down_revision = "0043_reporting_star"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_schedules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("page", sa.String(length=20), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("compare", sa.Boolean(), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("frequency", sa.String(length=20), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("is_paused", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("stopped", sa.String(length=20), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "frequency IN ('daily', 'weekly', 'monthly')", name=op.f("ck_report_schedules_frequency_known")
        ),
        sa.CheckConstraint("stopped IN ('right_lost', 'filters_gone')", name=op.f("ck_report_schedules_stopped_known")),
        sa.CheckConstraint("format IN ('csv', 'xlsx')", name=op.f("ck_report_schedules_format_known")),
        sa.CheckConstraint(
            "weekday BETWEEN 1 AND 7 AND day BETWEEN 1 AND 31 AND hour BETWEEN 0 AND 23",
            name=op.f("ck_report_schedules_rhythm"),
        ),
        sa.CheckConstraint(
            "next_at IS NULL OR (NOT is_paused AND stopped IS NULL)",
            name=op.f("ck_report_schedules_planned_while_on"),
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_report_schedules_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_schedules")),
    )
    op.create_index(op.f("ix_report_schedules_owner_id"), "report_schedules", ["owner_id"])
    op.create_index(
        "ix_report_schedules_next_at",
        "report_schedules",
        ["next_at"],
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_table(
        "report_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["report_schedules.id"], name=op.f("fk_report_runs_schedule_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_runs")),
        sa.UniqueConstraint("schedule_id", "due_at", name=op.f("uq_report_runs_schedule_id_due_at")),
    )
    op.create_index("ix_report_runs_due_at", "report_runs", ["due_at"], postgresql_using="brin")
    op.add_column("deliveries", sa.Column("attachment_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("deliveries", "attachment_id")
    op.drop_table("report_runs")
    op.drop_table("report_schedules")

"""Time more of a ticket: teams' stays, silence, promises by hand, escalation levels.

Revision: 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WAITS_BEYOND_BREACH = sa.text("phase = 'running' AND breached_at IS NOT NULL AND NOT (thresholds <@ fired)")


def upgrade() -> None:
    op.add_column(
        "sla_clocks",
        sa.Column("levels", postgresql.ARRAY(sa.SmallInteger()), server_default="{}", nullable=False),
    )
    op.add_column("sla_clocks", sa.Column("team_id", sa.Uuid(), nullable=True))
    op.add_column("sla_intervals", sa.Column("is_always", sa.Boolean(), nullable=True))
    op.create_index("ix_sla_clocks_levels_due_at", "sla_clocks", ["due_at"], postgresql_where=WAITS_BEYOND_BREACH)
    op.create_table(
        "sla_promises",
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("set_by_name", sa.String(length=80), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["sla_clocks.id"], name=op.f("fk_sla_promises_clock_id")),
        sa.PrimaryKeyConstraint("clock_id", name=op.f("pk_sla_promises")),
    )
    op.create_table(
        "sla_escalations",
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["clock_id"], ["sla_clocks.id"], name=op.f("fk_sla_escalations_clock_id")),
        sa.PrimaryKeyConstraint("clock_id", "percent", "position", name=op.f("pk_sla_escalations")),
    )
    op.create_index(op.f("ix_sla_escalations_ticket_id"), "sla_escalations", ["ticket_id"])


def downgrade() -> None:
    op.drop_table("sla_escalations")
    op.drop_table("sla_promises")
    op.drop_index("ix_sla_clocks_levels_due_at", table_name="sla_clocks", postgresql_where=WAITS_BEYOND_BREACH)
    op.drop_column("sla_intervals", "is_always")
    op.drop_column("sla_clocks", "team_id")
    op.drop_column("sla_clocks", "levels")

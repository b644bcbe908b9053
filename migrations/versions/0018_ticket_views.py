"""Keep ways of looking at the queue: private, of a team, shared.

Revision: 0018_ticket_views, after 0017_knowledge_base.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018_ticket_views"
down_revision = "0017_knowledge_base"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filters", postgresql.JSONB(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.Column("columns", postgresql.JSONB(), nullable=False),
        sa.Column("grouping", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("scope IN ('private', 'team', 'shared')", name=op.f("ck_ticket_views_scope_known")),
        sa.CheckConstraint(
            "grouping IN ('status', 'priority', 'assignee', 'team', 'category')",
            name=op.f("ck_ticket_views_grouping_known"),
        ),
        sa.CheckConstraint("(scope = 'team') = (team_id IS NOT NULL)", name=op.f("ck_ticket_views_team_has_team")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("ck_ticket_views_name_length")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_ticket_views_owner_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_ticket_views_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_views")),
    )
    op.create_index("ix_ticket_views_owner_id", "ticket_views", ["owner_id"])
    op.create_index("ix_ticket_views_team_id", "ticket_views", ["team_id"])


def downgrade() -> None:
    op.drop_table("ticket_views")

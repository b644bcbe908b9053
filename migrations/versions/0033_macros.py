"""Keep canned replies and macros: private, of a team, shared.

Revision: 0033_macros, after 0032_audit_months.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033_macros"
down_revision = "0032_audit_months"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_macros",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_internal", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("changes", postgresql.JSONB(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("scope IN ('private', 'team', 'shared')", name=op.f("ck_ticket_macros_scope_known")),
        sa.CheckConstraint("(scope = 'team') = (team_id IS NOT NULL)", name=op.f("ck_ticket_macros_team_has_team")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 80", name=op.f("ck_ticket_macros_name_length")),
        sa.CheckConstraint("length(body) <= 20000", name=op.f("ck_ticket_macros_body_length")),
        sa.CheckConstraint("body <> '' OR changes <> '{}'::jsonb", name=op.f("ck_ticket_macros_does_something")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_ticket_macros_owner_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_ticket_macros_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_macros")),
    )
    op.create_index("ix_ticket_macros_owner_id", "ticket_macros", ["owner_id"])
    op.create_index("ix_ticket_macros_team_id", "ticket_macros", ["team_id"])
    op.create_index("ix_ticket_macros_shared", "ticket_macros", ["id"], postgresql_where=sa.text("scope = 'shared'"))


def downgrade() -> None:
    op.drop_table("ticket_macros")

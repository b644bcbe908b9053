"""Let a routing rule name the agent besides the team.

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("routing_rules", sa.Column("agent_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_routing_rules_agent_id"), "routing_rules", "users", ["agent_id"], ["id"])
    op.create_index(op.f("ix_routing_rules_agent_id"), "routing_rules", ["agent_id"])
    op.create_check_constraint(
        op.f("ck_routing_rules_agent_of_a_team"), "routing_rules", "agent_id IS NULL OR team_id IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("routing_rules", "agent_id")

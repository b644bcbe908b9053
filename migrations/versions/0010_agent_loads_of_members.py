"""Give everybody who works in a team a load, as those who join from now on get one.

Two tickets that were each the first of several people of overlapping teams made these rows while they held others,
and could wait for each other in a circle.

Revision: agent_loads_of_members, after 0009.
"""

from __future__ import annotations

from alembic import op

revision = "agent_loads_of_members"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO agent_loads (user_id) SELECT DISTINCT user_id FROM team_members ORDER BY user_id"
        " ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    """Keep the rows: they say nothing but that somebody has no open ticket."""

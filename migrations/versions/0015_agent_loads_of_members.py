"""Give everybody who works in a team a load, as those who join from now on get one.

Two tickets that were each the first of several people of overlapping teams made these rows while they held others,
and could wait for each other in a circle.

Revision: 0015_agent_loads, after 0014_oidc.
"""

from __future__ import annotations

from alembic import op

revision = "0015_agent_loads"
down_revision = "0014_oidc"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO agent_loads (user_id) SELECT DISTINCT user_id FROM team_members ORDER BY user_id"
        " ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    """Keep the rows: they say nothing but that somebody has no open ticket."""

"""Keep how many tickets a team wants in a column of its board at most.

Revision: 0043_board_limits, after 0042_asset_health.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0043_board_limits"
down_revision = "0042_asset_health"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "teams",
        sa.Column("board_limits", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("teams", "board_limits")

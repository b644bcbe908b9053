"""Keep how many tickets a team wants in a column of its board at most.

Revision: 0045_board_limits, after 0044_report_schedules.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0045_board_limits"
down_revision = "0044_report_schedules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "teams",
        sa.Column("board_limits", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("teams", "board_limits")

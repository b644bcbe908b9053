"""Keep how people like their screens: density of lists, start page, shortcuts.

Revision: 0019_screen_preferences, after 0018_ticket_views.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019_screen_preferences"
down_revision = "0018_ticket_views"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("density", sa.String(length=12), server_default="comfortable", nullable=False))
    op.add_column("users", sa.Column("start_page", sa.String(length=12), server_default="auto", nullable=False))
    op.add_column("users", sa.Column("has_shortcuts", sa.Boolean(), server_default="true", nullable=False))
    # The languages whose words there are: Chinese is known by its script.
    op.execute("UPDATE users SET locale = 'zh-Hans' WHERE locale IN ('zh', 'zh-CN')")


def downgrade() -> None:
    op.execute("UPDATE users SET locale = 'zh-CN' WHERE locale = 'zh-Hans'")
    op.drop_column("users", "has_shortcuts")
    op.drop_column("users", "start_page")
    op.drop_column("users", "density")

"""Keep the health of assets, to sort by.

Revision: 0042_asset_health, after 0041_mail_wordings.

squawk: require-concurrent-index-creation, because the register holds thousands of rows, not millions.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042_asset_health"
down_revision = "0041_mail_wordings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("assets", sa.Column("health", sa.SmallInteger(), nullable=True))
    op.create_index("ix_assets_health", "assets", [sa.text("coalesce(health, 101)"), "id"])


def downgrade() -> None:
    op.drop_index("ix_assets_health", table_name="assets")
    op.drop_column("assets", "health")

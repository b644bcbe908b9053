"""Keep the addresses at which other programs read the calendar of changes.

Revision: 0030_change_feeds, after 0029_change_windows.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030_change_feeds"
down_revision = "0029_change_windows"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_feeds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_change_feeds_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_feeds")),
        sa.UniqueConstraint("user_id", name=op.f("uq_change_feeds_user_id")),
    )


def downgrade() -> None:
    op.drop_table("change_feeds")

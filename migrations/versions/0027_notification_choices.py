"""Keep what people chose to be told; hold mails back for quiet hours and digests.

Revision: 0027_notification_choices, after 0026_bell.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027_notification_choices"
down_revision = "0026_bell"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notification_choices",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("preset", sa.String(length=10), nullable=False),
        sa.Column("own", postgresql.JSONB(), nullable=False),
        sa.Column("quiet_from", sa.SmallInteger(), nullable=True),
        sa.Column("quiet_to", sa.SmallInteger(), nullable=True),
        sa.Column("quiet_weekends", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=10), nullable=False),
        sa.Column("digest_at", sa.SmallInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_notification_choices")),
    )
    op.create_table(
        "notification_mutes",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "group_key", name=op.f("pk_notification_mutes")),
    )
    op.add_column("deliveries", sa.Column("send_after", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "deliveries", sa.Column("is_for_staff", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_index("ix_deliveries_held", "deliveries", ["send_after"], postgresql_where=sa.text("state = 'held'"))


def downgrade() -> None:
    op.drop_index("ix_deliveries_held", table_name="deliveries")
    op.drop_column("deliveries", "is_for_staff")
    op.drop_column("deliveries", "send_after")
    op.drop_table("notification_mutes")
    op.drop_table("notification_choices")

"""Keep the addresses that get no mail.

Revision: 0046_suppressed_addresses, after 0045_board_limits.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046_suppressed_addresses"
down_revision = "0045_board_limits"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suppressed_addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column(
            "cause",
            sa.String(length=12),
            nullable=False,
        ),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column("added_by", sa.Text(), nullable=True),
        sa.Column("suppressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppressed_addresses")),
        sa.UniqueConstraint("address", name=op.f("uq_suppressed_addresses_address")),
    )


def downgrade() -> None:
    op.drop_table("suppressed_addresses")

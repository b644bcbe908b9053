"""Keep what people are told in the app.

Revision: 0026_bell, after 0025_drafts_and_mentions.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026_bell"
down_revision = "0025_drafts_and_mentions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("has_subject", sa.Boolean(), nullable=False),
        sa.Column("data", postgresql.JSONB(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("event_id", "recipient_id", name=op.f("uq_notices_event_id_recipient_id")),
    )
    op.create_index(
        "ix_notices_open",
        "notices",
        ["recipient_id", "group_key", "id"],
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("ix_notices_recipient_id", "notices", ["recipient_id", "id"])
    op.create_index("ix_notices_created_at", "notices", ["created_at"], postgresql_using="brin")


def downgrade() -> None:
    op.drop_table("notices")

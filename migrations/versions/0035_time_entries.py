"""Keep the time that people spend on tickets.

Revision: 0035_time_entries, after 0034_merges.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035_time_entries"
down_revision = "0034_merges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_time_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 1440", name=op.f("ck_ticket_time_entries_minutes_range")),
        sa.CheckConstraint("length(note) <= 500", name=op.f("ck_ticket_time_entries_note_length")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_time_entries_ticket_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ticket_time_entries_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_time_entries")),
    )
    op.create_index("ix_ticket_time_entries_ticket", "ticket_time_entries", ["ticket_id", "id"])


def downgrade() -> None:
    op.drop_table("ticket_time_entries")

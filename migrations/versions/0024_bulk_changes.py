"""Keep what changes of many tickets did, so that jobs do them and they can be undone.

Revision: 0024_bulk_changes, after 0023_changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024_bulk_changes"
down_revision = "0023_changes"
branch_labels = None
depends_on = None

ITEM_STATES = "'waiting', 'done', 'same', 'refused', 'returning', 'returned', 'kept'"


def upgrade() -> None:
    op.create_table(
        "ticket_bulk_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("wanted", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('running', 'done', 'undoing', 'undone')", name=op.f("ck_ticket_bulk_changes_state_known")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_ticket_bulk_changes_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_bulk_changes")),
    )
    op.create_index("ix_ticket_bulk_changes_asked_by_id", "ticket_bulk_changes", ["asked_by_id", "id"])
    op.create_table(
        "ticket_bulk_items",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=True),
        sa.Column("after", postgresql.JSONB(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.CheckConstraint(f"state IN ({ITEM_STATES})", name=op.f("ck_ticket_bulk_items_state_known")),
        sa.ForeignKeyConstraint(["change_id"], ["ticket_bulk_changes.id"], name=op.f("fk_ticket_bulk_items_change_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_bulk_items_ticket_id")),
        sa.PrimaryKeyConstraint("change_id", "ticket_id", name=op.f("pk_ticket_bulk_items")),
    )
    op.create_index("ix_ticket_bulk_items_ticket_id", "ticket_bulk_items", ["ticket_id"])


def downgrade() -> None:
    op.drop_table("ticket_bulk_items")
    op.drop_table("ticket_bulk_changes")

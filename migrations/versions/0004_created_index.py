"""Let the list by creation time filter in its index.

Revision: 0004, after 0003.

Building it holds writes to `tickets` for about a tenth of a second for every hundred thousand of them.
"""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = ["created_at", "id"]


def upgrade() -> None:
    op.create_index("ix_tickets_created_filtered", "tickets", [*COLUMNS, "status", "priority", "category_id"])
    op.drop_index("ix_tickets_created", "tickets")


def downgrade() -> None:
    op.create_index("ix_tickets_created", "tickets", COLUMNS)
    op.drop_index("ix_tickets_created_filtered", "tickets")

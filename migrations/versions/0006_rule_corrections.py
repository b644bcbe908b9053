"""Count what people correct against the rule that had decided it.

Revision: 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ticket_rule_corrections",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("correction", sa.String(length=20), nullable=False),
        sa.Column("previous", sa.Text(), nullable=True),
        sa.Column("corrected", sa.Text(), nullable=True),
        sa.Column("corrected_by_id", sa.Uuid(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('classification', 'routing')", name=op.f("ck_ticket_rule_corrections_kind_known")),
        sa.CheckConstraint(
            "correction IN ('priority', 'category', 'team')",
            name=op.f("ck_ticket_rule_corrections_correction_known"),
        ),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["users.id"], name=op.f("fk_ticket_rule_corrections_corrected_by_id")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_rule_corrections_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "kind", "rule_id", "correction", name=op.f("pk_ticket_rule_corrections")),
    )
    op.create_index("ix_ticket_rule_corrections_rule", "ticket_rule_corrections", ["rule_id", "ticket_id"])


def downgrade() -> None:
    op.drop_table("ticket_rule_corrections")

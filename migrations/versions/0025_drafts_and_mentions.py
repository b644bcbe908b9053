"""Keep drafts and held replies on the server, and who was named in which comment.

Revision: 0025_drafts_and_mentions, after 0024_bulk_changes.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025_drafts_and_mentions"
down_revision = "0024_bulk_changes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _drafts()
    _held()
    op.create_table(
        "ticket_mentions",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["ticket_comments.id"], name=op.f("fk_ticket_mentions_comment_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ticket_mentions_user_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_mentions_ticket_id")),
        sa.PrimaryKeyConstraint("comment_id", "user_id", name=op.f("pk_ticket_mentions")),
    )
    op.create_index("ix_ticket_mentions_user_id", "ticket_mentions", ["user_id", "ticket_id"])


def downgrade() -> None:
    op.drop_table("ticket_mentions")
    op.drop_table("ticket_held_replies")
    op.drop_table("ticket_drafts")


def _drafts() -> None:
    op.create_table(
        "ticket_drafts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('reply', 'note')", name=op.f("ck_ticket_drafts_channel_known")),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 20000", name=op.f("ck_ticket_drafts_body_length")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_ticket_drafts_user_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_drafts_ticket_id")),
        sa.PrimaryKeyConstraint("user_id", "ticket_id", "channel", name=op.f("pk_ticket_drafts")),
    )
    op.create_index("ix_ticket_drafts_ticket_id", "ticket_drafts", ["ticket_id"])


def _held() -> None:
    op.create_table(
        "ticket_held_replies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("mention_ids", postgresql.JSONB(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('held', 'sent', 'withdrawn', 'failed')", name=op.f("ck_ticket_held_replies_state_known")
        ),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 20000", name=op.f("ck_ticket_held_replies_body_length")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_held_replies_ticket_id")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_ticket_held_replies_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_held_replies")),
    )
    op.create_index(
        "ix_ticket_held_replies_held",
        "ticket_held_replies",
        ["author_id", "ticket_id"],
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_index("ix_ticket_held_replies_ticket_id", "ticket_held_replies", ["ticket_id"])

"""Keep what requesters think of each resolution, and the last of it on the ticket.

Revision: 0021_ticket_ratings, after 0020_assets.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021_ticket_ratings"
down_revision = "0020_assets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tickets", sa.Column("rating", sa.SmallInteger(), nullable=True))
    op.add_column("tickets", sa.Column("rated_at", sa.DateTime(timezone=True), nullable=True))
    # Both are empty everywhere: nothing is there to be checked, so the table is not read under the lock.
    op.execute(
        "ALTER TABLE tickets ADD CONSTRAINT ck_tickets_rating_range CHECK (rating BETWEEN 1 AND 5) NOT VALID, "
        "ADD CONSTRAINT ck_tickets_rating_has_time CHECK ((rating IS NULL) = (rated_at IS NULL)) NOT VALID"
    )
    op.execute("ALTER TABLE tickets VALIDATE CONSTRAINT ck_tickets_rating_range")
    op.execute("ALTER TABLE tickets VALIDATE CONSTRAINT ck_tickets_rating_has_time")
    op.create_index("ix_tickets_rated", "tickets", ["rated_at"], postgresql_where=sa.text("rated_at IS NOT NULL"))
    op.create_table(
        "ticket_ratings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("cycle", sa.SmallInteger(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("rated_by_id", sa.Uuid(), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_ticket_ratings_score_range")),
        sa.CheckConstraint("length(comment) BETWEEN 1 AND 2000", name=op.f("ck_ticket_ratings_comment_length")),
        sa.ForeignKeyConstraint(["assignee_id"], ["users.id"], name=op.f("fk_ticket_ratings_assignee_id")),
        sa.ForeignKeyConstraint(["rated_by_id"], ["users.id"], name=op.f("fk_ticket_ratings_rated_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_ticket_ratings_team_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_ratings_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_ratings")),
        sa.UniqueConstraint("ticket_id", "cycle", name=op.f("uq_ticket_ratings_ticket_id_cycle")),
    )
    op.create_index("ix_ticket_ratings_updated_at", "ticket_ratings", ["updated_at"])


def downgrade() -> None:
    op.drop_index("ix_ticket_ratings_updated_at", table_name="ticket_ratings")
    op.drop_table("ticket_ratings")
    op.drop_index("ix_tickets_rated", table_name="tickets", postgresql_where=sa.text("rated_at IS NOT NULL"))
    op.drop_constraint(op.f("ck_tickets_rating_has_time"), "tickets", type_="check")
    op.drop_constraint(op.f("ck_tickets_rating_range"), "tickets", type_="check")
    op.drop_column("tickets", "rated_at")
    op.drop_column("tickets", "rating")

"""Keep how an administrator words the mails, every version of it.

Revision: 0041_mail_wordings, after 0040_asset_imports.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041_mail_wordings"
down_revision = "0040_asset_imports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_wordings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", postgresql.JSONB(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_wordings")),
        sa.UniqueConstraint("template", "language", "version", name="uq_mail_wordings_template_language_version"),
    )


def downgrade() -> None:
    op.drop_table("mail_wordings")

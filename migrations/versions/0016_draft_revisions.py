"""Count the versions of what is edited in a draft on, so that two people who edit it are told of each other.

Revision: 0016_draft_revisions, after 0015_agent_loads.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016_draft_revisions"
down_revision = "0015_agent_loads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rule_drafts", sa.Column("revisions", postgresql.JSONB(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("rule_drafts", "revisions")

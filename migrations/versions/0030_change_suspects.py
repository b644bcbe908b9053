"""Let tickets stand beside changes that may have caused them.

Revision: 0030_change_suspects, after 0029_change_feeds.
"""

from __future__ import annotations

from alembic import op

revision = "0030_change_suspects"
down_revision = "0029_change_feeds"
branch_labels = None
depends_on = None

NAME = "ck_change_tickets_role_known"


def upgrade() -> None:
    _allow("'fixes', 'caused', 'related', 'suspect'")


def downgrade() -> None:
    op.execute("UPDATE change_tickets SET role = 'related' WHERE role = 'suspect'")
    _allow("'fixes', 'caused', 'related'")


def _allow(roles: str) -> None:
    """Replace the rule; NOT VALID and a check of its own hold no lock that stops those who write meanwhile."""
    op.execute(f"ALTER TABLE change_tickets DROP CONSTRAINT {NAME}")
    op.execute(f"ALTER TABLE change_tickets ADD CONSTRAINT {NAME} CHECK (role IN ({roles})) NOT VALID")
    op.execute(f"ALTER TABLE change_tickets VALIDATE CONSTRAINT {NAME}")

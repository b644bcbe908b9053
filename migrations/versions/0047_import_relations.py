"""Keep which import brought a relation in, and which relations a row of it names.

Revision: 0047_import_relations, after 0046_suppressed_addresses.

squawk: require-concurrent-index-creation, because the index holds only what imports bring from now on: it is empty.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0047_import_relations"
down_revision = "0046_suppressed_addresses"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("asset_import_rows", sa.Column("links", postgresql.JSONB(), nullable=True))
    op.add_column("asset_relations", sa.Column("import_id", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_asset_relations_import_id",
        "asset_relations",
        ["import_id"],
        postgresql_where=sa.text("import_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_asset_relations_import_id", table_name="asset_relations")
    op.drop_column("asset_relations", "import_id")
    op.drop_column("asset_import_rows", "links")

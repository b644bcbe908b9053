"""Keep imports of assets, and what became of each of their rows.

Revision: 0040_asset_imports, after 0039_group_own_roles.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0040_asset_imports"
down_revision = "0039_group_own_roles"
branch_labels = None
depends_on = None

_JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "asset_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("columns", _JSON, nullable=False),
        sa.Column("targets", _JSON, nullable=False),
        sa.Column("terms", _JSON, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("rows_moved", sa.Integer(), server_default="0", nullable=False),
        sa.Column("counts", _JSON, server_default="{}", nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source IN ('table', 'inventory')", name=op.f("ck_asset_imports_source_known")),
        sa.CheckConstraint(
            "state IN ('uploaded', 'checking', 'checked', 'running', 'done', 'undoing', 'undone', 'stopped')",
            name=op.f("ck_asset_imports_state_known"),
        ),
        sa.CheckConstraint("row_count >= 0", name=op.f("ck_asset_imports_row_count_not_negative")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_asset_imports_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_imports")),
    )
    op.create_index("ix_asset_imports_created_at", "asset_imports", ["created_at", "id"])
    op.create_table(
        "asset_import_rows",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("given", _JSON, nullable=False),
        sa.Column("known_as", sa.String(length=200), nullable=True),
        sa.Column("tagged", sa.String(length=200), nullable=True),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reasons", _JSON, server_default="[]", nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("asset_tag", sa.String(length=200), nullable=True),
        sa.Column("before", _JSON, nullable=True),
        sa.Column("after", _JSON, nullable=True),
        sa.Column("handover_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "phase IN ('waiting', 'checked', 'done', 'restored', 'kept')",
            name=op.f("ck_asset_import_rows_phase_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('new', 'changed', 'unchanged', 'refused')",
            name=op.f("ck_asset_import_rows_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["import_id"], ["asset_imports.id"], name=op.f("fk_asset_import_rows_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "line", name=op.f("pk_asset_import_rows")),
    )
    for column in ("outcome", "phase"):
        op.create_index(f"ix_asset_import_rows_{column}", "asset_import_rows", ["import_id", column, "line"])
    for column in ("known_as", "tagged"):
        op.create_index(f"ix_asset_import_rows_{column}", "asset_import_rows", ["import_id", column])


def downgrade() -> None:
    op.drop_table("asset_import_rows")
    op.drop_table("asset_imports")

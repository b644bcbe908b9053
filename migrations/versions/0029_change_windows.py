"""Keep freezes, what is in the way of changes, and the assets they work on.

Revision: 0029_change_windows, after 0028_own_roles.

squawk: require-concurrent-index-creation, because changes are some thousands at most and the index is made in no time.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0029_change_windows"
down_revision = "0028_own_roles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("changes", sa.Column("asset_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False))
    op.create_index("ix_changes_asset_ids", "changes", ["asset_ids"], postgresql_using="gin")
    op.create_table(
        "change_freezes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("effect", sa.String(length=20), nullable=False),
        sa.Column("location_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("team_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("approver_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_change_freezes_ends_after_start")),
        sa.CheckConstraint("effect IN ('warn', 'block', 'approve')", name=op.f("ck_change_freezes_effect_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_freezes")),
    )
    op.create_index("ix_change_freezes_window", "change_freezes", ["starts_at", "ends_at"])
    op.create_table(
        "change_conflicts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.Column("freeze_id", sa.Uuid(), nullable=True),
        sa.Column("why", postgresql.JSONB(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('system', 'implementer', 'freeze')", name=op.f("ck_change_conflicts_kind_known")),
        sa.CheckConstraint("(other_id IS NULL) <> (freeze_id IS NULL)", name=op.f("ck_change_conflicts_one_cause")),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_change_conflicts_change_id")),
        sa.ForeignKeyConstraint(["other_id"], ["changes.id"], name=op.f("fk_change_conflicts_other_id")),
        sa.ForeignKeyConstraint(["freeze_id"], ["change_freezes.id"], name=op.f("fk_change_conflicts_freeze_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_conflicts")),
    )
    for column in ("change_id", "other_id", "freeze_id"):
        op.create_index(op.f(f"ix_change_conflicts_{column}"), "change_conflicts", [column])


def downgrade() -> None:
    op.drop_table("change_conflicts")
    op.drop_table("change_freezes")
    op.drop_index("ix_changes_asset_ids", table_name="changes")
    op.drop_column("changes", "asset_ids")

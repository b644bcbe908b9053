"""Keep assets: types, who holds what, how they hang together, seats of licences, tickets about them.

Revision: 0020_assets, after 0019_screen_preferences.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020_assets"
down_revision = "0019_screen_preferences"
branch_labels = None
depends_on = None

# Roles that administrators have changed get the new permissions where they hold what those go with.
GIVE = "UPDATE role_permissions SET permissions = permissions || ARRAY['{new}']::varchar[], version = version + 1 \
WHERE '{old}' = ANY(permissions)"
TAKE = (
    "UPDATE role_permissions SET permissions = array_remove(array_remove(permissions, 'assets.read'), 'assets.write')"
)


def upgrade() -> None:
    op.execute(GIVE.format(new="assets.read", old="tickets.work"))
    op.execute(GIVE.format(new="assets.write", old="teams.manage"))
    op.create_table(
        "asset_types",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("asset_class", sa.String(length=20), nullable=False),
        sa.Column("tag_prefix", sa.String(length=8), nullable=False),
        sa.Column("life_months", sa.SmallInteger(), nullable=True),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "asset_class IN ('hardware', 'software', 'service')", name=op.f("ck_asset_types_asset_class_known")
        ),
        sa.CheckConstraint("life_months > 0", name=op.f("ck_asset_types_life_is_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_types")),
        sa.UniqueConstraint("key", name=op.f("uq_asset_types_key")),
        sa.UniqueConstraint("name", name=op.f("uq_asset_types_name")),
    )
    op.create_table(
        "assets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("type_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("serial", sa.String(length=120), nullable=True),
        sa.Column("manufacturer", sa.String(length=120), nullable=True),
        sa.Column("model", sa.String(length=120), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("purchased_on", sa.Date(), nullable=True),
        sa.Column("warranty_until", sa.Date(), nullable=True),
        sa.Column("maintenance_on", sa.Date(), nullable=True),
        sa.Column("cost", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("vendor", sa.String(length=120), nullable=True),
        sa.Column("contract", sa.String(length=120), nullable=True),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("needed_up", sa.SmallInteger(), nullable=True),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("notes", sa.String(length=5000), nullable=True),
        sa.Column("source_key", sa.String(length=200), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status IN ('in_stock', 'active', 'for_repair', 'retired', 'lost')", name=op.f("ck_assets_status_known")
        ),
        sa.CheckConstraint(
            "(cost IS NULL) = (currency IS NULL) AND cost >= 0", name=op.f("ck_assets_cost_has_currency")
        ),
        sa.CheckConstraint("needed_up > 0", name=op.f("ck_assets_needed_up_is_positive")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_assets_seats_not_negative")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_assets_location_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_assets_owner_id")),
        sa.ForeignKeyConstraint(["type_id"], ["asset_types.id"], name=op.f("fk_assets_type_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
        sa.UniqueConstraint("source_key", name=op.f("uq_assets_source_key")),
    )
    op.create_index(op.f("ix_assets_location_id"), "assets", ["location_id"], unique=False)
    op.create_index(
        "ix_assets_owner_id", "assets", ["owner_id"], unique=False, postgresql_where=sa.text("owner_id IS NOT NULL")
    )
    op.create_index("ix_assets_serial", "assets", [sa.literal_column("upper(serial)")], unique=False)
    op.create_index("ix_assets_type_id", "assets", ["type_id", "status"], unique=False)
    op.create_index("ix_assets_updated_at", "assets", ["updated_at", "id"], unique=False)
    op.create_index(
        "ix_assets_warranty_until",
        "assets",
        ["warranty_until"],
        unique=False,
        postgresql_where=sa.text("warranty_until IS NOT NULL"),
    )
    op.create_index("uq_assets_tag", "assets", [sa.literal_column("upper(tag)")], unique=True)
    op.create_table(
        "asset_handovers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=True),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("condition", sa.String(length=20), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_handovers_asset_id")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_asset_handovers_by_id")),
        sa.ForeignKeyConstraint(["from_id"], ["users.id"], name=op.f("fk_asset_handovers_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["users.id"], name=op.f("fk_asset_handovers_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_handovers")),
    )
    op.create_index("ix_asset_handovers_asset_id", "asset_handovers", ["asset_id", "at"], unique=False)
    op.create_table(
        "asset_relations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("effect_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('runs_on', 'depends_on', 'connected_to', 'part_of')", name=op.f("ck_asset_relations_kind_known")
        ),
        sa.CheckConstraint("cause_id <> effect_id", name=op.f("ck_asset_relations_not_itself")),
        sa.ForeignKeyConstraint(["cause_id"], ["assets.id"], name=op.f("fk_asset_relations_cause_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_asset_relations_created_by_id")),
        sa.ForeignKeyConstraint(["effect_id"], ["assets.id"], name=op.f("fk_asset_relations_effect_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_relations")),
        sa.UniqueConstraint("cause_id", "effect_id", "kind", name=op.f("uq_asset_relations_cause_id_effect_id_kind")),
    )
    op.create_index("ix_asset_relations_effect_id", "asset_relations", ["effect_id", "cause_id"], unique=False)
    op.create_table(
        "asset_seats",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_seats_asset_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_asset_seats_user_id")),
        sa.PrimaryKeyConstraint("asset_id", "user_id", name=op.f("pk_asset_seats")),
    )
    op.create_index("ix_asset_seats_user_id", "asset_seats", ["user_id"], unique=False)
    op.create_table(
        "ticket_assets",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_ticket_assets_asset_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_ticket_assets_created_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_assets_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "asset_id", name=op.f("pk_ticket_assets")),
    )
    op.create_index("ix_ticket_assets_asset_id", "ticket_assets", ["asset_id"], unique=False)


def downgrade() -> None:
    for table in ("ticket_assets", "asset_seats", "asset_relations", "asset_handovers", "assets", "asset_types"):
        op.drop_table(table)
    op.execute(TAKE)

"""Let administrators make roles of their own, each built on a shipped one.

Revision: 0028_own_roles, after 0027_notification_choices.

squawk: require-concurrent-index-creation, because the table of people has hundreds of rows and is looked through in a
moment.
squawk: constraint-missing-not-valid, because of the same.
squawk: adding-foreign-key-constraint, because of the same.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028_own_roles"
down_revision = "0027_notification_choices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_roles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column(
            "base",
            sa.Enum("end_user", "it_agent", "it_manager", "system_admin", name="role", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("permissions", postgresql.ARRAY(sa.String(length=60)), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("base <> 'system_admin'", name=op.f("ck_own_roles_not_of_administrators")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_roles")),
        sa.UniqueConstraint("id", "base", name=op.f("uq_own_roles_id_base")),
    )
    op.create_index("uq_own_roles_name_lower", "own_roles", [sa.text("lower(name)")], unique=True)
    op.add_column("users", sa.Column("own_role_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_users_own_role_id"), "users", ["own_role_id"])
    op.create_foreign_key("fk_users_own_role", "users", "own_roles", ["own_role_id", "role"], ["id", "base"])


def downgrade() -> None:
    op.drop_constraint("fk_users_own_role", "users", type_="foreignkey")
    op.drop_index(op.f("ix_users_own_role_id"), table_name="users")
    op.drop_column("users", "own_role_id")
    op.drop_index("uq_own_roles_name_lower", table_name="own_roles")
    op.drop_table("own_roles")

"""Let the groups of a sign-in provider give roles of the organisation's own.

Revision: 0039_group_own_roles, after 0036_webhooks.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039_group_own_roles"
down_revision = "0036_webhooks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "oidc_group_own_roles",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("own_role_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("end_user", "it_agent", "it_manager", "system_admin", name="role", native_enum=False, length=20),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"],
            ["oidc_providers.id"],
            name=op.f("fk_oidc_group_own_roles_provider_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["own_role_id", "role"], ["own_roles.id", "own_roles.base"], name="fk_oidc_group_own_roles_own_role"
        ),
        sa.PrimaryKeyConstraint("provider_id", "position", name=op.f("pk_oidc_group_own_roles")),
    )
    op.create_index("ix_oidc_group_own_roles_own_role_id", "oidc_group_own_roles", ["own_role_id"])


def downgrade() -> None:
    op.drop_table("oidc_group_own_roles")

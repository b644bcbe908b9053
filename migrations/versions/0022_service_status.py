"""Keep the services, what is posted about them, who is affected and who subscribed.

Revision: 0022_service_status, after 0021_ticket_ratings.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022_service_status"
down_revision = "0021_ticket_ratings"
branch_labels = None
depends_on = None

# Roles that administrators have changed get the new permission where they work tickets.
GIVE = (
    "UPDATE role_permissions SET permissions = permissions || ARRAY['status.post']::varchar[], version = version + 1 \
WHERE 'tickets.work' = ANY(permissions)"
)
TAKE = "UPDATE role_permissions SET permissions = array_remove(permissions, 'status.post')"
TABLES = ("status_affected", "status_updates", "status_posts", "status_subscriptions", "status_services")


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _kept() -> tuple[sa.Column[object], ...]:
    now = sa.text("now()")
    return tuple(
        sa.Column(name, sa.DateTime(timezone=True), server_default=now, nullable=False)
        for name in ("created_at", "updated_at")
    )


def upgrade() -> None:
    op.execute(GIVE)
    _services()
    _posts()
    _around_posts()


def _services() -> None:
    op.create_table(
        "status_services",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=200), server_default="", nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_kept(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_services")),
        sa.UniqueConstraint("name", name=op.f("uq_status_services_name")),
    )
    op.create_table(
        "status_subscriptions",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        _time("created_at"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_status_subscriptions_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_status_subscriptions")),
    )


def _posts() -> None:
    op.create_table(
        "status_posts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("impact", sa.String(length=20), nullable=True),
        sa.Column("service_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        _time("starts_at"),
        _time("ends_at", nullable=True),
        _time("next_update_at", nullable=True),
        _time("ended_at", nullable=True),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_number", sa.String(length=20), nullable=True),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_kept(),
        sa.CheckConstraint(
            "kind IN ('incident', 'maintenance', 'announcement')", name=op.f("ck_status_posts_kind_known")
        ),
        sa.CheckConstraint(
            "(kind = 'incident') = (impact IS NOT NULL)", name=op.f("ck_status_posts_incidents_have_impact")
        ),
        sa.CheckConstraint(
            "kind <> 'maintenance' OR ends_at IS NOT NULL", name=op.f("ck_status_posts_maintenance_ends")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_status_posts_ends_after_start")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_status_posts_ticket_id_tickets")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_status_posts_created_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_posts")),
    )
    op.create_index("ix_status_posts_open", "status_posts", ["starts_at"], postgresql_where=sa.text("ended_at IS NULL"))
    op.create_index("ix_status_posts_ended_at", "status_posts", ["ended_at"])
    op.create_index(op.f("ix_status_posts_ticket_id"), "status_posts", ["ticket_id"])


def _around_posts() -> None:
    op.create_table(
        "status_updates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("body", sa.String(length=4000), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        _time("created_at"),
        sa.ForeignKeyConstraint(["post_id"], ["status_posts.id"], name=op.f("fk_status_updates_post_id_status_posts")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_status_updates_author_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_updates")),
    )
    op.create_index("ix_status_updates_post_id", "status_updates", ["post_id", "created_at"])
    op.create_table(
        "status_affected",
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        _time("created_at"),
        sa.ForeignKeyConstraint(["post_id"], ["status_posts.id"], name=op.f("fk_status_affected_post_id_status_posts")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_status_affected_user_id_users")),
        sa.PrimaryKeyConstraint("post_id", "user_id", name=op.f("pk_status_affected")),
    )
    op.create_index(op.f("ix_status_affected_user_id"), "status_affected", ["user_id"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.execute(TAKE)

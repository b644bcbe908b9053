"""Say who is at work, who can what, who is on call; give members of teams a weight.

Revision: 0008, after 0007.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DOES_SOMETHING = "ck_routing_rules_does_something"
BEFORE = "team_id IS NOT NULL OR priority_floor IS NOT NULL OR notify_manager OR cardinality(watcher_ids) > 0"


def upgrade() -> None:
    op.add_column("team_members", sa.Column("weight", sa.SmallInteger(), server_default="1", nullable=False))
    op.create_check_constraint(op.f("ck_team_members_weight_positive"), "team_members", "weight > 0")
    op.add_column(
        "routing_rules", sa.Column("skill_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False)
    )
    op.drop_constraint(op.f(DOES_SOMETHING), "routing_rules", type_="check")
    op.create_check_constraint(op.f(DOES_SOMETHING), "routing_rules", f"{BEFORE} OR cardinality(skill_ids) > 0")
    _shifts_and_leave()
    _skills()
    op.create_table(
        "team_duties",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("follow_team_id", sa.Uuid(), nullable=True),
        sa.Column("on_call_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("follow_team_id <> team_id", name=op.f("ck_team_duties_not_following_itself")),
        sa.ForeignKeyConstraint(["follow_team_id"], ["teams.id"], name=op.f("fk_team_duties_follow_team_id_teams")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_team_duties_team_id_teams")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_team_duties")),
    )
    _handovers()


def _handovers() -> None:
    op.create_table(
        "ticket_handovers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_user_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('running', 'done', 'undoing', 'undone')", name=op.f("ck_ticket_handovers_state_known")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_ticket_handovers_asked_by_id_users")),
        sa.ForeignKeyConstraint(["from_user_id"], ["users.id"], name=op.f("fk_ticket_handovers_from_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_handovers")),
    )
    columns = {
        "handover_id": "ticket_handovers",
        "ticket_id": "tickets",
        "from_team_id": "teams",
        "to_team_id": "teams",
        "to_assignee_id": "users",
    }
    op.create_table(
        "ticket_handover_items",
        *(sa.Column(name, sa.Uuid(), nullable=False) for name in ("handover_id", "ticket_id")),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Uuid(), nullable=True) for name in ("from_team_id", "to_team_id", "to_assignee_id")),
        sa.CheckConstraint(
            "state IN ('waiting', 'moved', 'kept', 'returning', 'returned')",
            name=op.f("ck_ticket_handover_items_state_known"),
        ),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_ticket_handover_items_{name}_{table}"))
            for name, table in columns.items()
        ),
        sa.PrimaryKeyConstraint("handover_id", "ticket_id", name=op.f("pk_ticket_handover_items")),
    )
    op.create_index("ix_ticket_handover_items_ticket_id", "ticket_handover_items", ["ticket_id"])


def _shifts_and_leave() -> None:
    op.create_table(
        "shifts",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("week", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_shifts_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_shifts")),
    )
    op.create_table(
        "leaves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_leaves_ends_after_start")),
        sa.ForeignKeyConstraint(["planned_by_id"], ["users.id"], name=op.f("fk_leaves_planned_by_id_users")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_leaves_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
    )
    standing = sa.text("cancelled_at IS NULL")
    op.create_index("ix_leaves_standing", "leaves", ["ends_at", "user_id"], postgresql_where=standing)
    op.create_index("ix_leaves_user_id", "leaves", ["user_id", "starts_at", "id"])


def _skills() -> None:
    op.create_table(
        "skills",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills")),
    )
    op.create_index("uq_skills_name_lower", "skills", [sa.text("lower(name)")], unique=True)
    op.create_table(
        "agent_skills",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("skill_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["skill_id"], ["skills.id"], name=op.f("fk_agent_skills_skill_id_skills")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_agent_skills_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", "skill_id", name=op.f("pk_agent_skills")),
    )
    op.create_index(op.f("ix_agent_skills_skill_id"), "agent_skills", ["skill_id"])


def downgrade() -> None:
    for table in (
        "ticket_handover_items",
        "ticket_handovers",
        "team_duties",
        "agent_skills",
        "skills",
        "leaves",
        "shifts",
    ):
        op.drop_table(table)
    # Rules that do nothing but ask for skills would do nothing at all.
    op.execute(
        "DELETE FROM routing_rules WHERE team_id IS NULL AND priority_floor IS NULL AND NOT notify_manager "
        "AND cardinality(watcher_ids) = 0"
    )
    op.drop_constraint(op.f(DOES_SOMETHING), "routing_rules", type_="check")
    op.drop_column("routing_rules", "skill_ids")
    op.create_check_constraint(op.f(DOES_SOMETHING), "routing_rules", BEFORE)
    op.drop_constraint(op.f("ck_team_members_weight_positive"), "team_members", type_="check")
    op.drop_column("team_members", "weight")

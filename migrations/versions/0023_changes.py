"""Keep approvals (who was asked, what they said) and changes with their templates, questions and rules.

Revision: 0023_changes, after 0022_service_status.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023_changes"
down_revision = "0022_service_status"
branch_labels = None
depends_on = None


# Roles that administrators have changed get the new permissions where they hold what those go with.
GIVE = "UPDATE role_permissions SET permissions = permissions || ARRAY['{new}']::varchar[], version = version + 1 \
WHERE '{old}' = ANY(permissions)"
TAKE = "UPDATE role_permissions SET permissions = array_remove(permissions, '{new}')"
GIVEN = (("changes.write", "tickets.work"), ("changes.approve", "teams.manage"), ("changes.manage", "teams.manage"))


def upgrade() -> None:
    for new, old in GIVEN:
        op.execute(GIVE.format(new=new, old=old))
    op.create_table(
        "change_approval_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("types", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("levels", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("user_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("team_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("quorum", sa.SmallInteger(), nullable=False),
        sa.Column("due_hours", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("phase IN ('before', 'afterwards')", name=op.f("ck_change_approval_rules_phase_known")),
        sa.CheckConstraint("rule IN ('any', 'all', 'quorum')", name=op.f("ck_change_approval_rules_rule_known")),
        sa.CheckConstraint("quorum > 0 AND due_hours > 0", name=op.f("ck_change_approval_rules_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_approval_rules")),
    )
    op.create_table(
        "change_risk_questions",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("text", sa.String(length=255), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_change_risk_questions")),
    )
    op.create_table(
        "change_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("is_preapproved", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("duration_minutes > 0", name=op.f("ck_change_templates_duration_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_templates")),
        sa.UniqueConstraint("name", name=op.f("uq_change_templates_name")),
    )
    op.create_table(
        "approval_delegations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_approval_delegations_ends_after_start")),
        sa.CheckConstraint("person_id <> delegate_id", name=op.f("ck_approval_delegations_not_to_oneself")),
        sa.ForeignKeyConstraint(["delegate_id"], ["users.id"], name=op.f("fk_approval_delegations_delegate_id")),
        sa.ForeignKeyConstraint(["person_id"], ["users.id"], name=op.f("fk_approval_delegations_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_delegations")),
    )
    op.create_index(
        "ix_approval_delegations_delegate", "approval_delegations", ["delegate_id", "ends_at"], unique=False
    )
    op.create_index("ix_approval_delegations_person", "approval_delegations", ["person_id", "ends_at"], unique=False)
    op.create_table(
        "approvals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=30), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("requester_id", sa.Uuid(), nullable=False),
        sa.Column("barred_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("escalate_to_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("needs_sign_in", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("void_reason", sa.String(length=2000), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'approved', 'rejected', 'voided')", name=op.f("ck_approvals_state_known")
        ),
        sa.ForeignKeyConstraint(["requester_id"], ["users.id"], name=op.f("fk_approvals_requester_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
    )
    op.create_index(op.f("ix_approvals_requester_id"), "approvals", ["requester_id"], unique=False)
    op.create_index("ix_approvals_subject", "approvals", ["subject_type", "subject_id"], unique=False)
    op.create_index(
        "uq_approvals_open",
        "approvals",
        ["subject_type", "subject_id", "purpose"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "approval_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_approval_links_approval_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_approval_links_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_links")),
    )
    op.create_index(op.f("ix_approval_links_approval_id"), "approval_links", ["approval_id"], unique=False)
    op.create_index(op.f("ix_approval_links_user_id"), "approval_links", ["user_id"], unique=False)
    op.create_table(
        "approval_steps",
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("rule", sa.String(length=20), nullable=False),
        sa.Column("needed", sa.SmallInteger(), nullable=False),
        sa.Column("due_seconds", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("stand_in_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chase_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("rule IN ('any', 'all', 'quorum')", name=op.f("ck_approval_steps_rule_known")),
        sa.CheckConstraint(
            "state IN ('waiting', 'open', 'approved', 'rejected', 'voided')", name=op.f("ck_approval_steps_state_known")
        ),
        sa.CheckConstraint("needed > 0 AND due_seconds > 0", name=op.f("ck_approval_steps_positive")),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_approval_steps_approval_id")),
        sa.PrimaryKeyConstraint("approval_id", "position", name=op.f("pk_approval_steps")),
    )
    op.create_index(
        "ix_approval_steps_chase_at",
        "approval_steps",
        ["chase_at"],
        unique=False,
        postgresql_where=sa.text("chase_at IS NOT NULL"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("business_impact", sa.Text(), nullable=False),
        sa.Column("implementation_plan", sa.Text(), nullable=False),
        sa.Column("rollback_plan", sa.Text(), nullable=False),
        sa.Column("communication_plan", sa.Text(), nullable=False),
        sa.Column("test_plan", sa.Text(), nullable=False),
        sa.Column("justification", sa.Text(), nullable=False),
        sa.Column("systems", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("risk_answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("risk_score", sa.SmallInteger(), nullable=True),
        sa.Column("risk_level", sa.String(length=20), nullable=True),
        sa.Column("risk_lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("requester_id", sa.Uuid(), nullable=False),
        sa.Column("implementer_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("location_id", sa.Uuid(), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("approval_id", sa.Uuid(), nullable=True),
        sa.Column("late_approval_id", sa.Uuid(), nullable=True),
        sa.Column("approved_itself", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("outcome_note", sa.Text(), nullable=False),
        sa.Column("review_summary", sa.Text(), nullable=False),
        sa.Column("review_lessons", sa.Text(), nullable=False),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("outcome IN ('success', 'failed', 'rolled_back')", name=op.f("ck_changes_outcome_known")),
        sa.CheckConstraint(
            "risk_level IN ('low', 'medium', 'high', 'critical')", name=op.f("ck_changes_risk_level_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'approved', 'scheduled', 'implementing', 'implemented', 'failed', 'rolled_back', 'closed', 'rejected', 'cancelled')",
            name=op.f("ck_changes_state_known"),
        ),
        sa.CheckConstraint("type IN ('standard', 'normal', 'emergency')", name=op.f("ck_changes_type_known")),
        sa.CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name=op.f("ck_changes_window_is_whole")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_changes_ends_after_start")),
        sa.ForeignKeyConstraint(["approval_id"], ["approvals.id"], name=op.f("fk_changes_approval_id")),
        sa.ForeignKeyConstraint(["implementer_id"], ["users.id"], name=op.f("fk_changes_implementer_id")),
        sa.ForeignKeyConstraint(["late_approval_id"], ["approvals.id"], name=op.f("fk_changes_late_approval_id")),
        sa.ForeignKeyConstraint(["location_id"], ["locations.id"], name=op.f("fk_changes_location_id")),
        sa.ForeignKeyConstraint(["requester_id"], ["users.id"], name=op.f("fk_changes_requester_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["users.id"], name=op.f("fk_changes_reviewed_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_changes_team_id")),
        sa.ForeignKeyConstraint(["template_id"], ["change_templates.id"], name=op.f("fk_changes_template_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sa.UniqueConstraint("number", name=op.f("uq_changes_number")),
    )
    op.create_index(op.f("ix_changes_implementer_id"), "changes", ["implementer_id"], unique=False)
    op.create_index(op.f("ix_changes_requester_id"), "changes", ["requester_id"], unique=False)
    op.create_index("ix_changes_state", "changes", ["state", "id"], unique=False)
    op.create_index("ix_changes_window", "changes", ["starts_at", "ends_at"], unique=False)
    op.create_table(
        "approval_places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("seat", sa.SmallInteger(), nullable=False),
        sa.Column("approver_id", sa.Uuid(), nullable=False),
        sa.Column("vote", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("way", sa.String(length=20), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("vote IN ('approved', 'rejected')", name=op.f("ck_approval_places_vote_known")),
        sa.CheckConstraint(
            "(vote IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_approval_places_vote_has_a_person")
        ),
        sa.ForeignKeyConstraint(
            ["approval_id", "position"],
            ["approval_steps.approval_id", "approval_steps.position"],
            name=op.f("fk_approval_places_approval_id_position"),
        ),
        sa.ForeignKeyConstraint(["approver_id"], ["users.id"], name=op.f("fk_approval_places_approver_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_approval_places_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_places")),
        sa.UniqueConstraint(
            "approval_id", "position", "approver_id", name=op.f("uq_approval_places_approval_id_position_approver_id")
        ),
        sa.UniqueConstraint(
            "approval_id",
            "position",
            "decided_by_id",
            name=op.f("uq_approval_places_approval_id_position_decided_by_id"),
        ),
    )
    op.create_index(op.f("ix_approval_places_approver_id"), "approval_places", ["approver_id"], unique=False)
    op.create_index(op.f("ix_approval_places_decided_by_id"), "approval_places", ["decided_by_id"], unique=False)
    op.create_table(
        "change_tickets",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("role IN ('fixes', 'caused', 'related')", name=op.f("ck_change_tickets_role_known")),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_change_tickets_change_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_change_tickets_created_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_change_tickets_ticket_id")),
        sa.PrimaryKeyConstraint("change_id", "ticket_id", name=op.f("pk_change_tickets")),
    )
    op.create_index("ix_change_tickets_ticket_id", "change_tickets", ["ticket_id"], unique=False)


def downgrade() -> None:
    for new, _ in GIVEN:
        op.execute(TAKE.format(new=new))
    op.drop_index("ix_change_tickets_ticket_id", table_name="change_tickets")
    op.drop_table("change_tickets")
    op.drop_index(op.f("ix_approval_places_decided_by_id"), table_name="approval_places")
    op.drop_index(op.f("ix_approval_places_approver_id"), table_name="approval_places")
    op.drop_table("approval_places")
    op.drop_index("ix_changes_window", table_name="changes")
    op.drop_index("ix_changes_state", table_name="changes")
    op.drop_index(op.f("ix_changes_requester_id"), table_name="changes")
    op.drop_index(op.f("ix_changes_implementer_id"), table_name="changes")
    op.drop_table("changes")
    op.drop_index(
        "ix_approval_steps_chase_at", table_name="approval_steps", postgresql_where=sa.text("chase_at IS NOT NULL")
    )
    op.drop_table("approval_steps")
    op.drop_index(op.f("ix_approval_links_user_id"), table_name="approval_links")
    op.drop_index(op.f("ix_approval_links_approval_id"), table_name="approval_links")
    op.drop_table("approval_links")
    op.drop_index("uq_approvals_open", table_name="approvals", postgresql_where=sa.text("state = 'open'"))
    op.drop_index("ix_approvals_subject", table_name="approvals")
    op.drop_index(op.f("ix_approvals_requester_id"), table_name="approvals")
    op.drop_table("approvals")
    op.drop_index("ix_approval_delegations_person", table_name="approval_delegations")
    op.drop_index("ix_approval_delegations_delegate", table_name="approval_delegations")
    op.drop_table("approval_delegations")
    op.drop_table("change_templates")
    op.drop_table("change_risk_questions")
    op.drop_table("change_approval_rules")

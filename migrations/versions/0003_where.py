"""Say when rules hold by a tree (`where`); let rules understand several languages.

Revision: 0003, after 0002.

Safe beside running code: the old columns stay, with defaults that match no ticket, so that code of the release before
passes over rules written by this one. Versions already stored are not touched: codecs read both shapes.
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from itsm.domains.conditions.lists import from_classification_lists, from_routing_lists
from itsm.platform.expressions.tree import to_json

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ALWAYS = sa.text("""'{"all": []}'""")
# What no ticket is and no text says.
NO_TICKET = sa.text("""'{"types": ["none"]}'""")
NO_TEXT = sa.text("""'{"rule of a later release 0002"}'""")


def upgrade() -> None:
    for table in ("routing_rules", "classification_rules"):
        op.add_column(
            table,
            sa.Column("where", postgresql.JSONB(astext_type=sa.Text()), server_default=ALWAYS, nullable=False),
        )
    op.add_column("classification_rules", sa.Column("is_floor", sa.Boolean(), server_default="false", nullable=False))
    _convert()
    op.alter_column("routing_rules", "conditions", server_default=NO_TICKET)
    op.drop_constraint(op.f("ck_classification_rules_asks_for_something"), "classification_rules", type_="check")
    op.alter_column("classification_rules", "kind", server_default="keyword")
    op.alter_column("classification_rules", "all_terms", server_default=NO_TEXT)
    for name in ("fields", "any_terms", "none_terms", "impacts"):
        op.alter_column("classification_rules", name, server_default=sa.text("'{}'"))
    op.execute(
        "UPDATE app_settings SET key = 'text_languages', value = jsonb_build_array(value) WHERE key = 'text_language'"
    )
    op.execute(
        "UPDATE config_versions SET version = version + 1"
        " WHERE name IN ('routing', 'classification', 'settings', 'sla')"
    )


def downgrade() -> None:
    op.execute("UPDATE app_settings SET key = 'text_language', value = value -> 0 WHERE key = 'text_languages'")
    for name in ("fields", "any_terms", "none_terms", "impacts", "all_terms", "kind"):
        op.alter_column("classification_rules", name, server_default=None)
    op.create_check_constraint(
        op.f("ck_classification_rules_asks_for_something"),
        "classification_rules",
        "kind = 'vip' OR cardinality(any_terms) + cardinality(all_terms) + cardinality(impacts) > 0",
    )
    op.alter_column("routing_rules", "conditions", server_default=None)
    op.drop_column("classification_rules", "is_floor")
    op.drop_column("classification_rules", "where")
    op.drop_column("routing_rules", "where")


def _convert() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.text("SELECT id, conditions FROM routing_rules")).all():
        connection.execute(
            sa.text('UPDATE routing_rules SET "where" = CAST(:tree AS jsonb) WHERE id = :id'),
            {"id": row.id, "tree": json.dumps(to_json(from_routing_lists(row.conditions)))},
        )
    rules = sa.text("SELECT id, kind, fields, any_terms, all_terms, none_terms, impacts FROM classification_rules")
    for rule in connection.execute(rules).mappings().all():
        connection.execute(
            sa.text(
                'UPDATE classification_rules SET "where" = CAST(:tree AS jsonb), is_floor = :is_floor WHERE id = :id'
            ),
            {
                "id": rule["id"],
                "tree": json.dumps(to_json(from_classification_lists(rule))),
                "is_floor": rule["kind"] == "vip",
            },
        )

"""Keep articles with their versions, what readers said of them, and the index they are found by.

Revision: 0017_knowledge_base, after 0016_draft_revisions.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017_knowledge_base"
down_revision = "0016_draft_revisions"
branch_labels = None
depends_on = None


# Roles that administrators have changed get the new permissions where they hold what those went with.
GIVE = "UPDATE role_permissions SET permissions = permissions || ARRAY['{new}']::varchar[], version = version + 1 \
WHERE '{old}' = ANY(permissions)"
TAKE = "UPDATE role_permissions SET permissions = array_remove(array_remove(permissions, 'kb.write'), 'kb.publish')"


def upgrade() -> None:
    op.execute(GIVE.format(new="kb.write", old="tickets.work"))
    op.execute(GIVE.format(new="kb.publish", old="teams.manage"))
    op.create_table(
        "kb_categories",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_categories")),
        sa.UniqueConstraint("name", name=op.f("uq_kb_categories_name")),
    )
    op.create_table(
        "kb_misses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("query", sa.String(length=200), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_misses")),
        sa.UniqueConstraint("query", name=op.f("uq_kb_misses_query")),
    )
    op.create_index("ix_kb_misses_times", "kb_misses", ["times"], unique=False)
    op.create_table(
        "kb_synonyms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("words", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_synonyms")),
    )
    _search()
    _articles()


def _articles() -> None:
    op.create_table(
        "kb_articles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), sa.Identity(always=True), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("live", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("views", sa.Integer(), server_default="0", nullable=False),
        sa.Column("helpful", sa.Integer(), server_default="0", nullable=False),
        sa.Column("unhelpful", sa.Integer(), server_default="0", nullable=False),
        sa.Column("source_key", sa.String(length=300), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("audience IN ('everyone', 'staff')", name=op.f("ck_kb_articles_audience_known")),
        sa.CheckConstraint("status <> 'archived' OR live IS NULL", name=op.f("ck_kb_articles_archived_is_not_live")),
        sa.CheckConstraint("status <> 'published' OR live = head", name=op.f("ck_kb_articles_published_is_live")),
        sa.CheckConstraint(
            "status IN ('draft', 'in_review', 'published', 'archived')", name=op.f("ck_kb_articles_status_known")
        ),
        sa.ForeignKeyConstraint(["category_id"], ["kb_categories.id"], name=op.f("fk_kb_articles_category_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_kb_articles_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_articles")),
        sa.UniqueConstraint("number", name=op.f("uq_kb_articles_number")),
        sa.UniqueConstraint("slug", name=op.f("uq_kb_articles_slug")),
        sa.UniqueConstraint("source_key", name=op.f("uq_kb_articles_source_key")),
    )
    op.create_index(op.f("ix_kb_articles_category_id"), "kb_articles", ["category_id"], unique=False)
    op.create_index(op.f("ix_kb_articles_owner_id"), "kb_articles", ["owner_id"], unique=False)
    op.create_index(
        "ix_kb_articles_review_by", "kb_articles", ["review_by"], unique=False, postgresql_where="live IS NOT NULL"
    )
    op.create_index("ix_kb_articles_status", "kb_articles", ["status", "updated_at"], unique=False)
    _listening()


def _listening() -> None:
    op.create_table(
        "kb_deflections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["kb_articles.id"], name=op.f("fk_kb_deflections_article_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_kb_deflections_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_deflections")),
    )
    op.create_index("ix_kb_deflections_created_at", "kb_deflections", ["created_at"], unique=False)
    op.create_table(
        "kb_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("article_version", sa.Integer(), nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["kb_articles.id"], name=op.f("fk_kb_feedback_article_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_kb_feedback_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kb_feedback")),
        sa.UniqueConstraint("article_id", "user_id", name=op.f("uq_kb_feedback_article_id_user_id")),
    )
    op.create_table(
        "kb_search",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("title_terms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("terms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("words", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["kb_articles.id"], name=op.f("fk_kb_search_article_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_kb_search")),
        sa.UniqueConstraint("article_id", name=op.f("uq_kb_search_article_id")),
    )
    op.create_table(
        "kb_versions",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("outline", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["kb_articles.id"], name=op.f("fk_kb_versions_article_id")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_kb_versions_author_id")),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_kb_versions")),
    )
    op.create_table(
        "kb_views",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["kb_articles.id"], name=op.f("fk_kb_views_article_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_kb_views_user_id")),
        sa.PrimaryKeyConstraint("article_id", "user_id", "day", name=op.f("pk_kb_views")),
    )
    op.create_table(
        "ticket_articles",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("is_source", sa.Boolean(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["kb_articles.id"], name=op.f("fk_ticket_articles_article_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_ticket_articles_created_by_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_articles_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", "article_id", name=op.f("pk_ticket_articles")),
    )
    op.create_index("ix_ticket_articles_article_id", "ticket_articles", ["article_id"], unique=False)


def _search() -> None:
    op.create_table(
        "kb_postings",
        sa.Column("term", sa.String(length=80, collation="C"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("impact", sa.REAL(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint(
            "term", "number", name=op.f("pk_kb_postings"), postgresql_include=["impact", "is_open"]
        ),
    )
    op.create_index("ix_kb_postings_number", "kb_postings", ["number"], unique=False)
    op.create_table(
        "kb_terms",
        sa.Column("term", sa.String(length=80, collation="C"), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("open_articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("term", name=op.f("pk_kb_terms")),
    )
    op.create_table(
        "kb_words",
        sa.Column("word", sa.String(length=80, collation="C"), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("open_articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_kb_words")),
    )


def downgrade() -> None:
    op.execute(TAKE)
    op.drop_index("ix_ticket_articles_article_id", table_name="ticket_articles")
    op.drop_table("ticket_articles")
    op.drop_table("kb_views")
    op.drop_table("kb_versions")
    op.drop_table("kb_search")
    op.drop_table("kb_feedback")
    op.drop_index("ix_kb_deflections_created_at", table_name="kb_deflections")
    op.drop_table("kb_deflections")
    op.drop_index("ix_kb_articles_status", table_name="kb_articles")
    op.drop_index("ix_kb_articles_review_by", table_name="kb_articles", postgresql_where="live IS NOT NULL")
    op.drop_index(op.f("ix_kb_articles_owner_id"), table_name="kb_articles")
    op.drop_index(op.f("ix_kb_articles_category_id"), table_name="kb_articles")
    op.drop_table("kb_articles")
    op.drop_table("kb_words")
    op.drop_table("kb_terms")
    op.drop_table("kb_synonyms")
    op.drop_index("ix_kb_postings_number", table_name="kb_postings")
    op.drop_table("kb_postings")
    op.drop_index("ix_kb_misses_times", table_name="kb_misses")
    op.drop_table("kb_misses")
    op.drop_table("kb_categories")

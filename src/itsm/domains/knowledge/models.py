"""Tables of the knowledge base: articles with their versions, what readers said, and the index they are found by."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    REAL,
    CheckConstraint,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from itsm.platform.db.base import Base, Timestamped, utc_datetime, uuid_pk

TITLE_MAX, SUMMARY_MAX, BODY_MAX = 200, 500, 200_000
NAME_MAX, TAG_MAX, SLUG_MAX, KEY_MAX = 80, 40, 120, 300
COMMENT_MAX, QUERY_MAX = 1_000, 200
_WORD = 20


class ArticleCategory(Timestamped, Base):
    """A shelf. One that is not active takes no new articles and is not offered."""

    __tablename__ = "kb_categories"

    id: Mapped[UUID] = uuid_pk()
    name: Mapped[str] = mapped_column(String(NAME_MAX), unique=True)
    position: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


class Article(Timestamped, Base):
    """An article as a whole. `head` is its newest version, `live` the one that readers see (none: nobody does)."""

    __tablename__ = "kb_articles"

    id: Mapped[UUID] = uuid_pk()
    number: Mapped[int] = mapped_column(Integer, Identity(always=True), unique=True)
    slug: Mapped[str] = mapped_column(String(SLUG_MAX), unique=True)
    status: Mapped[str] = mapped_column(String(_WORD))
    audience: Mapped[str] = mapped_column(String(_WORD))
    category_id: Mapped[UUID] = mapped_column(ForeignKey("kb_categories.id"), index=True)
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    language: Mapped[str] = mapped_column(String(10))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"), index=True)
    review_by: Mapped[date | None] = mapped_column(Date)
    reminded_at: Mapped[datetime | None] = utc_datetime()
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    head: Mapped[int] = mapped_column(Integer)
    live: Mapped[int | None] = mapped_column(Integer)
    published_at: Mapped[datetime | None] = utc_datetime()
    views: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    helpful: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    unhelpful: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    source_key: Mapped[str | None] = mapped_column(String(KEY_MAX), unique=True)
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        CheckConstraint("status IN ('draft', 'in_review', 'published', 'archived')", name="status_known"),
        CheckConstraint("audience IN ('everyone', 'staff')", name="audience_known"),
        CheckConstraint("status <> 'archived' OR live IS NULL", name="archived_is_not_live"),
        CheckConstraint("status <> 'published' OR live = head", name="published_is_live"),
        Index("ix_kb_articles_status", "status", "updated_at"),
        Index("ix_kb_articles_review_by", "review_by", postgresql_where="live IS NOT NULL"),
    )


class ArticleVersion(Base):
    """What an article said. `html` and `outline` were made of `body` when it was saved, cleaned of all that runs."""

    __tablename__ = "kb_versions"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("kb_articles.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    title: Mapped[str] = mapped_column(String(TITLE_MAX))
    summary: Mapped[str] = mapped_column(String(SUMMARY_MAX))
    body: Mapped[str]
    html: Mapped[str]
    outline: Mapped[list[Any]]
    note: Mapped[str] = mapped_column(String(SUMMARY_MAX))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    author_name: Mapped[str]
    created_at: Mapped[datetime] = utc_datetime(nullable=False)


class ArticleFeedback(Base):
    """What one reader thinks of one article; a second answer replaces the first."""

    __tablename__ = "kb_feedback"

    id: Mapped[UUID] = uuid_pk()
    article_id: Mapped[UUID] = mapped_column(ForeignKey("kb_articles.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    article_version: Mapped[int]
    is_helpful: Mapped[bool]
    comment: Mapped[str] = mapped_column(String(COMMENT_MAX))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (UniqueConstraint("article_id", "user_id"),)


class ArticleView(Base):
    """That somebody read an article on a day (UTC); so often they look that day, it counts once."""

    __tablename__ = "kb_views"

    article_id: Mapped[UUID] = mapped_column(ForeignKey("kb_articles.id"), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)


class Deflection(Base):
    """A ticket that was not raised: an article solved what somebody had begun to write."""

    __tablename__ = "kb_deflections"

    id: Mapped[UUID] = uuid_pk()
    article_id: Mapped[UUID] = mapped_column(ForeignKey("kb_articles.id"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(String(TITLE_MAX))
    created_at: Mapped[datetime] = utc_datetime(nullable=False)

    __table_args__ = (Index("ix_kb_deflections_created_at", "created_at"),)


class SearchMiss(Base):
    """A search that no article answers, counted; nobody's name is kept with it."""

    __tablename__ = "kb_misses"

    id: Mapped[UUID] = uuid_pk()
    query: Mapped[str] = mapped_column(String(QUERY_MAX), unique=True)
    times: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[datetime] = utc_datetime(nullable=False)
    dismissed_at: Mapped[datetime | None] = utc_datetime()

    __table_args__ = (Index("ix_kb_misses_times", "times"),)


class SynonymGroup(Timestamped, Base):
    """Words and phrases that mean the same here, whatever language they are in."""

    __tablename__ = "kb_synonyms"

    id: Mapped[UUID] = uuid_pk()
    words: Mapped[list[str]] = mapped_column(ARRAY(Text))
    version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


class SearchEntry(Base):
    """What of a live article is searched. `terms` and `words` are what it gave to the index, to be taken out again."""

    __tablename__ = "kb_search"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    article_id: Mapped[UUID] = mapped_column(ForeignKey("kb_articles.id"), unique=True)
    is_open: Mapped[bool]
    title_terms: Mapped[list[str]] = mapped_column(ARRAY(Text))
    terms: Mapped[list[str]] = mapped_column(ARRAY(Text))
    words: Mapped[list[str]] = mapped_column(ARRAY(Text))
    text: Mapped[str]


class Posting(Base):
    """That an article holds a term, and how much that counts (fields and lengths are in it, rarity is not)."""

    __tablename__ = "kb_postings"

    term: Mapped[str] = mapped_column(String(80, collation="C"))
    number: Mapped[int] = mapped_column(Integer)
    impact: Mapped[float] = mapped_column(REAL)
    is_open: Mapped[bool]

    __table_args__ = (
        # Everything lies in the index itself: a search does not touch the table.
        PrimaryKeyConstraint("term", "number", postgresql_include=["impact", "is_open"]),
        Index("ix_kb_postings_number", "number"),
    )


class SearchTerm(Base):
    """How many live articles hold a term: all of them, and those that everybody may read."""

    __tablename__ = "kb_terms"

    term: Mapped[str] = mapped_column(String(80, collation="C"), primary_key=True)
    articles: Mapped[int] = mapped_column(Integer)
    open_articles: Mapped[int] = mapped_column(Integer)


class SearchWord(Base):
    """A word as it is written, for what is half typed or mistyped; counted as terms are."""

    __tablename__ = "kb_words"

    word: Mapped[str] = mapped_column(String(80, collation="C"), primary_key=True)
    articles: Mapped[int] = mapped_column(Integer)
    open_articles: Mapped[int] = mapped_column(Integer)

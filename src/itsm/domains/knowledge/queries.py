"""Lists, counts and joins for reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, tuple_

from itsm.domains.knowledge.enums import ArticleStatus
from itsm.domains.knowledge.models import (
    Article,
    ArticleCategory,
    ArticleFeedback,
    ArticleVersion,
    Deflection,
    SearchEntry,
    SearchMiss,
    SynonymGroup,
)
from itsm.domains.knowledge.visibility import visible
from itsm.domains.users.models import User

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_VERSIONS, MOST_SYNONYMS, MOST_FEEDBACK = 500, 2_000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles a list holds; None: all of them."""

    statuses: Sequence[ArticleStatus] = ()
    category_id: UUID | None = None
    tag: str | None = None
    owner_id: UUID | None = None
    is_due: bool = False
    is_live: bool = False


def cards() -> Select[*tuple[Any, ...]]:
    """Return the query of articles as lists show them: what readers see of it where there is something to see."""
    shown = func.coalesce(Article.live, Article.head)
    return (
        select(
            *(Article.id, Article.number, Article.slug, Article.status, Article.audience, Article.tags, Article.live),
            *(Article.language, Article.review_by, Article.published_at, Article.updated_at, Article.views),
            *(Article.helpful, Article.unhelpful, Article.head),
            ArticleVersion.title,
            ArticleVersion.summary,
            Article.category_id,
            ArticleCategory.name.label("category_name"),
            Article.owner_id,
            User.name.label("owner_name"),
        )
        .join(ArticleVersion, (ArticleVersion.article_id == Article.id) & (ArticleVersion.number == shown))
        .join(ArticleCategory, ArticleCategory.id == Article.category_id)
        .outerjoin(User, User.id == Article.owner_id)
    )


async def listed(
    session: AsyncSession,
    actor: Actor,
    filters: Filters,
    *,
    now: datetime,
    after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return a page of articles, the last changed first; one row more than `limit` where there are more."""
    query = cards().where(visible(actor), *_conditions(filters, now))
    if after is not None:
        query = query.where(tuple_(Article.updated_at, Article.id) < after)
    rows = await session.execute(query.order_by(Article.updated_at.desc(), Article.id.desc()).limit(limit + 1))
    return rows.all()


def _conditions(filters: Filters, now: datetime) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.statuses:
        where.append(Article.status.in_([status.value for status in filters.statuses]))
    if filters.category_id is not None:
        where.append(Article.category_id == filters.category_id)
    if filters.tag is not None:
        where.append(Article.tags.contains([filters.tag]))
    if filters.owner_id is not None:
        where.append(Article.owner_id == filters.owner_id)
    if filters.is_due:
        where.extend((Article.live.is_not(None), Article.review_by <= now.date()))
    if filters.is_live:
        where.append(Article.live.is_not(None))
    return where


async def cards_by_number(
    session: AsyncSession, actor: Actor, numbers: Sequence[int]
) -> dict[int, Row[*tuple[Any, ...]]]:
    """Return these articles by their number, as far as `actor` sees them, with the text that is searched."""
    query = cards().add_columns(SearchEntry.text).join(SearchEntry, SearchEntry.number == Article.number)
    rows = await session.execute(query.where(visible(actor), Article.number.in_(numbers), Article.live.is_not(None)))
    return {row.number: row for row in rows}


async def cards_by_id(session: AsyncSession, actor: Actor, ids: Sequence[UUID]) -> list[Row[*tuple[Any, ...]]]:
    """Return these articles as far as `actor` sees them, by title."""
    rows = await session.execute(cards().where(visible(actor), Article.id.in_(ids)).order_by(ArticleVersion.title))
    return list(rows.all())


async def popular(session: AsyncSession, actor: Actor, *, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the live articles that are read most and help most."""
    score = Article.views + 5 * (Article.helpful - Article.unhelpful)
    query = cards().where(visible(actor), Article.live.is_not(None)).order_by(score.desc(), Article.id).limit(limit)
    return (await session.execute(query)).all()


async def related(
    session: AsyncSession, actor: Actor, article: Article, *, limit: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return live articles that share tags with this one, or else its category."""
    same_shelf = Article.category_id == article.category_id
    overlap: ColumnElement[bool] = Article.tags.overlap(article.tags) if article.tags else same_shelf
    query = (
        cards()
        .where(visible(actor), Article.live.is_not(None), Article.id != article.id, or_(overlap, same_shelf))
        .order_by(overlap.desc(), same_shelf.desc(), Article.views.desc(), Article.id)
        .limit(limit)
    )
    return (await session.execute(query)).all()


async def shelf_counts(session: AsyncSession, actor: Actor) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the categories in use with how many live articles of each the actor sees."""
    counted = (
        select(Article.category_id, func.count().label("articles"))
        .where(visible(actor), Article.live.is_not(None))
        .group_by(Article.category_id)
        .subquery()
    )
    query = (
        select(ArticleCategory.id, ArticleCategory.name, func.coalesce(counted.c.articles, 0).label("articles"))
        .outerjoin(counted, counted.c.category_id == ArticleCategory.id)
        .where(ArticleCategory.is_active)
        .order_by(ArticleCategory.position, ArticleCategory.name)
        .limit(200)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = (await session.execute(query)).all()
    return rows


async def versions_of(session: AsyncSession, article_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return what an article said when, the newest first, without the texts."""
    query = (
        select(
            *(ArticleVersion.number, ArticleVersion.title, ArticleVersion.note, ArticleVersion.author_id),
            *(ArticleVersion.author_name, ArticleVersion.created_at),
        )
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number.desc())
        .limit(MOST_VERSIONS)
    )
    return (await session.execute(query)).all()


async def own_feedback(session: AsyncSession, article_id: UUID, user_id: UUID | None) -> bool | None:
    """Return whether the article helped this reader, None where they have not said."""
    query = select(ArticleFeedback.is_helpful).where(
        ArticleFeedback.article_id == article_id, ArticleFeedback.user_id == user_id
    )
    said: bool | None = await session.scalar(query)
    return said


async def feedback_of(session: AsyncSession, article_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return what readers wrote about an article, the newest first."""
    query = (
        select(
            *(ArticleFeedback.id, ArticleFeedback.is_helpful, ArticleFeedback.comment, ArticleFeedback.created_at),
            *(ArticleFeedback.article_version, User.id.label("user_id"), User.name.label("user_name")),
        )
        .join(User, User.id == ArticleFeedback.user_id)
        .where(ArticleFeedback.article_id == article_id)
        .order_by(ArticleFeedback.created_at.desc(), ArticleFeedback.id)
        .limit(MOST_FEEDBACK)
    )
    return (await session.execute(query)).all()


async def misses(session: AsyncSession, *, limit: int) -> Sequence[SearchMiss]:
    """Return the searches that nothing answers and nobody has dealt with, the most frequent first."""
    query = select(SearchMiss).where(SearchMiss.dismissed_at.is_(None))
    return list(await session.scalars(query.order_by(SearchMiss.times.desc(), SearchMiss.last_at.desc()).limit(limit)))


async def synonym_groups(session: AsyncSession) -> Sequence[SynonymGroup]:
    """Return every group of synonyms, by its first word."""
    query = select(SynonymGroup).order_by(func.lower(SynonymGroup.words[1]), SynonymGroup.id).limit(MOST_SYNONYMS)
    return list(await session.scalars(query))


@dataclass(frozen=True, slots=True)
class Counts:
    """How the knowledge base stands."""

    drafts: int
    in_review: int
    published: int
    due: int
    misses: int
    solved: int


async def counts(session: AsyncSession, now: datetime, *, days: int = 30) -> Counts:
    """Return how many articles stand where, and how many tickets were spared in the last `days`."""
    status = Article.status
    query = select(
        func.count().filter(status == ArticleStatus.DRAFT.value),
        func.count().filter(status == ArticleStatus.IN_REVIEW.value),
        func.count().filter(Article.live.is_not(None)),
        func.count().filter(Article.live.is_not(None) & (Article.review_by <= now.date())),
        select(func.count()).select_from(SearchMiss).where(SearchMiss.dismissed_at.is_(None)).scalar_subquery(),
        select(func.count())
        .select_from(Deflection)
        .where(Deflection.created_at > now - timedelta(days=days))
        .scalar_subquery(),
    ).select_from(Article)
    return Counts(*(await session.execute(query)).one())


async def solved_most(session: AsyncSession, since: datetime, *, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the articles that spared most tickets since a time."""
    query = (
        select(Article.id, Article.slug, Article.title, func.count().label("times"))
        .join(Deflection, Deflection.article_id == Article.id)
        .where(Deflection.created_at > since)
        .group_by(Article.id)
        .order_by(func.count().desc(), Article.id)
        .limit(limit)
    )
    return (await session.execute(query)).all()


async def due_for_review(session: AsyncSession, now: datetime, *, limit: int) -> Sequence[Article]:
    """Return locked live articles whose day of review has come and whose owner was not told yet."""
    query = (
        select(Article)
        .where(Article.live.is_not(None), Article.review_by <= now.date(), Article.reminded_at.is_(None))
        .order_by(Article.review_by, Article.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(await session.scalars(query))

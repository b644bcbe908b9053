"""Loading articles, versions and shelves, under the visibility rule, and locking what is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from itsm.domains.knowledge.errors import NoSuchArticle
from itsm.domains.knowledge.models import Article, ArticleCategory, ArticleVersion, SynonymGroup
from itsm.domains.knowledge.visibility import visible
from itsm.platform.errors import NotFound
from itsm.platform.ids import try_uuid

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MOST_CATEGORIES = 200


async def load_visible(session: AsyncSession, actor: Actor, reference: str | UUID, *, lock: bool = False) -> Article:
    """Return an article the actor sees, by id or slug, locked until the commit where asked; raise NoSuchArticle."""
    as_id = reference if isinstance(reference, UUID) else try_uuid(reference)
    query = select(Article).where(visible(actor))
    query = query.where(Article.id == as_id) if as_id else query.where(Article.slug == str(reference))
    if lock:
        query = query.with_for_update()
    found = await session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NoSuchArticle("There is no such article.")
    return found


async def get_version(session: AsyncSession, article: Article, number: int) -> ArticleVersion:
    """Return what an article said; raise NotFound."""
    found = await session.get(ArticleVersion, (article.id, number))
    if found is None:
        raise NotFound("There is no such version.", code="version_not_found")
    return found


async def by_source(session: AsyncSession, source_key: str) -> Article | None:
    """Return the article that was imported from this file, or None."""
    query = select(Article).where(Article.source_key == source_key).with_for_update()
    found: Article | None = await session.scalar(query)
    return found


async def slugs_like(session: AsyncSession, base: str) -> set[str]:
    """Return the addresses in use that begin with `base`."""
    query = select(Article.slug).where((Article.slug == base) | Article.slug.startswith(f"{base}-", autoescape=True))
    return set(await session.scalars(query.limit(10_000)))


async def categories(session: AsyncSession) -> Sequence[ArticleCategory]:
    """Return every shelf in its order, in use or not."""
    query = select(ArticleCategory).order_by(ArticleCategory.position, ArticleCategory.name).limit(MOST_CATEGORIES)
    return list(await session.scalars(query))


async def get_category(session: AsyncSession, category_id: UUID, *, lock: bool = False) -> ArticleCategory:
    """Return one shelf; raise NotFound."""
    row = await session.get(ArticleCategory, category_id, with_for_update=lock or None, populate_existing=True)
    if row is None:
        raise NotFound
    return row


async def get_synonyms(session: AsyncSession, group_id: UUID) -> SynonymGroup:
    """Return one group of synonyms, locked; raise NotFound."""
    row = await session.get(SynonymGroup, group_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    return row

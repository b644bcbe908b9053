"""Articles as news speaks of them: what they are called, and whether the reader may see them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from itsm.domains.knowledge.models import Article, ArticleVersion
from itsm.domains.knowledge.visibility import sees_everything, visible
from itsm.domains.notifications.api import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


async def subjects_of(session: AsyncSession, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Subject]:
    """Return those of these articles that `actor` may see, in one query."""
    shown = func.coalesce(Article.live, Article.head)
    query = (
        select(Article.id, Article.slug, ArticleVersion.title)
        .join(ArticleVersion, (ArticleVersion.article_id == Article.id) & (ArticleVersion.number == shown))
        .where(Article.id.in_(ids), visible(actor))
    )
    return {
        article_id: Subject(title, None, f"/kb/{slug}", is_staff=sees_everything(actor))
        for article_id, slug, title in await session.execute(query)
    }

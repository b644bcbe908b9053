"""Use cases: pictures of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from itsm.domains.files import api as files
from itsm.domains.knowledge.engine.flow import WRITE
from itsm.domains.knowledge.engine.markdown import render
from itsm.domains.knowledge.errors import NoSuchArticle
from itsm.domains.knowledge.events import ArticleFileAdded
from itsm.domains.knowledge.repository import get_version, load_visible
from itsm.domains.knowledge.service.common import standing
from itsm.domains.knowledge.visibility import sees_everything
from itsm.platform.db.engine import get_database

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.knowledge.models import Article
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

OWNER: Final = "article"
"""What files of articles say they belong to."""
_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "webp"})


async def check_may_add(actor: Actor, reference: str) -> files.UploadLimits:
    """Return the limits of a picture, before a byte of it is read; raise NoSuchArticle (404), Forbidden (403)."""
    actor.require(WRITE)
    async with get_database().reading() as session:
        await load_visible(session, actor, reference)
        limits = await files.upload_limits(session)
    return files.UploadLimits(limits.file_bytes, limits.endings & _PICTURES)


async def add_file(work: UnitOfWork, reference: str, kept: files.KeptFile) -> files.FileCard:
    """Add a kept picture to an article; raise NoSuchArticle (404), Forbidden (403)."""
    work.actor.require(WRITE)
    article = await load_visible(work.session, work.actor, reference)
    card = files.register_file(work, kept, owner_type=OWNER, owner_id=article.id)
    work.record(
        ArticleFileAdded(
            **standing(article),
            file_name=card.name,
            changes={"files": (None, card.name)},
            summary=f"Picture {card.name} added to article “{article.title}”",
        )
    )
    return card


async def may_fetch(session: AsyncSession, actor: Actor, article_id: UUID, file_id: UUID) -> bool:
    """Tell whether `actor` may fetch this picture now: writers may, readers where the live text shows it."""
    try:
        article = await load_visible(session, actor, article_id)
    except NoSuchArticle:
        return False
    if not await files.belongs_to(session, file_id, owner_type=OWNER, owner_id=article.id):
        return False
    return sees_everything(actor) or await _is_shown(session, article, file_id)


async def _is_shown(session: AsyncSession, article: Article, file_id: UUID) -> bool:
    if article.live is None:
        return False
    live = await get_version(session, article, article.live)
    return str(file_id) in render(live.body).file_ids

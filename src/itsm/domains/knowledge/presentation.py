"""From rows to what goes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from itsm.domains.knowledge.engine.diff import Line
from itsm.domains.knowledge.engine.highlight import Piece, excerpt, mark
from itsm.domains.knowledge.engine.scoring import Ranked
from itsm.domains.knowledge.models import Article, ArticleVersion
from itsm.domains.knowledge.queries import cards_by_number, own_feedback
from itsm.domains.knowledge.repository import get_category, get_version
from itsm.domains.knowledge.schemas import (
    ArticleCard,
    ArticleRead,
    DiffLine,
    DiffPart,
    HeadingRead,
    HitRead,
    PieceRead,
    Ref,
)
from itsm.domains.knowledge.service.move_article import allowed_moves
from itsm.domains.knowledge.visibility import sees_everything
from itsm.domains.users import api as users
from itsm.platform.clock import utc_now

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor


def card(row: Any) -> ArticleCard:
    """Return an article as lists show it."""
    return ArticleCard(
        id=row.id,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        status=row.status,
        is_live=row.live is not None,
        audience=row.audience,
        category=Ref(id=row.category_id, name=row.category_name),
        tags=row.tags,
        language=row.language,
        owner=Ref(id=row.owner_id, name=row.owner_name) if row.owner_name else None,
        review_by=row.review_by,
        published_at=row.published_at,
        updated_at=row.updated_at,
        views=row.views,
        helpful=row.helpful,
        unhelpful=row.unhelpful,
    )


async def hits(
    session: AsyncSession, actor: Actor, ranked: Sequence[Ranked], weights: Mapping[str, float]
) -> list[HitRead]:
    """Return what was found with the place in each text that shows why."""
    rows = await cards_by_number(session, actor, [one.number for one in ranked])
    return [
        HitRead(
            article=card(row),
            title=_pieces(mark(row.title, weights)),
            excerpt=_pieces(excerpt(row.text, weights)),
            coverage=round(one.coverage, 3),
        )
        for one in ranked
        if (row := rows.get(one.number)) is not None
    ]


def _pieces(pieces: Iterable[Piece]) -> list[PieceRead]:
    return [PieceRead(text=piece.text, is_match=piece.is_match) for piece in pieces]


async def read(session: AsyncSession, actor: Actor, article: Article, *, newest: bool = False) -> ArticleRead:
    """Return an article: what readers see of it, or its newest version for those who write."""
    writes = sees_everything(actor)
    wants_head = article.live is None or (newest and writes)
    version = await get_version(session, article, article.head if wants_head else article.live or article.head)
    owner = await users.get_user(session, article.owner_id) if article.owner_id else None
    shelf = await get_category(session, article.category_id)
    return ArticleRead(
        id=article.id,
        slug=article.slug,
        title=version.title,
        summary=version.summary,
        html=version.html,
        outline=_outline(version),
        body=version.body if writes else "",
        status=article.status,
        is_live=article.live is not None,
        audience=article.audience,
        category=Ref(id=shelf.id, name=shelf.name),
        tags=article.tags,
        language=article.language,
        owner=Ref(id=owner.id, name=owner.name) if owner else None,
        review_by=article.review_by,
        is_review_due=article.review_by is not None and article.review_by <= utc_now().date(),
        published_at=article.published_at,
        created_at=article.created_at,
        updated_at=article.updated_at,
        views=article.views,
        helpful=article.helpful,
        unhelpful=article.unhelpful,
        was_helpful=await own_feedback(session, article.id, actor.id),
        shown_version=version.number,
        head_version=article.head,
        live_version=article.live,
        note=version.note if writes else "",
        moves=allowed_moves(actor, article),
        version=article.version,
    )


def _outline(version: ArticleVersion) -> list[HeadingRead]:
    return [HeadingRead(**heading) for heading in version.outline]


def diff_lines(lines: Iterable[Line]) -> list[DiffLine]:
    """Return a comparison as it goes out."""
    return [
        DiffLine(kind=line.kind, parts=[DiffPart(kind=part.kind, text=part.text) for part in line.parts])
        for line in lines
    ]

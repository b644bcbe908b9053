"""Use cases of readers: that they read, whether it helped, that no ticket was needed, what they did not find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import func, select, text, update

from itsm.domains.knowledge.engine.words import fold
from itsm.domains.knowledge.events import ArticleRated, ArticleSolved, KnowledgeSettingChanged
from itsm.domains.knowledge.models import QUERY_MAX, Article, ArticleFeedback, Deflection, SearchMiss
from itsm.domains.knowledge.service.common import standing
from itsm.platform.errors import Forbidden, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork

_SEEN: Final = text(
    "INSERT INTO kb_views (article_id, user_id, day) VALUES (:article, :reader, :day) ON CONFLICT DO NOTHING "
    "RETURNING 1"
)
_SAY: Final = text(
    "INSERT INTO kb_feedback (id, article_id, user_id, article_version, is_helpful, comment, created_at) "
    "VALUES (:id, :article, :reader, :version, :helpful, :comment, :now) "
    "ON CONFLICT (article_id, user_id) DO UPDATE SET article_version = excluded.article_version, "
    "is_helpful = excluded.is_helpful, comment = excluded.comment, created_at = excluded.created_at"
)
_MISS: Final = text(
    "INSERT INTO kb_misses AS known (id, query, times, last_at) VALUES (:id, :query, 1, :now) "
    "ON CONFLICT (query) DO UPDATE SET times = known.times + 1, last_at = excluded.last_at, dismissed_at = NULL"
)


def _reader(work: UnitOfWork) -> UUID:
    if work.actor.id is None:
        raise Forbidden("Only people read.")
    return work.actor.id


async def note_view(work: UnitOfWork, article: Article) -> None:
    """Count that the actor reads an article; once a day."""
    given = {"article": article.id, "reader": _reader(work), "day": work.now.date()}
    if (await work.session.execute(_SEEN, given)).first() is not None:
        await work.session.execute(
            update(Article)
            .where(Article.id == article.id)
            # The count is not a change of the article.
            .values(views=Article.views + 1, updated_at=Article.updated_at)
            .execution_options(synchronize_session=False)
        )


async def rate_article(work: UnitOfWork, article: Article, *, is_helpful: bool, comment: str) -> None:
    """Keep whether a locked article helped the actor; their last word counts."""
    await work.session.execute(
        _SAY,
        {
            "id": new_id(),
            "article": article.id,
            "reader": _reader(work),
            "version": article.live or article.head,
            "helpful": is_helpful,
            "comment": comment,
            "now": work.now,
        },
    )
    said = ArticleFeedback.article_id == article.id
    counts = select(
        func.count().filter(ArticleFeedback.is_helpful), func.count().filter(~ArticleFeedback.is_helpful)
    ).where(said)
    helpful, unhelpful = (await work.session.execute(counts)).one()
    await work.session.execute(
        update(Article)
        .where(Article.id == article.id)
        .values(helpful=helpful, unhelpful=unhelpful, updated_at=Article.updated_at)
        .execution_options(synchronize_session=False)
    )
    word = "helped" if is_helpful else "did not help"
    work.record(
        ArticleRated(
            **standing(article),
            is_helpful=is_helpful,
            changes={"feedback": (None, is_helpful)},
            summary=f"Article “{article.title}” {word}",
        )
    )


def note_deflection(work: UnitOfWork, article: Article, said: str) -> None:
    """Keep that an article solved what the actor had begun to report as `said`."""
    work.session.add(
        Deflection(id=new_id(), article_id=article.id, user_id=_reader(work), text=said, created_at=work.now)
    )
    work.record(
        ArticleSolved(**standing(article), summary=f"Article “{article.title}” solved it; no ticket was raised")
    )


async def note_miss(work: UnitOfWork, query: str) -> None:
    """Count a search that nothing answers. Who asked is not kept."""
    words = " ".join(fold(query).split())[:QUERY_MAX].strip()
    if words:
        await work.session.execute(_MISS, {"id": new_id(), "query": words, "now": work.now})


async def dismiss_miss(work: UnitOfWork, miss_id: UUID) -> None:
    """Take a search off the list until somebody asks it again; raise NotFound (404)."""
    row = await work.session.get(SearchMiss, miss_id, with_for_update=True)
    if row is None:
        raise NotFound
    row.dismissed_at = work.now
    work.record(
        KnowledgeSettingChanged(
            subject_id=row.id, changes={"dismissed": (False, True)}, summary=f"Search “{row.query}” was dealt with"
        )
    )

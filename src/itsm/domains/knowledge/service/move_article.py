"""Use cases: send an article to review, give it back, publish it, archive it, take it up again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from itsm.domains.knowledge.engine.flow import FROM, NEEDS, TO, moves_from
from itsm.domains.knowledge.enums import ArticleStatus, Move
from itsm.domains.knowledge.errors import MoveRefused
from itsm.domains.knowledge.events import ArticleMoved
from itsm.domains.knowledge.repository import get_version
from itsm.domains.knowledge.service.common import refresh_index, standing, touch
from itsm.platform.errors import Invalid

if TYPE_CHECKING:
    from itsm.domains.knowledge.models import Article
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

REVIEW_AFTER: Final = timedelta(days=365)
"""An article without a day of review gets one this long after it is published."""
_WORDS: Final = {
    Move.SUBMIT: "sent to review",
    Move.RETURN: "given back",
    Move.PUBLISH: "published",
    Move.ARCHIVE: "archived",
    Move.REOPEN: "taken up again",
}


def allowed_moves(actor: Actor, article: Article) -> list[Move]:
    """Return what this actor may do with the article as it stands."""
    return [move for move in moves_from(ArticleStatus(article.status)) if actor.can(NEEDS[move])]


async def move_article(work: UnitOfWork, article: Article, move: Move, *, note: str = "") -> Article:
    """Do something with a locked article; raise Forbidden (403), MoveRefused (409), Invalid (422) for an empty one."""
    work.actor.require(NEEDS[move])
    status = ArticleStatus(article.status)
    if status not in FROM[move]:
        raise MoveRefused(
            f"An article that is {status.value.replace('_', ' ')} cannot be {_WORDS[move]}.",
            allowed=[one.value for one in moves_from(status)],
        )
    if move is Move.RETURN and not note:
        raise Invalid.field("note", "Say what is missing.", "required")
    if move in {Move.SUBMIT, Move.PUBLISH}:
        await _check_whole(work, article)
    if move is Move.PUBLISH:
        await _publish(work, article)
    elif move is Move.ARCHIVE:
        article.live = None
    article.status = TO[move].value
    touch(work, article)
    if move in {Move.PUBLISH, Move.ARCHIVE}:
        await refresh_index(work, article)
    work.record(
        ArticleMoved(
            **standing(article),
            move=move.value,
            note=note,
            changes={"status": (status.value, article.status)},
            summary=f"Article “{article.title}” {_WORDS[move]}",
        )
    )
    return article


async def _check_whole(work: UnitOfWork, article: Article) -> None:
    head = await get_version(work.session, article, article.head)
    if not head.body.strip():
        raise Invalid.field("body", "An article without text helps nobody.", "required")


async def _publish(work: UnitOfWork, article: Article) -> None:
    head = await get_version(work.session, article, article.head)
    article.live, article.title, article.published_at = article.head, head.title, work.now
    article.status = ArticleStatus.PUBLISHED.value
    today: date = work.now.date()
    if article.review_by is None or article.review_by <= today:
        article.review_by = today + REVIEW_AFTER
    article.reminded_at = None

"""What the use cases share: where an article stands, its next version, its place in the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from itsm.domains.knowledge.engine.markdown import Rendered, render
from itsm.domains.knowledge.indexing import put_in_index, take_from_index
from itsm.domains.knowledge.models import Article, ArticleVersion
from itsm.domains.knowledge.repository import get_version

if TYPE_CHECKING:
    from itsm.platform.work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What an article says."""

    title: str
    summary: str
    body: str


def standing(article: Article) -> dict[str, Any]:
    """Return what every event says of the article as it is after the change."""
    return {"subject_id": article.id, "version": article.version, "title": article.title}


def add_version(work: UnitOfWork, article: Article, said: Text, *, note: str) -> ArticleVersion:
    """Add what an article says now as its version `head`."""
    made = render(said.body)
    version = ArticleVersion(
        article_id=article.id,
        number=article.head,
        author_id=work.actor.id,
        author_name=work.actor.name,
        created_at=work.now,
        note=note,
        title=said.title,
        summary=said.summary,
        body=said.body,
        html=made.html,
        outline=outline_of(made),
    )
    work.session.add(version)
    return version


def outline_of(made: Rendered) -> list[dict[str, Any]]:
    """Return an article's contents as they are stored."""
    return [{"id": heading.id, "level": heading.level, "text": heading.text} for heading in made.outline]


def touch(work: UnitOfWork, article: Article) -> None:
    """Give an article its next version number (of the record, not of the text)."""
    article.version += 1
    article.updated_at = work.now


async def refresh_index(work: UnitOfWork, article: Article) -> None:
    """Make the index say what the live version says, or nothing where none is live."""
    await work.session.flush()
    if article.live is None:
        await take_from_index(work.session, article.number)
        return
    await put_in_index(work.session, article, await get_version(work.session, article, article.live))

"""Use cases: begin an article, change what it says and where it stands, bring an earlier version back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from itsm.domains.knowledge.engine.flow import PUBLISH, WRITE
from itsm.domains.knowledge.engine.markdown import render, slug_of
from itsm.domains.knowledge.enums import ArticleStatus, Audience
from itsm.domains.knowledge.events import ArticleCreated, ArticleEdited
from itsm.domains.knowledge.models import Article, ArticleVersion
from itsm.domains.knowledge.repository import get_version, slugs_like
from itsm.domains.knowledge.service.common import Text, add_version, outline_of, refresh_index, standing, touch
from itsm.domains.knowledge.service.shelves import require_category
from itsm.domains.users import api as users
from itsm.platform.errors import Conflict, Forbidden
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from itsm.platform.work import UnitOfWork

# The same author's next save within this time goes on with their version: autosave must not fill the history.
_SAME_SITTING: Final = timedelta(minutes=30)
# Addresses beside the articles that are pages of the browser.
_PAGES: Final = frozenset({"manage", "new"})
_TEXT: Final = ("title", "summary", "body")
_PLACE: Final = ("category_id", "audience", "tags", "language", "owner_id", "review_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewArticle:
    """What is needed to begin an article. It is for IT only until somebody says otherwise."""

    title: str
    category_id: UUID
    summary: str = ""
    body: str = ""
    tags: Sequence[str] = field(default_factory=tuple)
    audience: Audience = Audience.STAFF
    language: str = "en"
    owner_id: UUID | None = None
    review_by: date | None = None
    note: str = ""
    source_key: str | None = None


async def create_article(work: UnitOfWork, new: NewArticle) -> Article:
    """Begin an article as a draft; raise Forbidden (403), Invalid (422) for a category or owner that is none."""
    work.actor.require(WRITE)
    await require_category(work.session, new.category_id)
    if new.owner_id is not None:
        await users.require_active_user(work.session, new.owner_id, field="owner_id")
    article = Article(
        id=new_id(),
        slug=await _free_slug(work, new.title),
        status=ArticleStatus.DRAFT.value,
        audience=new.audience.value,
        category_id=new.category_id,
        tags=list(new.tags),
        language=new.language,
        owner_id=new.owner_id or work.actor.id,
        review_by=new.review_by,
        title=new.title,
        head=1,
        live=None,
        views=0,
        helpful=0,
        unhelpful=0,
        source_key=new.source_key,
        version=1,
        created_at=work.now,
        updated_at=work.now,
    )
    work.session.add(article)
    await work.session.flush()
    add_version(work, article, Text(title=new.title, summary=new.summary, body=new.body), note=new.note)
    await work.session.flush()
    work.record(ArticleCreated(**standing(article), summary=f"Article “{article.title}” begun"))
    return article


async def edit_article(work: UnitOfWork, article: Article, changes: Mapping[str, Any], *, note: str = "") -> Article:
    """Change fields of a locked article. A new text is a draft until it is published; readers keep the live one.

    Raises Forbidden (403), Conflict (409) for an archived one, Invalid (422).
    """
    work.actor.require(WRITE)
    if article.status == ArticleStatus.ARCHIVED:
        raise Conflict("Take the article up again before you change it.", code="article_archived")
    placed = {name: changes[name] for name in _PLACE if name in changes and getattr(article, name) != changes[name]}
    await _check_place(work, article, placed)
    head = await get_version(work.session, article, article.head)
    said = {name: changes[name] for name in _TEXT if name in changes and getattr(head, name) != changes[name]}
    if not placed and not said:
        return article
    before = {name: getattr(article, name) for name in placed}
    for name, value in placed.items():
        setattr(article, name, value)
    if "review_by" in placed:
        article.reminded_at = None
    if said:
        _write_text(work, article, head, said, note)
    touch(work, article)
    if article.live is not None and placed:
        await refresh_index(work, article)
    shown = {name: (_plain(before[name]), _plain(value)) for name, value in placed.items()}
    shown |= dict.fromkeys(said, (None, None))
    work.record(ArticleEdited(**standing(article), changes=shown, summary=f"Article “{article.title}” edited"))
    return article


async def restore_version(work: UnitOfWork, article: Article, number: int) -> Article:
    """Make what a locked article once said its newest version, a draft. Raises NotFound (404), and as editing does."""
    past = await get_version(work.session, article, number)
    said = {name: getattr(past, name) for name in _TEXT}
    return await edit_article(work, article, said, note=f"Version {number} brought back")


def _write_text(work: UnitOfWork, article: Article, head: ArticleVersion, said: Mapping[str, Any], note: str) -> None:
    if article.status == ArticleStatus.IN_REVIEW and not work.actor.can(PUBLISH):
        # What a reviewer looks at must not change under their eyes.
        article.status = ArticleStatus.DRAFT.value
    text = Text(**{name: said.get(name, getattr(head, name)) for name in _TEXT})
    goes_on = (
        head.number != article.live
        and head.author_id == work.actor.id
        and not note
        and work.now - head.created_at < _SAME_SITTING
    )
    if goes_on:
        made = render(text.body)
        head.title, head.summary, head.body = text.title, text.summary, text.body
        head.html, head.outline = made.html, outline_of(made)
    else:
        article.head += 1
        add_version(work, article, text, note=note)
    if article.status == ArticleStatus.PUBLISHED:
        article.status = ArticleStatus.DRAFT.value
    if article.live is None:
        article.title = text.title


async def _check_place(work: UnitOfWork, article: Article, placed: Mapping[str, Any]) -> None:
    if article.live is not None and "audience" in placed and not work.actor.can(PUBLISH):
        raise Forbidden("Who may publish decides who reads a published article.")
    if "category_id" in placed:
        await require_category(work.session, placed["category_id"])
    if placed.get("owner_id") is not None:
        await users.require_active_user(work.session, placed["owner_id"], field="owner_id")


async def _free_slug(work: UnitOfWork, title: str) -> str:
    base = slug_of(title)
    taken = await slugs_like(work.session, base) | _PAGES
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

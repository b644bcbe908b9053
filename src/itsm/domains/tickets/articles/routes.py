"""Articles beside a ticket, and tickets beside an article."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from itsm.domains.knowledge import api as knowledge
from itsm.domains.knowledge.schemas import ArticleCard, ArticleRead
from itsm.domains.tickets.articles.models import TicketArticle
from itsm.domains.tickets.articles.schemas import (
    ArticleDraftCreate,
    ArticleTicketRead,
    TicketArticleCreate,
    TicketArticleRead,
)
from itsm.domains.tickets.articles.service import (
    articles_of,
    draft_from_ticket,
    link_article,
    tickets_of,
    unlink_article,
)
from itsm.domains.tickets.paths import TicketRef
from itsm.domains.tickets.repository import load_visible
from itsm.platform.http.deps import CurrentActor, Reading, Work, require
from itsm.platform.http.etags import json_response
from itsm.platform.http.idempotency import Once
from itsm.platform.http.paging import Page
from itsm.platform.http.resources import created

router = APIRouter(tags=["tickets"])


@router.get("/tickets/{ticket_id}/articles", response_model=Page[TicketArticleRead])
async def list_ticket_articles(
    request: Request, ticket_id: TicketRef, actor: CurrentActor, session: Reading
) -> Response:
    """Return the articles beside a ticket that the caller sees."""
    ticket = await load_visible(session, actor, ticket_id)
    links = {link.article_id: link for link in await articles_of(session, ticket.id)}
    cards = [knowledge.card(row) for row in await knowledge.cards_by_id(session, actor, list(links))]
    items = [_read(links[card.id], card) for card in cards]
    page = Page[TicketArticleRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


@router.post("/tickets/{ticket_id}/articles", response_model=TicketArticleRead, status_code=201)
async def link_ticket_article(
    request: Request, ticket_id: TicketRef, body: TicketArticleCreate, work: Work, once: Once
) -> Response:
    """Put an article beside a ticket."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    link = await link_article(work, ticket_id, body.article_id)
    row = (await knowledge.cards_by_id(work.session, work.actor, [link.article_id]))[0]
    shown = _read(link, knowledge.card(row))
    return created(request, work, once, shown, path=f"/api/tickets/{ticket_id}/articles", version=1)


@router.delete("/tickets/{ticket_id}/articles/{article_id}", status_code=204)
async def unlink_ticket_article(ticket_id: TicketRef, article_id: UUID, work: Work) -> None:
    """Take an article away from a ticket; neither changes otherwise."""
    await unlink_article(work, ticket_id, article_id)


@router.post(
    "/tickets/{ticket_id}/article-draft",
    response_model=ArticleRead,
    status_code=201,
    dependencies=[require(knowledge.WRITE)],
)
async def create_article_from_ticket(
    request: Request, ticket_id: TicketRef, body: ArticleDraftCreate, work: Work, once: Once
) -> Response:
    """Begin an article out of a ticket: what was wrong, why, how it was solved."""
    if known := await once.replay(work, body.model_dump(mode="json")):
        return known
    article = await draft_from_ticket(work, ticket_id, body.category_id)
    await work.session.flush()
    shown = await knowledge.read(work.session, work.actor, article, newest=True)
    return created(request, work, once, shown, path=f"/api/kb/articles/{article.slug}", version=article.version)


@router.get(
    "/kb/articles/{article_ref}/tickets",
    response_model=Page[ArticleTicketRead],
    dependencies=[require("tickets.work")],
)
async def list_article_tickets(request: Request, article_ref: str, actor: CurrentActor, session: Reading) -> Response:
    """Return the tickets beside an article that the caller sees, the newest first."""
    article = await knowledge.load_visible(session, actor, article_ref[:120])
    items = [ArticleTicketRead.model_validate(row) for row in await tickets_of(session, actor, article.id)]
    page = Page[ArticleTicketRead](items=items, next_cursor=None, total=len(items), total_is_estimate=False)
    return json_response(request, page.model_dump_json().encode())


def _read(link: TicketArticle, card: ArticleCard) -> TicketArticleRead:
    return TicketArticleRead(article=card, is_source=link.is_source, created_at=link.created_at)

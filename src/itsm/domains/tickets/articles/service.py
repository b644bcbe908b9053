"""Use cases: put an article beside a ticket, take it away, make one of a ticket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.knowledge import api as knowledge
from itsm.domains.tickets.articles.events import ArticleLinked, ArticleUnlinked
from itsm.domains.tickets.articles.models import TicketArticle
from itsm.domains.tickets.articles.wording import article_body
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.repository import change
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.domains.tickets.visibility import visible
from itsm.platform.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork

ARTICLES_MAX: Final = 50
_TICKETS_SHOWN: Final = 50


async def articles_of(session: AsyncSession, ticket_id: UUID) -> Sequence[TicketArticle]:
    """Return what articles stand beside a ticket, whoever may see them."""
    query = select(TicketArticle).where(TicketArticle.ticket_id == ticket_id)
    return list(await session.scalars(query.order_by(TicketArticle.created_at).limit(ARTICLES_MAX)))


async def tickets_of(session: AsyncSession, actor: Actor, article_id: UUID) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the tickets beside an article that the actor sees, the newest first."""
    query = (
        select(
            *(Ticket.id, Ticket.number, Ticket.title, Ticket.status),
            *(TicketArticle.is_source, TicketArticle.created_at),
        )
        .join(TicketArticle, TicketArticle.ticket_id == Ticket.id)
        .where(TicketArticle.article_id == article_id, visible(actor))
        .order_by(TicketArticle.created_at.desc(), Ticket.id)
        .limit(_TICKETS_SHOWN)
    )
    return (await session.execute(query)).all()


async def link_article(work: UnitOfWork, reference: str | UUID, article_id: UUID) -> TicketArticle:
    """Put an article that the actor sees beside a ticket they work; nothing happens where it stands there already.

    Raises NotFound (404), Forbidden (403), Invalid (422) for an unknown article, Conflict (409) for too many.
    """
    ticket = await lock_for_staff(work, reference)
    try:
        article = await knowledge.load_visible(work.session, work.actor, article_id)
    except NotFound as fault:
        raise Invalid.field("article_id", "There is no such article.", "unknown_reference") from fault
    present = await work.session.get(TicketArticle, (ticket.id, article.id))
    if present is not None:
        return present
    return await _link(work, ticket, article, is_source=False)


async def unlink_article(work: UnitOfWork, reference: str, article_id: UUID) -> None:
    """Take an article away from a ticket that the actor works. Raises NotFound (404), Forbidden (403)."""
    ticket = await lock_for_staff(work, reference)
    gone = await work.session.execute(
        delete(TicketArticle)
        .where(TicketArticle.ticket_id == ticket.id, TicketArticle.article_id == article_id)
        .returning(TicketArticle.article_id)
        .execution_options(synchronize_session=False)
    )
    if gone.first() is None:
        raise NotFound("This article does not stand beside the ticket.", code="article_not_linked")
    after = await change(work, ticket)
    work.record(
        ArticleUnlinked(
            **standing(work, after),
            changes={"articles": (None, None)},
            summary=f"An article was taken away from {after.number}",
            article_id=article_id,
        )
    )


async def draft_from_ticket(work: UnitOfWork, reference: str, category_id: UUID | None) -> knowledge.Article:
    """Begin an article out of a ticket that the actor works: its title, what was wrong, how it was solved.

    It is for IT only until an editor has seen to it that nothing personal is in it. Raises NotFound (404),
    Forbidden (403), Invalid (422).
    """
    work.actor.require(knowledge.WRITE)
    ticket = await lock_for_staff(work, reference)
    article = await knowledge.create_article(
        work,
        knowledge.NewArticle(
            title=ticket.title[:200],
            category_id=category_id or await _first_category(work),
            body=article_body(ticket),
            tags=tuple(ticket.tags[:20]),
            note=f"Begun out of {ticket.number}",
        ),
    )
    await _link(work, ticket, article, is_source=True)
    return article


async def _first_category(work: UnitOfWork) -> UUID:
    shelf = next((one for one in await knowledge.categories(work.session) if one.is_active), None)
    if shelf is None:
        raise Invalid.field("category_id", "Add a category first.", "required")
    return shelf.id


async def _link(
    work: UnitOfWork, ticket: TicketRecord, article: knowledge.Article, *, is_source: bool
) -> TicketArticle:
    counted = select(func.count()).select_from(TicketArticle).where(TicketArticle.ticket_id == ticket.id)
    if (await work.session.scalar(counted) or 0) >= ARTICLES_MAX:
        raise Conflict(f"A ticket has at most {ARTICLES_MAX} articles.", code="too_many_articles")
    row = {
        "ticket_id": ticket.id,
        "article_id": article.id,
        "is_source": is_source,
        "created_by_id": work.actor.id,
        "created_at": work.now,
    }
    await work.session.execute(insert(TicketArticle).values(row).on_conflict_do_nothing())
    after = await change(work, ticket)
    verb = "written out of" if is_source else "put beside"
    work.record(
        ArticleLinked(
            **standing(work, after),
            changes={"articles": (None, None)},
            summary=f"Article “{article.title}” {verb} {after.number}",
            article_id=article.id,
        )
    )
    return TicketArticle(**row)

"""Use cases: rate the resolution of one's own ticket, read what was thought of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from itsm.domains.settings import api as settings
from itsm.domains.tickets.enums import FINISHED
from itsm.domains.tickets.models import Ticket
from itsm.domains.tickets.ratings.events import TicketRated
from itsm.domains.tickets.ratings.models import TicketRating
from itsm.domains.tickets.ratings.queries import ratings_of
from itsm.domains.tickets.ratings.schemas import RatingRead, RatingsRead
from itsm.domains.tickets.service.common import lock_ticket, standing
from itsm.platform.errors import Conflict, Forbidden
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.actor import Actor
    from itsm.platform.work import UnitOfWork


async def rate_ticket(work: UnitOfWork, reference: str, score: int, comment: str | None) -> RatingsRead:
    """Keep what the requester thinks of the resolution that stands; saying it again changes it.

    Raises NotFound (404), Forbidden (403) for anybody but the requester, Conflict (409, `rating_closed`) where the
    ticket is not resolved or was closed too long ago.
    """
    ticket = await lock_ticket(work, reference)
    if ticket.requester_id != work.actor.id:
        raise Forbidden("Only who asked says how good the answer was.")
    if not is_open(ticket, work.now, await settings.setting(work.session, "rating_days")):
        raise Conflict("A ticket is rated once it is resolved, and for some days after.", code="rating_closed")
    said = (comment or "").strip() or None
    ratings = await ratings_of(work.session, ticket.id)
    current = next((one for one in ratings if one.cycle == ticket.reopen_count), None)
    before = (current.score, current.comment) if current else None
    if before != (score, said):
        _keep(work, ticket, current, score, said)
        await work.session.execute(update(Ticket).where(Ticket.id == ticket.id).values(rating=score, rated_at=work.now))
        work.record(_event(work, ticket, before, score, said))
        await work.session.flush()
    return await read_ratings(work.session, work.actor, ticket, work.now)


async def read_ratings(session: AsyncSession, actor: Actor, ticket: TicketRecord, now: datetime) -> RatingsRead:
    """Return the ratings of a ticket the actor sees, and whether they may rate it."""
    days = await settings.setting(session, "rating_days")
    found = [
        RatingRead(cycle=one.cycle, score=one.score, comment=one.comment, rated_at=one.updated_at)
        for one in await ratings_of(session, ticket.id)
    ]
    return RatingsRead(
        current=next((one for one in found if one.cycle == ticket.reopen_count), None),
        earlier=[one for one in found if one.cycle != ticket.reopen_count],
        can_rate=ticket.requester_id == actor.id and is_open(ticket, now, days),
        closes_at=ticket.closed_at + timedelta(days=days) if ticket.closed_at else None,
    )


def is_open(ticket: TicketRecord, now: datetime, days: int) -> bool:
    """Tell whether a ticket may be rated: it is resolved, or was closed at most `days` days ago."""
    if ticket.status not in FINISHED:
        return False
    return ticket.closed_at is None or now < ticket.closed_at + timedelta(days=days)


def _keep(
    work: UnitOfWork, ticket: TicketRecord, current: TicketRating | None, score: int, comment: str | None
) -> None:
    if current is None:
        current = TicketRating(
            id=new_id(),
            ticket_id=ticket.id,
            cycle=ticket.reopen_count,
            rated_by_id=work.actor.id,
            created_at=work.now,
        )
        work.session.add(current)
    current.score, current.comment, current.updated_at = score, comment, work.now
    current.assignee_id, current.team_id = ticket.assignee_id, ticket.team_id


def _event(
    work: UnitOfWork, ticket: TicketRecord, before: tuple[int, str | None] | None, score: int, comment: str | None
) -> TicketRated:
    old_score, old_comment = before or (None, None)
    changes = {name: pair for name, pair in (
        ("rating", (old_score, score)), ("rating_comment", (old_comment, comment))
    ) if pair[0] != pair[1]}  # fmt: skip
    return TicketRated(
        **standing(work, ticket),
        changes=changes,
        summary=f"{ticket.number} was rated {score} of 5",
        score=score,
        comment=comment,
    )

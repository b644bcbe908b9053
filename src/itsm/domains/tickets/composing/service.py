"""Use cases: keep a draft, hold a reply, take it back, send it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.settings import api as settings
from itsm.domains.tickets.comments.service import add_comment
from itsm.domains.tickets.composing.enums import HeldState, MessageChannel
from itsm.domains.tickets.composing.events import HeldReplyEvent, ReplyFailed, ReplyHeld, ReplyWithdrawn
from itsm.domains.tickets.composing.models import Draft, HeldReply
from itsm.domains.tickets.composing.queries import newer_than
from itsm.domains.tickets.mentions.service import require_mentionable
from itsm.domains.tickets.policies import require_working
from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.service.common import lock_for_staff, standing
from itsm.domains.tickets.watchers.queries import person
from itsm.platform.actor import system_actor
from itsm.platform.errors import Conflict, NotFound, Problem
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from itsm.domains.tickets.composing.schemas import ReplyHold
    from itsm.domains.tickets.repository import TicketRecord
    from itsm.platform.work import UnitOfWork

SEND_JOB: Final = "tickets.send_reply"


async def put_draft(work: UnitOfWork, reference: str, channel: MessageChannel, body: str) -> datetime:
    """Keep what the actor is writing on a ticket; return when. Raises NotFound (404), Forbidden (403) for notes."""
    ticket = await load_visible(work.session, work.actor, reference)
    if channel is MessageChannel.NOTE:
        require_working(work.actor, ticket)
    await _write_draft(work, work.actor.id, ticket.id, channel, body)
    return work.now


async def drop_draft(work: UnitOfWork, reference: str, channel: MessageChannel) -> None:
    """Throw a draft away; nothing happens where there is none. Raises NotFound (404) for the ticket."""
    ticket = await load_visible(work.session, work.actor, reference)
    await _drop(work, work.actor.id, ticket.id, channel)


async def hold_reply(work: UnitOfWork, reference: str, wanted: ReplyHold) -> HeldReply:
    """Take a public reply of staff; a job sends it after the seconds that the setting says.

    Raises NotFound (404), Forbidden (403), Invalid (422) for whom it cannot mention, Conflict (409,
    `newer_messages`) where others wrote meanwhile.
    """
    ticket = await lock_for_staff(work, reference)
    if wanted.seen_until is not None and not wanted.send_anyway:
        await require_nothing_newer(work, ticket.id, wanted.seen_until)
    await require_mentionable(work.session, ticket, wanted.mention_ids, is_internal=False)
    seconds = int(await settings.setting(work.session, "reply_hold_seconds"))
    reply = HeldReply(
        id=new_id(),
        ticket_id=ticket.id,
        author_id=work.actor.id,
        body=wanted.body,
        mention_ids=[str(key) for key in wanted.mention_ids],
        state=HeldState.HELD,
        created_at=work.now,
        send_at=work.now + timedelta(seconds=seconds),
    )
    work.session.add(reply)
    await _drop(work, work.actor.id, ticket.id, MessageChannel.REPLY)
    if seconds == 0:
        await _send(work, reply)
        return reply
    work.defer(SEND_JOB, {"reply_id": reply.id}, run_at=reply.send_at, lock_key=f"{SEND_JOB}:{ticket.id}")
    _tell(work, ReplyHeld, ticket, reply, "is about to be answered")
    return reply


async def require_nothing_newer(work: UnitOfWork, ticket_id: UUID, seen_until: datetime) -> None:
    """Raise Conflict (409, `newer_messages`) where others wrote in public after what the actor has seen."""
    newer = await newer_than(work.session, ticket_id, seen_until, work.actor.id)
    if newer:
        raise Conflict("Somebody wrote meanwhile. Read it, then send anyway.", code="newer_messages", comment_ids=newer)


async def withdraw_reply(work: UnitOfWork, reference: str, reply_id: UUID) -> HeldReply:
    """Take a held reply of the actor's own back; its words are a draft again.

    Raises NotFound (404), Forbidden (403), Conflict (409, `already_sent`).
    """
    ticket, reply = await _own_held(work, reference, reply_id)
    reply.state, reply.settled_at = HeldState.WITHDRAWN, work.now
    await _write_draft(work, work.actor.id, ticket.id, MessageChannel.REPLY, reply.body)
    _tell(work, ReplyWithdrawn, ticket, reply, "was not answered: the reply was taken back")
    return reply


async def send_now(work: UnitOfWork, reference: str, reply_id: UUID) -> HeldReply:
    """Send a held reply of the actor's own at once. Raises as `withdraw_reply` does."""
    _, reply = await _own_held(work, reference, reply_id)
    await _send(work, reply)
    return reply


async def send_due(work: UnitOfWork, reply_id: UUID) -> None:
    """Send a held reply in the name of its author; where they no longer may, make it a draft again and tell them."""
    reply = await work.session.get(HeldReply, reply_id, with_for_update=True, populate_existing=True)
    if reply is None or reply.state != HeldState.HELD:
        return
    author = await person(work.session, reply.author_id)
    if author is None:
        return
    work.actor = author.as_actor()
    try:
        await _send(work, reply)
    except Problem as refusal:
        reply.state, reply.settled_at = HeldState.FAILED, work.now
        await _write_draft(work, reply.author_id, reply.ticket_id, MessageChannel.REPLY, reply.body)
        ticket = await load_visible(work.session, system_actor(), reply.ticket_id)
        _tell(work, ReplyFailed, ticket, reply, "was not answered", reason=refusal.detail)


async def _send(work: UnitOfWork, reply: HeldReply) -> None:
    mention_ids = [UUID(key) for key in reply.mention_ids]
    await add_comment(work, str(reply.ticket_id), body=reply.body, is_internal=False, mention_ids=mention_ids)
    reply.state, reply.settled_at = HeldState.SENT, work.now


async def _own_held(work: UnitOfWork, reference: str, reply_id: UUID) -> tuple[TicketRecord, HeldReply]:
    ticket = await lock_for_staff(work, reference)
    reply = await work.session.get(HeldReply, reply_id, with_for_update=True, populate_existing=True)
    if reply is None or reply.ticket_id != ticket.id or reply.author_id != work.actor.id:
        raise NotFound("There is no such reply.", code="reply_not_found")
    if reply.state != HeldState.HELD:
        raise Conflict("It is too late: this reply is no longer held.", code="already_sent", state=reply.state)
    return ticket, reply


async def _write_draft(
    work: UnitOfWork, user_id: UUID | None, ticket_id: UUID, channel: MessageChannel, body: str
) -> None:
    row = {"user_id": user_id, "ticket_id": ticket_id, "channel": channel, "body": body, "updated_at": work.now}
    written = insert(Draft).values(**row)
    await work.session.execute(
        written.on_conflict_do_update(
            index_elements=["user_id", "ticket_id", "channel"],
            set_={"body": written.excluded.body, "updated_at": written.excluded.updated_at},
        )
    )


async def _drop(work: UnitOfWork, user_id: UUID | None, ticket_id: UUID, channel: MessageChannel) -> None:
    await work.session.execute(
        delete(Draft)
        .where(Draft.user_id == user_id, Draft.ticket_id == ticket_id, Draft.channel == channel)
        .execution_options(synchronize_session=False)
    )


def _tell(
    work: UnitOfWork, kind: type[HeldReplyEvent], ticket: TicketRecord, reply: HeldReply, said: str, **more: Any
) -> None:
    fields: dict[str, Any] = {
        "reply_id": reply.id,
        "author_id": reply.author_id,
        "summary": f"{ticket.number} {said}",
    } | more
    work.record(kind(**standing(work, ticket), **fields))

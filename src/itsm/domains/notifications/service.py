"""Telling people in the caller's transaction, in the bell and by mail; sending a mail again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.notifications.bell.service import News, tell
from itsm.domains.notifications.choices.telling import Told, ways_of
from itsm.domains.notifications.enums import Channel, DeliveryState
from itsm.domains.notifications.events import DeliveryResent
from itsm.domains.notifications.kinds import kind_of
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.ports import mail_room
from itsm.domains.notifications.rendering import Reader, Rendered, render
from itsm.domains.notifications.templates import TEMPLATES, check_context
from itsm.domains.notifications.wording.queries import WORDING
from itsm.platform.errors import Conflict, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from itsm.domains.notifications.words import Wording
    from itsm.platform.work import UnitOfWork

SEND_JOB: Final = "notifications.send_email"
_RESENDABLE: Final = frozenset(
    {
        DeliveryState.SENT,
        DeliveryState.KEPT,
        DeliveryState.FAILED,
        DeliveryState.MERGED,
        DeliveryState.SUPPRESSED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one person. `context` holds what the template needs, see `templates.py`.

    `thread_key` (such as `ticket.<id>`) makes mail programs show a ticket's mails as one conversation
    and keeps them in order for each person.
    """

    recipient_id: UUID
    address: str
    name: str
    template: str
    context: Mapping[str, Any]
    locale: str = "en"
    timezone: str = "UTC"
    thread_key: str | None = None


async def deliver_all(work: UnitOfWork, event_id: UUID, mails: Sequence[Mail]) -> list[UUID]:
    """Tell people of one event, in the bell and by mail; return the ids of the mails that are new.

    Who was already told of `event_id` is left out, so that a repeated job tells nobody twice. Rows and jobs
    become real with the caller's commit. Raises ValueError where a context is not what its template needs.
    """
    for mail in mails:
        check_context(mail.template, mail.context)
    told = await ways_of(work, mails)
    await tell(work, event_id, [news for one in told if one.ways.bell and (news := news_for_bell(one.mail))])
    mailed = [one for one in told if one.ways.email]
    if not mailed:
        return []
    wording = await WORDING.get(work.session)
    rows = [_row(work, event_id, one, wording) for one in mailed]
    fresh = insert(Delivery).values(rows).on_conflict_do_nothing().returning(Delivery.id)
    new_ids = set(await work.session.scalars(fresh))
    added = [row for row in rows if row["id"] in new_ids]
    leaves_at = {one.mail.recipient_id: one.leaves_at for one in told}
    for row in added:
        if row["state"] is DeliveryState.QUEUED:
            queue_sending(work, row["id"], row["recipient_id"], row["thread_key"], at=leaves_at[row["recipient_id"]])
    return [row["id"] for row in added]


async def deliver(  # noqa: PLR0913 - one call says all of one mail, by name
    work: UnitOfWork,
    *,
    event_id: UUID,
    recipient_id: UUID,
    address: str,
    name: str,
    template: str,
    context: Mapping[str, Any],
    locale: str = "en",
    timezone: str = "UTC",
    thread_key: str | None = None,
) -> UUID | None:
    """Queue one mail as `deliver_all` does; return its id, or None where this person was told already."""
    mail = Mail(
        recipient_id=recipient_id,
        address=address,
        name=name,
        template=template,
        context=context,
        locale=locale,
        timezone=timezone,
        thread_key=thread_key,
    )
    added = await deliver_all(work, event_id, [mail])
    return added[0] if added else None


async def resend_delivery(work: UnitOfWork, delivery_id: UUID) -> Delivery:
    """Queue a finished delivery again, with the same message id. Raises NotFound, Conflict where it is under way."""
    work.actor.require("ops.manage")
    delivery = await work.session.get(Delivery, delivery_id, with_for_update=True)
    if delivery is None:
        raise NotFound
    if delivery.state not in _RESENDABLE:
        raise Conflict("This mail is on its way already.", state=delivery.state)
    before, delivery.state = delivery.state, DeliveryState.QUEUED
    delivery.attempts = delivery.ambiguous_sends = 0
    delivery.last_error = delivery.sent_at = None
    queue_sending(work, delivery.id, delivery.recipient_id, delivery.thread_key)
    work.record(
        DeliveryResent(
            subject_id=delivery.id,
            address=delivery.address,
            template=delivery.template,
            changes={"state": (before, DeliveryState.QUEUED)},
            summary=f"Sent “{delivery.subject}” to {delivery.address} again",
        )
    )
    return delivery


async def forget_deliveries(work: UnitOfWork, *, before: datetime, limit: int) -> int:
    """Delete up to `limit` deliveries that were finished and made before a time; return how many."""
    finished = (*_RESENDABLE, DeliveryState.WITHHELD)
    old = select(Delivery.id).where(Delivery.created_at < before, Delivery.state.in_(finished)).limit(limit)
    gone = await work.session.execute(delete(Delivery).where(Delivery.id.in_(old)).returning(Delivery.id))
    return len(gone.all())


def news_for_bell(mail: Mail) -> News | None:
    """Return what goes into the bell; nothing of mails about somebody's account, whose links are secrets."""
    kind = kind_of(mail.template)
    if kind is None:
        return None
    return News(
        recipient_id=mail.recipient_id,
        kind=kind,
        template=mail.template,
        context=mail.context,
        # Whoever is told a little of what they may not see is told apart from it.
        thread_key=None if TEMPLATES[mail.template].is_for_outsiders else mail.thread_key,
    )


def _row(work: UnitOfWork, event_id: UUID, told: Told, wording: Wording) -> dict[str, Any]:
    mail = told.mail
    reader = Reader(mail.name, mail.locale, mail.timezone)
    rendered = render(mail.template, mail.context, reader, public_url=mail_room().public_url, wording=wording)
    link_id, attachment_id = mail.context.get("secret_link_id"), mail.context.get("attachment_id")
    return stored(work, event_id, mail, rendered) | {
        "secret_link_id": UUID(str(link_id)) if link_id else None,
        "attachment_id": UUID(str(attachment_id)) if attachment_id else None,
        "state": DeliveryState.HELD if told.in_digest else DeliveryState.QUEUED,
        "send_after": told.leaves_at if told.leaves_at > work.now else None,
    }


def stored(work: UnitOfWork, event_id: UUID, mail: Mail, rendered: Rendered) -> dict[str, Any]:
    """Return the row of a rendered mail that is to leave now and opens nothing."""
    delivery_id = new_id()
    return {
        "id": delivery_id,
        "event_id": event_id,
        "recipient_id": mail.recipient_id,
        "channel": Channel.EMAIL,
        "address": mail.address,
        "recipient_name": mail.name,
        "template": mail.template,
        "locale": mail.locale,
        "subject": rendered.subject,
        "html": rendered.html,
        "text": rendered.text,
        "message_id": f"<{delivery_id.hex}@{mail_room().host}>",
        "thread_key": mail.thread_key,
        "is_for_staff": mail.context.get("audience") == "staff",
        "secret_link_id": None,
        "attachment_id": None,
        "state": DeliveryState.QUEUED,
        "send_after": None,
        "attempts": 0,
        "ambiguous_sends": 0,
        "created_at": work.now,
    }


def queue_sending(
    work: UnitOfWork, delivery_id: UUID, recipient_id: UUID, thread_key: str | None, *, at: datetime | None = None
) -> None:
    """Enqueue the sending. One person's mails of one conversation leave in order, retries included."""
    lock_key = f"mail:{thread_key}:{recipient_id}" if thread_key else None
    work.defer(SEND_JOB, {"delivery_id": delivery_id}, lock_key=lock_key, run_at=at)

"""Queueing mails in the caller's transaction, and sending one again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from itsm.domains.notifications.enums import Channel, DeliveryState
from itsm.domains.notifications.events import DeliveryResent
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.ports import mail_room
from itsm.domains.notifications.rendering import Reader, render
from itsm.platform.errors import Conflict, NotFound
from itsm.platform.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from itsm.platform.work import UnitOfWork

SEND_JOB: Final = "notifications.send_email"
_RESENDABLE: Final = frozenset({DeliveryState.SENT, DeliveryState.KEPT, DeliveryState.FAILED})


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
    """Queue mails about one event; return the ids of the deliveries that are new.

    Who was already told of `event_id` is left out, so that a repeated job tells nobody twice. Rows and jobs
    become real with the caller's commit. Raises ValueError where a context is not what its template needs.
    """
    rows = [_row(work, event_id, mail) for mail in mails]
    if not rows:
        return []
    fresh = insert(Delivery).values(rows).on_conflict_do_nothing().returning(Delivery.id)
    new_ids = set(await work.session.scalars(fresh))
    added = [row for row in rows if row["id"] in new_ids]
    for row in added:
        _queue(work, row["id"], row["recipient_id"], row["thread_key"])
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
    _queue(work, delivery.id, delivery.recipient_id, delivery.thread_key)
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
    finished = (DeliveryState.SENT, DeliveryState.KEPT, DeliveryState.FAILED)
    old = select(Delivery.id).where(Delivery.created_at < before, Delivery.state.in_(finished)).limit(limit)
    gone = await work.session.execute(delete(Delivery).where(Delivery.id.in_(old)).returning(Delivery.id))
    return len(gone.all())


def _row(work: UnitOfWork, event_id: UUID, mail: Mail) -> dict[str, Any]:
    room = mail_room()
    reader = Reader(mail.name, mail.locale, mail.timezone)
    rendered = render(mail.template, mail.context, reader, public_url=room.public_url)
    delivery_id = new_id()
    link_id = mail.context.get("secret_link_id")
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
        "message_id": f"<{delivery_id.hex}@{room.host}>",
        "thread_key": mail.thread_key,
        "secret_link_id": UUID(str(link_id)) if link_id else None,
        "state": DeliveryState.QUEUED,
        "attempts": 0,
        "ambiguous_sends": 0,
        "created_at": work.now,
    }


def _queue(work: UnitOfWork, delivery_id: UUID, recipient_id: UUID, thread_key: str | None) -> None:
    """Enqueue the sending. One person's mails of one conversation leave in order, retries included."""
    lock_key = f"mail:{thread_key}:{recipient_id}" if thread_key else None
    work.defer(SEND_JOB, {"delivery_id": delivery_id}, lock_key=lock_key)

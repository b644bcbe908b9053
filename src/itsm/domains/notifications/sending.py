"""Sending one delivery: marked before and after, so that a crash in between is known for what it is.

Each mark is a commit of its own, as close to the mail server as it gets. Between them no transaction is open:
a slow mail server holds a worker's slot and nothing else.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import update

from itsm.domains.notifications.enums import Cause, DeliveryState
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.ports import MailRoom, mail_room
from itsm.domains.notifications.rendering import Rendered, insert_secret, secret_marker
from itsm.domains.notifications.subjects import seen_subjects, subject_of
from itsm.domains.notifications.suppression.queries import suppression_of
from itsm.domains.notifications.suppression.service import Suppression, in_words, suppress
from itsm.domains.notifications.templates import TEMPLATES
from itsm.platform.mail.message import Attachment, OutgoingMail, clean_header
from itsm.platform.mail.port import MailOutcome, PermanentMailError, TemporaryMailError
from itsm.platform.work import UnitOfWork, open_work

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.actor import Actor

MAX_ATTEMPTS: Final = 12
"""With the job's waits about five hours; then an administrator decides."""
MAX_AMBIGUOUS_SENDS: Final = 3
"""A server that always drops the line after the data would otherwise deliver a copy at each attempt."""
SEND_SECONDS: Final = 45.0
INTERRUPTED_AFTER: Final = timedelta(seconds=60)
"""Nobody is still sending what was marked longer ago; more than `SEND_SECONDS`."""
_LINK_IS_GONE: Final = "The link in this mail was used or has expired."
_FILE_IS_GONE: Final = "The file that went with this mail is kept no longer."
_NOT_THEIRS: Final = "Its reader has left, or may no longer see what it is about."


class NotSentError(Exception):
    """The mail is still to be sent: the job tries again later."""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One marked attempt; `number` fences off the end of an older one."""

    delivery_id: UUID
    number: int
    ambiguous_sends: int
    mail: OutgoingMail


@dataclass(frozen=True, slots=True)
class _Result:
    state: DeliveryState
    error: str | None = None
    is_ambiguous: bool = False
    is_dead_address: bool = False


async def send_delivery(actor: Actor, delivery_id: UUID) -> None:
    """Send one delivery, if it still is to be sent. Raises `NotSentError` to be called again later."""
    room = mail_room()
    attempt = await _begin(actor, delivery_id, room)
    if attempt is None:
        return
    result = await _send(room, attempt)
    await _end(actor, attempt, result)
    if result.state is DeliveryState.QUEUED:
        raise NotSentError(result.error)


async def _begin(actor: Actor, delivery_id: UUID, room: MailRoom) -> _Attempt | None:
    """Mark that an attempt begins; None where there is nothing to send."""
    async with open_work(actor) as work:
        delivery = await work.session.get(Delivery, delivery_id, with_for_update=True)
        if delivery is None or delivery.state not in {DeliveryState.QUEUED, DeliveryState.SENDING}:
            return None
        if delivery.state is DeliveryState.SENDING and not _count_interrupted(work, delivery):
            return None
        if (refusal := await _refusal(work, delivery, room)) is not None:
            delivery.state, delivery.last_error = refusal
            return None
        rendered = await _whole(work, delivery, room)
        if rendered is None:
            delivery.state, delivery.last_error = DeliveryState.FAILED, _LINK_IS_GONE
            return None
        files = await _files(work, delivery, room)
        if files is None:
            delivery.state, delivery.last_error = DeliveryState.FAILED, _FILE_IS_GONE
            return None
        delivery.state = DeliveryState.SENDING
        delivery.attempts += 1
        delivery.sending_at = work.now
        mail = _outgoing(delivery, rendered, room, files)
        return _Attempt(delivery.id, delivery.attempts, delivery.ambiguous_sends, mail)


async def _refusal(work: UnitOfWork, delivery: Delivery, room: MailRoom) -> tuple[DeliveryState, str] | None:
    """Return why a mail must not be sent, None where it may."""
    if not await may_still_read(work.session, delivery, room):
        return DeliveryState.WITHHELD, _NOT_THEIRS
    found = await suppression_of(work.session, delivery.address)
    return (DeliveryState.SUPPRESSED, in_words(found)) if found is not None else None


async def may_still_read(session: AsyncSession, delivery: Delivery, room: MailRoom) -> bool:
    """Tell whether the recipient may see now what the mail is about; asked again each time it is to be sent."""
    key = delivery.thread_key
    if room.readers is None or key is None or subject_of(key) is None:
        return True
    if TEMPLATES[delivery.template].is_for_outsiders:
        return True
    reader = await room.readers(session, delivery.recipient_id)
    if reader is None:
        return False
    subject = (await seen_subjects(session, reader, [key])).get(key)
    return subject is not None and (subject.is_staff or not delivery.is_for_staff)


def _count_interrupted(work: UnitOfWork, delivery: Delivery) -> bool:
    """Count an attempt whose worker died as ambiguous; False where that was one too many.

    Raises `NotSentError` while the other attempt may still be running.
    """
    if delivery.sending_at is not None and work.now - delivery.sending_at < INTERRUPTED_AFTER:
        raise NotSentError("another worker is sending this mail")
    delivery.ambiguous_sends += 1
    if delivery.ambiguous_sends < MAX_AMBIGUOUS_SENDS:
        return True
    delivery.state = DeliveryState.FAILED
    delivery.last_error = "Sending was interrupted too often; the mail may have arrived."
    return False


async def _whole(work: UnitOfWork, delivery: Delivery, room: MailRoom) -> Rendered | None:
    rendered = Rendered(delivery.subject, delivery.html, delivery.text)
    if delivery.secret_link_id is None or room.is_outbox_only:
        return rendered
    url = await room.secret_links(work.session, delivery.secret_link_id)
    if url is None:
        return None
    return insert_secret(rendered, secret_marker(room.public_url, delivery.secret_link_id), url)


async def _files(work: UnitOfWork, delivery: Delivery, room: MailRoom) -> tuple[Attachment, ...] | None:
    """Return the file that goes with a mail, nothing where none does; None where it was forgotten meanwhile."""
    if delivery.attachment_id is None:
        return ()
    found = await room.attachments(work.session, delivery.attachment_id)
    return (found,) if found is not None else None


def _outgoing(delivery: Delivery, rendered: Rendered, room: MailRoom, files: tuple[Attachment, ...]) -> OutgoingMail:
    thread = (f"<{delivery.thread_key}@{room.host}>",) if delivery.thread_key else ()
    return OutgoingMail(
        message_id=delivery.message_id,
        sender_address=room.sender.addr_spec,
        sender_name=room.sender.display_name,
        recipient_address=delivery.address,
        recipient_name=clean_header(delivery.recipient_name),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        date=delivery.created_at,
        references=thread,
        attachments=files,
    )


async def _send(room: MailRoom, attempt: _Attempt) -> _Result:
    try:
        async with asyncio.timeout(SEND_SECONDS):
            outcome = await room.mail.send(attempt.mail)
    except PermanentMailError as error:
        return _Result(DeliveryState.FAILED, str(error), is_dead_address=error.is_dead_address)
    except TemporaryMailError as error:
        return _after_failure(attempt, str(error), is_ambiguous=error.is_ambiguous)
    except TimeoutError:
        return _after_failure(attempt, "The mail server took too long.", is_ambiguous=True)
    return _Result(DeliveryState.SENT if outcome is MailOutcome.SENT else DeliveryState.KEPT)


def _after_failure(attempt: _Attempt, error: str, *, is_ambiguous: bool) -> _Result:
    is_over = attempt.number >= MAX_ATTEMPTS or (is_ambiguous and attempt.ambiguous_sends + 1 >= MAX_AMBIGUOUS_SENDS)
    return _Result(DeliveryState.FAILED if is_over else DeliveryState.QUEUED, error, is_ambiguous)


async def _end(actor: Actor, attempt: _Attempt, result: _Result) -> None:
    """Mark how the attempt ended, unless it was taken for interrupted meanwhile."""
    async with open_work(actor) as work:
        is_done = result.state in {DeliveryState.SENT, DeliveryState.KEPT}
        await work.session.execute(
            update(Delivery)
            .where(
                Delivery.id == attempt.delivery_id,
                Delivery.state == DeliveryState.SENDING,
                Delivery.attempts == attempt.number,
            )
            .values(
                state=result.state,
                last_error=result.error,
                ambiguous_sends=Delivery.ambiguous_sends + int(result.is_ambiguous),
                sent_at=work.now if is_done else None,
            )
        )
        if result.is_dead_address:
            await suppress(
                work,
                Suppression(
                    address=attempt.mail.recipient_address,
                    cause=Cause.BOUNCED,
                    detail=result.error or "",
                    delivery_id=attempt.delivery_id,
                ),
            )

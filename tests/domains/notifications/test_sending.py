"""Deliveries from queue to mail server, on a real database and a real SMTP server."""

from __future__ import annotations

import asyncio
import email
import email.policy
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text, update

from itsm.domains.notifications import ports, sending
from itsm.domains.notifications.api import Mail, deliver, deliver_all, resend_delivery, set_mail_room, shown_mail
from itsm.domains.notifications.enums import DeliveryState
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.sending import MAX_AMBIGUOUS_SENDS, MAX_ATTEMPTS, NotSentError, send_delivery
from itsm.domains.notifications.service import forget_deliveries
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.errors import Conflict, NotFound
from itsm.platform.ids import new_id
from itsm.platform.mail.adapters import open_mail
from itsm.platform.work import open_work
from tests.domains.notifications.conftest import SENDER, URL
from tests.domains.ops.door import an_actor
from tests.platform.mail.smtp_sink import Mood, SmtpSink

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.db.engine import Database

    Run = Callable[[], Awaitable[int]]

SYSTEM = system_actor()


def a_mail(**changes: Any) -> Mail:
    """Return a ticket's receipt with `changes`."""
    parts: dict[str, Any] = {
        "recipient_id": new_id(),
        "address": "ana@madison88.example",
        "name": "Ana Reyes",
        "template": "ticket_created",
        "context": {"audience": "requester", "number": "TKT-2026-000001", "title": "VPN drops"},
        "thread_key": "ticket.1",
    }
    return Mail(**(parts | changes))


async def queue(*mails: Mail, event_id: UUID | None = None) -> list[UUID]:
    """Queue mails about one event."""
    async with open_work(SYSTEM) as work:
        return await deliver_all(work, event_id or new_id(), mails or [a_mail()])


async def stored(database: Database, delivery_id: UUID) -> Delivery:
    """Return a delivery as it is now."""
    async with database.reading() as session:
        return (await session.scalars(select(Delivery).where(Delivery.id == delivery_id))).one()


async def test_a_mail_is_sent_once_and_threaded(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    [first] = await queue()
    assert await run_jobs() == 1
    [received] = by_smtp.received
    message = email.message_from_bytes(received.content, policy=email.policy.default)
    delivery = await stored(database, first)
    assert (delivery.state, delivery.attempts, delivery.last_error) == (DeliveryState.SENT, 1, None)
    assert delivery.sent_at is not None
    assert message["Message-ID"] == delivery.message_id == f"<{first.hex}@desk.example>"
    assert message["References"] == "<ticket.1@desk.example>"
    assert message["From"] == SENDER
    assert message["Subject"] == "[TKT-2026-000001] We have your request: VPN drops"


@pytest.mark.peer_class("S21")
async def test_nobody_is_told_the_same_thing_twice(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    event_id, ana = new_id(), new_id()
    assert len(await queue(a_mail(recipient_id=ana), a_mail(), event_id=event_id)) == 2
    assert await queue(a_mail(recipient_id=ana), event_id=event_id) == []
    await run_jobs()
    assert len(by_smtp.received) == 2


async def test_the_same_person_twice_in_one_call_is_told_once(database: Database, by_outbox: None) -> None:
    ana = new_id()
    assert len(await queue(a_mail(recipient_id=ana), a_mail(recipient_id=ana))) == 1


async def test_a_rollback_leaves_no_mail(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    with pytest.raises(ValueError, match="lacks title"):
        await queue(a_mail(), a_mail(context={"audience": "staff", "number": "1"}))
    assert await run_jobs() == 0
    assert by_smtp.received == []


async def test_running_the_job_twice_sends_once(database: Database, by_smtp: SmtpSink) -> None:
    [delivery_id] = await queue()
    await send_delivery(SYSTEM, delivery_id)
    await send_delivery(SYSTEM, delivery_id)
    assert len(by_smtp.received) == 1


async def test_two_workers_at_once_send_once(database: Database, by_smtp: SmtpSink) -> None:
    [delivery_id] = await queue()
    ends = await asyncio.gather(*(send_delivery(SYSTEM, delivery_id) for _ in range(4)), return_exceptions=True)
    assert len(by_smtp.received) == 1
    assert all(end is None or isinstance(end, NotSentError) for end in ends)


async def test_without_a_mail_server_mails_are_kept(database: Database, by_outbox: None, run_jobs: Run) -> None:
    [delivery_id] = await queue()
    await run_jobs()
    assert (await stored(database, delivery_id)).state is DeliveryState.KEPT


@pytest.mark.parametrize("mood", [Mood.RECIPIENT_4XX, Mood.DATA_4XX])
async def test_a_refusal_for_now_is_tried_again(
    database: Database, by_smtp: SmtpSink, run_jobs: Run, mood: Mood
) -> None:
    [delivery_id] = await queue()
    by_smtp.mood = mood
    await run_jobs()
    waiting = await stored(database, delivery_id)
    assert (waiting.state, waiting.attempts, waiting.ambiguous_sends) == (DeliveryState.QUEUED, 1, 0)
    assert waiting.last_error is not None
    assert waiting.last_error.startswith("45")
    by_smtp.mood = Mood.ACCEPT
    await run_jobs()
    sent = await stored(database, delivery_id)
    assert (sent.state, sent.attempts, sent.last_error) == (DeliveryState.SENT, 2, None)


@pytest.mark.parametrize("mood", [Mood.RECIPIENT_5XX, Mood.DATA_5XX])
async def test_a_refusal_for_good_is_shown_and_not_tried_again(
    database: Database, by_smtp: SmtpSink, run_jobs: Run, mood: Mood
) -> None:
    [delivery_id] = await queue()
    by_smtp.mood = mood
    assert (await run_jobs(), await run_jobs()) == (1, 0)
    failed = await stored(database, delivery_id)
    assert (failed.state, failed.attempts) == (DeliveryState.FAILED, 1)
    assert str(failed.last_error).startswith("55")


async def test_attempts_end(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    [delivery_id] = await queue()
    by_smtp.mood = Mood.RECIPIENT_4XX
    runs = 0
    while await run_jobs():
        runs += 1
    failed = await stored(database, delivery_id)
    assert (failed.state, failed.attempts, runs) == (DeliveryState.FAILED, MAX_ATTEMPTS, MAX_ATTEMPTS)


async def test_a_drop_after_the_data_is_counted_as_ambiguous(
    database: Database, by_smtp: SmtpSink, run_jobs: Run
) -> None:
    [delivery_id] = await queue()
    by_smtp.mood = Mood.DROP_AFTER_DATA
    await run_jobs()
    waiting = await stored(database, delivery_id)
    assert (waiting.state, waiting.ambiguous_sends) == (DeliveryState.QUEUED, 1)
    by_smtp.mood = Mood.ACCEPT
    await run_jobs()
    ids = {email.message_from_bytes(mail.content)["Message-ID"] for mail in by_smtp.received}
    assert (len(by_smtp.received), len(ids)) == (2, 1)
    assert (await stored(database, delivery_id)).state is DeliveryState.SENT


async def test_a_server_that_always_drops_gets_few_copies(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    [delivery_id] = await queue()
    by_smtp.mood = Mood.DROP_AFTER_DATA
    while await run_jobs():
        pass
    assert len(by_smtp.received) == MAX_AMBIGUOUS_SENDS
    assert (await stored(database, delivery_id)).state is DeliveryState.FAILED


async def test_a_worker_that_died_while_sending_is_followed_up(database: Database, by_smtp: SmtpSink) -> None:
    [delivery_id] = await queue()
    died = {"state": DeliveryState.SENDING, "attempts": 1, "sending_at": utc_now()}
    await _change(database, delivery_id, died)
    with pytest.raises(NotSentError):
        await send_delivery(SYSTEM, delivery_id)
    await _change(database, delivery_id, {"sending_at": utc_now() - timedelta(seconds=61)})
    await send_delivery(SYSTEM, delivery_id)
    sent = await stored(database, delivery_id)
    assert (sent.state, sent.attempts, sent.ambiguous_sends) == (DeliveryState.SENT, 2, 1)


async def test_an_attempt_taken_over_cannot_end_the_other(
    database: Database, by_smtp: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    [delivery_id] = await queue()

    async def slow(_room: Any, attempt: Any) -> Any:
        await _change(database, delivery_id, {"attempts": attempt.number + 1})
        return sending._Result(DeliveryState.FAILED, "late")

    monkeypatch.setattr(sending, "_send", slow)
    await send_delivery(SYSTEM, delivery_id)
    assert (await stored(database, delivery_id)).state is DeliveryState.SENDING


async def test_a_mail_server_that_hangs_is_left(
    database: Database, by_smtp: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    [delivery_id] = await queue()
    silent = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    set_mail_room(open_mail(f"smtp://127.0.0.1:{port}"), sender=SENDER, public_url=URL)
    monkeypatch.setattr(sending, "SEND_SECONDS", 0.2)
    with pytest.raises(NotSentError, match="too long"):
        await send_delivery(SYSTEM, delivery_id)
    silent.close()
    assert (await stored(database, delivery_id)).ambiguous_sends == 1


async def test_mails_of_a_conversation_stay_in_order(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    ana = new_id()
    for number in range(3):
        context = {"audience": "requester", "number": "TKT-2026-000001", "title": f"news {number}"}
        await queue(a_mail(recipient_id=ana, context=context))
    by_smtp.mood = Mood.RECIPIENT_4XX
    await run_jobs()
    by_smtp.mood = Mood.ACCEPT
    while await run_jobs():
        pass
    subjects = [email.message_from_bytes(mail.content)["Subject"][-6:] for mail in by_smtp.received]
    assert subjects == ["news 0", "news 1", "news 2"]


@pytest.mark.asvs("14.2.1", "16.2.5")
@pytest.mark.peer_class("S30", "S32")
async def test_a_secret_link_is_in_the_mail_and_nowhere_else(
    database: Database, by_smtp: SmtpSink, run_jobs: Run
) -> None:
    link_id = new_id()
    _with_links(by_smtp, {link_id: f"{URL}/reset-password#token=canary"})
    delivery_id = await _queue_reset(link_id)
    await run_jobs()
    message = email.message_from_bytes(by_smtp.received[0].content, policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    assert "#token=canary" in body.get_content()
    async with database.reading() as session:
        row = (await session.execute(text("SELECT d::text FROM deliveries d"))).scalar_one()
        shown = await shown_mail(session, await stored(database, delivery_id))
    assert "canary" not in row + shown.html + shown.text


async def test_a_secret_link_that_expired_is_not_mailed(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    _with_links(by_smtp, {})
    delivery_id = await _queue_reset(new_id())
    await run_jobs()
    assert by_smtp.received == []
    assert (await stored(database, delivery_id)).state is DeliveryState.FAILED


async def test_without_a_mail_server_the_outbox_shows_the_secret_link(
    database: Database, by_outbox: None, run_jobs: Run
) -> None:
    link_id = new_id()
    links = {link_id: f"{URL}/reset-password#token=canary"}
    set_mail_room(open_mail(None), sender=SENDER, public_url=URL, secret_links=_resolver(links))
    delivery_id = await _queue_reset(link_id)
    await run_jobs()
    async with database.reading() as session:
        shown = await shown_mail(session, await stored(database, delivery_id))
    assert "#token=canary" in shown.html
    assert "#token=canary" in shown.text


async def test_an_administrator_sends_a_mail_again(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    [delivery_id] = await queue()
    by_smtp.mood = Mood.DATA_5XX
    await run_jobs()
    by_smtp.mood = Mood.ACCEPT
    async with open_work(an_actor()) as work:
        await resend_delivery(work, delivery_id)
        assert [event.name for event in work.events] == ["delivery.resent"]
    await run_jobs()
    assert (await stored(database, delivery_id)).state is DeliveryState.SENT
    assert len(by_smtp.received) == 1


async def test_what_is_under_way_or_unknown_is_not_sent_again(database: Database, by_smtp: SmtpSink) -> None:
    [delivery_id] = await queue()
    async with open_work(an_actor()) as work:
        with pytest.raises(Conflict):
            await resend_delivery(work, delivery_id)
        with pytest.raises(NotFound):
            await resend_delivery(work, new_id())


async def test_old_finished_deliveries_go(database: Database, by_outbox: None, run_jobs: Run) -> None:
    [old] = await queue()
    await run_jobs()
    [waiting] = await queue()
    await _change(database, old, {"created_at": utc_now() - timedelta(days=200)})
    await _change(database, waiting, {"created_at": utc_now() - timedelta(days=200)})
    async with open_work(SYSTEM) as work:
        assert await forget_deliveries(work, before=utc_now() - timedelta(days=180), limit=10) == 1
    assert (await stored(database, waiting)).state is DeliveryState.QUEUED


async def test_deliver_takes_one_mail_by_name(database: Database, by_outbox: None) -> None:
    one = a_mail()
    event_id = new_id()
    for expected in (True, False):
        async with open_work(SYSTEM) as work:
            delivery_id = await deliver(
                work,
                event_id=event_id,
                recipient_id=one.recipient_id,
                address=one.address,
                name=one.name,
                locale="en",
                template=one.template,
                context=one.context,
                thread_key=None,
            )
        assert (delivery_id is not None) is expected


def test_an_unusable_sender_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="address"):
        set_mail_room(open_mail(None), sender="Desk <desk>", public_url=URL)


def _resolver(links: dict[UUID, str]) -> ports.SecretLinks:
    async def resolve(_session: AsyncSession, link_id: UUID) -> str | None:
        return links.get(link_id)

    return resolve


def _with_links(sink: SmtpSink, links: dict[UUID, str]) -> None:
    mail = open_mail(f"smtp://127.0.0.1:{sink.port}")
    set_mail_room(mail, sender=SENDER, public_url=URL, secret_links=_resolver(links))


async def _queue_reset(link_id: UUID) -> UUID:
    context = {"secret_link_id": str(link_id), "expires_at": utc_now()}
    return (await queue(a_mail(template="password_reset", context=context, thread_key=None)))[0]


async def _change(database: Database, delivery_id: UUID, values: dict[str, Any]) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(update(Delivery).where(Delivery.id == delivery_id).values(**values))

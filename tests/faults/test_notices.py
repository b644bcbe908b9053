"""E10: what is to be told outlives a mail server, or a webhook's other end, that is away, refuses, or hangs up.

Real servers on loopback, the real queue and its workers; only waiting is moved into the past. Figures are printed.
"""

from __future__ import annotations

import asyncio
import email
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select, text

from itsm.domains.notifications import jobs as mail_jobs
from itsm.domains.notifications import ports
from itsm.domains.notifications.api import Mail, deliver_all, resend_delivery, set_mail_room
from itsm.domains.notifications.enums import DeliveryState
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.suppression.models import SuppressedAddress
from itsm.domains.webhooks import catalogue
from itsm.domains.webhooks import jobs as webhook_jobs
from itsm.domains.webhooks import sending as webhook_sending
from itsm.domains.webhooks.api import WebhookEvent, announce, register_event
from itsm.domains.webhooks.enums import WebhookState
from itsm.domains.webhooks.models import WebhookDelivery
from itsm.domains.webhooks.service import add_webhook
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.ids import new_id
from itsm.platform.jobs.runner import Worker
from itsm.platform.mail.adapters import open_mail
from itsm.platform.outbound.addresses import read_allow_list
from itsm.platform.outbound.client import CallLimits, OutboundClient, close_outbound, set_outbound
from itsm.platform.work import open_work
from tests.domains.ops.door import an_actor
from tests.domains.webhooks.receiver import Receiver
from tests.platform.mail.smtp_sink import Mood, SmtpSink

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from itsm.platform.db.engine import Database
    from itsm.platform.jobs.model import Job

CONVERSATIONS = 40
MAILS_EACH = 10
EVENTS = 60
WAIT_SECONDS = 2.0
_TROUBLE = {3: Mood.DATA_4XX, 6: Mood.DATA_5XX, 9: Mood.DROP_AFTER_DATA}
"""One mail in ten each, the first time it is seen."""
_PASSES = 60


@dataclass
class StormySink(SmtpSink):
    """Refuses for now, for good, or hangs up after the data, one mail in ten each; takes what comes again."""

    troubled: dict[str, Mood] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Choose by the order in which mails are first seen."""
        message_id = message_id_of(envelope.content)
        self.mood = Mood.ACCEPT
        if message_id not in self._met:
            self.mood = _TROUBLE.get(len(self._met) % 10, Mood.ACCEPT)
            self._met.add(message_id)
        if self.mood is not Mood.ACCEPT:
            self.troubled[message_id] = self.mood
        return await super().handle_DATA(server, session, envelope)


def message_id_of(content: bytes) -> str:
    """Return the id a mail came with."""
    return str(email.message_from_bytes(content)["Message-ID"])


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """Give other tests back the way mail leaves and the events there are."""
    room, events = ports._mail_room, dict(catalogue._events)
    yield
    ports._mail_room = room
    catalogue._events.clear()
    catalogue._events.update(events)


async def let_time_pass(database: Database, jobs: dict[str, Job]) -> int:
    """Run what waits, as four workers' slots would; return how many jobs ran."""
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE jobs SET run_at = now() WHERE state = 'ready'"))
    return sum(await asyncio.gather(*(Worker(jobs).run_until_empty() for _ in range(4))))


async def settle(database: Database, jobs: dict[str, Job]) -> None:
    """Go on until no job is left."""
    for _ in range(_PASSES):
        if not await let_time_pass(database, jobs):
            return
    raise AssertionError(f"jobs left after {_PASSES} passes")


async def queue_mails() -> None:
    """Tell forty people ten things each, in turn."""
    people = [(f"ticket.{number}", new_id()) for number in range(CONVERSATIONS)]
    for turn in range(MAILS_EACH):
        async with open_work(system_actor()) as work:
            for number, (thread, person) in enumerate(people):
                context = {"audience": "requester", "number": f"TKT-2026-{number:06}", "title": f"news {turn}"}
                mail = Mail(
                    recipient_id=person,
                    address=f"p{number}@madison88.example",
                    name="Ana Reyes",
                    template="ticket_created",
                    context=context,
                    thread_key=thread,
                )
                await deliver_all(work, new_id(), [mail])


async def all_mails(database: Database) -> list[Delivery]:
    """Return every mail in the order it was written."""
    async with database.reading() as session:
        return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


async def test_no_mail_is_lost_and_only_what_was_in_doubt_comes_twice(database: Database) -> None:
    sink = StormySink()
    await sink.start()
    port = sink.port
    await sink.stop()
    set_mail_room(
        open_mail(f"smtp://127.0.0.1:{port}"), sender="Desk <desk@madison88.example>", public_url="https://desk.example"
    )
    await queue_mails()
    for _ in range(3):
        await let_time_pass(database, mail_jobs.JOBS)
    waiting = await all_mails(database)
    assert Counter(mail.state for mail in waiting) == {DeliveryState.QUEUED: CONVERSATIONS * MAILS_EACH}

    await sink.start_on(port)
    began = time.monotonic()
    await settle(database, mail_jobs.JOBS)
    drained = time.monotonic() - began
    mails = await all_mails(database)
    _check_once(mails, sink)
    _check_order(mails, sink)
    failed = [mail for mail in mails if mail.state is DeliveryState.FAILED]
    await _send_again([mail.id for mail in failed])
    await settle(database, mail_jobs.JOBS)
    assert {mail.state for mail in await all_mails(database)} == {DeliveryState.SENT}
    assert {mail.message_id for mail in mails} == {message_id_of(one.content) for one in sink.received}
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(SuppressedAddress)) == 0
    await sink.stop()
    in_doubt = sum(mail.ambiguous_sends for mail in mails)
    sys.stdout.write(
        f"\n  {len(mails)} mails queued while the server was away; drained in {drained:.1f} s "
        f"({len(mails) / drained:.0f} a second); lost 0; {in_doubt} in doubt, each arrived twice; "
        f"{len(failed)} refused for good, shown, and sent again\n"
    )


def _check_once(mails: list[Delivery], sink: StormySink) -> None:
    """Hold what arrived against what was written down of each mail."""
    arrived = Counter(message_id_of(one.content) for one in sink.received)
    assert Counter(sink.troubled.values()) == dict.fromkeys(_TROUBLE.values(), CONVERSATIONS * MAILS_EACH // 10)
    for mail in mails:
        trouble = sink.troubled.get(mail.message_id)
        if trouble is Mood.DATA_5XX:
            assert (mail.state, arrived[mail.message_id]) == (DeliveryState.FAILED, 0)
            assert str(mail.last_error).startswith("554")
            continue
        in_doubt = int(trouble is Mood.DROP_AFTER_DATA)
        assert (mail.state, mail.ambiguous_sends) == (DeliveryState.SENT, in_doubt)
        assert arrived[mail.message_id] == 1 + in_doubt


def _check_order(mails: list[Delivery], sink: StormySink) -> None:
    """The first copies of one person's mails of one conversation arrived in the order they were written."""
    first = list(dict.fromkeys(message_id_of(one.content) for one in sink.received))
    place = {message_id: position for position, message_id in enumerate(first)}
    for thread in {mail.thread_key for mail in mails}:
        places = [place[one.message_id] for one in mails if one.thread_key == thread and one.message_id in place]
        assert places == sorted(places)


async def _send_again(failed: list[UUID]) -> None:
    for delivery_id in failed:
        async with open_work(an_actor()) as work:
            await resend_delivery(work, delivery_id)


@dataclass
class SlowReceiver(Receiver):
    """Answers with `statuses` in turn; -1: says nothing for longer than anybody waits."""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.statuses[0] == -1:
            self.statuses.pop(0)
            await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(2 * WAIT_SECONDS)
            writer.close()
            return
        await super()._serve(reader, writer)


async def test_no_event_is_lost_to_an_endpoint_that_is_down_broken_or_slow(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_sending, "_LIMITS", CallLimits(seconds=WAIT_SECONDS, max_bytes=64 * 1024))
    register_event(WebhookEvent(name="ticket.created", title="Raised", fields=("number",)))
    receiver = SlowReceiver(statuses=[*[500, 503, -1, 0, 429] * 6, 200])
    await receiver.start()
    port = receiver.port
    await receiver.stop()
    set_outbound(OutboundClient(read_allow_list(f"127.0.0.1:{port}")))
    async with open_work(an_actor()) as work:
        await add_webhook(work, name="Chat", url=f"http://127.0.0.1:{port}/hook", events=["ticket.created"])
    told = await _happen()
    await let_time_pass(database, webhook_jobs.JOBS)
    async with database.reading() as session:
        rows = list(await session.scalars(select(WebhookDelivery)))
    assert {(row.state, row.attempts) for row in rows} == {(WebhookState.QUEUED, 1)}

    await receiver.start_on(port)
    began = time.monotonic()
    await settle(database, webhook_jobs.JOBS)
    drained = time.monotonic() - began
    async with database.reading() as session:
        rows = list(await session.scalars(select(WebhookDelivery)))
    assert [row.state for row in rows] == [WebhookState.DELIVERED] * EVENTS
    ids = {f"msg_{event_id.hex}" for event_id in told}
    heard = Counter(request.headers["webhook-id"] for request in receiver.got)
    assert heard.keys() == ids
    bodies = {(request.headers["webhook-id"], request.body) for request in receiver.got}
    assert len(bodies) == EVENTS
    attempts = {f"msg_{row.event_id.hex}": row.attempts for row in rows}
    assert all(2 <= heard[one] + 1 <= attempts[one] for one in ids)
    assert sum(attempts.values()) >= 2 * EVENTS + 30
    await receiver.stop()
    await close_outbound()
    again = sum(heard.values()) - EVENTS
    sys.stdout.write(
        f"\n  {EVENTS} events: the first attempt at nobody, then 30 in trouble; delivered in {drained:.1f} s; lost 0; "
        f"{again} heard again, each with the id it had\n"
    )


async def _happen() -> list[UUID]:
    """Raise tickets; return the ids of the events."""
    ids = [new_id() for _ in range(EVENTS)]
    for number, event_id in enumerate(ids):
        args = {
            "event_id": event_id,
            "name": "ticket.created",
            "subject_id": new_id(),
            "at": utc_now(),
            "is_replay": False,
            "data": {"number": f"TKT-{number}"},
        }
        async with open_work(system_actor()) as work:
            await announce(work, args)
    return ids

"""News of mails that left: signed ones fail deliveries and suppress addresses, others are not heard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from itsm.domains.notifications.enums import Cause, DeliveryState
from itsm.domains.notifications.routes import router
from itsm.domains.notifications.suppression.queries import suppression_of
from itsm.domains.notifications.suppression.service import lift_suppression
from itsm.platform.clock import utc_now
from itsm.platform.work import open_work
from tests.domains.notifications.test_sending import a_mail, queue, stored
from tests.domains.ops.door import a_client, an_actor
from tests.platform.mail.test_sendgrid import PUBLIC, signed

if TYPE_CHECKING:
    from itsm.platform.db.engine import Database
    from itsm.platform.settings import Settings
    from tests.domains.notifications.test_sending import Run
    from tests.platform.mail.smtp_sink import SmtpSink

STAMP = "1767000000"


@pytest.fixture
def with_key(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk knows SendGrid's verification key."""
    monkeypatch.setattr(settings, "sendgrid_webhook_key", PUBLIC)


async def tell(*events: dict[str, Any], signature: str | None = None) -> int:
    """Tell the desk of events as SendGrid does; return the status it answers with."""
    body = json.dumps(events).encode() + b"\r\n"
    headers = {
        "X-Twilio-Email-Event-Webhook-Signature": signed(body, STAMP) if signature is None else signature,
        "X-Twilio-Email-Event-Webhook-Timestamp": STAMP,
    }
    async with a_client(an_actor(), router) as client:
        return (await client.post("/api/mail-events/sendgrid", content=body, headers=headers)).status_code


def bounce(message_id: str | None, **changes: Any) -> dict[str, Any]:
    """Return the news that a mail came back for good."""
    return {
        "event": "bounce",
        "type": "bounce",
        "email": "Ana@madison88.example",
        "timestamp": int(utc_now().timestamp()),
        "reason": "550 5.1.1 unknown",
        "desk_message_id": message_id,
    } | changes


async def test_a_mail_that_came_back_fails_and_its_address_gets_no_more(
    database: Database, by_smtp: SmtpSink, run_jobs: Run, with_key: None
) -> None:
    [sent] = await queue()
    await run_jobs()
    message_id = (await stored(database, sent)).message_id
    assert [await tell(bounce(message_id)), await tell(bounce(message_id))] == [204, 204]
    back = await stored(database, sent)
    assert (back.state, back.last_error) == (DeliveryState.FAILED, "550 5.1.1 unknown")
    async with database.reading() as session:
        found = await suppression_of(session, "ana@madison88.example")
    assert found is not None
    assert (found.cause, found.delivery_id, found.added_by) == (Cause.BOUNCED, sent, None)
    async with open_work(an_actor()) as work:
        await lift_suppression(work, found.id)
    late = bounce(message_id, timestamp=int(utc_now().timestamp()) - 3600)
    assert await tell(late) == 204
    async with database.reading() as session:
        assert await suppression_of(session, "ana@madison88.example") is None


async def test_a_refusal_that_passes_fails_the_mail_alone(
    database: Database, by_smtp: SmtpSink, run_jobs: Run, with_key: None
) -> None:
    [sent] = await queue(a_mail())
    await run_jobs()
    assert await tell(bounce((await stored(database, sent)).message_id, type="blocked")) == 204
    assert (await stored(database, sent)).state is DeliveryState.FAILED
    async with database.reading() as session:
        assert await suppression_of(session, "ana@madison88.example") is None


async def test_mails_of_others_are_left_alone(
    database: Database, by_smtp: SmtpSink, run_jobs: Run, with_key: None
) -> None:
    [sent] = await queue()
    await run_jobs()
    for message_id in (None, "", "<x@elsewhere>", f"<{sent.hex}@elsewhere.example>"):
        assert await tell(bounce(message_id, event="spamreport")) == 204
        assert await tell(bounce(message_id, email="bea@madison88.example")) == 204
    assert (await stored(database, sent)).state is DeliveryState.SENT


async def test_what_is_not_signed_is_not_heard(
    database: Database, with_key: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await tell(bounce(None), signature="") == 404
    assert await tell(bounce(None), signature=signed(b"something else", STAMP)) == 404
    monkeypatch.setattr(settings, "sendgrid_webhook_key", "")
    assert await tell(bounce(None)) == 404
    async with database.reading() as session:
        assert await suppression_of(session, "ana@madison88.example") is None

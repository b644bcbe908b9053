"""Addresses that get no mail, on a real database and a real SMTP server."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from itsm.domains.notifications.api import resend_delivery
from itsm.domains.notifications.enums import Cause, DeliveryState
from itsm.domains.notifications.routes import router
from itsm.domains.notifications.suppression.models import SuppressedAddress
from itsm.domains.notifications.suppression.queries import suppression_of
from itsm.domains.notifications.suppression.service import (
    Suppression,
    add_suppression,
    lift_suppression,
    suppress,
)
from itsm.platform.clock import utc_now
from itsm.platform.errors import Conflict, Forbidden, Invalid
from itsm.platform.mail.refusals import says_nobody_is_there
from itsm.platform.permissions import Role
from itsm.platform.work import open_work
from tests.domains.notifications.test_sending import SYSTEM, a_mail, queue, stored
from tests.domains.ops.door import a_client, an_actor
from tests.platform.mail.smtp_sink import Mood, SmtpSink

if TYPE_CHECKING:
    from itsm.platform.db.engine import Database
    from tests.domains.notifications.test_sending import Run

ANA = "ana@madison88.example"


async def current(database: Database, address: str = ANA) -> SuppressedAddress | None:
    """Return why an address gets no mail now."""
    async with database.reading() as session:
        return await suppression_of(session, address)


async def test_a_mailbox_that_is_not_there_gets_no_second_mail(
    database: Database, by_smtp: SmtpSink, run_jobs: Run
) -> None:
    [first] = await queue()
    by_smtp.mood = Mood.RECIPIENT_5XX
    await run_jobs()
    by_smtp.mood = Mood.ACCEPT
    found = await current(database)
    assert found is not None
    assert (found.cause, found.detail, found.delivery_id) == (Cause.BOUNCED, "550 No such user", first)
    [second] = await queue(a_mail(address="Ana@Madison88.example"))
    await run_jobs()
    later = await stored(database, second)
    assert (later.state, later.attempts) == (DeliveryState.SUPPRESSED, 0)
    assert later.last_error is not None
    assert later.last_error.endswith("550 No such user")
    assert by_smtp.received == []


@pytest.mark.parametrize("mood", [Mood.RECIPIENT_4XX, Mood.DATA_4XX, Mood.DATA_5XX, Mood.DROP_AFTER_DATA])
async def test_what_passes_suppresses_nothing(database: Database, by_smtp: SmtpSink, run_jobs: Run, mood: Mood) -> None:
    await queue()
    by_smtp.mood = mood
    await run_jobs()
    assert await current(database) is None


@pytest.mark.parametrize(
    ("code", "message", "is_dead"),
    [
        (550, "5.1.1 The email account that you tried to reach does not exist", True),
        (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", True),
        (553, "5.1.3 bad address syntax", True),
        (550, "No such user here", True),
        (550, "5.2.1 mailbox disabled", True),
        (552, "5.2.2 mailbox full", False),
        (550, "5.7.1 relaying denied: user unknown to policy", False),
        (550, "blocked by policy", False),
        (554, "No such user", False),
        (450, "4.1.1 user unknown for now", False),
        (451, "5.1.1 a confused server", False),
    ],
)
def test_which_refusals_mean_that_nobody_is_there(code: int, message: str, is_dead: bool) -> None:
    assert says_nobody_is_there(code, message) is is_dead


async def test_an_administrator_suppresses_and_lifts(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    admin = an_actor()
    async with open_work(admin) as work:
        added = await add_suppression(work, "Ana@madison88.example", "Left the company")
        assert [event.name for event in work.events] == ["suppression.added"]
    assert (added.address, added.cause, added.added_by) == (ANA, Cause.ADDED, admin.name)
    [mail] = await queue()
    await run_jobs()
    assert (await stored(database, mail)).state is DeliveryState.SUPPRESSED
    async with open_work(admin) as work:
        await lift_suppression(work, added.id)
        assert [event.name for event in work.events] == ["suppression.lifted"]
    async with open_work(admin) as work:
        await resend_delivery(work, mail)
    await run_jobs()
    sent = await stored(database, mail)
    assert (sent.state, sent.last_error, len(by_smtp.received)) == (DeliveryState.SENT, None, 1)


async def test_what_cannot_be_suppressed_or_lifted_is_refused(database: Database) -> None:
    async with open_work(an_actor(Role.IT_MANAGER)) as work:
        with pytest.raises(Forbidden):
            await add_suppression(work, ANA, "I do not like it")
    async with open_work(an_actor()) as work:
        with pytest.raises(Invalid):
            await add_suppression(work, "ana@x\nBcc: eve@x", "Left the company")
        added = await add_suppression(work, ANA, "Left the company")
        with pytest.raises(Conflict):
            await add_suppression(work, ANA.upper(), "Left the company")
        await lift_suppression(work, added.id)
        with pytest.raises(Conflict):
            await lift_suppression(work, added.id)


async def test_old_news_does_not_suppress_what_was_lifted_since(database: Database) -> None:
    said_at = utc_now() - timedelta(hours=1)
    old = Suppression(address=ANA, cause=Cause.BOUNCED, detail="550", said_at=said_at)
    async with open_work(SYSTEM) as work:
        assert await suppress(work, old)
        assert not await suppress(work, old)
    async with database.reading() as session:
        row = (await session.scalars(select(SuppressedAddress))).one()
    async with open_work(an_actor()) as work:
        await lift_suppression(work, row.id)
    async with open_work(SYSTEM) as work:
        assert not await suppress(work, old)
    assert await current(database) is None
    async with open_work(SYSTEM) as work:
        assert await suppress(work, Suppression(address=ANA, cause=Cause.COMPLAINED, detail=""))
    again = await current(database)
    assert again is not None
    assert again.cause is Cause.COMPLAINED
    assert again.lifted_by is None


async def test_the_list_over_the_interface(database: Database) -> None:
    async with a_client(an_actor(), router) as client:
        for name in ("ana", "bea", "cora"):
            body = {"address": f"{name}@madison88.example", "reason": "Left the company"}
            assert (await client.post("/api/admin/suppressions", json=body)).status_code == 201
        first = (await client.get("/api/admin/suppressions?limit=2")).json()
        assert [row["address"][:3] for row in first["items"]] == ["cor", "bea"]
        assert first["total"] == 3
        rest = (await client.get(f"/api/admin/suppressions?limit=2&cursor={first['next_cursor']}")).json()
        assert [row["address"][:3] for row in rest["items"]] == ["ana"]
        found = (await client.get("/api/admin/suppressions?q=BEA&cause=added")).json()
        assert [row["address"][:3] for row in found["items"]] == ["bea"]
        assert (await client.get("/api/admin/suppressions?cause=bounced")).json()["items"] == []
        lifted = await client.post(f"/api/admin/suppressions/{first['items'][0]['id']}/lift")
        assert lifted.json()["lifted_by"] == "Mia Cruz"
        assert (await client.get("/api/admin/suppressions")).json()["total"] == 2
    async with a_client(an_actor(Role.IT_MANAGER), router) as client:
        assert (await client.get("/api/admin/suppressions")).status_code == 403

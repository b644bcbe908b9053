"""What people chose holds when news is told: by which way, when, of what no more, and only what they may still see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text

from itsm.domains.notifications.api import set_mail_room
from itsm.domains.notifications.bell.models import Notice
from itsm.domains.notifications.digests import send_digests
from itsm.domains.notifications.enums import DeliveryState
from itsm.domains.notifications.models import Delivery
from itsm.domains.notifications.routes import router
from itsm.platform.actor import Actor, Role, system_actor
from itsm.platform.ids import new_id
from itsm.platform.mail.adapters import open_mail
from itsm.platform.work import open_work
from tests.domains.notifications.conftest import SENDER, URL
from tests.domains.notifications.test_bell import HOME, Room, comment, room, tell  # noqa: F401 - a fixture
from tests.domains.ops.door import a_client, an_actor

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from itsm.platform.db.engine import Database
    from tests.platform.mail.smtp_sink import SmtpSink

    Run = Callable[[], Awaitable[int]]

ALL_DAY = {"quiet_from": "00:00", "quiet_to": "23:59"}


async def choose(who: Actor, **changes: Any) -> None:
    """Choose, by the interface."""
    body = {
        "preset": "normal",
        "own": {},
        "quiet_from": None,
        "quiet_to": None,
        "quiet_weekends": False,
        "digest": "none",
        "digest_at": "08:00",
    }
    async with a_client(who, router) as client:
        answer = await client.put(f"{HOME}/settings", json=body | changes)
    assert answer.status_code == 200, answer.text


async def stored(database: Database) -> list[Delivery]:
    """Return every mail, the oldest first."""
    async with database.reading() as session:
        return list(await session.scalars(select(Delivery).order_by(Delivery.id)))


async def in_bells(database: Database) -> int:
    """Return how much news is in bells."""
    async with database.reading() as session:
        return len(list(await session.scalars(select(Notice.id))))


@pytest.mark.usefixtures("by_outbox", "room")
async def test_the_quiet_are_not_told_and_the_choosy_by_their_way(database: Database) -> None:
    quiet, choosy = an_actor(Role.IT_AGENT), an_actor(Role.IT_AGENT)
    await choose(quiet, preset="quiet")
    await choose(choosy, preset="own", own={"ticket.commented": {"bell": False, "email": True}})
    await tell(comment(quiet, new_id()), comment(choosy, new_id()))
    assert await in_bells(database) == 0
    assert [mail.recipient_id for mail in await stored(database)] == [choosy.id]


@pytest.mark.usefixtures("by_outbox", "room")
async def test_mute_and_back(database: Database) -> None:
    ana, ticket = an_actor(Role.IT_AGENT), new_id()
    async with a_client(ana, router) as client:
        assert (await client.put(f"{HOME}/mutes/ticket.{ticket}")).status_code == 204
        await tell(comment(ana, ticket))
        assert await in_bells(database) == 0
        assert await stored(database) == []
        [muted] = (await client.get(f"{HOME}/mutes")).json()["items"]
        assert muted["title"] == f"VPN drops {ticket}"
        assert (await client.delete(f"{HOME}/mutes/ticket.{ticket}")).status_code == 204
        await tell(comment(ana, ticket))
    assert await in_bells(database) == 1


async def test_nobody_mutes_what_they_do_not_see(database: Database, room: Room) -> None:  # noqa: F811
    ticket = new_id()
    room.hidden.add(ticket)
    async with a_client(an_actor(), router) as client:
        assert (await client.put(f"{HOME}/mutes/ticket.{ticket}")).status_code == 404
        assert (await client.delete(f"{HOME}/mutes/ticket.{ticket}")).status_code == 404


@pytest.mark.usefixtures("by_outbox", "room")
async def test_in_quiet_hours_mails_wait_and_the_bell_does_not(database: Database) -> None:
    ana = an_actor(Role.IT_AGENT)
    await choose(ana, **ALL_DAY)
    await tell(comment(ana, new_id()))
    [mail] = await stored(database)
    assert mail.state is DeliveryState.QUEUED
    assert mail.send_after is not None
    async with database.engine.connect() as connection:
        run_at = (await connection.execute(text("SELECT run_at FROM jobs"))).scalar_one()
    assert run_at == mail.send_after > mail.created_at
    assert await in_bells(database) == 1


async def due(database: Database) -> None:
    """Let the time of every held mail come."""
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE deliveries SET send_after = now() - interval '1 minute'"))


@pytest.mark.usefixtures("room")
async def test_a_digest_is_one_mail(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    ana = an_actor(Role.IT_AGENT)
    await choose(ana, digest="hourly")
    for _ in range(3):
        await tell(comment(ana, new_id()))
    await run_jobs()
    assert by_smtp.received == []
    await due(database)
    for _ in range(2):
        async with open_work(system_actor()) as work:
            await send_digests(work)
    await run_jobs()
    [received] = by_smtp.received
    assert received.content.count(b"Ben Santos wrote") >= 3
    states = [mail.state for mail in await stored(database)]
    assert states == [DeliveryState.MERGED] * 3 + [DeliveryState.SENT]


@pytest.mark.usefixtures("room")
async def test_a_digest_of_one_is_the_mail_itself(database: Database, by_smtp: SmtpSink, run_jobs: Run) -> None:
    ana = an_actor(Role.IT_AGENT)
    await choose(ana, digest="daily")
    await tell(comment(ana, new_id()))
    await due(database)
    async with open_work(system_actor()) as work:
        assert await send_digests(work) == 1
    await run_jobs()
    [received] = by_smtp.received
    assert b"Ben Santos wrote: VPN drops" in received.content


@pytest.mark.asvs("8.2.2")
@pytest.mark.peer_class("S05", "S07")
@pytest.mark.parametrize("how", ["hidden", "demoted", "left"])
async def test_what_may_no_longer_be_seen_is_not_sent(
    database: Database,
    sink: SmtpSink,
    room: Room,  # noqa: F811
    run_jobs: Run,
    how: str,
) -> None:
    ana, ticket = an_actor(Role.IT_AGENT), new_id()
    demoted = Actor(id=ana.id, name="Ana", role=Role.END_USER, permissions=frozenset())
    now = {"hidden": ana, "demoted": demoted, "left": None}[how]

    async def reader(_: AsyncSession, __: UUID) -> Actor | None:
        return now

    smtp = open_mail(f"smtp://127.0.0.1:{sink.port}")
    set_mail_room(smtp, sender=SENDER, public_url=URL, readers=reader)
    await tell(comment(ana, ticket))
    if how == "hidden":
        room.hidden.add(ticket)
    await run_jobs()
    assert sink.received == []
    [mail] = await stored(database)
    assert mail.state is DeliveryState.WITHHELD


@pytest.mark.usefixtures("by_outbox", "room")
async def test_each_mail_says_why_and_where_to_choose(database: Database) -> None:
    await tell(comment(an_actor(), new_id()))
    [mail] = await stored(database)
    assert "You receive this because you take part in this ticket." in mail.text
    assert f"Choose what you are told: {URL}/me#notifications" in mail.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"own": {"moon.rose": {"bell": True, "email": True}}}, "own"), ({"quiet_from": "22:00"}, "quiet_to")],
)
async def test_senseless_choices_are_refused(database: Database, changes: dict[str, Any], field: str) -> None:
    body = {
        "preset": "own", "own": {}, "quiet_from": None, "quiet_to": None, "quiet_weekends": False, "digest": "none",
        "digest_at": "08:00",
    }  # fmt: skip
    async with a_client(an_actor(), router) as client:
        answer = await client.put(f"{HOME}/settings", json=body | changes)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field

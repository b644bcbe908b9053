"""Who is mailed, and how clocks mark a ticket: through the real jobs on a real database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from itsm.domains.notifications.api import set_mail_room
from itsm.domains.sla import api as sla
from itsm.domains.tickets.enums import TicketType
from itsm.domains.tickets.service.create_ticket import NewTicket, create_ticket
from itsm.domains.tickets.subscribers.notices import HEARS
from itsm.domains.tickets.subscribers.thresholds import mark_threshold
from itsm.platform.actor import system_actor
from itsm.platform.clock import utc_now
from itsm.platform.db.engine import Database
from itsm.platform.mail.outbox import OutboxOnlyMail
from itsm.platform.work import open_work
from tests.conftest import Login
from tests.domains.tickets.helpers import RESOLUTION, post, raise_ticket, report
from tests.domains.tickets.test_transitions import move
from tests.factories.world import World

Drain = Callable[[], Awaitable[int]]


@pytest.fixture(autouse=True)
def _mail_room() -> None:
    set_mail_room(OutboxOnlyMail(), sender="Desk <desk@madison88.example>", public_url="https://desk.example")


async def mailed(database: Database) -> list[tuple[str, str]]:
    """Return (template, login) of every mail queued so far and forget them."""
    async with database.sessions() as session, session.begin():
        rows = await session.execute(text("SELECT template, address FROM deliveries ORDER BY template, address"))
        found = [(template, address.split("@")[0]) for template, address in rows]
        await session.execute(text("DELETE FROM deliveries"))
    return found


def holder(world: World, made: Any) -> str:
    """Return the login of who has the ticket."""
    return next(name for name, key in world.users.items() if str(key) == made.shown["assignee"]["id"])


async def test_requester_and_assignee_hear_of_a_new_ticket_once(database: Database, world: World, drain: Drain) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    await drain()
    assert await mailed(database) == [("ticket_assigned", holder(world, made)), ("ticket_created", "user.ph")]


async def test_the_team_hears_of_what_nobody_has_and_managers_of_p1(
    database: Database, world: World, drain: Drain
) -> None:
    await raise_ticket(world.actor("user.ph"), category="Other")
    await drain()
    found = await mailed(database)
    assert ("ticket_created", "user.ph") in found
    assert {login for template, login in found if template == "ticket_created_staff"} == {"manager.ph", "manager.us"}
    urgent = await raise_ticket(world.actor("user.ph"), 2, priority="P1")
    await drain()
    staff = {login for template, login in await mailed(database) if template == "ticket_created_staff"}
    assert staff
    assert staff <= {"manager.ph", "manager.us"}
    assert urgent.shown["priority"] == "P1"


async def test_nobody_hears_of_what_they_did(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, drain: Drain
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    await drain()
    await mailed(database)
    who = holder(world, made)
    staff = await login(who)
    await move(client, made.id, staff, "in_progress", comment="I come by at noon.")
    await drain()
    assert await mailed(database) == [("ticket_status_changed", "user.ph")]
    await move(client, made.id, staff, "resolved", **RESOLUTION)
    await drain()
    assert await mailed(database) == [("ticket_resolved", "user.ph")]
    await post(client, f"/{made.id}/confirm", await login("user.ph"))
    await drain()
    assert await mailed(database) == [("ticket_closed", who)]


async def test_internal_notes_reach_no_requester(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, drain: Drain
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    await drain()
    await mailed(database)
    manager = await login("manager.us")
    noted = await post(client, f"/{made.id}/comments", manager, body="He spilled coffee on it.", is_internal=True)
    assert noted.status_code == 201, noted.text
    await drain()
    assert await mailed(database) == [("ticket_commented", holder(world, made))]


async def test_a_replayed_log_mails_nobody(database: Database, world: World, drain: Drain) -> None:
    said = report() | {"type": TicketType.INCIDENT, "requester_id": world.users["user.ph"]}
    async with open_work(system_actor(), now=utc_now() - timedelta(days=400)) as work:
        made = await create_ticket(work, NewTicket(**said))
    assert made.number.startswith(f"TKT-{(utc_now() - timedelta(days=400)).year}-")
    await drain()
    assert await mailed(database) == []


async def test_a_clock_marks_its_ticket_once(database: Database, world: World, drain: Drain) -> None:
    made = await raise_ticket(world.actor("user.ph"), priority="P1")
    await drain()
    await mailed(database)
    version = 1
    for hours, escalated, breached, template in ((0.9, True, False, "sla_warning"), (1.1, True, True, "sla_breach")):
        async with open_work(system_actor(), now=utc_now() + timedelta(hours=hours)) as work:
            work.is_replay = False
            await sla.fire_due_timers(work)
        await drain()
        row = await state_of(database, made.id)
        assert (row["is_escalated"], row["is_breached"]) == (escalated, breached)
        assert row["response_state"] == ("breached" if breached else "warning")
        assert row["version"] > version
        version = row["version"]
        found = await mailed(database)
        assert (template, holder(world, made)) in found
        assert "user.ph" not in {login for _, login in found}
    await drain()
    assert (await state_of(database, made.id))["version"] == version


async def test_hearing_a_threshold_twice_changes_nothing(database: Database, world: World) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    data = {"metric": "response", "threshold": 80, "due_at": utc_now().isoformat()}
    for _ in range(2):
        async with open_work(system_actor()) as work:
            await mark_threshold(work, {"name": "sla.warning", "subject_id": str(made.id), "data": data})
    assert (await state_of(database, made.id))["version"] == 2


async def state_of(database: Database, ticket_id: UUID) -> Any:
    async with database.reading() as session:
        found = await session.execute(
            text("SELECT version, is_escalated, is_breached, response_state FROM tickets WHERE id = :id"),
            {"id": ticket_id},
        )
        return found.mappings().one()


def test_every_event_somebody_hears_of_is_known() -> None:
    from itsm.wiring.subscriptions import SUBSCRIPTIONS

    assert all("tickets.send_notices" in SUBSCRIPTIONS[name] for name in HEARS)


async def test_who_is_mentioned_is_told_so_and_once(
    client: httpx.AsyncClient, login: Login, database: Database, world: World, drain: Drain
) -> None:
    made = await raise_ticket(world.actor("user.ph"))
    await drain()
    await mailed(database)
    staff = await login(holder(world, made))
    names = {"mention_ids": [str(world.users["user.ph"]), str(world.users["manager.ph"])]}
    await post(client, f"/{made.id}/comments", staff, body="Could you look?", is_internal=False, **names)
    await drain()
    assert await mailed(database) == [("ticket_mentioned", "manager.ph"), ("ticket_mentioned", "user.ph")]

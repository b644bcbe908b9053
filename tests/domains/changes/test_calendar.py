"""The calendar of changes, in the desk and in other programs."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import httpx
from icalendar import Calendar

from itsm.platform.db.engine import Database
from tests.conftest import Login
from tests.domains.changes.steps import begin, me, moved
from tests.domains.changes.test_windows import BASE, freeze, hours
from tests.domains.tickets.helpers import counted

SPAN = {"from": BASE.isoformat(), "to": (BASE + timedelta(days=7)).isoformat()}


async def test_it_shows_what_lies_in_a_stretch_of_time(client: httpx.AsyncClient, login: Login) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    draft = (await begin(client, agent, **hours(1, 2), title="Only a thought"))["number"]
    asked = (await begin(client, agent, **hours(3, 4), title="Asked for"))["number"]
    await moved(client, agent, asked, "submit")
    dropped = (await begin(client, agent, **hours(5, 6)))["number"]
    await moved(client, agent, dropped, "submit")
    await moved(client, agent, dropped, "cancel", note="Not needed.")
    await begin(client, agent, **hours(24 * 8, 24 * 8 + 1))
    await freeze(client, manager, **hours(2, 3))
    answer = await client.get("/api/changes/calendar", params=SPAN, headers=agent)
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert [one["number"] for one in shown["changes"]] == [draft, asked]
    assert [one["name"] for one in shown["freezes"]] == ["Month end"]
    assert shown["is_cut"] is False
    long = SPAN | {"to": (BASE + timedelta(days=63)).isoformat()}
    assert (await client.get("/api/changes/calendar", params=long, headers=agent)).status_code == 422


async def test_another_program_reads_it_at_a_secret_address_until_that_is_withdrawn(
    client: httpx.AsyncClient, login: Login
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")
    assert (await client.get("/api/calendar/feed", headers=agent)).json()["address"] is None
    number = (await begin(client, agent, **hours(1, 2), title="Äpfel; commas, and a\nline"))["number"]
    await freeze(client, manager, reason="Books are closed.")
    first = (await client.put("/api/calendar/feed", headers=agent)).json()["address"]
    assert (await client.get("/api/calendar/feed", headers=agent)).json()["address"] == first

    async def read(address: str) -> httpx.Response:
        parts = urlsplit(address)
        client.cookies.clear()
        return await client.get(f"{parts.path}?{parts.query}")

    answer = await read(first)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/calendar")
    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    change = events[f"{number} Äpfel; commas, and a line"]
    assert change.decoded("dtstart") == BASE + timedelta(hours=1)
    assert change.decoded("dtend") == BASE + timedelta(hours=2)
    assert str(change["status"]) == "TENTATIVE"
    assert number in str(change["url"])
    assert str(events["Freeze: Month end"]["description"]) == "Books are closed."

    second = (await client.put("/api/calendar/feed", headers=agent)).json()["address"]
    assert second != first
    assert (await read(first)).status_code == 404, "the former one is dead"
    assert (await read(second)).status_code == 200
    tampered = second[:-3] + ("A" if second[-3] != "A" else "B") + second[-2:]
    assert (await read(tampered)).status_code == 404
    assert (await client.delete("/api/calendar/feed", headers=agent)).status_code == 204
    assert (await client.delete("/api/calendar/feed", headers=agent)).status_code == 204
    assert (await read(second)).status_code == 404


async def test_who_may_not_see_changes_any_more_reads_nothing(client: httpx.AsyncClient, login: Login) -> None:
    agent, admin = await login("agent.ph"), await login("admin")
    address = (await client.put("/api/calendar/feed", headers=agent)).json()["address"]
    person = (await client.get("/api/auth/me", headers=agent)).json()["id"]
    gone = await client.post(f"/api/users/{person}/deactivate", headers=admin)
    assert gone.is_success, gone.text
    parts = urlsplit(address)
    assert (await client.get(f"{parts.path}?{parts.query}")).status_code == 404


async def test_the_calendar_costs_as_many_queries_however_full_it_is(
    client: httpx.AsyncClient, login: Login, database: Database
) -> None:
    agent, manager = await login("agent.ph"), await login("manager.ph")

    async def statements() -> int:
        with counted(database) as seen:
            (await client.get("/api/changes/calendar", params=SPAN, headers=agent)).raise_for_status()
        return len(seen)

    await begin(client, agent, **hours(1, 2))
    await freeze(client, manager, approver_ids=[await me(client, manager)], effect="approve")
    few = await statements()
    for hour in range(6):
        await begin(client, agent, **hours(hour, hour + 1))
        await freeze(client, manager, name=f"Freeze {hour}")
    assert await statements() == few

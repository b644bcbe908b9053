"""Watchers follow what they may see, and nothing else."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest

from itsm.domains.tickets.repository import load_visible
from itsm.domains.tickets.watchers.service import present_watchers, stage_watchers
from itsm.platform.actor import system_actor
from itsm.platform.db.engine import get_database
from itsm.platform.work import open_work
from tests.domains.tickets.comments.desk import Desk, events


async def names(desk: Desk, who: str, ticket: str) -> list[str]:
    answer = await desk.get(who, f"/tickets/{ticket}/watchers")
    return [watcher["name"] for watcher in answer.json()["items"]]


async def add(desk: Desk, who: str, ticket: str, person: str | None = None) -> httpx.Response:
    body = {"user_id": str(desk.world.users[person])} if person else {}
    return await desk.post(who, f"/tickets/{ticket}/watchers", body)


async def test_people_follow_and_stop_by_themselves(desk: Desk) -> None:
    ticket = await desk.ticket()
    made = await add(desk, "user.ph", ticket)
    assert (made.status_code, made.json()["name"]) == (201, "Ana Ramirez")
    assert await names(desk, "user.ph", ticket) == ["Ana Ramirez"]
    assert (await desk.ask("user.ph", "DELETE", f"/tickets/{ticket}/watchers/me")).status_code == 204
    assert await names(desk, "user.ph", ticket) == []
    assert [e.name for e in await events(ticket, "watcher.%")] == ["watcher.added", "watcher.removed"]


async def test_adding_twice_changes_nothing(desk: Desk) -> None:
    ticket = await desk.ticket()
    first = await add(desk, "agent.ph", ticket, "manager.ph")
    again = await add(desk, "manager.ph", ticket)
    assert again.json() == first.json()
    assert len(await events(ticket, "watcher.%")) == 1


async def test_the_desk_adds_others_who_may_see_the_ticket(desk: Desk) -> None:
    ticket = await desk.ticket()
    for person in ("agent2.ph", "manager.us", "user.ph"):
        assert (await add(desk, "agent.ph", ticket, person)).status_code == 201
    assert await names(desk, "agent.ph", ticket) == ["Ana Ramirez", "Jomar Reyes", "Karen Whitfield"]
    path = f"/tickets/{ticket}/watchers/{desk.world.users['manager.us']}"
    assert (await desk.ask("agent.ph", "DELETE", path)).status_code == 204
    assert (await desk.ask("agent.ph", "DELETE", path)).status_code == 404


async def test_who_may_not_see_it_cannot_be_told_from_who_does_not_exist(desk: Desk) -> None:
    ticket = await desk.ticket()
    unseen = await add(desk, "agent.ph", ticket, "user2.ph")
    elsewhere = await add(desk, "agent.ph", ticket, "agent.us")
    unknown = await desk.post("agent.ph", f"/tickets/{ticket}/watchers", {"user_id": str(uuid4())})
    answers = {(a.status_code, a.json()["detail"], str(a.json()["errors"])) for a in (unseen, elsewhere, unknown)}
    assert len(answers) == 1
    assert unknown.status_code == 422


async def test_requesters_add_nobody_and_see_only_themselves(desk: Desk) -> None:
    ticket = await desk.ticket()
    await add(desk, "agent.ph", ticket, "manager.ph")
    assert (await add(desk, "user.ph", ticket, "agent2.ph")).status_code == 403
    manager = desk.world.users["manager.ph"]
    assert (await desk.ask("user.ph", "DELETE", f"/tickets/{ticket}/watchers/{manager}")).status_code == 403
    assert await names(desk, "user.ph", ticket) == []
    await add(desk, "user.ph", ticket)
    assert await names(desk, "user.ph", ticket) == ["Ana Ramirez"]


async def test_strangers_follow_nothing(desk: Desk) -> None:
    ticket = await desk.ticket()
    for who in ("user2.ph", "agent.us"):
        assert (await add(desk, who, ticket)).status_code == 404
        assert (await desk.get(who, f"/tickets/{ticket}/watchers")).status_code == 404
        assert (await desk.ask(who, "DELETE", f"/tickets/{ticket}/watchers/me")).status_code == 404


async def test_who_lost_sight_of_it_is_no_longer_told(desk: Desk) -> None:
    ticket = await desk.ticket()
    await add(desk, "agent2.ph", ticket)
    await add(desk, "user.ph", ticket)
    await add(desk, "manager.ph", ticket)
    await desk.place(ticket, team="it_support_us", assignee="agent.us")
    async with get_database().reading() as session:
        record = await load_visible(session, system_actor(), ticket)
        told = await present_watchers(session, record.id, record)
    assert [person.name for person in told] == ["Ana Ramirez", "Ramon Dela Cruz"]


async def test_following_gives_no_right_to_see(desk: Desk) -> None:
    ticket = await desk.ticket()
    async with open_work(system_actor()) as work:
        stage_watchers(work, UUID(ticket), [desk.world.users["user2.ph"]])
    assert (await desk.get("user2.ph", f"/tickets/{ticket}")).status_code == 404
    assert await names(desk, "agent.ph", ticket) == []


async def test_the_ticket_itself_stays_as_it_is(desk: Desk) -> None:
    ticket = await desk.ticket()
    before = (await desk.read("agent.ph", ticket))["version"]
    await add(desk, "agent.ph", ticket)
    assert (await desk.read("agent.ph", ticket))["version"] == before


@pytest.mark.parametrize(
    "body", [{"user_id": "you"}, {"user_id": 5}, {"user_id": None}, {"user_id": []}, {"added_by_id": "me"}]
)
async def test_what_is_no_person_is_refused(desk: Desk, body: dict[str, object]) -> None:
    ticket = await desk.ticket()
    assert (await desk.post("agent.ph", f"/tickets/{ticket}/watchers", body)).status_code == 422
